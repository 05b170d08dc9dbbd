"""Format codes cut into sections and tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats._format_codes import BUILT_IN, Kind, is_long_date, sections


def kinds(code: str) -> list[Kind]:
    return [t.kind for t in sections(code)[0].tokens]


def literals(code: str) -> str:
    return "".join(t.text for t in sections(code)[0].tokens if t.kind is Kind.LITERAL)


def test_sections_end_at_semicolons_outside_of_quotes() -> None:
    assert len(sections('0;-0;"a;b";@')) == 4
    assert len(sections(r"0\;0")) == 1


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('0"万元"', "万元"),
        (r"0\件", "件"),
        ("0_)", ""),
        ("0* ", ""),
        ("[红色]0", ""),
        ("[$￥-804]0", "￥"),
        ("[$-804]0", ""),
    ],
)
def test_what_is_shown_as_it_stands(code: str, shown: str) -> None:
    assert literals(code) == shown


def test_tokens_of_a_number() -> None:
    assert kinds("#,0.0%") == [Kind.DIGIT, Kind.COMMA, Kind.DIGIT, Kind.POINT, Kind.DIGIT, Kind.PERCENT]
    assert kinds("0E+0") == [Kind.DIGIT, Kind.EXPONENT, Kind.DIGIT]
    assert kinds("G/通用格式") == [Kind.GENERAL]


@pytest.mark.parametrize("code", ['yyyy"年"m"月"', "h:mm", "[h]:mm", "aaaa", "e年"])
def test_codes_of_days_and_times(code: str) -> None:
    assert sections(code)[0].is_date


@pytest.mark.parametrize("code", ["0.00", '0"年"', "General", "@", "0.00E+00", '"ymd"0'])
def test_codes_of_no_day(code: str) -> None:
    assert not sections(code)[0].is_date


def test_conditions_and_chinese_numerals() -> None:
    first, second = sections("[>=100][DBNum1]0;0")
    assert (first.condition, first.numerals) == ((">=", 100.0), True)
    assert (second.condition, second.numerals) == (None, False)


def test_no_code_is_general() -> None:
    assert kinds("") == kinds("0" * 300) == [Kind.GENERAL]


def test_the_long_date_of_the_system() -> None:
    assert is_long_date("[$-F800]dddd, mmmm dd, yyyy")
    assert not is_long_date("[$-804]yyyy")


def test_codes_without_a_text_are_those_of_a_chinese_excel() -> None:
    assert (BUILT_IN[14], BUILT_IN[57], BUILT_IN[31]) == ("yyyy/m/d", 'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"')
    assert all(sections(code) for code in BUILT_IN.values())


@given(st.text(alphabet='0#?.,;%E+-"\\[]_*ymdhsa@年月 General$', max_size=40))
def test_any_code_is_cut(code: str) -> None:
    assert sections(code)
