"""Single points of time held against jionlp, which reads Chinese phrases of time by rules of its own.

jionlp (Apache-2.0) is no dependency of this project; where it is not installed these tests are skipped. To run them::

    pip install jionlp
    python -m pytest -n0 -s tests/etl/normalise/deadlines/test_oracle.py

It is asked for the last day of a point only. Ranges of months are left out, as it reads them wrongly: 3-12月 is the
12th of March to it, 5月至12月底 begins on the 25th of December, and 3—12月 is an error. So is 前 after a bare month or
year: 11月前 is an error, and 2025年前 has the whole of 2025 in it, where the contract ends it with 2024.
"""

import importlib
import importlib.util
import sys
from datetime import date
from itertools import product
from typing import Any

import pytest

from etl.normalise.deadlines.reading import read_deadline
from etl.reference.load import load_reference

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("jionlp") is None,
        reason="jionlp is not installed; to compare with it: pip install jionlp, and run this file with -n0",
    ),
    pytest.mark.filterwarnings("ignore"),
]
WORDS = load_reference().deadlines
PLAN = 2024
CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
AGREED = 0.98


def phrases() -> list[str]:
    """Some hundred single points: months, days, thirds, quarters, halves and years, in several spellings."""
    years, months = ("2024年", "2025年", "2026年", "今年", "明年", ""), range(1, 13)
    found = [f"{year}{month}月{end}" for year, month, end in product(years, months, ("", "底", "底前", "份"))]
    found += [f"{year}{CHINESE[month - 1]}月" for year, month in product(years[:3], months)]
    found += [f"{year}年{month}月{day}日" for year, month, day in product((2024, 2025), months, (1, 15, 28))]
    found += [f"{year}{month}月{third}旬" for year, month, third in product(years[:2], months, "上中下")]
    found += [f"{year}第{CHINESE[n]}季度" for year, n in product(years, range(4))]
    found += [f"{year}{half}半年" for year, half in product(years, "上下")]
    found += [f"{year}.{month}" for year, month in product((2024, 2025), months)]
    return [*found, *(f"{year}年" for year in range(2021, 2031)), *(f"{year}年底" for year in range(2021, 2031))]


def by_jionlp(phrase: str) -> date | None:
    """The last day that jionlp reads, counted from the first day of the plan's year."""
    jionlp: Any = importlib.import_module("jionlp")
    try:
        read = jionlp.parse_time(phrase, time_base={"year": PLAN, "month": 1, "day": 1})
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        return None
    return date.fromisoformat(read["time"][1][:10]) if read["type"] in ("time_span", "time_point") else None


def test_single_points_are_read_as_jionlp_reads_them() -> None:
    rows = [(phrase, read_deadline(phrase, None, PLAN, WORDS).day, by_jionlp(phrase)) for phrase in phrases()]
    known = [row for row in rows if row[2] is not None]
    others = [f"{phrase}: {ours}, jionlp {theirs}" for phrase, ours, theirs in known if ours != theirs]
    agreed = len(known) - len(others)
    message = f"jionlp reads {len(known)} of {len(rows)} phrases, {agreed} of them alike"
    sys.stderr.write(f"\n{message}\n" + "".join(f"  {line}\n" for line in others))
    assert all(ours is not None for _, ours, _ in rows)
    assert agreed >= AGREED * len(known), "\n".join([message, *others])


def test_jionlp_is_no_oracle_of_ranges() -> None:
    """Why ranges are left out above: ours are the ends that the words say, and some of its are not."""
    ends = {"3—12月": date(PLAN, 12, 31), "3-12月": date(PLAN, 12, 31), "3月到10月": date(PLAN, 10, 31)}
    assert {phrase: read_deadline(phrase, None, PLAN, WORDS).day for phrase in ends} == ends
    assert {phrase: by_jionlp(phrase) for phrase in ends} != ends
