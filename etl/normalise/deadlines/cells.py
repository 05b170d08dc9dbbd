"""Deadlines that are stated: what a deadline cell or a 完成时限 bracket says."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from etl.normalise.deadlines.clauses import clauses_of
from etl.normalise.deadlines.steps import Step, decided, stages_of, steps_of
from etl.normalise.deadlines.time_calendar import NoSuchDateError
from etl.normalise.deadlines.time_phrases import recurs
from etl.normalise.deadlines.time_tokens import joined_events
from etl.normalise.deadlines.time_words import Times
from etl.normalise.deadlines.written import squeezed_cell
from etl.normalise.remembered import MadeOnce, squeezed_words
from schemas.normalised import Basis, Deadline, Precision
from schemas.reference import DeadlineWords

_SERIAL: Final = re.compile(r"[34567]\d{4}")
_SERIAL_EPOCH: Final = date(1899, 12, 30)
_SERIAL_REACH: Final = 5
_CELLS, _LONGEST = 4096, 120
"""Cells that are remembered, and characters of the longest."""


def read_cell(text: str, year: int | None, words: DeadlineWords) -> Deadline:
    """What a cell with words in it states: a day, work without an end (``open``), or nothing that can be read
    (``undetermined``). ``year`` is the plan's, for dates that name none."""
    return _cells_of(words)(text, year) if len(text) <= _LONGEST else _read(text, year, words)


@MadeOnce
def _cells_of(words: DeadlineWords) -> Callable[[str, int | None], Deadline]:
    """The reader of cells that are short, which are the same few from task to task."""
    return lru_cache(maxsize=_CELLS)(lambda text, year: _read(text, year, words))


def _read(text: str, year: int | None, words: DeadlineWords) -> Deadline:
    written = squeezed_cell(text)
    phrase = written.phrase
    if phrase in squeezed_words(words.undetermined):
        return Deadline(day=None, text=text, basis=Basis.UNDETERMINED)
    if (exact := serial_day(phrase, year)) is not None:
        return Deadline(day=exact, text=text, precision=Precision.DAY, basis=Basis.STATED)
    apart = tuple(word for word in squeezed_words(words.open) if word in phrase)
    times = Times.of(words, year, is_cell=True)
    parted = clauses_of(
        phrase, is_cell=True, apart=apart, whole=joined_events(times.event_names) if "前" in phrase else None
    )
    clauses = [c for c in parted if not reports(c.text, words)]
    try:
        steps = [s for s in decided(steps_of(clauses, times)) if counts(s, words)]
    except NoSuchDateError:
        return Deadline(day=None, text=text, basis=Basis.UNDETERMINED)
    is_open = bool(apart) or any(recurs(c.text) for c in clauses)
    last = max(steps, key=lambda s: (s.point.last, s.point.is_explicit), default=None)
    # 2024年全年坚持 has a year in it and still no end; 2025年底前并长期坚持 has one.
    if last is None or (is_open and not _is_firm(last, words)):
        return Deadline(day=None, text=text, basis=Basis.OPEN if is_open else Basis.UNDETERMINED)
    return Deadline(
        day=last.point.last,
        start=last.point.first if last.point.is_range else None,
        text=text,
        precision=last.point.precision,
        basis=Basis.STATED,
        stages=stages_of(steps, clauses, written, words),
    )


def serial_day(phrase: str, year: int | None) -> date | None:
    """The day that a bare number of five digits means as a spreadsheet's date (days since 1899-12-30), ``None`` if it
    cannot be told for certain.

    The first of a month may stand for the whole month, which a spreadsheet stores in the same way, and a workbook that
    counts from 1904 is four years off, so that a day outside the plan's years proves nothing.
    """
    if year is None or not _SERIAL.fullmatch(phrase):
        return None
    exact = _SERIAL_EPOCH + timedelta(days=int(phrase))
    return exact if exact.day > 1 and year <= exact.year < year + _SERIAL_REACH else None


def reports(clause: str, words: DeadlineWords) -> bool:
    """Whether a clause is about reporting (每月25日前报送), whose dates are never a task's deadline."""
    return any(word in clause for word in words.reporting)


def counts(step: Step, words: DeadlineWords) -> bool:
    """Whether a date is one by which something is due: none that only begins, comes again or holds no longer."""
    point = step.point
    is_past = any(step.clause.text.endswith(word, 0, point.start) for word in words.superseded)
    return not (point.is_start or point.is_recurring or is_past)


def _is_firm(step: Step, words: DeadlineWords) -> bool:
    """Whether a date beside an open word ends something all the same: part of a year does, a whole one must say so."""
    return step.point.is_explicit or any(w in step.clause.text[step.point.end :] for w in words.completion)
