"""What a person should know of how a deadline was read: that it could not be, or by which custom it was."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from etl.normalise.deadlines.cells import serial_day
from etl.normalise.deadlines.time_tokens import Kind, Token, tokens_of
from etl.normalise.deadlines.time_words import Times
from etl.normalise.remembered import squeezed_words
from parsers.words import squeeze
from schemas.finding import Severity
from schemas.normalised import Basis, Deadline
from schemas.reference import CalendarEvent, DeadlineWords

_BINDING_LENGTH: Final = 6
"""A word of completion that begins within this many characters after the name of a day is about it."""
_FIVE_DIGITS: Final = re.compile(r"[34567]\d{4}")


@dataclass(frozen=True)
class Doubt:
    """A finding on a deadline, before it has a place."""

    rule: str
    message: str
    severity: Severity


def doubts_of(deadline: Deadline, words: DeadlineWords, target: str | None = None) -> Iterator[Doubt]:
    """The findings on a deadline: none for one that was read as it says, or that says there is none yet. ``target`` is
    the task's, in which a day that no calendar tells leaves the deadline to the plan's year."""
    if deadline.basis is Basis.UNDETERMINED and deadline.text is None:
        message = "the notice names no year, so the task has no deadline."
        yield Doubt("unknown_year", message, Severity.WARNING)
    elif is_unreadable(deadline, words):
        why = "; ".join(_reasons(deadline, words))
        why = f" ({why})" if why else ""
        message = f"the deadline “{deadline.text}” could not be read{why}; it is kept as written."
        yield Doubt("unread_deadline", message, Severity.WARNING)
    elif deadline.day is not None:
        for message in _assumptions(deadline, deadline.day, words):
            yield Doubt("assumed_deadline", message, Severity.INFO)
        if deadline.basis is Basis.PLAN_YEAR:
            for message in _unread_in(squeeze(target or ""), words):
                yield Doubt("assumed_deadline", message, Severity.INFO)


def is_unreadable(deadline: Deadline, words: DeadlineWords) -> bool:
    """Whether a stated cell could not be read, as against one that says there is no deadline yet."""
    if deadline.basis is not Basis.UNDETERMINED:
        return False
    text = squeeze(deadline.text or "")
    return bool(text) and text not in squeezed_words(words.undetermined)


def _reasons(deadline: Deadline, words: DeadlineWords) -> Iterator[str]:
    """Why a cell could not be read, as far as that can be told."""
    if _FIVE_DIGITS.fullmatch(squeeze(deadline.text or "")):
        yield "a number may be a spreadsheet's count of days, but which day or month it means is not certain"
    for token, event in _events(deadline.text, words, is_cell=deadline.basis is not Basis.TEXT):
        if _is_unknown(event):
            yield f"“{token.text}” is no day of the calendar: {event.why}"


def _assumptions(deadline: Deadline, day: date, words: DeadlineWords) -> Iterator[str]:
    """What was taken for granted in reading a deadline."""
    text = deadline.text
    if not text:
        return
    phrase = squeeze(text)
    if deadline.basis is Basis.STATED and serial_day(phrase, day.year):
        yield f"the number “{deadline.text}” is read as a spreadsheet's count of days: {day}."
    for token, event in _events(deadline.text, words, is_cell=deadline.basis is not Basis.TEXT):
        if _is_unknown(event):
            yield f"the step before “{token.text}” has no day and is no stage: {event.why}."
        elif event.assumed and not (event.days and phrase.endswith("年", 0, token.start)):
            yield f"the day that “{token.text}” means is assumed: {event.why}."


def _unread_in(target: str, words: DeadlineWords) -> Iterator[str]:
    """The days without a date by which a squeezed target is to be completed: 汛期前完成改造."""
    for token, event in _events(target, words, is_cell=False):
        beside = target[token.end : token.end + _BINDING_LENGTH]
        if _is_unknown(event) and any(word in beside for word in words.completion):
            yield f"the target is due before “{token.text}”, which has no day; the plan's year is taken: {event.why}."


def _is_unknown(event: CalendarEvent) -> bool:
    return not event.first and not event.days


def _events(text: str | None, words: DeadlineWords, *, is_cell: bool) -> Iterator[tuple[Token, CalendarEvent]]:
    """The days that the words of a deadline name by what falls on them."""
    times = Times.of(words, None, is_cell=is_cell)
    phrase = squeeze(text or "")
    if times.any_event.search(phrase) is None:
        return
    for token in tokens_of(phrase, times.event_names, times.season_names):
        if token.kind is Kind.EVENT:
            yield from ((token, event) for event in times.events_of(token))
