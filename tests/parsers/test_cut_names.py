"""Whether the end of a page goes through a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.cut_names import Cut, cut_of

LEADS = ("区教育局", "区住建局、区水务局", "区民政局", "区发改局", "区卫健局", "公安分局", "区司法局")
BARE = ("教育局", "住建局", "水务局", "民政局", "发改委", "卫健委")


def found(upper: str, lower: str, column: tuple[str, ...] = LEADS, table: tuple[str, ...] = ()) -> Cut:
    return cut_of(column, table, upper, lower)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("区交通局、区发改", "局"),
        ("区发", "改局"),
        ("区卫", "健局、区发改局"),
        ("区财政局\n区司", "法局\n区残联"),
        ("公安", "分局"),
    ],
)
def test_a_name_that_stands_elsewhere_whole_was_cut(upper: str, lower: str) -> None:
    assert found(upper, lower) is Cut.CERTAIN


def test_elsewhere_may_be_another_column() -> None:
    assert found("区园", "林局", BARE, ("相关镇街、区园林局",)) is Cut.CERTAIN


@pytest.mark.parametrize(
    ("upper", "lower"), [("区教育局、", "区园林局"), ("区教育局，", "团区委"), ("区城管局/", "区园林局")]
)
def test_a_list_goes_on_behind_its_comma(upper: str, lower: str) -> None:
    assert found(upper, lower) is Cut.CERTAIN


@pytest.mark.parametrize(("upper", "lower"), [("区水务局、区园林", "局"), ("区园", "林局"), ("区", "园林局")])
def test_what_ends_as_no_name_does_above_what_is_too_short_for_one_was_likely_cut(upper: str, lower: str) -> None:
    assert found(upper, lower) is Cut.LIKELY


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("区城市管理局", "区水利局"),  # that of the first row just fills its cell
        ("区教育局", "团区委"),
        ("区公租房公司", "区水利局"),
        ("团区委", "公安分局"),
        ("区供销社", "公安消防大队"),
        ("区残联", "区教育局"),
        ("街道", "局"),
        ("", "局"),
        ("区发改", ""),
        ("、", "局"),
        ("、", "、"),
    ],
)
def test_a_unit_above_a_unit_is_two(upper: str, lower: str) -> None:
    assert found(upper, lower) in (Cut.NONE, Cut.DOUBTFUL)


def test_two_units_that_another_cell_has_without_a_comma_are_two() -> None:
    """Lines of a cell that end where it does are one text: 区残联 above 区妇联 is read as 区残联区妇联."""
    assert found("区残联", "区妇联", (*LEADS, "区残联区妇联")) is Cut.NONE


@pytest.mark.parametrize("lower", ["水利集团", "消防大队", "街道办"])
def test_what_is_as_long_as_a_name_may_be_one_of_another_kind(lower: str) -> None:
    assert found("区公租房公司", lower) is Cut.DOUBTFUL


def test_without_a_common_beginning_nothing_tells_a_name_from_a_piece() -> None:
    assert found("公租房公司", "园林局", BARE) is Cut.DOUBTFUL
    assert found("公租房公司", "局", BARE) is Cut.DOUBTFUL


def test_a_few_names_tell_nothing() -> None:
    assert found("区园林", "局", LEADS[:1]) is Cut.NONE


@pytest.mark.parametrize(
    ("upper", "lower"),
    [("12", "5"), ("2024年", "12月底"), ("—", "局"), ("区教育局", "—"), ("5", "%"), ("2024年12", "月")],
)
def test_figures_days_and_dashes_are_no_names(upper: str, lower: str) -> None:
    column = ("125", "2024年12月底", "2024年12月", "5%", "—")
    assert found(upper, lower, column) is Cut.NONE


def test_a_sentence_is_no_name() -> None:
    whole = "配套健身步道与停车配套健身步道与停车场地和厕所"
    assert found(whole[:12], whole[12:], (whole, *LEADS)) is Cut.NONE


names = st.text("区县教育住建水务局委办、，\n ", max_size=8)


@given(st.lists(names), st.lists(names), names, names)
def test_any_texts_have_an_answer_that_no_order_changes(
    column: list[str], table: list[str], upper: str, lower: str
) -> None:
    assert cut_of(column, table, upper, lower) is cut_of(column[::-1], table[::-1], upper, lower)
