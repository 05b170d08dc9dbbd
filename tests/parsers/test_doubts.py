"""Characters that a reader of pictures was unsure of, as a person gets to see them."""

import pytest

from parsers.doubts import marked, unsure_characters
from parsers.grid import to_grid
from parsers.notice import read_notice
from parsers.stitch import to_grids
from schemas.document import Cell, Document, Doubt, Overflow, Paragraph, Table
from schemas.finding import Severity
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TITLE, TWO


def doubt(text: str, *places: int) -> tuple[Doubt, ...]:
    return tuple(Doubt(at=at, char=text[at], score=0.5) for at in places)


def table(rows: list[tuple[str, ...]], unsure: dict[tuple[int, int], tuple[int, ...]], page: int = 1) -> Table:
    cells = tuple(
        Cell(row=r, column=c, text=text, doubts=doubt(text, *unsure.get((r, c), ())))
        for r, row in enumerate(rows, 1)
        for c, text in enumerate(row, 1)
    )
    return Table(cells=cells, rows=len(rows), columns=len(rows[0]), page=page)


def messages(*grids: Table, paragraphs: tuple[Paragraph, ...] = ()) -> list[str]:
    found = unsure_characters([to_grid(t, n) for n, t in enumerate(grids, 1)], paragraphs)
    return [f.message for f in found]


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        ("区卫牛健康委", (2,), "区卫⟦牛⟧健康委"),
        ("区卫牛健康委", (1, 2), "区⟦卫牛⟧健康委"),
        ("区卫牛健康委", (0, 5), "⟦区⟧卫牛健康⟦委⟧"),
        ("—", (0,), "⟦—⟧"),
        ("区教委\n区卫健委", (4,), "区教委 ⟦区⟧卫健委"),
        ("完成" * 20, (1,), "完⟦成⟧完成完成完成完成完成完成…"),
        ("完成" * 20, (20,), "…完成完成完成完成完成完成⟦完⟧成完成完成完成完成完成完…"),
        ("完成" * 40, (0, 79), "⟦完⟧成完成完成完成完成完成完…成完成完成完成完成完成完⟦成⟧"),
    ],
)
def test_unsure_characters_are_marked_and_long_texts_shortened(
    text: str, places: tuple[int, ...], expected: str
) -> None:
    assert marked(text, doubt(text, *places)) == expected


def test_a_finding_names_the_text_and_its_place() -> None:
    (finding,) = unsure_characters([to_grid(table([PLAN, ONE], {(2, 3): (1,)}), 2)], [])
    assert (finding.severity, finding.rule) == (Severity.WARNING, "unsure_character")
    assert (finding.table_no, finding.row_no, finding.page) == (2, 2, 1)
    assert finding.message == "read from a picture as “区⟦教⟧委”; what stands in ⟦ ⟧ is unsure."


def test_a_paragraph_has_a_page_and_no_row() -> None:
    text = "渝北府办发〔2024〕5号"
    paragraph = Paragraph(text=text, page=3, doubts=doubt(text, 3))
    (finding,) = unsure_characters([], [paragraph])
    assert (finding.table_no, finding.row_no, finding.page) == (None, None, 3)


def test_one_finding_a_text_and_none_for_certain_ones() -> None:
    assert len(messages(table([PLAN, ONE, TWO], {(2, 3): (0, 1), (3, 2): (0,)}))) == 2
    assert messages(table([PLAN, ONE], {}), paragraphs=(Paragraph(text=TITLE),)) == []


def test_pieces_of_a_cell_that_a_page_break_cut_keep_their_own_places(vocabulary: Vocabulary) -> None:
    above = table([PLAN, ("1", "新建幼儿园", "区教委", "建成幼儿园并投入使用的项目共计")], {(2, 4): (0,)})
    cells = tuple(c.model_copy(update={"overflow": Overflow.LINE}) if c.row == 2 else c for c in above.cells)
    below = table([("", "", "", "3所，新增学位900个。")], {(1, 4): (1,)}, page=2)
    document = Document(format="scan", blocks=(above.model_copy(update={"cells": cells}), below), pages=2)
    ((_, grid),) = to_grids(document, vocabulary.headers)
    found = list(unsure_characters([grid], []))
    assert [(f.page, f.row_no) for f in found] == [(1, 2), (2, 3)]
    assert "⟦建⟧成幼儿园" in found[0].message
    assert "3⟦所⟧，新增" in found[1].message


def test_a_header_that_is_repeated_is_named_too(vocabulary: Vocabulary) -> None:
    first, second = table([PLAN, ONE], {}), table([PLAN, TWO], {(1, 1): (0,)}, page=2)
    document = Document(format="scan", blocks=(first, second), pages=2)
    ((_, grid),) = to_grids(document, vocabulary.headers)
    assert [f.page for f in unsure_characters([grid], [])] == [2]


def test_a_notice_has_the_findings_of_its_doubts(vocabulary: Vocabulary) -> None:
    title = Paragraph(text=TITLE, page=1, doubts=doubt(TITLE, 6))
    document = Document(format="scan", blocks=(title, table([PLAN, ONE], {(2, 3): (1,)})), pages=1)
    rules = [f.rule for f in read_notice(document, vocabulary).findings]
    assert rules.count("unsure_character") == 2
