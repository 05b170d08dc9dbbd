"""Text saved from a published document: a line a cell, the cell's line starting with a tab.

A row ends at an empty line. Merged cells are lost: they leave a blank cell or none at all, so the tables
say ``spans_known=False``. Further paragraphs of a cell follow without a tab, sometimes after an empty line,
which makes an empty line ambiguous; ``_Reader`` resolves it by whether the row is already as wide as its
table.

Tables may also be drawn with pipes (``_pipes``), or be a file of separated values (``_delimited``).
"""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.errors import UnreadableFileError
from parsers.formats import _delimited, _pipes
from parsers.formats._sample import Sample, foreign_kind
from parsers.formats._storable import count_controls
from schemas.document import Block, Cell, Document, Paragraph, Table

NAME = "text"
FIDELITY = 10

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MOST_CONTROLS = 0.02
"""Share of a text's characters that may be controls or halves of surrogate pairs; anything binary has more."""
_LEAST_HAN = 0.2
_LEAST_COMMON = 0.95
"""Share of a damaged text's characters beyond ASCII that GB 2312 must have: bytes that are no text give rare ones."""


def claims(sample: Sample) -> bool:
    """Whether the bytes decode to text, perhaps cut off, that is neither markup nor another kind's signature."""
    if foreign_kind(sample) or sample.markup or b"%PDF-" in sample.data[:1024]:
        return False
    return decode(sample.data) is not None or is_cut(sample.data)


def decode(data: bytes) -> str | None:
    """Text of ``data`` in UTF-8, UTF-16 with a byte-order mark or GB18030 (GB 18030-2022, which contains GBK and
    GB2312); ``None`` where it is none of them. GB18030 comes last because it accepts nearly any bytes, so what
    it gives must also be free of private-use characters, and it must not be UTF-8 that is cut off."""
    encoding = _stated_encoding(data)
    if encoding is not None:
        return _strictly(data, encoding) or _damaged(data, encoding)
    text = _strictly(data, "utf-8")
    if text is not None or _ends_inside(data, "utf-8"):
        return text
    return _strictly(data, "gb18030") or _damaged(data, "utf-8") or _damaged(data, "gb18030")


def is_cut(data: bytes) -> bool:
    """Whether the bytes are text that ends inside its last character, as an interrupted download does."""
    encoding = _stated_encoding(data)
    return any(_ends_inside(data, e) for e in ([encoding] if encoding else ["utf-8", "gb18030"]))


def _stated_encoding(data: bytes) -> str | None:
    return next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)


def _ends_inside(data: bytes, encoding: str) -> bool:
    """Whether the bytes are text in an encoding but for their last character; one without any other is no proof."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return False
    return decoder.getstate()[0] != b"" and not text.isascii() and _is_text(text, encoding)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _is_text(text, encoding) else None


def _is_text(text: str, encoding: str) -> bool:
    chars = set(text)
    private = encoding == "gb18030" and any("\ue000" <= c <= "\uf8ff" for c in chars)
    return not private and not count_controls("".join(chars))


def _damaged(data: bytes, encoding: str) -> str | None:
    """Chinese text with a few characters in it that are none: NUL, other controls, halves of surrogate pairs."""
    try:
        text = data.decode(encoding, "strict" if encoding == "gb18030" else "surrogatepass")
    except UnicodeDecodeError:
        return None
    text = _paired(text)
    if count_controls(text) > _MOST_CONTROLS * len(text):
        return None
    beyond = [c for c in text if c > "\x7f"]
    common = sum(len(c.encode("gb2312", "ignore")) == 2 for c in beyond)
    is_chinese = len(beyond) >= _LEAST_HAN * len(text) and common >= _LEAST_COMMON * len(beyond)
    return text if is_chinese else None


def _paired(text: str) -> str:
    """Halves of surrogate pairs that stand side by side made the one character they are (CESU-8, UTR #26)."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def read(data: bytes) -> Document:
    """Read a dump. Raises ``UnreadableFileError`` if the bytes are no text, or are cut off."""
    text = decode(data)
    if text is None and is_cut(data):
        raise UnreadableFileError("it is a text that is cut off inside its last character; ask for the file again.")
    if text is None:
        raise UnreadableFileError("it is no text in UTF-8, UTF-16 or GB18030; save it anew as UTF-8.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks = _delimited.read(text)
    return Document(format=NAME, blocks=tuple(blocks if blocks is not None else _read_lines(text.split("\n"))))


def _read_lines(lines: Sequence[str]) -> list[Block]:
    piped = _pipes.find(lines)
    reader = _Reader()
    end = 0
    for index, line in enumerate(lines):
        if index in piped:
            end, table = piped[index]
            reader.end_table()
            reader.blocks.append(table)
        elif index >= end:
            reader.line(_pipes.plain(line) if piped else line, index + 1)
    reader.end_table()
    return reader.blocks


@dataclass
class _Read:
    """A cell under way: its paragraphs, and the line on which the first stands."""

    paragraphs: list[str]
    line_no: int


@dataclass
class _Reader:
    """Where the reader of a dump stands: the rows of the table it is in, and what lies between."""

    blocks: list[Block] = field(default_factory=list)
    rows: list[list[_Read]] = field(default_factory=list)
    blank_lines: int = 0
    whole_row: bool = False

    def line(self, line: str, line_no: int) -> None:
        """Take one line, without its newline; lines count from 1."""
        if line.startswith("\t"):
            self._cell(line, line_no)
        elif not line.strip():
            self.blank_lines += 1
        else:
            self._words(line, line_no)

    def _cell(self, line: str, line_no: int) -> None:
        if self.blank_lines >= 2:
            self.end_table()
        parts = line[1:].split("\t")
        # Some exports put a whole row on a line and need no empty line between rows.
        if self.blank_lines or not self.rows or (len(parts) > 1 and self.whole_row):
            self.rows.append([])
        self.rows[-1].extend(_Read([part.strip()], line_no) for part in parts)
        self.blank_lines, self.whole_row = 0, len(parts) > 1

    def _words(self, line: str, line_no: int) -> None:
        if self.rows and self._continues_cell(line):
            self.rows[-1][-1].paragraphs.append(line.strip())
        else:
            self.end_table()
            self.blocks.append(Paragraph(text=line.strip(), origin=f"line {line_no}"))
        self.blank_lines = 0

    def _continues_cell(self, line: str) -> bool:
        """Whether words without a tab belong to the cell above rather than follow its table.

        Two empty lines, or the space that a section break leaves, end a table. Otherwise a row that is not yet
        as wide as its table goes on; in a row that is complete only a line directly below does.
        """
        if self.blank_lines >= 2:
            return False
        width = max(len(r) for r in self.rows)
        complete = len(self.rows) > 1 and len(self.rows[-1]) >= width
        return not (complete and self.blank_lines) and not (line[0] in " \f" and not self.blank_lines)

    def end_table(self) -> None:
        """Close the table under way, if any."""
        if self.rows:
            self.blocks.append(_table(self.rows))
        self.rows = []


def _table(rows: list[list[_Read]]) -> Table:
    cells = tuple(
        Cell(row=r, column=c, text="\n".join(p for p in read.paragraphs if p), origin=f"line {read.line_no}")
        for r, row in enumerate(rows, 1)
        for c, read in enumerate(row, 1)
    )
    return Table(cells=cells, rows=len(rows), columns=max(len(r) for r in rows), spans_known=False)
