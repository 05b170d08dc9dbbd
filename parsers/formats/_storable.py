"""Characters that a table cannot hold, whatever format they stood in, are replaced by signs that can be seen.

A notice has none of them. They come from damaged files, from conversions and from data cells that were once binary: NUL
and the other controls end a text or move a terminal's cursor, and half of a surrogate pair is no character at all
(Unicode 16.0, 23.8). White space, and the controls that Word and old editors leave in a text, stay.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from schemas.document import Block, Cell, Document, Paragraph, Table
from schemas.finding import Finding, Severity

KEPT_CONTROLS: Final = frozenset("\t\n\r\f\v\x1a\x1e\x85")
"""Controls that a text may have: white space, the end mark of DOS, Word's hyphen that does not break."""

_REPLACEMENT: Final = "\ufffd"
_QUOTED: Final = 8
_CONTROLS: Final = "".join(c for c in map(chr, (*range(0x20), *range(0x7F, 0xA0))) if c not in KEPT_CONTROLS)
_UNSTORABLE: Final = re.compile(f"[{re.escape(_CONTROLS)}\ud800-\udfff]")

_Placed = TypeVar("_Placed", Cell, Paragraph)


def count_controls(text: str) -> int:
    """How many characters of a text no table can hold."""
    return len(_UNSTORABLE.findall(text))


def visible(text: str) -> str:
    """``text`` with U+2400 (␀) for NUL, its like for the other controls, and U+FFFD for what has no such sign."""
    return _UNSTORABLE.sub(lambda found: _sign(found[0]), text)


def _sign(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else _REPLACEMENT


def storable(document: Document) -> Document:
    """The document without such characters, and with a finding that says how many there were and where the first."""
    seen = _Seen()
    blocks = tuple(_block(block, seen) for block in document.blocks)
    if not seen.codes:
        return document
    return document.model_copy(update={"blocks": blocks, "findings": (*document.findings, seen.finding())})


@dataclass
class _Seen:
    """What has been replaced so far."""

    codes: list[int] = field(default_factory=list)
    first: str = ""

    def take(self, text: str, where: str) -> str:
        """``text`` as it can be stored; what was replaced in it is counted."""
        found = _UNSTORABLE.search(text)
        if found is None:
            return text
        if not self.codes:
            around = text[max(0, found.start() - _QUOTED) : found.end() + _QUOTED]
            self.first = f"{where}“{visible(around)}”".replace("\n", " ")
        self.codes += map(ord, _UNSTORABLE.findall(text))
        return visible(text)

    def finding(self) -> Finding:
        count, names = len(self.codes), ", ".join(f"U+{code:04X}" for code in sorted(set(self.codes))[:5])
        what = "a character that no table can hold" if count == 1 else f"{count} characters that no table can hold"
        return Finding(
            severity=Severity.WARNING,
            rule="unstorable_character",
            message=f"it has {what} ({names}), shown as ␀, � and the like; the first is in {self.first}.",
        )


def _block(block: Block, seen: _Seen) -> Block:
    return _table(block, seen) if isinstance(block, Table) else _placed(block, seen, block.origin, block.page)


def _table(table: Table, seen: _Seen) -> Table:
    # One search through all texts at once, line ends being storable, costs less than one for each cell.
    texts = [cell.text for cell in table.cells if not cell.tables]
    if len(texts) == len(table.cells) and not _UNSTORABLE.search("\n".join((*texts, table.label or ""))):
        return table
    cells = tuple(_cell(cell, seen, table.page) for cell in table.cells)
    label = None if table.label is None else seen.take(table.label, "")
    if label == table.label and all(map(_is_same, cells, table.cells)):
        return table
    return table.model_copy(update={"cells": cells, "label": label})


def _is_same(one: object, other: object) -> bool:
    return one is other


def _cell(cell: Cell, seen: _Seen, page: int | None) -> Cell:
    placed = _placed(cell, seen, cell.origin, page)
    tables: Sequence[Table] = tuple(_table(table, seen) for table in cell.tables)
    return placed if all(map(_is_same, tables, cell.tables)) else placed.model_copy(update={"tables": tables})


def _placed(one: _Placed, seen: _Seen, origin: str | None, page: int | None) -> _Placed:
    where = f"{origin}, " if origin else f"page {page}, " if page else ""
    text = seen.take(one.text, where)
    return one if text is one.text else one.model_copy(update={"text": text})
