"""A whole reading with nothing private in it.

The walk goes over every model and every text of a notice, whatever its field is called, so that a new field is clean
without anybody thinking of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar, get_args

from parsers.privacy.columns import contact_cells
from parsers.privacy.quotes import without_quotes
from parsers.privacy.texts import Kind, Outcome, Texts
from parsers.privacy.words import patterns
from schemas.base import Record
from schemas.finding import Finding, Severity
from schemas.notice import CellReading, FileReading, Role
from schemas.reference import Vocabulary

R = TypeVar("R", bound=Record)

_KINDS: Final[Mapping[str, Kind]] = {
    Role.LEADER.value: Kind.LEADERS,
    **dict.fromkeys([r.value for r in (Role.LEAD, Role.RESPONSIBLE, Role.COOPERATING)], Kind.UNITS),
    **dict.fromkeys(
        [r.value for r in (Role.INVESTMENT, Role.INVESTED, Role.OTHER_INVESTMENT, Role.SEQ)] + ["seq_text"], Kind.FIGURE
    ),
}
"""Fields of models, and of cells, whose texts are something else than words."""
_TEXTLESS: Final = (int, float, date, type(None))
_ROWS: Final = 100
"""Rows of a merged cell in which findings may quote it."""


def withhold_private(reading: FileReading, vocabulary: Vocabulary) -> FileReading:
    """A file's reading with marks in the place of everything private, and a finding that counts them."""
    texts = Texts(patterns(vocabulary.private))
    notice = reading.notice
    whole = contact_cells(notice.cells, vocabulary, texts.words)
    cells = [
        Outcome(whole[n], (cell.text,), (whole[n],)) if n in whole else texts.outcome(cell.text, _kind(cell))
        for n, cell in enumerate(notice.cells)
    ]
    paragraphs = [texts.outcome(paragraph.text) for paragraph in notice.paragraphs]
    secrets = _secrets(notice.cells, cells, paragraphs)
    clean = _clean(notice.model_copy(update={"cells": ()}), texts)
    findings = [f.model_copy(update={"message": _unquoted(f, secrets)}) for f in clean.findings]
    notice = clean.model_copy(
        update={
            "cells": tuple([_cell(c, o, texts) for c, o in zip(notice.cells, cells, strict=True)]),
            "findings": (*findings, *_told((*cells, *paragraphs))),
        }
    )
    return reading.model_copy(update={"notice": notice})


def withhold_in_reason(reason: str, vocabulary: Vocabulary) -> str:
    """The sentence that refuses a file, without what is private in the words that it quotes."""
    return Texts(patterns(vocabulary.private)).withhold(reason)


def _cell(cell: CellReading, outcome: Outcome, texts: Texts) -> CellReading:
    origin = cell.origin and texts.withhold(cell.origin)
    if outcome.text == cell.text and origin == cell.origin:
        return cell
    return cell.model_copy(update={"text": outcome.text, "origin": origin})


def _kind(cell: CellReading) -> Kind:
    return Kind.TEXT if cell.field is None else _KINDS.get(cell.field.value, Kind.TEXT)


def _clean(record: R, texts: Texts) -> R:
    """A model with every text in it cleaned, the same model where nothing changes."""
    changed: dict[str, object] = {}
    for name in _worth_looking_at(type(record)):
        value = getattr(record, name)
        new = value if value is None else _cleaned(value, _KINDS.get(name, Kind.TEXT), texts)
        if new is not value:
            changed[name] = new
    return record.model_copy(update=changed) if changed else record


def _cleaned(value: object, kind: Kind, texts: Texts) -> object:
    if isinstance(value, str):
        clean = texts.withhold(value, kind)
        return value if isinstance(value, StrEnum) or clean == value else clean
    if isinstance(value, Record):
        return _clean(value, texts)
    if isinstance(value, tuple):
        new = tuple([_cleaned(entry, kind, texts) for entry in value])
        return new if any(a is not b for a, b in zip(new, value, strict=True)) else value
    return value


@cache
def _worth_looking_at(model: type[Record]) -> tuple[str, ...]:
    """The fields of a model that can hold a text or another model."""
    return tuple(name for name, info in model.model_fields.items() if _can_hold_text(info.annotation))


def _can_hold_text(annotation: object) -> bool:
    """Whether a type is that of texts or models, or one that is made of such a type; one nobody knows is."""
    if parts := get_args(annotation):
        return any(_can_hold_text(part) for part in parts)
    return not (isinstance(annotation, type) and issubclass(annotation, (*_TEXTLESS, StrEnum)))


Secrets = Mapping[tuple[int, int] | None, list[str]]
"""What was withheld, by table and row, and under ``None`` what stands outside of tables."""


def _secrets(cells: Sequence[CellReading], of_cells: Sequence[Outcome], of_paragraphs: Sequence[Outcome]) -> Secrets:
    found: defaultdict[tuple[int, int] | None, list[str]] = defaultdict(list)
    for cell, outcome in zip(cells, of_cells, strict=True):
        if outcome.values:
            for row in range(cell.row_no, cell.row_no + min(cell.row_span, _ROWS)):
                found[cell.table_no, row] += outcome.values
    for outcome in of_paragraphs:
        found[None] += outcome.values
    return found


def _unquoted(finding: Finding, secrets: Secrets) -> str:
    here = finding.table_no, finding.row_no
    place = None if here[0] is None or here[1] is None else (here[0], here[1])
    return without_quotes(finding.message, secrets.get(place, ()))


def _told(outcomes: Iterable[Outcome]) -> Iterator[Finding]:
    """One finding that says how much was withheld, never what."""
    counts = Counter(mark for outcome in outcomes for mark in outcome.marks)
    if counts:
        told = ", ".join(f"{count} {mark}" for mark, count in sorted(counts.items()))
        message = f"private data was withheld and is marked where it stood: {told}; the file itself has it."
        yield Finding(severity=Severity.INFO, rule="private_data", message=message)
