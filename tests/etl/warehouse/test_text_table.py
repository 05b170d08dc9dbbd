"""Columns of text line up, and widths known without rich are those that rich tells."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from etl.warehouse.text_table import _NARROW, _WIDE, text_table, width

MIXED = st.text(alphabet="渝北a1 ，。“”《》（）〔〕㎡①é\u0301\u200d\ufe0f👍☎\t\u3000ー한", max_size=12)


@given(st.lists(st.lists(st.text(alphabet="渝北a1 ，。“", max_size=8), min_size=3, max_size=3), max_size=6))
def test_every_row_of_a_table_is_as_wide_as_its_rule(rows: list[list[str]]) -> None:
    lines = text_table(["甲", "b", "c"], rows).splitlines()
    assert len(lines) == len(rows) + 3
    assert all(cell_len(line) <= cell_len(lines[1]) for line in lines[:-1])


def test_a_table_has_a_line_of_names_a_rule_its_rows_and_their_number() -> None:
    assert text_table(["地区", "n"], [["渝北区", "75"], ["", "1"]]) == (
        "地区    n\n------  --\n渝北区  75\n        1\n(2 rows)\n"
    )


@pytest.mark.parametrize(("pattern", "columns"), [(_WIDE, 2), (_NARROW, 1)])
def test_what_is_known_of_a_character_is_what_rich_tells(pattern: str, columns: int) -> None:
    known = [c for c in map(chr, range(sys.maxunicode + 1)) if re.fullmatch(pattern, c)]
    assert len(known) > 90
    assert {cell_len(c) for c in known} == {columns}


@given(MIXED)
def test_every_text_is_as_wide_as_rich_tells(text: str) -> None:
    assert width(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("渝北区", 6), ("2024年12月底前", 14), ("“厕所革命”", 10), ("a\nb", 2), ("é", 1), ("〔2024〕9号", 11)],
)
def test_widths(text: str, columns: int) -> None:
    assert width(text) == columns
