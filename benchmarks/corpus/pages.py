"""How a table falls over pages: lines of cells, heights of rows, and the pieces that page breaks leave of them."""

from typing import NamedTuple

from benchmarks.corpus.sheets import Sheet

PAD = 3.0
"""Points between a cell's text and its rules, above and below."""


class Piece(NamedTuple):
    """A row, or what of it stands on one page; points from the page's top."""

    page: int
    row: int
    top: float
    bottom: float


class Room(NamedTuple):
    """Where rows may stand: points from the page's top on the first page and on those that follow, and the end."""

    first: float
    later: float
    end: float


class Text(NamedTuple):
    """Lines of a cell and where the room that they stand in begins and ends."""

    page: int
    top: float
    bottom: float
    lines: tuple[str, ...]


def heights(table: Sheet, lines: dict[tuple[int, int], list[str]], pitch: float) -> list[float]:
    """Height of each row, so that every cell has its lines; a merged one gets what it lacks in its last row."""
    high = [pitch + 2 * PAD] * len(table.rows)
    cells = [
        (r, cell.rows, len(lines[r, c])) for r, line in enumerate(table.rows) for c, cell in enumerate(line) if cell
    ]
    for row, span, count in sorted(cells, key=lambda cell: cell[1]):
        lacking = count * pitch + 2 * PAD - sum(high[row : row + span])
        if lacking > 0:
            high[row + span - 1] += lacking
    return high


def pieces(high: list[float], room: Room, heads: int, pitch: float, *, repeats: bool, cuts: bool) -> list[Piece]:
    """The rows of a table page by page; where the header ``repeats`` it comes first on each, where ``cuts`` is false a
    row that does not fit moves on whole, unless no page would hold it."""
    placed: list[Piece] = []
    page, at = 1, room.first

    def turn() -> None:
        nonlocal page, at
        page, at = page + 1, room.later
        for head in range(heads if repeats else 0):
            placed.append(Piece(page, head, at, at + high[head]))
            at += high[head]

    for row, height in enumerate(high):
        left = height
        while left > room.end - at + 0.01:
            lines = int((room.end - at - 2 * PAD) / pitch)
            whole = height <= room.end - room.later - sum(high[:heads])
            if lines < 1 or row < heads or (whole and not cuts) or left - lines * pitch < pitch + 2 * PAD:
                turn()
                continue
            taken = lines * pitch + 2 * PAD
            placed.append(Piece(page, row, at, at + taken))
            left -= lines * pitch
            turn()
        placed.append(Piece(page, row, at, at + left))
        at += left
    return placed


def flowed(areas: list[tuple[int, float, float]], lines: list[str], pitch: float) -> list[Text]:
    """A cell's lines over the rooms that it has on its pages, as many in each as fit; the last takes what is left."""
    texts, rest = list[Text](), lines
    for number, (page, top, bottom) in enumerate(areas):
        fit = len(rest) if number == len(areas) - 1 else int((bottom - top - 2 * PAD + 0.01) / pitch)
        texts.append(Text(page, top, bottom, tuple(rest[:fit])))
        rest = rest[fit:]
    return texts


def joined(parts: list[Piece]) -> list[tuple[int, float, float]]:
    """The rooms of a cell: the pieces of its rows put together page by page."""
    rooms: dict[int, tuple[float, float]] = {}
    for piece in parts:
        top, _ = rooms.get(piece.page, (piece.top, 0.0))
        rooms[piece.page] = (top, piece.bottom)
    return [(page, top, bottom) for page, (top, bottom) in rooms.items()]
