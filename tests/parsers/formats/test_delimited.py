"""Tables of separated values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats import _delimited, text
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.builders import texts, words

TABLE = "序号,项目名称,目标\n1,学校,3所\n2,公园,2个\n"
ROWS = [["序号", "项目名称", "目标"], ["1", "学校", "3所"], ["2", "公园", "2个"]]


def rows(content: str) -> list[list[str]]:
    (table,) = text.read(content.encode()).tables
    return texts(table)


@pytest.mark.parametrize(
    "content",
    [
        TABLE,
        TABLE.replace(",", "\t"),
        TABLE.replace("\n", "\r\n"),
        "\ufeff" + TABLE,
        TABLE.replace("学校", '"学校"'),
        TABLE.replace("\n2", "\n,,\n2"),
    ],
    ids=["commas", "tabs", "crlf", "bom", "quotes", "blank row"],
)
def test_tables(content: str) -> None:
    assert rows(content) == ROWS


@pytest.mark.parametrize(
    ("field", "cell"), [('"学校,公园"', "学校,公园"), ('"学校\n公园"', "学校\n公园"), ('"“学""校"', '“学"校'), ("", "")]
)
def test_fields(field: str, cell: str) -> None:
    assert rows(TABLE.replace("学校", field))[1] == ["1", cell, "3所"]


@pytest.mark.parametrize("title", ["2024年民生实事清单", "2024年民生实事清单,,"])
def test_lines_above_and_below_are_paragraphs(title: str) -> None:
    document = text.read(f"{title}\n{TABLE}注：以上。\n".encode())
    assert words(document) == ["2024年民生实事清单", "注：以上。"]
    assert texts(document.tables[0]) == ROWS


def test_a_row_of_one_field_is_a_section() -> None:
    assert rows(TABLE.replace("\n2", "\n二、区级\n2"))[2] == ["二、区级"]


@pytest.mark.parametrize(
    "content",
    [
        "一,二\n三,四\n五,六",
        "甲,乙,丙\n丁,戊,己",
        "甲,乙,丙\n丁,戊\n己,庚,辛\n壬,癸,子",
        "今年,我们要突出重点,抓住关键\n明年,我们要巩固成果\n后年,再上台阶,再创佳绩\n大后年,收官,总结",
        f"{'长' * 40},乙,丙\n丁,戊,己\n庚,辛,壬",
        '甲,"乙,丙\n丁,戊,己\n庚,辛,壬',
        "\t1\t甲\t乙\n\t2\t丙\t丁\n\t3\t戊\t己",
    ],
    ids=["two fields", "two rows", "uneven", "prose", "sentences", "open quote", "dump"],
)
def test_what_is_no_table_for_certain(content: str) -> None:
    assert _delimited.read(content) is None


@pytest.mark.parametrize("name", NOTICES)
def test_a_dump_is_none(name: str) -> None:
    assert _delimited.read(notice_path(name, "text").read_text("utf-8")) is None


@given(st.text(alphabet=',"\t\na甲 ', max_size=80))
def test_any_text_is_read_or_left(content: str) -> None:
    blocks = _delimited.read(content)
    assert blocks is None or any(b.kind == "table" for b in blocks)
