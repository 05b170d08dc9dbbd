"""Tables drawn with pipes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats import _pipes, text
from tests.parsers.formats.builders import texts, words

TABLE = "| 序号 | 项目名称 | 目标 |\n|:--:|---|--:|\n| 1 | 学校 | 3所 |\n| 2 | 公园 | 2个 |"
ROWS = [["序号", "项目名称", "目标"], ["1", "学校", "3所"], ["2", "公园", "2个"]]


def rows(content: str) -> list[list[str]]:
    (table,) = text.read(content.encode()).tables
    return texts(table)


@pytest.mark.parametrize(
    "content",
    [
        TABLE,
        TABLE.replace("|\n|", "\n").removeprefix("|").removesuffix("|"),
        TABLE.replace("|:--:|---|--:|\n", ""),
        "\n".join("  " + line for line in TABLE.split("\n")),
    ],
    ids=["framed", "bare", "without dashes", "indented"],
)
def test_tables(content: str) -> None:
    assert rows(content) == ROWS


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("甲<br>乙", "甲\n乙"),
        ("甲<BR/>乙", "甲\n乙"),
        (r"甲\|乙", "甲|乙"),
        ("**甲**", "甲"),
        ("甲&nbsp;乙&lt;", "甲 乙<"),
        ("", ""),
    ],
)
def test_cells(cell: str, found: str) -> None:
    assert rows(f"|序号|名称|\n|--|--|\n|1|{cell}|")[1] == ["1", found]


def test_short_rows_are_filled_up_and_long_ones_lose_nothing() -> None:
    assert rows("|序号|名称|\n|--|--|\n|1|\n|2|甲|乙|") == [["序号", "名称", ""], ["1", "", ""], ["2", "甲", "乙"]]


def test_what_stands_around_is_kept_without_its_marks() -> None:
    document = text.read(f"# 关于**民生实事**的通知\n\n各镇：\n\n{TABLE}\n\n注：以上。\n".encode())
    assert words(document) == ["关于民生实事的通知", "各镇：", "注：以上。"]
    assert [b.kind for b in document.blocks] == ["paragraph", "paragraph", "table", "paragraph"]


def test_two_tables_are_two() -> None:
    assert len(text.read(f"{TABLE}\n\n二、区级\n\n{TABLE}".encode()).tables) == 2


@pytest.mark.parametrize(
    "content",
    [
        "各镇|各街道",
        "甲|乙\n丙|丁",
        "|甲|乙|\n|丙|丁|",
        "|甲|乙|丙|\n|丁|戊|",
        "甲 | 乙 | 丙\n一段 | 文字",
        "# 标题\n正文",
    ],
)
def test_prose_with_a_pipe_is_none(content: str) -> None:
    document = text.read(content.encode())
    assert document.tables == ()
    assert words(document) == content.split("\n")


@given(st.text(alphabet="|-: \\a甲\n<br>", max_size=60))
def test_any_lines_are_read(content: str) -> None:
    lines = content.split("\n")
    for start, (end, table) in _pipes.find(lines).items():
        assert start < end <= len(lines)
        assert len(table.cells) == table.rows * table.columns
