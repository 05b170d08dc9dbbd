import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.families.counted import (
    LIKE,
    Counting,
    Measured,
    _place,
    alike,
    counting_of,
    shared_pieces,
    squeeze_lines,
)
from schemas.normalised import QuantityRecord
from tests.families import quantity, reference

COUNTING = Counting(reference().families, reference().overlaps)


def counted(text: str, *quantities: QuantityRecord) -> list[Measured]:
    return COUNTING.read(text, [q.model_copy(update={"ordinal": n}) for n, q in enumerate(quantities, 1)])


def of(subject: str | None, text: str = "", measure: str = "个", **more: Any) -> Measured:
    """A quantity of a subject in a text of its own."""
    text = text or f"完成{subject}3{measure}"
    (found,) = counted(text, quantity(f"3{measure}", subject, measure=measure, **more))
    return found


@pytest.mark.parametrize(
    ("subject", "core"),
    [
        ("托位数", "托位"),
        ("累计托位", "托位"),
        ("新增残疾人就业人数", "新增残疾人就业"),
        ("错时共享停车泊位", "错时共享停车位"),
        ("老旧小区改造提升项目", "老旧小区改造"),
        ("城市绿荫工程项目", "城市绿荫"),
        ("农业社会化服务惠农工程面积", "农业社会化服务惠农"),
        ("“定制客运”线路", "定制客运线路"),
        ("面积", None),
        ("改造建筑面积", None),
        ("项目", None),
        ("计划里程", None),
        ("", None),
    ],
)
def test_what_a_subject_is_about(subject: str, core: str | None) -> None:
    assert COUNTING.core(subject) == core


ONE = [
    ("托位数", "累计托位"),
    ("新增残疾人就业人数", "新增残疾人就业"),
    ("残疾儿童康复救助", "康复救助残疾儿童"),
    ("困难重度残疾人家庭无障碍改造", "残疾人家庭无障碍改造"),
    ("错时共享停车位", "专用停车位错时共享"),
    ("城镇老旧小区", "老旧小区改造提升项目"),
    ("农村黑臭水体", "黑臭水体"),
]
TWO = [
    ("托位", "普惠托位"),
    ("乳腺癌筛查", "宫颈癌筛查"),
    ("青年夜校", "家长夜校"),
    ("学生参与率", "参与教师"),
    ("新增残疾人就业", "残疾人辅助器具适配"),
    ("登记失业人员就业", "就业困难人员就业"),
    ("农村公路", "农村公路生命安全防护设施"),
    ("口袋公园", "社区体育文化公园"),
    ("家庭养老床位", "护理床位"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_other_words_for_the_same_count_the_same(one: str, other: str) -> None:
    found, back = alike(of(one), of(other)), alike(of(other), of(one))
    assert found and back and found[0] == back[0] >= LIKE


@pytest.mark.parametrize(("one", "other"), TWO)
def test_things_that_share_a_word_are_two(one: str, other: str) -> None:
    assert alike(of(one), of(other)) is None
    assert alike(of(other), of(one)) is None


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("人", "人次", True),
        ("名", "人", True),
        ("个", "处", True),
        ("公里", "千米", True),
        ("场", "场次", True),
        ("户", "人", False),
        ("%", "个", False),
        ("平方米", "亩", False),
    ],
)
def test_only_measures_of_one_size_are_held_against_each_other(one: str, other: str, are_one: bool) -> None:
    assert (alike(of("残疾人就业", measure=one), of("残疾人就业", measure=other)) is not None) is are_one


def test_measures_with_an_si_value_can_be_compared() -> None:
    mu, square = of("绿地", measure="亩", si_measure="m²"), of("绿地", measure="平方米", si_measure="m²")
    assert alike(mu, square) == (1.0, "both count 绿地")


def test_for_each_thousand_is_another_figure_than_in_all() -> None:
    assert alike(of("托位数", per="每千人"), of("托位数")) is None
    assert alike(of("托位数", per="每千人"), of("托位", per="每千人"))


def test_words_of_the_project_s_name_tell_nothing_apart_in_it() -> None:
    one, other = of("城镇低压线路"), of("农村低压线路改造")
    assert alike(one, other) is None
    assert alike(of("低压线路治理"), of("低压线路改造"), "农村低压线路改造治理")
    assert alike(of("托位数"), of("婴幼儿托位数"), "婴幼儿照护服务")
    assert alike(of("托位数"), of("普惠托位数"), "婴幼儿照护服务") is None


def test_a_size_is_that_of_what_stands_before_it() -> None:
    project, area = counted(
        "新开工甲片区等10个老旧小区改造提升项目，共计改造建筑面积约260万平方米。",
        quantity("10个", "老旧小区改造提升项目"),
        quantity("约260万平方米", "建筑面积", measure="平方米"),
    )
    assert (project.core, area.core) == ("老旧小区改造", "老旧小区改造")
    assert area.subject == "老旧小区改造提升项目"


def test_a_size_after_a_full_stop_is_of_nothing_known() -> None:
    _, area = counted(
        "建成口袋公园3个。改造面积2万平方米。",
        quantity("3个", "口袋公园"),
        quantity("2万平方米", "改造面积", measure="平方米"),
    )
    assert (area.subject, area.core) == (None, None)


def test_the_words_around_each_quantity_are_its_own() -> None:
    first, second = counted("建成1个公园，共11个点位；另建1个广场。", quantity("11个", "点位"), quantity("1个", "广场"))
    assert (first.clause, second.clause) == ("共11个点位", "另建1个广场")
    assert second.segment == "另建1个广场"


