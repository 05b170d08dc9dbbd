import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.warehouse.dictionary import Column
from etl.warehouse.exports.cells import as_text, harmless, joined, visible
from tests.etl.warehouse.exports.readers import value_of

FORMULAS = (
    *("=1+1", "+86 23 6782", "-5", "@SUM(1)", "=cmd|'/c calc'!A0", "＝1+1", "＋86", "－5", "＠x"),
    *(" =1", "\t=1", "\r=1", "\n=1", "\r\n=1", "\u3000=1", "\u00a0=1", "\ufeff=1", "\u200b=1", "\x00=1", '"=1', "“=1"),
    *("'=1", "''=1", "'\t=1", "=\n1"),
)
PLAIN = (
    "",
    "区教委",
    "1=1",
    "a-b",
    "'",
    "'区",
    "“厕所革命”",
    "—",
    "–5",
    "2024-12-31",
    "=",
    ">=",
    "~",
    "、",
    "-",
    "(=1)",
)
TEXT = Column(name="a", title="a", comment="", type="VARCHAR", nullable=True)
LIST = TEXT.model_copy(update={"type": "VARCHAR[]"})


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text(alphabet="'\"“ \t\r\n\u3000=+-@＝a区", max_size=8))
def test_every_text_comes_back(text: str) -> None:
    assert value_of(harmless(text), TEXT) == text


def test_the_documentation_tells_how_to_have_every_text_back() -> None:
    page = (Path(__file__).parents[4] / "docs" / "export.md").read_text("utf-8")
    (statement,) = re.findall(r"```sql\n(SELECT regexp_replace.*?)```", page, re.S)
    with duckdb.connect() as connection:
        undo = statement.replace("''" + "'=1+1'", "?")
        for text in (*FORMULAS, *PLAIN):
            assert connection.execute(undo, [harmless(text)]).fetchall() == [(text,)]


@given(st.lists(st.text(alphabet="、\"'=区 \n,", max_size=4), max_size=4))
def test_every_list_comes_back(items: list[str]) -> None:
    assert value_of(harmless(joined(items)), LIST) == items


def test_a_list_reads_as_the_notices_write_it() -> None:
    assert joined(["区教委", "区财政局"]) == "区教委、区财政局"
    assert joined(["区教委（小学、中学）", "区财政局"]) == '"区教委（小学、中学）"、区财政局'
    assert joined([1.5, 2.0]) == "1.5、2.0"
    assert joined([]) == ""


def test_control_characters_are_shown() -> None:
    assert visible("a\x00b\x0bc\x7f") == "a␀b␋c␡"
    assert visible("\ufffe\uffff") == "\ufffd\ufffd"


@pytest.mark.parametrize("text", ["区教委", "a\tb", "a\nb", "a\r\nb", "👍", "\u3000", ""])
def test_tabs_and_ends_of_lines_are_no_control_characters(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-5, "-5"),
        (2**63 - 1, "9223372036854775807"),
        (0.1, "0.1"),
        (Decimal("2600000.000000"), "2600000"),
        (Decimal("3.700000"), "3.7"),
        (Decimal("-0.500000"), "-0.5"),
        (Decimal("0.000000"), "0"),
        (Decimal("123456789012345678.123456"), "123456789012345678.123456"),
        (date(1, 1, 1), "0001-01-01"),
        (date(9999, 12, 31), "9999-12-31"),
        (datetime(2024, 3, 1, 8, 30), "2024-03-01T08:30:00"),
        (["a", "b"], "a、b"),
        ("0044-03-15 (BC)", "0044-03-15 (BC)"),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    assert as_text(value) == text
