"""What is withheld from a text and what stays, case by case; the names and numbers are made up."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.privacy.texts import Kind, Texts, pieces, withhold
from tests.parsers.build import unhurried
from tests.parsers.privacy.build import shown, words

WITHHELD: Final = {
    # mobile numbers, by their shape alone
    "13800000000": "〔电话〕",
    "138-0000-0000": "〔电话〕",
    "138 0000 0000": "〔电话〕",
    "138—0000—0000": "〔电话〕",
    "１３８００００００００": "〔电话〕",
    "+8613800000000": "〔电话〕",
    "+86 138 0000 0000": "〔电话〕",
    "（86）138-0000-0000": "〔电话〕",
    "138****0000": "〔电话〕",
    "请拨打13800000000反映。": "请拨打〔电话〕反映。",
    "13800000000、13900000001": "〔电话〕、〔电话〕",
    "13800000000/67820064": "〔电话〕/〔电话〕",
    # numbers with an area code
    "023-67820064": "〔电话〕",
    "（023）67820064": "〔电话〕",
    "(０２３)６７８２００６４": "〔电话〕",
    "023 6782 0064": "〔电话〕",
    "02367820064": "〔电话〕",
    "0831-8222333转801": "〔电话〕",
    "0831-8222333-801": "〔电话〕",
    "+86-23-67820064": "〔电话〕",
    "023－67820064（传真）": "〔电话〕（传真）",
    # seven or eight digits behind a word
    "电话67820064": "电话〔电话〕",
    "联系电话：67820064": "联系电话：〔电话〕",
    "联系电话：67820064号": "联系电话：〔电话〕号",
    "传真 67820064、67820065，67820066": "传真 〔电话〕、〔电话〕，〔电话〕",
    "联系电话：67820064；67820065。": "联系电话：〔电话〕；〔电话〕。",
    "Tel:67820064": "Tel:〔电话〕",
    "TEL67820064": "TEL〔电话〕",
    "Tel.67820064": "Tel.〔电话〕",
    "电话：023-67820064/67820065": "电话：〔电话〕/〔电话〕",
    "电话（传真）：6782-0064": "电话（传真）：〔电话〕",
    "联系电话：区教委67820064、区财政局67820065": "联系电话：区教委〔电话〕、区财政局〔电话〕",
    "请与区教委联系（67820064）。": "请与区教委联系（〔电话〕）。",
    "67820064（传真）": "〔电话〕（传真）",
    "办公电话：8008": "办公电话：〔电话〕",
    "短号：668888": "短号：〔电话〕",
    "电话：20240301": "电话：〔电话〕",
    "监督电话：12345、67820064": "监督电话：12345、〔电话〕",
    # a line end inside
    "联系电话：1380000\n0000": "联系电话：〔电话〕",
    "联系方式：023-6782\n0064": "联系方式：〔电话〕",
    "联系方式：023-67820\n064": "联系方式：〔电话〕",
    "电话：678200\n64": "电话：〔电话〕",
    "电话：\n67820064": "电话：\n〔电话〕",
    "联系\n电话：67820064": "联系\n电话：〔电话〕",
    # e-mail
    "邮箱：1316543020@qq.com": "邮箱：〔邮箱〕",
    "（邮箱：1316543020@qq.com）": "（邮箱：〔邮箱〕）",
    "abc＠163．com": "〔邮箱〕",
    "E-mail: a.b-c@cq.gov.cn，": "E-mail: 〔邮箱〕，",
    "邮箱：zhang\nsan@qq.\ncom": "邮箱：〔邮箱〕",
    "邮箱：1316543020@\nqq.com": "邮箱：〔邮箱〕",
    "电子邮箱：zhangsan#qq.com": "电子邮箱：〔邮箱〕",
    "报送至yubei@126.com。": "报送至〔邮箱〕。",
    # QQ and WeChat
    "QQ群：678874967": "QQ群：〔QQ〕",
    "（QQ群：678874967）": "（QQ群：〔QQ〕）",
    "ＱＱ：１２３４５６": "ＱＱ：〔QQ〕",
    "QQ号 678874967、123456": "QQ号 〔QQ〕、〔QQ〕",
    "加入QQ工作群678874967": "加入QQ工作群〔QQ〕",
    "QQ群“渝北民生实事”（678874967）": "QQ群“渝北民生实事”（〔QQ〕）",
    "工作群群号：678874967": "工作群群号：〔QQ〕",
    "微信：zhangsan_123": "微信：〔微信〕",
    "微信号zhangsan123": "微信号〔微信〕",
    "电话及微信：13800000000": "电话及微信：〔微信〕",
    "13800000000（微信同号）": "〔电话〕（微信同号）",
    # citizens' identity numbers
    "身份证号：500112199003071234": "身份证号：〔身份证号〕",
    "身份证号码5001121990****1234": "身份证号码〔身份证号〕",
    "11010519491231002X": "〔身份证号〕",
    # persons that a word announces
    "联系人：张三": "联系人：〔联系人〕",
    "联系人:张三、李四。": "联系人:〔联系人〕、〔联系人〕。",
    "联系人：何翰卿；联系电话：77727458；邮箱：13165@qq.com": "联系人：〔联系人〕；联系电话：〔电话〕；邮箱：〔邮箱〕",
    "（联系人：鄢宇，联系方式：67820064）": "（联系人：〔联系人〕，联系方式：〔电话〕）",
    "联系人：区教委张三、李四": "联系人：〔联系人〕、〔联系人〕",
    "联系人：区教委 张三；电话：67820064": "联系人：〔联系人〕 〔联系人〕；电话：〔电话〕",
    "联系人：第2科室张三": "联系人：〔联系人〕",
    "联系人及电话：李四 67820064": "联系人及电话：〔联系人〕 〔电话〕",
    "联系人（电话）：李四67820064": "联系人（电话）：〔联系人〕〔电话〕",
    "联系人：张三（67820064）、李四（67820065）": "联系人：〔联系人〕（〔电话〕）、〔联系人〕（〔电话〕）",
    "联系人：张三、李四，请于3月底前报送": "联系人：〔联系人〕、〔联系人〕，请于3月底前报送",
    "联系人：张三联系电话：67820064": "联系人：〔联系人〕联系电话：〔电话〕",
    "联系人：欧阳小明": "联系人：〔联系人〕",
    "联系人：阿依古丽·买买提": "联系人：〔联系人〕",
    "联系人：张　三": "联系人：〔联系人〕　〔联系人〕",
    "联系人：\n张三": "联系人：\n〔联系人〕",
    "承办人：张三 经办人：李四": "承办人：〔联系人〕 经办人：〔联系人〕",
    "联络员：全小明": "联络员：〔联系人〕",
    "填报人：张三        联系电话：67820064": "填报人：〔联系人〕        联系电话：〔电话〕",
    "责任人：张三": "责任人：〔联系人〕",
    "责任人：区教委张三，13800000000": "责任人：区教委〔联系人〕，〔电话〕",
    # persons without a colon
    "联系人张三，电话67820064": "联系人〔联系人〕，电话〔电话〕",
    "（联系人张三）": "（联系人〔联系人〕）",
    "联系人为李四，联系电话67820064": "联系人为〔联系人〕，联系电话〔电话〕",
    "请与张三联系，电话：67820064": "请与〔联系人〕联系，电话：〔电话〕",
    "请报送至张三处。": "请报送至〔联系人〕处。",
    "请报送至区发展改革委何翰卿处。": "请报送至区发展改革委〔联系人〕处。",
    "交至李四同志": "交至〔联系人〕同志",
    # persons beside a number
    "（张三，67820064）": "（〔联系人〕，〔电话〕）",
    "张三（67820064）": "〔联系人〕（〔电话〕）",
    "张三 67820064": "〔联系人〕 〔电话〕",
    "张三13800000000": "〔联系人〕〔电话〕",
    "张 三 13800000000": "〔联系人〕 〔电话〕",
    "张三、李四 13800000000": "〔联系人〕、〔联系人〕 〔电话〕",
    "区教委张三 13800000000": "区教委〔联系人〕 〔电话〕",
    "区教委张三 67820064": "区教委〔联系人〕 〔电话〕",
    "13800000000 张三": "〔电话〕 〔联系人〕",
    "13800000000（张三）": "〔电话〕（〔联系人〕）",
    "联系电话：张三67820064；李四67820065": "联系电话：〔联系人〕〔电话〕；〔联系人〕〔电话〕",
    "张三，电话：67820064": "〔联系人〕，电话：〔电话〕",
    "张三、李四（67820064、67820065）": "〔联系人〕、〔联系人〕（〔电话〕、〔电话〕）",
    "联系人张三67820064": "联系人〔联系人〕〔电话〕",
    "联系人︰张三 电话︰67820064": "联系人︰〔联系人〕 电话︰〔电话〕",
    "负责人张三 13800000000": "负责人〔联系人〕 〔电话〕",
    "请报张三（67820064）": "请报〔联系人〕（〔电话〕）",
    "由张三同志负责，电话67820064": "由〔联系人〕同志负责，电话〔电话〕",
    "手机号码：1380 0000 000": "手机号码：〔电话〕",
    "单位负责人（签字）：张三  填表人：李四": "单位负责人（签字）：〔联系人〕  填表人：〔联系人〕",
}

KEPT: Final = (
    # amounts
    *("13800000000元", "投资13800000000", "总投资：13800000000元", "约67820064平方米", "67820064", "¥13800000000"),
    *(
        "惠及群众13800000000人次",
        "15\n20\n30\n40\n500",
        "150000\n200000",
        "1500000\n2000",
        "1380000\n0000",
        "13,800,000,000",
        "13800000000.50",
    ),
    *("3.1415926535", "138 00 00", "13800 米", "1.38亿元", "2000-3000万元", "建成15个、20个、30个、40个、500个"),
    # days, years, codes, standards
    *("2024年3月1日", "20240301", "2024-2025", "2024.03.01-2024.12.31", "2020-500112-48-03-123456", "GB/T 13800-2013"),
    *(
        "统一社会信用代码：91500112MA5U12345X",
        "项目代码13800000000",
        "项目编码：010101001001",
        "发票号码：24502000000012345678",
    ),
    *(
        "许可证编号：13800000000",
        "合同号 67820064",
        "渝北府办发〔2024〕5号",
        "东经106.5512345，北纬29.7212345",
        "邮编：401120",
    ),
    *("http://www.linan.gov.cn/art/2022/7/14/art_1229299207_4068587.html", "第13800000000号", "A13800000000", "1-3-2"),
    *("500112199013071234", "110105194912310021", "序号13800000000", "账号：13800000000", "2024/67820064"),
    # public service numbers
    *("12345热线", "拨打110、120、119", "监督电话：12345", "联系电话：12320", "拨打96096", "4006781234"),
    *("咨询电话：400-678-1234", "023-12345", "全国统一服务热线：95598", "政务服务便民热线（12345）"),
    # words for contacts that announce nobody
    *("选派驻村联系人100名", "建立领导联系制度", "农村电话改造2000户", "联系方式改革", "联系人制度", "联系人员100名"),
    *(
        "联系人全覆盖，建成3个",
        "落实责任人，明确时限",
        "责任人：区教委",
        "责任人：各镇街",
        "联系人：          联系电话：",
    ),
    *(
        "联系人：请各单位确定后报送",
        "联系人：见附件",
        "联系人：无",
        "联系单位：区教委",
        "各单位主要负责人亲自抓",
        "手机信号覆盖25000户",
    ),
    *(
        "电话回访满意度95%",
        "新装电话13800部，投资67820064元",
        "区领导联系重点项目",
        "与高校联系，建成3个",
        "传真、电话、网络等方式",
    ),
    *("微信公众号：渝北发布", "微信公众平台推送20000条", "微信小程序yubeifabu", "QQ、微信等平台", "QQ群推送20000条"),
    *("报送至管理处", "报送至项目管理处", "报送至区发展改革委。", "于每月25日前报送至区发展改革委", "报送至安全处"),
    *("@渝北发布", "5G＋＠", "邮箱", "开通区长信箱", "身份证办理3000张", "经办人员100名"),
    # leaders
    *("牵头领导：张三", "副区长张三", "张三、李四", "区教委（张三）"),
)


@pytest.mark.parametrize("text", WITHHELD)
def test_what_is_private_is_withheld(text: str) -> None:
    assert shown(text) == WITHHELD[text]


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("text", WITHHELD)
def test_it_is_withheld_inside_a_sentence_as_well(text: str) -> None:
    around = "各单位要落实专人，按时报送。{}。逾期不报的，予以通报。"
    assert shown(around.format(text)) == around.format(WITHHELD[text]) or text[-1] in "，。"


@pytest.mark.parametrize("text", KEPT)
def test_what_stays_does_so_in_front_of_what_does_not(text: str) -> None:
    assert shown(f"{text}。联系电话：67820064") == f"{text}。联系电话：〔电话〕"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("张三 13800000000", "张三 〔电话〕"),
        ("张三（67820064）", "张三（〔电话〕）"),
        ("张三\n李四 67820064", "张三\n李四 〔电话〕"),
        ("张三（联系人：王五，67820064）", "张三（联系人：〔联系人〕，〔电话〕）"),
        ("副区长张三", "副区长张三"),
        ("责任人：张三", "责任人：张三"),
    ],
)
def test_leaders_stay_and_their_numbers_do_not(text: str, left: str) -> None:
    assert shown(text, Kind.LEADERS) == left


@pytest.mark.parametrize(
    "text", ["牵头领导：张三 13800000000", "副区长张三 13800000000", "分管领导（张三，13800000000）"]
)
def test_leaders_that_a_sentence_names_stay(text: str) -> None:
    assert shown(text) == text.replace("13800000000", "〔电话〕")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("区教委（67820064）", "区教委（〔电话〕）"),
        ("区教委 张三 67820064", "区教委 〔联系人〕 〔电话〕"),
        ("区教委、区财政局", "区教委、区财政局"),
    ],
)
def test_a_number_beside_units_is_one_of_a_telephone(text: str, left: str) -> None:
    assert shown(text, Kind.UNITS) == left


@pytest.mark.parametrize("text", ["13800000000", "67820064", "02367820064", "1380000\n0000"])
def test_figures_are_no_numbers_of_telephones(text: str) -> None:
    assert shown(text, Kind.FIGURE) == text
    assert shown(f"电话：{text}", Kind.FIGURE) == "电话：〔电话〕"


def test_what_was_withheld_is_told_with_its_marks() -> None:
    outcome = withhold("联系人：张三，电话：67820064", words())
    assert outcome.values == ("张三", "67820064")
    assert outcome.marks == ("〔联系人〕", "〔电话〕")


def test_a_text_is_looked_at_once_for_each_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = Texts(words())
    assert texts.withhold("张三 13800000000") == "〔联系人〕 〔电话〕"
    assert texts.withhold("张三 13800000000", Kind.LEADERS) == "张三 〔电话〕"
    monkeypatch.setattr("parsers.privacy.texts.withhold", None)
    assert texts.withhold("张三 13800000000") == "〔联系人〕 〔电话〕"


PIECES: Final = st.one_of(
    st.sampled_from([*WITHHELD, *KEPT, "联系人", "：", "，", "、", "（", "）", "〔电话〕", "\n", " "]),
    st.text("0123456789１＠@.-（）：，、 \n联系人电话张三区教委QQ转", max_size=14),
)
anything = st.lists(PIECES, max_size=6).map("".join)


@unhurried
@given(text=anything, kind=st.sampled_from(Kind))
def test_withholding_again_changes_nothing(text: str, kind: Kind) -> None:
    once = shown(text, kind)
    assert shown(once, kind) == once


@unhurried
@given(text=anything)
def test_no_mobile_number_by_itself_is_left(text: str) -> None:
    assert "13711112222" not in shown(f"{text} 13711112222 。")


@unhurried
@given(text=st.text("建设改造公园幼儿园学校张王李高于和全区教委，。、；（）“”\n 报送项目目标任务〇一二三", max_size=40))
def test_a_text_without_digits_signs_and_contact_words_never_changes(text: str) -> None:
    assert shown(text) == text


@unhurried
@given(text=st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(shown(text), str)


def test_a_long_text_is_cut_between_sentences_lines_and_words() -> None:
    for sentence in ("联系人：张三，电话：13800000000。", "张三 13800000000\n", "张三13800000000、", "建设公园"):
        text = sentence * (20_000 // len(sentence))
        found = pieces(text)
        assert "".join(found) == text
        assert all(0 < len(piece) <= 4000 for piece in found)
        assert shown(text) == shown(sentence) * (20_000 // len(sentence))


@pytest.mark.parametrize(
    "text", ["1", "13800000000、", "联系人：张三（67820064）、", "a@b.", "〔电话〕", "\n", "QQ：", "0-"]
)
def test_long_texts_of_one_kind_are_taken(text: str) -> None:
    assert shown(text * (50_000 // len(text)))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("电话：67820412；分机8015。", "电话：〔电话〕；分机〔电话〕。"),
        ("内线：8018。", "内线：〔电话〕。"),
        ("座机 678 20417。", "座机 〔电话〕。"),
        ("V信：abc_1234；vx:abc411；钉钉号：dd_426", "V信：〔微信〕；vx:〔微信〕；钉钉号：〔微信〕"),
        ("配备分机8015台，投资678 20417元", "配备分机8015台，投资678 20417元"),
        ("V信息平台、钉钉办公平台", "V信息平台、钉钉办公平台"),
    ],
)
def test_other_wordings_of_numbers_and_accounts(text: str, left: str) -> None:
    assert withhold(text, words()).text == left


def test_line_ends_inside_are_kept_where_lines_matter() -> None:
    assert withhold("电话：138100\n00025", words(), keep_lines=True).text == "电话：〔电话〕\n"
