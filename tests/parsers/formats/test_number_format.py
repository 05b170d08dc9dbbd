"""Numbers as a person sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats._number_format import general, show_number, show_text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (2024.1, "0.00", "2024.10"),
        (2024.1, "0.00_ ", "2024.10"),
        (2024.1, r"0.00_);[红色]\(0.00\)", "2024.10"),
        (1, "0", "1"),
        (5, "000", "005"),
        (2.5, ".00", "2.50"),
        (3.5, "0.##", "3.5"),
        (141859, "#,##0", "141,859"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (12345, "0.0,", "12.3"),
        (0.905, "0%", "91%"),
        (0.905, "0.0%", "90.5%"),
        (0.95, '"达到"0%"以上"', "达到95%以上"),
        (12, '0"万元"', "12万元"),
        (7, '"第"0"项"', "第7项"),
        (1234.5, "¥#,##0.00", "¥1,234.50"),
        (1234.5, "[$￥-804]#,##0.00", "￥1,234.50"),
        (13812345678, "000-0000-0000", "138-1234-5678"),
        (12345, "0.00E+00", "1.23E+04"),
        (0.5, "# ?/?", "0.5"),
        (3, "@", "3"),
        (12, "[DBNum1]General", "十二"),
    ],
)
def test_numbers_by_their_code(value: float, code: str, text: str) -> None:
    assert show_number(value, code) == text


@pytest.mark.parametrize(("value", "text"), [(0.125, "0.13"), (2.675, "2.68"), (-0.001, "0.00"), (1.005, "1.01")])
def test_rounding_is_half_up_on_what_was_typed(value: float, text: str) -> None:
    assert show_number(value, "0.00") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2024.6, "2024.6"),
        (2024.60000001, "2024.6"),
        (2024.5999999999999, "2024.6"),
        (2024.0, "2024"),
        (13812345678, "13812345678"),
        (1 / 3, "0.3333333333"),
        (-1.5, "-1.5"),
        (1e20, "1E+20"),
    ],
)
def test_general_shows_what_fits_into_a_cell(value: float, text: str) -> None:
    assert general(value) == show_number(value, "General") == text


ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (-5, "0;(0)", "(5)"),
        (-5, "0.0", "-5.0"),
        (0, "0;-0;;@", ""),
        (0, "#,##0;-#,##0;-", "-"),
        (12345.678, ACCOUNTING, "12,345.68"),
        (-1, ACCOUNTING, "-1.00"),
        (0, ACCOUNTING, "-"),
        (1500, '[>=1000]0.0,"千";0', "1.5千"),
        (500, '[>=1000]0.0,"千";0', "500"),
        (5, "0;@", "5"),
    ],
)
def test_the_section_for_a_number(value: float, code: str, text: str) -> None:
    assert show_number(value, code) == text


def test_days_are_shown_as_days() -> None:
    assert show_number(45657, 'yyyy"年"m"月"') == "2024年12月"
    assert show_number(45657, "[$-F800]dddd, mmmm dd, yyyy") == "2024年12月31日"
    assert show_number(44195, "yyyy-mm-dd", is_1904=True) == "2024-12-31"


def test_what_is_no_day_stays_a_number() -> None:
    assert show_number(-3, "yyyy-mm-dd") == "-3"


@pytest.mark.parametrize(
    ("code", "text"), [("@", "甲"), ("General", "甲"), ("0.00", "甲"), ('"附件"@', "附件甲"), ('0;-0;0;@"局"', "甲局")]
)
def test_texts_by_their_code(code: str, text: str) -> None:
    assert show_text("甲", code) == text


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet='0#?.,;%E+-"\\[]_*ymdhsa@年月 G/>=<1', max_size=25),
)
def test_any_number_under_any_code_is_shown(value: float, code: str) -> None:
    assert isinstance(show_number(value, code), str)
