"""Serial numbers as days and times."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats._date_format import chinese_numeral, show_date, to_datetime
from parsers.formats._format_codes import sections

LAST_OF_2024 = 45657


def shown(serial: float, code: str, *, is_1904: bool = False) -> str | None:
    return show_date(serial, sections(code)[0], is_1904)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('yyyy"年"m"月"', "2024年12月"),
        ('yyyy"年"m"月"d"日";@', "2024年12月31日"),
        ("yyyy/m/d", "2024/12/31"),
        ("yyyy-mm-dd", "2024-12-31"),
        ("yyyy.mm", "2024.12"),
        ("e年m月", "2024年12月"),
        ("yy-m-d", "2024-12-31"),
        ('m"月"d"日"', "12月31日"),
        ("aaaa", "星期二"),
        ("yyyy-mm-dd aaa", "2024-12-31 周二"),
        ("[$-804]yyyy年m月d日 dddd", "2024年12月31日 星期二"),
    ],
)
def test_a_day_as_it_is_shown(code: str, text: str) -> None:
    assert shown(LAST_OF_2024, code) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("mmm-yy", "2024-12"),
        ("d-mmm-yy", "2024-12-31"),
        ("d-mmm", "12-31"),
        ("m-d-yy", "2024-12-31"),
        ("m/d/yyyy", "2024-12-31"),
        ("mmmm d, yyyy h:mm", "2024-12-31 12:00"),
    ],
)
def test_what_excel_abbreviates_is_written_out_year_first(code: str, text: str) -> None:
    assert shown(LAST_OF_2024 + 0.5, code) == text


def test_chinese_numerals() -> None:
    assert shown(LAST_OF_2024, '[DBNum1][$-804]yyyy"年"m"月"d"日"') == "二〇二四年十二月三十一日"


@pytest.mark.parametrize(
    ("serial", "code", "text"),
    [
        (0.5, "h:mm", "12:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (0.25, "上午/下午h时mm分", "上午6时00分"),
        (1.5, "[h]:mm", "36:00"),
        (0.5 / 24, "[mm]:ss", "30:00"),
        (LAST_OF_2024 + 0.6, "yyyy/m/d h:mm", "2024/12/31 14:24"),
        (0.999999, "h:mm:ss", "0:00:00"),
    ],
)
def test_times(serial: float, code: str, text: str) -> None:
    assert shown(serial, code) == text


def test_an_m_next_to_hours_or_seconds_is_minutes() -> None:
    assert shown(45658 + 0.5 / 24, "m/d h:m") == "1/1 0:30"
    assert shown(45658 + 0.5 / 24, "m m:ss") == "1 30:00"


def test_the_false_leap_day_of_1900() -> None:
    assert to_datetime(59) == datetime(1900, 2, 28)
    assert to_datetime(61) == datetime(1900, 3, 1)


def test_the_system_of_1904() -> None:
    assert shown(LAST_OF_2024 - 1462, "yyyy-mm-dd", is_1904=True) == "2024-12-31"


@pytest.mark.parametrize("serial", [-1.0, 2_958_466.0, 1e300])
def test_what_is_no_day_is_none(serial: float) -> None:
    assert shown(serial, "yyyy-mm-dd") is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (7, "七"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (2024, "二千零二十四"),
        (1000, "一千"),
    ],
)
def test_numbers_in_chinese(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


@given(st.floats(0, 2_958_465), st.sampled_from(["yyyy/m/d h:mm:ss.00", "[s]", "d-mmm", "aaaa上午/下午"]))
def test_every_serial_shows_something(serial: float, code: str) -> None:
    assert shown(serial, code)
