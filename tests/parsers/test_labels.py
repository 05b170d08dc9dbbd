"""Labels in running text: where units, days and words stand under them, and where they only seem to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.labels import Labels, settled
from schemas.notice import Role
from schemas.reference import Vocabulary
from tests.parsers.build import unhurried

FULL = {"lead": "区教委", "responsible": "区财政局、各镇", "deadline": "2024年12月"}
WORDS = "新建幼儿园3所。"


@pytest.fixture(scope="module")
def labels(vocabulary: Vocabulary) -> Labels:
    return Labels(vocabulary)


def only(labels: Labels, text: str) -> tuple[str, dict[str, str]]:
    """The text and the fields of a text that is one piece."""
    (said,) = labels.read(text)
    assert said.unknown == ()
    return said.text, {role.value: value for role, value in said.fields.items()}


@pytest.mark.parametrize(
    "text",
    [
        "【牵头单位：区教委；责任单位：区财政局、各镇；完成时限：2024年12月】",
        "（牵头单位：区教委；责任单位：区财政局、各镇；完成时限：2024年12月）",
        "(牵头单位:区教委;责任单位:区财政局、各镇;完成时限:2024年12月)",
        "[牵头单位：区教委；责任单位：区财政局、各镇；完成时限：2024年12月]",
        "〔牵头单位：区教委；责任单位：区财政局、各镇；完成时限：2024年12月〕",
        "——牵头单位：区教委；责任单位：区财政局、各镇；完成时限：2024年12月",
        "牵头单位：区教委；责任单位：区财政局、各镇；完成时限：2024年12月。",
        "牵头单位：区教委，责任单位：区财政局、各镇，完成时限：2024年12月",
        "牵头单位：区教委 责任单位：区财政局、各镇 完成时限：2024年12月",
        "牵头单位：区教委责任单位：区财政局、各镇完成时限：2024年12月",
        "（牵头单位：区教委）（责任单位：区财政局、各镇）（完成时限：2024年12月）",
        "【牵头单位】区教委【责任单位】区财政局、各镇【完成时限】2024年12月",
        "【牵头单位】：区教委【责任单位】：区财政局、各镇【完成时限】：2024年12月",
        "牵 头 单 位：区教委；责 任 单 位：区财政局、各镇；完成时限：2024年12月",
        "（牵头单位：区教委。责任单位：区财政局、各镇。完成时限：2024年12月。）",
        "（牵头单位：区教委\n责任单位：区财政局、各镇\n完成时限：2024年12月）",
    ],
)
@pytest.mark.parametrize("words", [WORDS, ""])
def test_labels_behind_a_text_and_by_themselves(labels: Labels, words: str, text: str) -> None:
    assert only(labels, words + text) == (words, FULL)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("新建学校（责任单位：区教委）。", ("新建学校。", {"responsible": "区教委"})),
        ("新建学校。（责任单位：区教委）", ("新建学校。", {"responsible": "区教委"})),
        ("（责任单位：区教委）", ("", {"responsible": "区教委"})),
        ("责任单位：各镇（街道）、区教委", ("", {"responsible": "各镇（街道）、区教委"})),
        ("（责任单位：各镇（街道））", ("", {"responsible": "各镇（街道）"})),
        ("责任单位（部门）：区教委", ("", {"responsible": "区教委"})),
        ("（主体责任单位：区教委）", ("", {"responsible": "区教委"})),
        ("牵头、责任单位：区教委", ("", {"lead": "区教委"})),
        ("牵头单位：区教委 牵头领导：张三", ("", {"lead": "区教委", "leader": "张三"})),
        ("目标任务：新建学校3所。", ("", {"target": "新建学校3所。"})),
        (
            "目标任务：新建学校：3所；装备：9套。责任单位：区教委",
            ("", {"target": "新建学校：3所；装备：9套。", "responsible": "区教委"}),
        ),
        ("项目名称：新建学校", ("", {"name": "新建学校"})),
        ("完成时限：—", ("", {"deadline": "—"})),
        ("责任单位：", ("", {})),
        ("责任单位：区教委（牵头）、区财政局", ("", {"responsible": "区教委（牵头）、区财政局"})),
        ("（责任单位：区教委（牵头）区财政局）", ("", {"responsible": "区教委（牵头）区财政局"})),
        ("新建学校（责任单位：区教委）。资金已落实。", ("新建学校。资金已落实。", {"responsible": "区教委"})),
        ("牵头单位：区教委；牵头单位：区财政局", ("", {"lead": "区教委\n区财政局"})),
    ],
)
def test_what_stands_where(labels: Labels, text: str, said: tuple[str, dict[str, str]]) -> None:
    assert only(labels, text) == said


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("（区教委牵头）", {"lead": "区教委"}),
        ("（由区教委牵头负责）", {"lead": "区教委"}),
        ("（区教委牵头，区财政局配合）", {"lead": "区教委", "cooperating": "区财政局"}),
        ("（区教委牵头；区财政局、各镇配合）", {"lead": "区教委", "cooperating": "区财政局、各镇"}),
        ("（区教委牵头，区财政局，区住房城乡建委配合）", {"lead": "区教委", "cooperating": "区财政局、区住房城乡建委"}),
        ("（区教委、区财政局按职责分工负责）", {"lead": "区教委、区财政局"}),
        ("【区教委牵头】", {"lead": "区教委"}),
    ],
)
@pytest.mark.parametrize("end", ["", "。"])
def test_units_by_what_they_do(labels: Labels, text: str, fields: dict[str, str], end: str) -> None:
    assert only(labels, f"新建学校3所{text}{end}") == (f"新建学校3所{end}", fields)


@pytest.mark.parametrize(
    "text",
    [
        "新建学校3所（含民办1所）。",
        "形成共治格局（党委领导、政府负责）。",
        "形成合力（政府引导，企业参与）。",
        "完善机制（区教委牵头制定方案）。",
        "新建（区教委牵头）学校3所。",
        "区教委牵头，区财政局配合，新建学校3所。",
        "按照牵头单位要求落实。",
        "明确项目牵头单位和责任单位。",
        "“牵头单位”由区政府确定。",
        "（牵头）",
        "（责任单位）",
        "时间：2024年12月",
    ],
)
def test_what_only_seems_a_label_stays_text(labels: Labels, text: str) -> None:
    assert only(labels, text) == (text, {})


def test_a_label_of_words_inside_a_sentence_stays_text(labels: Labels) -> None:
    assert only(labels, "新建学校。工作内容：装修。") == ("新建学校。工作内容：装修。", {})


def test_a_label_nobody_knows_is_no_unit(labels: Labels) -> None:
    (said,) = labels.read("建成3所。责任单位：区教委；监督渠道：网上；完成时限：12月")
    assert said.fields == {Role.RESPONSIBLE: "区教委", Role.DEADLINE: "12月"}
    assert said.unknown == ("监督渠道：网上",)


def test_brackets_behind_words_of_their_own_are_pieces(labels: Labels) -> None:
    one, two = labels.read("新开工41个（责任单位：区住房城乡建委）；加装电梯30台（责任单位：区市场监管局）。")
    assert (one.text, one.fields) == ("新开工41个", {Role.RESPONSIBLE: "区住房城乡建委"})
    assert (two.text, two.fields) == ("加装电梯30台。", {Role.RESPONSIBLE: "区市场监管局"})


def test_a_day_in_a_bracket_of_its_own_makes_no_piece(labels: Labels) -> None:
    text, fields = only(labels, "新开工41个（完成时限：6月底），加装电梯30台以上（责任单位：区住房城乡建委）。")
    assert text == "新开工41个，加装电梯30台以上。"
    assert fields == {"deadline": "6月底", "responsible": "区住房城乡建委"}


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("责任单位：区教委", True),
        ("（责任单位：区教委）", True),
        ("目标任务：", True),
        ("新建学校", False),
        ("", False),
    ],
)
def test_whether_a_line_opens_with_a_label(labels: Labels, text: str, opens: bool) -> None:
    assert labels.opens(text) is opens


@pytest.mark.parametrize(
    ("word", "role"),
    [("目标任务", Role.TARGET), ("完成情况", Role.STATUS), ("牵头单位", Role.LEAD), ("工作措施", None), ("号", None)],
)
def test_the_role_of_a_heading(labels: Labels, word: str, role: Role | None) -> None:
    assert labels.role(word) is role


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({Role.RESPONSIBLE: "甲"}, {Role.LEAD: "甲"}),
        ({Role.LEAD: "甲", Role.RESPONSIBLE: "乙"}, {Role.LEAD: "甲", Role.RESPONSIBLE: "乙"}),
        ({Role.COOPERATING: "甲"}, {Role.COOPERATING: "甲"}),
        ({}, {}),
    ],
)
def test_a_lone_responsible_unit_leads(given: dict[Role, str], expected: dict[Role, str]) -> None:
    assert settled(given) == expected


pieces = st.sampled_from(
    [
        "牵头单位：",
        "责任单位",
        "：",
        "（",
        "）",
        "【",
        "】",
        "区教委",
        "、",
        "；",
        "。",
        "牵头",
        "配合",
        "新建",
        "\n",
        " ",
    ]
)


@unhurried
@given(st.lists(pieces, max_size=25).map("".join))
def test_no_text_is_too_odd(vocabulary: Vocabulary, text: str) -> None:
    assert Labels(vocabulary).read(text)
