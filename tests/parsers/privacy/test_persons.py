import pytest

from parsers.privacy.numbers import find_numbers
from parsers.privacy.persons import find_persons
from parsers.privacy.spans import apart
from parsers.privacy.words import folded
from schemas.withheld import Withheld
from tests.parsers.privacy.build import words


def persons(text: str, *, leaders: bool = False) -> list[str]:
    """What is withheld of a text as a person."""
    plain = folded(text)
    spans = apart(find_persons(plain, words(), find_numbers(plain, words(), ()), leaders=leaders))
    return [text[s.start : s.end] for s in spans if s.what is Withheld.PERSON]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系人：张三", ["张三"]),
        ("联系人：张三，李四，王小五；", ["张三", "李四", "王小五"]),
        ("联系人：区教委张三，区财政局李四。", ["区教委张三", "区财政局李四"]),
        ("联系人：张三（办公室）、李四（基教科）", ["张三", "李四"]),
        ("联系人：张三/李四", ["张三", "李四"]),
        ("联系人：张三 李四", ["张三", "李四"]),
        ("联系人：张三67820064、李四67820065", ["张三", "李四"]),
        ("联系人：张三\n电话：67820064", ["张三"]),
        ("联系人：张三，完成时限为12月底", ["张三"]),
        ("联系人：张三 负责报送", ["张三"]),
        ("联系人和电话：张三67820064", ["张三"]),
        ("联络员：张三，审核人：李四", ["张三", "李四"]),
    ],
)
def test_whoever_a_word_with_a_colon_announces(text: str, found: list[str]) -> None:
    assert persons(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "联系人：",
        "联系人：。张三",
        "联系人：请各单位确定",
        "联系人：67820064",
        "联系人：见附件2",
        "联系人：" + "建" * 30,
    ],
)
def test_what_is_no_person_behind_it(text: str) -> None:
    assert persons(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("责任人：张三、李四", ["张三", "李四"]),
        ("责任人：区教委", []),
        ("项目负责人：王小五", ["王小五"]),
        ("第一责任人：各单位主要负责人", []),
    ],
)
def test_who_answers_is_a_name_and_no_unit(text: str, found: list[str]) -> None:
    assert persons(text) == found
    assert persons(text, leaders=True) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("李四、张三13800000000", ["李四", "张三"]),
        ("请找张三（13800000000）", ["张三"]),
        ("区教委办公室王小五 13800000000", ["王小五"]),
        ("13800000000张三", ["张三"]),
        ("区教委 13800000000", []),
        ("高新区 13800000000", []),
        ("建成投用，13800000000", []),
        ("牵头领导：李四、张三 13800000000", []),
        ("项目（67820064）", []),
        ("金额 67820064", []),
    ],
)
def test_names_beside_numbers(text: str, found: list[str]) -> None:
    assert persons(text) == found


@pytest.mark.parametrize("text", ["（张三，67820064）", "张三：67820064", "张三 67820064，", "区教委张三（67820064）"])
def test_a_name_and_a_bare_number_prove_each_other(text: str) -> None:
    plain = folded(text)
    spans = apart(find_persons(plain, words(), find_numbers(plain, words(), ())))
    assert [text[s.start : s.end] for s in spans] == ["张三", "67820064"]


@pytest.mark.parametrize(
    "text", ["张三67820064", "张三、67820064", "和张三 67820064户", "共张三 67820064", "张三 20240301"]
)
def test_a_bare_number_that_may_be_another_proves_nothing(text: str) -> None:
    assert persons(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请报送至张三处", ["张三"]),
        ("请送至区发展改革委何翰卿处", ["何翰卿"]),
        ("交由李四同志", ["李四"]),
        ("报送至安全处", []),
        ("报送至张家湾处", ["张家湾"]),
    ],
)
def test_to_whom_something_is_handed(text: str, found: list[str]) -> None:
    assert persons(text) == found


def test_the_same_name_elsewhere_stays() -> None:
    assert persons("张三到现场调研。联系人：张三。由张三牵头。") == ["张三"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联 系 人：刘晓红", ["刘晓红"]),
        ("联系人 ：刘晓黄；电 话 ：67820302", ["刘晓黄"]),
        ("联系人褚文三同志，电话67824403", ["褚文三"]),
        ("请与区发展改革委褚文静同志联系，电话67824455。", ["褚文静"]),
        ("请与我局褚文二同志联系。", ["褚文二"]),
        ("（联络员卫国庆，QQ：123456789）", ["卫国庆"]),
        ("经办人签字：严凤英", ["严凤英"]),
        ("责任领导：秦少华   经办：尤小刚  电话 67820071", ["尤小刚"]),
        ("签发人：严凤三    拟稿人：严凤四", ["严凤四"]),
        ("联系人：陈圆圆科长、李师师副科长", ["陈圆圆科长", "李师师副科长"]),
        ("联系人：陈圆圆科长，李师师副科长", ["陈圆圆科长", "李师师副科长"]),
        ("Contact: Zhang San, Tel: +86 23 67820074", ["Zhang", "San"]),
        ("67820520张三备", ["张三备"]),
    ],
)
def test_the_wordings_of_letters(text: str, found: list[str]) -> None:
    assert persons(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "建立联系人：工作机制及网格员联系群众制度",
        "经办人：须持证上岗",
        "主要负责人：要亲自抓",
        "由副区长高山同志负责。",
        "由区教委高山同志负责。",
        "请与区教委联系。",
        "联系人全覆盖，QQ群：123456",
        "经办机构：区社保局",
        "联系人民群众，完成5825户",
        "67820520平方米",
    ],
)
def test_what_only_sounds_like_them(text: str) -> None:
    assert persons(text) == []
