"""A place as written finds the cells and paragraphs that stand there."""

from pathlib import Path

import pytest

from etl.places import Where, boxes_by_page, cells_at, described, draw, paragraphs_at, parse_place
from etl.raw_files import DiskFile
from parsers.errors import UnreadableFileError
from schemas.notice import CellReading, Disposition, Notice, ParagraphReading, Role
from tests.conftest import notice_path
from tests.etl.build import notice

BOX = (10.0, 20.0, 110.4, 40.6)


def cell(row: int, column: int, text: str = "区教委", **more: object) -> CellReading:
    given = {"table_no": 1, "row_span": 1, "column_span": 1, "page": None, "disposition": Disposition.FIELD}
    return CellReading.model_validate(given | {"row_no": row, "column_no": column, "text": text} | more)


def paragraph(number: int, **more: object) -> ParagraphReading:
    given = {"paragraph_no": number, "page": None, "text": "通知", "disposition": Disposition.LETTER}
    return ParagraphReading.model_validate(given | more)


@pytest.fixture
def read() -> Notice:
    return notice(
        cells=(
            cell(1, 1, page=1),
            cell(2, 1, page=1, row_span=2),
            cell(2, 2, page=1, column_span=3),
            cell(3, 2, page=2, box=BOX),
            cell(1, 1, page=2, table_no=2),
        ),
        paragraphs=(paragraph(1, page=1, box=BOX), paragraph(2, page=2)),
    )


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("table 1, row 12, column 4", Where(table=1, row=12, column=4)),
        ("page 3, table 1, row 12", Where(page=3, table=1, row=12)),
        ("paragraph 7", Where(paragraph=7)),
        ("Page 3", Where(page=3)),
        ("table1 row2", Where(table=1, row=2)),
    ],
)
def test_a_place_reads_as_the_warehouse_writes_it(text: str, where: Where) -> None:
    assert parse_place(text) == where


@pytest.mark.parametrize("text", ["", "B12", "table one", "table 1, somewhere", "row"])
def test_what_is_no_place_is_told_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="is no place; write it as"):
        parse_place(text)


def test_a_merged_cell_stands_in_all_its_rows_and_columns(read: Notice) -> None:
    assert [(c.row_no, c.column_no) for c in cells_at(read, Where(table=1, row=3))] == [(2, 1), (3, 2)]
    assert [(c.row_no, c.column_no) for c in cells_at(read, Where(table=1, row=2, column=4))] == [(2, 2)]


def test_a_page_has_its_cells_and_its_paragraphs(read: Notice) -> None:
    assert [(c.table_no, c.row_no) for c in cells_at(read, Where(page=2))] == [(1, 3), (2, 1)]
    assert [p.paragraph_no for p in paragraphs_at(read, Where(page=2))] == [2]


def test_a_place_of_paragraphs_has_no_cells_and_the_reverse(read: Notice) -> None:
    assert cells_at(read, Where(paragraph=1)) == []
    assert paragraphs_at(read, Where(table=1, row=1)) == []
    assert [p.paragraph_no for p in paragraphs_at(read, Where(paragraph=1))] == [1]


def test_frames_are_gathered_page_by_page(read: Notice) -> None:
    assert boxes_by_page([*read.cells, *read.paragraphs]) == {1: [BOX], 2: [BOX]}
    assert boxes_by_page([cell(1, 1)]) == {}


def test_a_cell_is_described_with_its_place_its_fate_and_its_whole_text() -> None:
    lines = list(described([cell(12, 3, "区教委\n区财政局", field=Role.LEAD, page=3, box=BOX)]))
    assert lines == [
        "page 3, table 1, row 12, column 3 (10 to 110 pt from the left, 20 to 41 pt from the top): field lead",
        "  区教委",
        "  区财政局",
    ]


def test_a_text_place_is_that_of_its_format() -> None:
    assert next(described([cell(2, 3, origin="Sheet1!C2")])) == "table 1, row 2, column 3 (Sheet1!C2): field"
    assert next(described([paragraph(4, origin="line 9")])) == "paragraph 4 (line 9): letter"
    assert "says no more of its place" in next(described([paragraph(4)]))


def test_each_page_is_drawn_into_a_file_of_its_own(tmp_path: Path) -> None:
    file = DiskFile(notice_path("gaoxin-2024-plan", "pdf"))
    readings = [cell(1, 1, page=1, box=BOX), cell(1, 2, page=1, box=BOX), cell(9, 1, page=2, box=BOX)]
    assert [p.name for p in draw(file, readings, tmp_path / "a.png")] == ["a-page1.png", "a-page2.png"]
    assert [p.name for p in draw(file, readings[:2], tmp_path / "b.jpg")] == ["b.png"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a-page1.png", "a-page2.png", "b.png"]


def test_what_has_no_page_cannot_be_drawn(tmp_path: Path) -> None:
    file = DiskFile(notice_path("gaoxin-2024-plan", "text"))
    with pytest.raises(UnreadableFileError, match="has no pages to draw"):
        draw(file, [cell(1, 1, origin="line 4")], tmp_path / "a.png")
