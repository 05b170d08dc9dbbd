"""How a table falls over pages."""

from benchmarks.corpus.pages import PAD, Piece, Room, flowed, heights, joined, pieces
from benchmarks.corpus.sheets import Cell, Sheet

ROOM = Room(first=100, later=50, end=150)
PITCH = 10.0
LINE = PITCH + 2 * PAD


def test_a_row_is_as_high_as_its_cells_and_a_merged_cell_gets_what_it_lacks_below() -> None:
    table = Sheet((1, 1), 0, ((Cell("", 2), Cell("")), (None, Cell(""))), ())
    lines = {(0, 0): ["x"] * 5, (0, 1): ["x"], (1, 1): ["x"]}
    assert heights(table, lines, PITCH) == [LINE, 5 * PITCH + 2 * PAD - LINE]


def test_rows_fill_a_page_and_the_header_comes_again() -> None:
    placed = pieces([LINE] * 5, ROOM, 1, PITCH, repeats=True, cuts=False)
    assert [(p.page, p.row) for p in placed] == [(1, 0), (1, 1), (1, 2), (2, 0), (2, 3), (2, 4)]


def test_a_row_that_does_not_fit_is_cut_or_moves_on_whole() -> None:
    high = [LINE, 4 * PITCH + 2 * PAD]
    cut = pieces(high, ROOM, 0, PITCH, repeats=False, cuts=True)
    assert [(p.page, p.row, round(p.bottom - p.top)) for p in cut] == [(1, 0, 16), (1, 1, 26), (2, 1, 26)]
    whole = pieces(high, ROOM, 0, PITCH, repeats=False, cuts=False)
    assert [(p.page, p.row) for p in whole] == [(1, 0), (2, 1)]


def test_a_row_that_no_page_holds_is_cut_all_the_same() -> None:
    placed = pieces([30 * PITCH], ROOM, 0, PITCH, repeats=False, cuts=False)
    assert {p.row for p in placed} == {0}
    assert placed[-1].page > 3


def test_lines_flow_over_the_rooms_of_a_cell() -> None:
    rooms = joined([Piece(1, 4, 100, 126), Piece(2, 4, 50, 66), Piece(2, 5, 66, 90)])
    assert rooms == [(1, 100, 126), (2, 50, 90)]
    texts = flowed(rooms, ["a", "b", "c"], PITCH)
    assert [(t.page, t.lines) for t in texts] == [(1, ("a", "b")), (2, ("c",))]
