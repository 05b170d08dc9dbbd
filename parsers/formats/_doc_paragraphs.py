"""Paragraphs of a DOC with all that their end mark says of them: cell or row end, depth, list, deletion."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from parsers.errors import UnreadableFileError
from parsers.formats._doc_blocks import End, Mark, WordParagraph
from parsers.formats._doc_bytes import damaged, u32
from parsers.formats._doc_file import Part, Story, WordFile
from parsers.formats._doc_formatting import Run, Runs, paragraph_runs
from parsers.formats._doc_pieces import Text, text_of
from parsers.formats._doc_rows import row_shape
from parsers.formats._doc_shown import Shown, shown
from parsers.formats._doc_sprms import Sprm, flat_modifiers
from parsers.formats._doc_styles import style_lists

DEEPEST: Final = 16
"""Tables in tables that are followed; what lies deeper counts as lying there."""

MOST_PARAGRAPHS: Final = 60_000
"""Paragraphs and cells of the longest text that is read; a notice of two thousand rows has some ten thousand."""

_MARKS: Final = re.compile("[\x07\x0c\r]")
_CELL_MARK, _BREAK = "\x07", "\x0c"


class Paragraphs:
    """The paragraphs of a file, story by story."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._text: Text = text_of(file)
        self._shown: Shown = shown(file, self._text)
        self._runs: Runs = paragraph_runs(file)
        self._style_lists = style_lists(file)
        self._section_ends = _section_ends(file)
        self._mark = lru_cache(maxsize=4096)(self._read_mark)

    def story(self, which: Story) -> list[WordParagraph]:
        """The paragraphs of a story."""
        first, last = self._file.story(which)
        marks = sum(self._text.units.count(mark, first, last) for mark in "\x07\r")
        if marks > MOST_PARAGRAPHS:
            raise UnreadableFileError(
                f"it has {marks:,} paragraphs and table cells, more than the {MOST_PARAGRAPHS:,} that a notice can "
                "need; save the notice by itself in a new file."
            )
        return list(self.between(first, last))

    def is_deleted(self, position: int) -> bool:
        """Whether a character was deleted under tracked changes."""
        return position < len(self._text.units) and self._shown.is_deleted(position)

    def between(self, first: int, last: int) -> Iterator[WordParagraph]:
        """The paragraphs of a range of the text; one without a mark ends at the end of the range."""
        units, begin = self._text.units, first
        for found in _MARKS.finditer(units, first, last):
            at = found.start()
            # A page break is the same character as the end of a section, and stands inside a paragraph.
            if found[0] != _BREAK or at in self._section_ends:
                yield self._paragraph(begin, at)
                begin = at + 1
        if begin < last:
            yield self._paragraph(begin, last - 1, text_end=last)

    def _paragraph(self, first: int, mark_at: int, text_end: int | None = None) -> WordParagraph:
        run, piece = self._run_at(mark_at)
        mark = self._mark(run.grpprl + piece, self._text.units[mark_at] == _CELL_MARK)
        end = mark_at if text_end is None else text_end
        return WordParagraph(
            self._shown.text(first, end),
            mark,
            self._list_of(mark, run.style),
            self._shown.is_deleted(mark_at),
            tuple(self._shown.anchors(first, end)),
        )

    def _run_at(self, position: int) -> tuple[Run, bytes]:
        piece = self._text.piece_at(position)
        offset = piece.offset + (position - piece.first) * piece.width
        run = self._runs.at(offset)
        if run is None:  # it could stand in a table or outside, and nothing tells which
            raise damaged("a paragraph has no properties")
        return run, piece.grpprl

    def _list_of(self, mark: Mark, style: int) -> tuple[int, int] | None:
        """List and level of a paragraph, by itself or by its style; list 0 takes it out of its style's."""
        of_style = self._style_lists.get(style)
        use = mark.list_use if mark.list_use is not None else (of_style[0] if of_style else 0)
        level = mark.list_level if mark.list_level is not None else (of_style[1] if of_style else 0)
        return (use, min(level, 8)) if use else None

    def _read_mark(self, grpprl: bytes, is_cell_mark: bool) -> Mark:
        modifiers = tuple(flat_modifiers(grpprl, self._file.data))
        last = dict(modifiers)
        end = _end(last, is_cell_mark)
        depth = _number(last, Sprm.DEPTH) or min(1, _number(last, Sprm.IN_TABLE) or int(is_cell_mark))
        depth = depth + _signed(last.get(Sprm.DEEPER, b""))
        return Mark(
            end,
            min(max(depth, 0), DEEPEST),
            _number(last, Sprm.LIST) if Sprm.LIST in last else None,
            _number(last, Sprm.LEVEL) if Sprm.LEVEL in last else None,
            row_shape(modifiers) if end is End.ROW else None,
        )


def _end(last: dict[int, bytes], is_cell_mark: bool) -> End:
    """What a mark ends: by the character in a table of the text, by its properties in a table within a cell (2.4.3)."""
    if _number(last, Sprm.ROW_END if is_cell_mark else Sprm.INNER_ROW_END):
        return End.ROW
    return End.CELL if is_cell_mark or _number(last, Sprm.INNER_CELL_END) else End.PARAGRAPH


def _number(last: dict[int, bytes], opcode: Sprm) -> int:
    return int.from_bytes(last.get(opcode, b""), "little")


def _signed(operand: bytes) -> int:
    return int.from_bytes(operand, "little", signed=True)


def _section_ends(file: WordFile) -> frozenset[int]:
    """Places of the characters that end a section (2.8.26): the one before each begin of the next."""
    table = file.part(Part.SECTIONS)
    count = max((len(table) - 4) // 16, 0)
    if count > MOST_PARAGRAPHS:
        raise damaged("it has more sections than paragraphs")
    return frozenset(u32(table, 4 * n) - 1 for n in range(1, count + 1))