def test_a_quantity_that_is_not_found_as_written_takes_no_words_amiss() -> None:
    (found,) = counted("建成公园。", quantity("三个", "公园"))
    assert found.core == "公园"


def test_what_is_named_beside_both_makes_them_one() -> None:
    one = of("老旧小区改造提升项目", "新开工汉渝路片区、化家湾片区等3个老旧小区改造提升项目")
    other = of("项目", "新开工化家湾片区、汉渝路片区等3个项目")
    assert alike(one, other) == (0.8, "both stand beside 化家湾片区、汉渝路片区")
    assert alike(one, of("项目", "完成同兴片区、双凤路片区等3个项目")) is None


def test_streets_named_beside_both_do_not() -> None:
    one, other = (of("项目", f"{verb}两路街道、龙溪街道、回兴街道等3个项目") for verb in ("改造", "新建"))
    assert alike(one, other) is None


def test_the_words_of_one_around_the_other_make_them_one() -> None:
    one = of("残疾人辅助器具适配", measure="人次")
    other = of("有需求的残疾人", "为3名有需求的残疾人免费发放基本辅助器具", measure="名")
    found = alike(one, other)
    assert found and found[0] == 0.65 and "残疾人、辅助器具" in found[1]
    assert alike(one, of("有需求的残疾人", "为3名有需求的残疾人免费体检", measure="名")) is None


def test_pieces_are_two_characters_or_more_and_taken_once() -> None:
    assert shared_pieces("康复救助残疾儿童", "残疾儿童康复救助") == ("康复救助", "残疾儿童")
    assert shared_pieces("停车停车", "停车") == ("停车",)
    assert shared_pieces("甲乙", "乙甲") == ()


def test_lines_stay_lines() -> None:
    assert squeeze_lines("（１） 甲\n 乙 ") == "(1)甲\n乙"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("食品抽检合格率", "药品抽检合格率"),
        ("农村生活垃圾分类覆盖率", "城市生活垃圾分类覆盖率"),
        ("男性居民免费健康体检", "女性居民免费健康体检"),
        ("青少年心理健康核心知识知晓率", "青少年心理健康核心知识参与率"),
    ],
)
def test_what_differs_in_front_or_behind_makes_them_two(one: str, other: str) -> None:
    assert alike(of(one), of(other)) is alike(of(other), of(one)) is None


@pytest.mark.parametrize(
    ("one", "other", "is_another"),
    [
        ("新建农村公路3公里", "养护农村公路3公里", True),
        ("新建农村公路3公里", "建设农村公路3公里", False),
        ("新建农村公路3公里", "农村公路养护3公里", True),
        ("新建农村公路3公里", "农村公路3公里", False),
        ("建设农村公路3公里", "累计农村公路达到3公里", True),
        ("建设农村公路3公里", "农村公路累计建成3公里", True),
        ("新增农村公路达到3公里", "新增农村公路3公里", False),
        ("农村公路总数达到3公里", "农村公路达到3公里", False),
    ],
)
def test_what_is_done_makes_another_thing(one: str, other: str, is_another: bool) -> None:
    ours, theirs = (of("农村公路", text, "公里") for text in (one, other))
    assert COUNTING.is_another(ours, theirs) is COUNTING.is_another(theirs, ours) is is_another


@pytest.mark.parametrize(
    ("one", "other", "is_another"),
    [
        ("养老床位", "家庭养老床位", True),
        ("新增养老床位", "改造养老床位", True),
        ("新建公厕", "拆除公厕", True),
        ("困难重度残疾人家庭无障碍改造", "残疾人家庭无障碍改造", False),
    ],
)
def test_a_word_of_its_own_makes_another_thing(one: str, other: str, is_another: bool) -> None:
    assert COUNTING.is_another(of(one), of(other)) is COUNTING.is_another(of(other), of(one)) is is_another


@given(st.text("01.个①١ ", max_size=20), st.text("01.个", min_size=1, max_size=3), st.integers(0, 20))
def test_a_figure_is_found_where_it_is_no_end_of_a_longer_one(text: str, words: str, since: int) -> None:
    pattern = re.compile(r"(?<![\d.])" + re.escape(words))
    found = pattern.search(text, since) or pattern.search(text)
    assert _place(text, words, since) == (found.start() if found else since)


def test_what_counts_is_made_once_for_the_same_words() -> None:
    words = reference()
    assert counting_of(words.families)(words.overlaps) is counting_of(words.families)(words.overlaps)


@pytest.mark.parametrize(
    ("text", "words", "clause"),
    [
        ("新建公路1.5公里,改造公路5公里", "5公里", "改造公路5公里"),  # not the end of 1.5
        ("新建道路15条,整治河道5条", "5条", "整治河道5条"),  # nor of 15, whatever script its digit is of
        ("新建道路１5条,整治河道5条", "5条", "整治河道5条"),
        ("5条道路,整治河道3条", "5条", "5条道路"),
        ("新建道路若干条", "5条", "新建道路若干条"),  # not as written: where the last one was
    ],
)
def test_a_quantity_stands_where_its_figure_is_whole(text: str, words: str, clause: str) -> None:
    (found,) = counted(text, quantity(words, None, measure="条"))
    assert found.clause == clause


def test_what_is_done_is_said_right_before_and_not_far_before() -> None:
    assert counted("新建了5条", quantity("5条", None))[0].deeds.word == "新建"
    assert not counted("新建的是东边那一片里的5条", quantity("5条", None))[0].deeds.word
