"""Automatic numbers of a DOC: its list tables ([MS-DOC] 2.9.131 and what it names) as the lists that DOCX has too."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from parsers.formats._doc_bytes import damaged, i32, taken, u8, u16, u32
from parsers.formats._doc_file import Part, WordFile
from parsers.formats._docx_numbering import Level, Numbering

_LIST, _USE, _LEVEL, _OVERRIDE = 28, 16, 28, 8
"""Bytes of an LSTF, an LFO, an LVLF and an LFOLVL before its level."""

_MOST_USES: Final = 0x7FE
"""Uses of lists that a paragraph can name ([MS-DOC] 2.6.2, sprmPIlfo)."""

_NUMBER_FORMATS: Final = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    18: "decimalEnclosedCircle",
    22: "decimalZero",
    23: "bullet",
    28: "decimalEnclosedCircleChinese",
    33: "taiwaneseCounting",
    35: "taiwaneseCountingThousand",
    37: "chineseCounting",
    39: "chineseCountingThousand",
    255: "none",
}
"""Names that DOCX has for the formats of numbers ([MS-OSHARED] 2.2.1.3); the rest are shown in digits."""


@dataclass(frozen=True)
class _List:
    list_id: int
    levels: tuple[Level, ...]


def numbering(file: WordFile) -> Numbering:
    """The lists of a file; those of DOC are counted by the name of their use (``ilfo``), as a text."""
    lists = {found.list_id: found.levels for found in _lists(file.part_and_rest(Part.LISTS))}
    self = Numbering()
    for use, (list_id, overrides) in enumerate(_uses(file.part(Part.LIST_USES)), 1):
        name = str(use)
        levels = dict(enumerate(lists.get(list_id, ())))
        for depth, start, own in overrides:
            found = own or levels.get(depth)
            if found is not None:
                levels[depth] = found if start is None else replace(found, start=start)
        self.levels |= {(name, depth): level for depth, level in levels.items()}
        # A list that restarts counts for itself; without an override it goes on with the lists of its kind.
        restarts = any(start is not None for _, start, _ in overrides)
        self.counters_of[name] = f"{name}!" if restarts else f"list {list_id}"
    return self


def _lists(table: bytes) -> Iterator[_List]:
    if not table:
        return
    count = u16(table, 0)
    at = 2 + count * _LIST
    for n in range(count):
        first = 2 + n * _LIST
        is_simple = u8(table, first + 26) & 1
        levels = []
        for _ in range(1 if is_simple else 9):
            level, at = _level(table, at)
            levels.append(level)
        yield _List(i32(table, first), tuple(levels))


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """The level at a place, and the place behind it."""
    flags, follow, properties = u8(table, at + 5), u8(table, at + 15), u8(table, at + 24) + u8(table, at + 25)
    text_at = at + _LEVEL + properties
    length = u16(table, text_at)
    text = taken(table, text_at + 2, 2 * length).decode("utf-16-le", "replace")
    level = Level(
        i32(table, at),
        _NUMBER_FORMATS.get(u8(table, at + 4), "decimal"),
        "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in text),
        bool(flags & 4),
        "" if follow == 2 else " ",
        u8(table, at + 26) if flags & 8 else None,
    )
    return level, text_at + 2 + 2 * length


_Override = tuple[int, int | None, Level | None]
"""Level, its own start if it has one, its own format if it has one."""


def _uses(table: bytes) -> Iterator[tuple[int, list[_Override]]]:
    if not table:
        return
    count = u32(table, 0)
    if count > _MOST_USES:
        raise damaged("it has more lists than paragraphs can name")
    at = 4 + count * _USE
    for n in range(count):
        first = 4 + n * _USE
        overrides = []
        at += 4 if u8(table, first + 12) or at < len(table) else 0
        for _ in range(u8(table, first + 12)):
            override, at = _override(table, at)
            overrides.append(override)
        yield i32(table, first), overrides


def _override(table: bytes, at: int) -> tuple[_Override, int]:
    start, flags = i32(table, at), u32(table, at + 4)
    depth, has_start, has_format = flags & 0xF, flags & 0x10, flags & 0x20
    at += _OVERRIDE
    if not has_format:
        return (depth, start if has_start else None, None), at
    level, at = _level(table, at)
    # The start of a level that is given anew stands in the level itself (2.9.133).
    return (depth, level.start if has_start else None, level), at
