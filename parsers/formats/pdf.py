"""PDF with a text layer: ruled tables and the lines around them, by pdfplumber.

Tables come out page by page, each row and cell as it is drawn; making one table of the pieces that a page
break left is the business of ``parsers.stitch``, which gets from here whether a cell's text ran out of room.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from parsers.errors import UnreadableFileError
from parsers.formats._pages import Box, PageLayout, to_blocks
from parsers.formats._reflow import Line, joined, to_paragraphs
from parsers.formats._sample import Sample
from schemas.document import Cell, Document, Overflow, Table
from schemas.finding import Finding, Severity

if TYPE_CHECKING:
    from pdfplumber.page import Page

NAME = "pdf"
FIDELITY = 20

Char = dict[str, Any]

_EDGE_TOLERANCE: Final = 3.0
"""Ruling lines closer than this, in points, are one edge (double borders, rounding)."""
_SPACE_EM: Final = 0.4
"""A gap wider than this, in ems, is a space; typesetters put a quarter em between Chinese and Latin text."""
_NO_UNICODE: Final = re.compile(r"\(cid:\d+\)")


def claims(sample: Sample) -> bool:
    """Whether the content is a PDF; up to 1024 bytes may stand before its first line (ISO 32000-1, annex H)."""
    return b"%PDF-" in sample.data[:1024]


def read(data: bytes) -> Document:
    """Read a PDF. Raises ``UnreadableFileError`` if it is locked, damaged, or pictures without text."""
    # pdfplumber takes a third of a second to import; nobody who reads no PDF should wait for it.
    import pdfplumber
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    # pdfminer logs what it mends; a user gets one sentence, and only if the file cannot be read.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    # Beside pdfplumber's own errors: what it raises where an object of the file is not of the kind it should be.
    odd_objects = (TypeError, LookupError, ValueError, AttributeError, RecursionError)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            layouts = [_layout(page) for page in pdf.pages]
    except (PdfminerException, MalformedPDFException, *odd_objects) as error:
        raise UnreadableFileError(_reason(error)) from error
    _require_text(layouts)
    return Document(
        format=NAME, blocks=tuple(to_blocks(layouts)), pages=len(layouts), findings=tuple(_findings(layouts))
    )


def _reason(error: Exception) -> str:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
        return "it is encrypted and opens only with a password; save it without one."
    return "it is a damaged PDF (its structure cannot be followed); ask for the file again."


def _require_text(layouts: Sequence[PageLayout]) -> None:
    if not layouts:
        raise UnreadableFileError("it is a damaged PDF without a page; ask for the file again.")
    if not any(layout.lines or layout.tables for layout in layouts):
        raise UnreadableFileError("its pages are pictures without text (a scan); ask for the original file.")
    text = "".join(line.text for layout in layouts for line in (*layout.lines, *layout.stray))
    text += "".join(cell.text for layout in layouts for _, table in layout.tables for cell in table.cells)
    if len("".join(_NO_UNICODE.findall(text))) * 10 > len(text):
        raise UnreadableFileError("its fonts do not say which characters they show; ask for the original file.")


def _layout(page: "Page") -> PageLayout:
    page = page.dedupe_chars(tolerance=1)
    chars = [c for c in page.chars if c["upright"]]
    rotated = "".join(c["text"] for c in page.chars if not c["upright"]).strip()
    tables: list[tuple[Box, Table]] = []
    stray: list[Line] = []
    for found in sorted(page.find_tables(), key=lambda t: (t.bbox[1], t.bbox[0])):
        boxes = [box for box in found.cells if box[2] - box[0] > _EDGE_TOLERANCE and box[3] - box[1] > _EDGE_TOLERANCE]
        if len(boxes) < 2:
            continue  # a frame around text is no table: its words are read as lines
        inside, chars = _split(chars, found.bbox)
        cells, left_over = _cells(boxes, inside)
        stray.extend(to_lines(left_over))
        rows = max(c.row + c.row_span - 1 for c in cells)
        columns = max(c.column + c.column_span - 1 for c in cells)
        tables.append((found.bbox, Table(cells=cells, rows=rows, columns=columns, page=page.page_number)))
    return PageLayout(
        page.page_number,
        float(page.width),
        float(page.height),
        tuple(tables),
        tuple(to_lines(chars)),
        tuple(stray),
        rotated,
        bool(page.images),
    )


def _split(chars: Iterable[Char], box: Box) -> tuple[list[Char], list[Char]]:
    inside: list[Char] = []
    outside: list[Char] = []
    for char in chars:
        (inside if _is_in(char, box) else outside).append(char)
    return inside, outside


def _is_in(char: Char, box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _cells(boxes: Sequence[Box], chars: list[Char]) -> tuple[tuple[Cell, ...], list[Char]]:
    """Cells on the grid that all their edges make, in reading order, and the characters that are in none."""
    xs = _edges(x for box in boxes for x in (box[0], box[2]))
    ys = _edges(y for box in boxes for y in (box[1], box[3]))
    cells: list[Cell] = []
    for box in sorted(boxes, key=itemgetter(1, 0)):
        inside, chars = _split(chars, box)
        row, column = _nearest(ys, box[1]), _nearest(xs, box[0])
        text, overflow = _content(box, to_lines(inside))
        cells.append(
            Cell(
                row=row + 1,
                column=column + 1,
                row_span=max(1, _nearest(ys, box[3]) - row),
                column_span=max(1, _nearest(xs, box[2]) - column),
                text=text,
                overflow=overflow,
            )
        )
    return tuple(sorted(cells, key=lambda c: (c.row, c.column))), [c for c in chars if c["text"].strip()]


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _EDGE_TOLERANCE:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _content(box: Box, lines: Sequence[Line]) -> tuple[str, Overflow]:
    if not lines:
        return "", Overflow.NONE
    size = lines[0].size
    # Cells are padded alike on both sides; a centred short line must not be taken for a wide padding.
    padding = min(max(0.0, min(line.x0 for line in lines) - box[0]), size)
    right = box[2] - padding
    paragraphs = to_paragraphs(lines, right, box[0] + padding)
    text = "\n".join(joined(p) for p in paragraphs)
    pitch = min((b.top - a.top for a, b in pairwise(lines)), default=1.3 * size)
    if box[3] - lines[-1].bottom >= max(pitch, size):
        return text, Overflow.NONE
    full = right - lines[-1].x1 < 2 * size
    return text, Overflow.LINE if full else Overflow.PARAGRAPH


def to_lines(chars: Iterable[Char]) -> list[Line]:
    """Characters (pdfplumber's dictionaries) to lines from top to bottom, blank ones left out."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        if rows and abs(middle - _middle(rows[-1])) < 0.5 * min(char["size"], rows[-1][0]["size"]):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [line for row in rows if (line := _line(row)).text]


def _middle(row: Sequence[Char]) -> float:
    return float((row[0]["top"] + row[0]["bottom"]) / 2)


def _line(chars: list[Char]) -> Line:
    chars.sort(key=itemgetter("x0"))
    text = ""
    end: float | None = None
    for char in chars:
        if end is not None and char["x0"] - end > _SPACE_EM * char["size"] and not text.endswith(" "):
            text += " "
        text += char["text"]
        end = char["x1"]
    inked = [c for c in chars if c["text"].strip()] or chars
    size = max(c["size"] for c in inked)
    return Line(
        text=text.strip(),
        x0=inked[0]["x0"],
        x1=inked[-1]["x1"],
        top=min(c["top"] for c in inked),
        bottom=max(c["bottom"] for c in inked),
        size=size,
    )


def _findings(layouts: Sequence[PageLayout]) -> Iterator[Finding]:
    for layout in layouts:
        for line in layout.stray:
            message = f"“{line.text}” stands inside a table but in none of its cells; it is kept as a paragraph."
            yield _warning("text_outside_cells", message, layout)
        if layout.rotated:
            message = f"text that runs upwards or aslant was left out: “{layout.rotated[:60]}”."
            yield _warning("rotated_text", message, layout)
        if layout.has_picture and not layout.lines and not layout.tables:
            yield _warning("picture_page", "the page is a picture without text; it was not read.", layout)


def _warning(rule: str, message: str, layout: PageLayout) -> Finding:
    return Finding(severity=Severity.WARNING, rule=rule, message=message, page=layout.number)
