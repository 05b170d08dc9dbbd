"""A whole reading with nothing private in it: marks in every text, and a finding that counts them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from parsers.privacy.broken_lines import paragraph_outcomes
from parsers.privacy.columns import contact_cells
from parsers.privacy.quotes import without_quotes
from parsers.privacy.texts import Outcome, Texts
from parsers.privacy.walk import Walk
from parsers.privacy.words import patterns
from schemas.finding import Finding, Severity
from schemas.notice import CellReading, FileReading
from schemas.reference import Vocabulary

_ROWS: Final = 100
"""Rows of a merged cell in which findings may quote it."""


def withhold_private(reading: FileReading, vocabulary: Vocabulary) -> FileReading:
    """A file's reading with marks in the place of everything private, and a finding that counts them."""
    texts = Texts(patterns(vocabulary.private))
    notice = reading.notice
    walk = Walk.of(notice, texts)
    whole = contact_cells(notice.cells, vocabulary, texts.words)
    cells = [
        Outcome(whole[n], (cell.text,), (whole[n],)) if n in whole else texts.outcome(cell.text, walk.kind(cell))
        for n, cell in enumerate(notice.cells)
    ]
    paragraphs = paragraph_outcomes([paragraph.text for paragraph in notice.paragraphs], texts)
    secrets = _secrets(notice.cells, cells, paragraphs)
    told = [
        p if o.text == p.text else p.model_copy(update={"text": o.text})
        for p, o in zip(notice.paragraphs, paragraphs, strict=True)
    ]
    clean = walk.clean(notice.model_copy(update={"cells": (), "paragraphs": tuple(told)}))
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
