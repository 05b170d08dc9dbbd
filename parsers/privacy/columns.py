"""The cells of a notice under 责任人及联系方式 or beside such a label, in tables of tasks and in all others."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Final

from parsers.form_rows import is_form_row
from parsers.header_roles import contact_ending, may_be_private, role_of
from parsers.headers import looks_like_header
from parsers.privacy.words import Patterns, any_of, folded
from parsers.words import squeeze, squeeze_header
from schemas.notice import CellReading, Disposition, Role
from schemas.reference import HeaderWords, Vocabulary
from schemas.withheld import Withheld

_LONGEST_HEADER: Final = 24
_LONGEST_LABEL: Final = 12
_KEPT: Final = (Disposition.HEADER, Disposition.SECTION, Disposition.TOTAL, Disposition.BLANK)


def contact_cells(cells: Sequence[CellReading], vocabulary: Vocabulary, words: Patterns) -> dict[int, str]:
    """The mark for each cell, by its index, that is withheld whole. Blank cells, 无 and — are none."""
    found: dict[int, str] = {}
    headers = vocabulary.headers
    known = (*headers.exact[Role.CONTACT], *headers.contains[Role.CONTACT], *headers.contacts.endings)
    naming = re.compile(any_of(known), re.IGNORECASE)
    for _, table in groupby(enumerate(cells), key=lambda entry: entry[1].table_no):
        rows = [list(row) for _, row in groupby(table, key=lambda entry: entry[1].row_no)]
        found.update(_Table(vocabulary, words, naming).read(rows))
    return found


@dataclass(frozen=True)
class _Head:
    """What a column stands under: the words of its mark, the last row and the width of that header cell."""

    mark: str
    last_row: int
    width: int


Entry = tuple[int, CellReading]


@dataclass
class _Table:
    """One pass down a table. ``naming`` finds the words for contacts, ``heads`` are the columns of contacts that a row
    stands under, ``doubted`` those of a header of tasks that nobody knows and that may stand over private cells."""

    vocabulary: Vocabulary
    words: Patterns
    naming: re.Pattern[str]
    heads: dict[int, _Head] = field(default_factory=dict)
    doubted: set[int] = field(default_factory=set)

    def read(self, rows: Iterable[Sequence[Entry]]) -> Iterator[tuple[int, str]]:
        """Index and mark of each cell that is withheld."""
        for row in rows:
            self._doubt(row)
            values = dict(self._beside_labels(row))
            if values:
                yield from values.items()
            elif self._is_header(row):
                self._enter(row)
                continue
            yield from (
                (index, mark)
                for index, cell in row
                if index not in values and self._says_something(cell) and (mark := self._mark(cell))
            )

    def _doubt(self, row: Sequence[Entry]) -> None:
        for _, cell in row:
            if cell.disposition is Disposition.HEADER:
                known = role_of(cell.text, self.vocabulary.headers) is not None
                doubtful = not known and may_be_private(cell.text, self.vocabulary.headers.contacts)
                (self.doubted.add if doubtful else self.doubted.discard)(cell.column_no)

    def _says_something(self, cell: CellReading) -> bool:
        text = cell.text.strip()
        return cell.disposition not in _KEPT and bool(text) and text not in self.vocabulary.notice.none

    def _mark(self, cell: CellReading) -> str | None:
        columns = range(cell.column_no, cell.column_no + cell.column_span)
        heads = [self.heads[c] for c in columns if c in self.heads]
        if cell.column_no in self.doubted and cell.disposition is Disposition.UNREAD and self._is_value(cell.text):
            return Withheld.PERSON.mark
        if cell.field is Role.CONTACT:
            return heads[0].mark if heads else Withheld.COLUMN.mark
        is_whole = len(heads) == len(columns) and cell.row_no > heads[0].last_row
        return heads[0].mark if is_whole and cell.field is None else None

    def _is_header(self, row: Sequence[Entry]) -> bool:
        cells = [cell for _, cell in row]
        if not any(self._names_contacts(cell) for cell in cells):
            return bool(self.heads) and any(c.disposition is Disposition.HEADER for c in cells)
        if any(c.disposition is Disposition.HEADER for c in cells):
            return True
        texts = [c.text for c in cells if c.text.strip()]
        return looks_like_header(texts, self.vocabulary.headers) or all(map(self._names_contacts, cells))

    def _names_contacts(self, cell: CellReading) -> bool:
        return self._word(cell) is not None

    def _word(self, cell: CellReading, longest: int = _LONGEST_HEADER) -> str | None:
        if len(cell.text) > longest or not self.naming.search(squeeze(cell.text)):
            return None
        return contact_word(cell.text, self.vocabulary.headers)

    def _enter(self, row: Sequence[Entry]) -> None:
        """Take the columns of a header row; what it names anew under a wider header stays under that."""
        for _, cell in row:
            word = self._word(cell)
            head = _Head(f"〔{word}〕", cell.row_no + cell.row_span - 1, cell.column_span)
            for column in range(cell.column_no, cell.column_no + cell.column_span):
                above = self.heads.get(column)
                if word is not None:
                    self.heads[column] = head
                elif above and cell.text.strip() and not (above.width > 1 and above.last_row + 1 == cell.row_no):
                    del self.heads[column]
        for _, cell in row:
            if self.heads and squeeze_header(cell.text) in self.vocabulary.private.name_columns:
                self.heads[cell.column_no] = _Head(Withheld.PERSON.mark, cell.row_no + cell.row_span - 1, 1)

    def _beside_labels(self, row: Sequence[Entry]) -> Iterator[tuple[int, str]]:
        """The values of a form that asks in one cell and is answered in the next: 联系人 | 张三."""
        filled = [entry for entry in row if entry[1].text.strip()]
        texts = [cell.text for _, cell in filled]
        is_form = is_form_row(texts, self.vocabulary.headers) and any(map(self._is_value, texts))
        for (_, label), (index, value) in pairwise(filled if is_form else row):
            if label.field is not None or value.field is not None:
                continue
            word = self._word(label, longest=_LONGEST_LABEL)
            if word is not None and self._says_something(value) and self._is_value(value.text, is_form=is_form):
                yield index, f"〔{word}〕"

    def _is_value(self, text: str, *, is_form: bool = False) -> bool:
        """Whether a text answers a label; ``is_form`` says that another of its row does for certain."""
        headers = self.vocabulary.headers
        if role_of(text, headers) is not None or squeeze_header(text) in headers.contacts.form:
            return False
        plain = folded(text).strip()
        return is_form or re.search(r"[0-9]{7}|@", plain) is not None or self.words.is_name(plain, sure=True)


def contact_word(text: str, words: HeaderWords) -> str | None:
    """The word by which a header's text names contacts; ``None`` where it names something else or nothing."""
    if role_of(text, words) is not Role.CONTACT:
        return None
    squeezed = squeeze_header(text)
    if squeezed in words.exact[Role.CONTACT]:
        return squeezed
    contained = max((w for w in words.contains[Role.CONTACT] if w in squeezed), key=len, default=None)
    return contained or contact_ending(squeezed, words.contacts)
