"""A whole reading with nothing private in it.

The walk goes over every model and every text of a notice, whatever its field is called, so that a new field is clean
without anybody thinking of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from parsers.privacy.columns import contact_cells
from parsers.privacy.quotes import without_quotes
from parsers.privacy.texts import Kind, Texts
from parsers.privacy.words import patterns
from schemas.base import Record
from schemas.finding import Finding, Severity
from schemas.notice import CellReading, FileReading, Notice, Role
from schemas.reference import Vocabulary

R = TypeVar("R", bound=Record)

_KINDS: Final[Mapping[str, Kind]] = {
    Role.LEADER: Kind.LEADERS,
    **dict.fromkeys((Role.INVESTMENT, Role.INVESTED, Role.OTHER_INVESTMENT, Role.SEQ, "seq_text"), Kind.FIGURE),
}
"""Fields of models, and of cells, whose texts are something else than words."""
_ROWS: Final = 100
"""Rows of a merged cell in which findings may quote it."""


def withhold_private(reading: FileReading, vocabulary: Vocabulary) -> FileReading:
    """A file's reading with marks in the place of everything private, and a finding that counts them."""
    texts = Texts(patterns(vocabulary.private))
    whole = contact_cells(reading.notice.cells, vocabulary, texts.words)
    secrets = _secrets(reading.notice, whole, texts)
    cells = [
        cell.model_copy(update={"text": whole[n]}) if n in whole else _clean(cell, texts)
        for n, cell in enumerate(reading.notice.cells)
    ]
    notice = _clean(reading.notice.model_copy(update={"cells": ()}), texts)
    findings = [f.model_copy(update={"message": _unquoted(f, secrets)}) for f in notice.findings]
    told = _told(reading.notice, whole, texts)
    notice = notice.model_copy(update={"cells": tuple(cells), "findings": (*findings, *told)})
    return reading.model_copy(update={"notice": notice})


def withhold_in_reason(reason: str, vocabulary: Vocabulary) -> str:
    """The sentence that refuses a file, without what is private in the words that it quotes."""
    return Texts(patterns(vocabulary.private)).withhold(reason)


def _clean(record: R, texts: Texts) -> R:
    """A model with every text in it cleaned, the same model where nothing changes."""
    whole = _kind(record) if isinstance(record, CellReading) else None
    changed: dict[str, object] = {}
    for name in _worth_looking_at(type(record)):
        value = getattr(record, name)
        if value is None:
            continue
        new = _cleaned(value, whole or _KINDS.get(name, Kind.TEXT), texts)
        if new is not value:
            changed[name] = new
    return record.model_copy(update=changed) if changed else record


def _kind(cell: CellReading) -> Kind:
    return _KINDS.get(cell.field or "", Kind.TEXT)


def _cleaned(value: object, kind: Kind, texts: Texts) -> object:
    if isinstance(value, str):
        return value if isinstance(value, StrEnum) else texts.withhold(value, kind)
    if isinstance(value, Record):
        return _clean(value, texts)
    if isinstance(value, tuple):
        new = tuple([_cleaned(entry, kind, texts) for entry in value])
        return new if any(a is not b for a, b in zip(new, value, strict=True)) else value
    return value


@cache
def _worth_looking_at(model: type[Record]) -> tuple[str, ...]:
    """The fields of a model that can hold a text or another model."""
    plain = (int, float, bool, type(None))
    return tuple(
        name
        for name, info in model.model_fields.items()
        if not (isinstance(info.annotation, type) and issubclass(info.annotation, (*plain, StrEnum)))
    )


Secrets = Mapping[tuple[int, int] | None, list[str]]
"""What was withheld, by table and row, and under ``None`` what stands outside of tables."""


def _secrets(notice: Notice, whole: Mapping[int, str], texts: Texts) -> Secrets:
    found: defaultdict[tuple[int, int] | None, list[str]] = defaultdict(list)
    for n, cell in enumerate(notice.cells):
        private = [cell.text] if n in whole else texts.outcome(cell.text, _kind(cell)).values
        for row in range(cell.row_no, cell.row_no + min(cell.row_span, _ROWS)) if private else ():
            found[cell.table_no, row] += private
    for paragraph in notice.paragraphs:
        found[None] += texts.outcome(paragraph.text).values
    return found


def _unquoted(finding: Finding, secrets: Secrets) -> str:
    here = finding.table_no, finding.row_no
    place = None if here[0] is None or here[1] is None else (here[0], here[1])
    return without_quotes(finding.message, secrets.get(place, ()))


def _told(notice: Notice, whole: Mapping[int, str], texts: Texts) -> Iterable[Finding]:
    """One finding that says how much was withheld, never what."""
    counts: Counter[str] = Counter(whole.values())
    for n, cell in enumerate(notice.cells):
        counts.update(() if n in whole else texts.outcome(cell.text, _kind(cell)).marks)
    for paragraph in notice.paragraphs:
        counts.update(texts.outcome(paragraph.text).marks)
    if counts:
        told = ", ".join(f"{count} {mark}" for mark, count in sorted(counts.items()))
        message = f"private data was withheld and is marked where it stood: {told}; the file itself has it."
        yield Finding(severity=Severity.INFO, rule="private_data", message=message)
