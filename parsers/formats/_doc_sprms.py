"""Properties of a DOC: a ``grpprl`` is a chain of modifiers, each an opcode and its operand ([MS-DOC] 2.2.5)."""

from collections.abc import Iterator
from enum import IntEnum
from typing import Final

from parsers.formats._doc_bytes import taken, u16, u32

Modifier = tuple[int, bytes]
"""An opcode and its operand."""


class Sprm(IntEnum):
    """The modifiers that tell text, tables and numbers ([MS-DOC] 2.6.1 to 2.6.3)."""

    DELETED = 0x0800
    SYMBOL = 0x6A09
    LEVEL = 0x260A
    LIST = 0x460B
    IN_TABLE = 0x2416
    ROW_END = 0x2417
    INNER_CELL_END = 0x244B
    INNER_ROW_END = 0x244C
    DEPTH = 0x6649
    DEEPER = 0x664A
    HUGE = 0x6646
    HUGE_97 = 0x6645
    TABLE_PROPERTIES = 0x646B
    DEFINE_TABLE = 0xD608
    INSERT_CELLS = 0x7621
    DELETE_CELLS = 0x5622
    COLUMN_WIDTH = 0x7623
    MERGE = 0x5624
    SPLIT = 0x5625
    VERTICAL_MERGE = 0xD62B
    TABLE_STYLE = 0x563A
    TABLE_IN_DIV = 0x740A
    FROM_RIGHT = 0x560B
    FROM_RIGHT_90 = 0x5664
    POSITION = 0x360D
    LEFT = 0x940E
    TOP = 0x940F
    FROM_TEXT_LEFT = 0x9410
    FROM_TEXT_TOP = 0x9411
    FROM_TEXT_RIGHT = 0x941E
    FROM_TEXT_BOTTOM = 0x941F
    NO_OVERLAP = 0x3465


_TABS: Final = 0xC615
_FIXED_SIZES: Final = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Operand sizes in bytes by the three highest bits of an opcode (``spra``, 2.2.5.1)."""

_SHORT: Final = {0x0C: Sprm.LEVEL, 0x18: Sprm.IN_TABLE, 0x19: Sprm.ROW_END, 0x41: Sprm.DELETED}
"""Opcodes by the ``isprm`` of a piece (2.9.215)."""


def modifiers(grpprl: bytes) -> Iterator[Modifier]:
    """The modifiers of a chain; one whose operand is cut off ends it, as the padding at the end of many does."""
    at = 0
    while at + 2 < len(grpprl):
        opcode = u16(grpprl, at)
        start, size = _operand(opcode, grpprl, at + 2)
        if start + size > len(grpprl):
            return
        yield opcode, grpprl[start : start + size]
        at = start + size


def _operand(opcode: int, grpprl: bytes, at: int) -> tuple[int, int]:
    """Start and size of the operand of ``opcode``, which stands behind it at ``at``."""
    fixed = _FIXED_SIZES.get(opcode >> 13)
    if fixed is not None:
        return at, fixed
    if opcode == Sprm.DEFINE_TABLE:
        size = int.from_bytes(grpprl[at : at + 2], "little")
        return at + 2, max(size - 1, 0)
    if opcode == _TABS and grpprl[at] == 255:  # longer than a byte can say: its two lists are counted (2.9.180)
        closed = 1 + 4 * grpprl[at + 1] if at + 1 < len(grpprl) else 0
        opened = 1 + 3 * grpprl[at + 1 + closed] if at + 1 + closed < len(grpprl) else 0
        return at + 1, closed + opened
    return at + 1, grpprl[at]


def flat_modifiers(grpprl: bytes, data: bytes) -> Iterator[Modifier]:
    """The modifiers of a paragraph, with those in the data stream where the chain was too long for its page."""
    for opcode, operand in modifiers(grpprl):
        if opcode in (Sprm.HUGE, Sprm.HUGE_97, Sprm.TABLE_PROPERTIES):
            at = u32(operand, 0)
            yield from modifiers(taken(data, at + 2, u16(data, at)))
        else:
            yield opcode, operand


def short_modifier(prm: int) -> bytes:
    """The chain of the one modifier that a piece can name in two bytes (``Prm0``); empty if it says nothing here."""
    opcode = _SHORT.get(prm >> 1 & 0x7F)
    return b"" if opcode is None else opcode.to_bytes(2, "little") + bytes([prm >> 8])
