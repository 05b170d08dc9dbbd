"""What a person should know of how a deadline was read: that it could not be, or by which custom it was."""

from collections.abc import Iterator
from dataclasses import dataclass

from etl.normalise.deadline_cells import serial_day
from etl.normalise.time_points import Times
from etl.normalise.time_tokens import Kind, tokens_of
from parsers.words import squeeze
from schemas.finding import Severity
from schemas.normalised import Basis, Deadline
from schemas.reference import CalendarEvent, DeadlineWords


@dataclass(frozen=True)
class Doubt:
    """A finding on a deadline, before it has a place."""

    rule: str
    message: str
    severity: Severity


def doubts_of(deadline: Deadline, words: DeadlineWords) -> Iterator[Doubt]:
    """The findings on a deadline: none for one that was read as it says, or that says there is none yet."""
    if deadline.basis is Basis.UNDETERMINED and deadline.text is None:
        yield _warning("unknown_year", "the notice names no year, so the task has no deadline.")
    elif is_unreadable(deadline, words):
        why = "; ".join(f"“{name}” is no day of the calendar: {event.why}" for name, event in _unknown(deadline, words))
        why = f" ({why})" if why else ""
        yield _warning(
            "unread_deadline", f"the deadline “{deadline.text}” could not be read{why}; it is kept as written."
        )
    elif deadline.day is not None:
        yield from _assumptions(deadline, words)


def is_unreadable(deadline: Deadline, words: DeadlineWords) -> bool:
    """Whether a stated cell could not be read, as against one that says there is no deadline yet."""
    dashes = {squeeze(word) for word in words.undetermined}
    return deadline.basis is Basis.UNDETERMINED and squeeze(deadline.text or "") not in {*dashes, ""}


def _assumptions(deadline: Deadline, words: DeadlineWords) -> Iterator[Doubt]:
    phrase = squeeze(deadline.text or "")
    if deadline.basis is Basis.STATED and serial_day(phrase, deadline.day.year if deadline.day else None):
        yield _info("the number “{}” is read as a spreadsheet's count of days, {}.", deadline.text, deadline.day)
    for name, event in _events(deadline, words):
        if event.assumed:
            yield _info("“{}” was read by custom: {}.", name, event.why)
    for name, event in _unknown(deadline, words):
        yield _info("the step “{}” has no day and is no stage: {}.", name, event.why)


def _warning(rule: str, message: str) -> Doubt:
    return Doubt(rule, message, Severity.WARNING)


def _info(message: str, *said: object) -> Doubt:
    return Doubt("assumed_deadline", message.format(*said), Severity.INFO)


def _unknown(deadline: Deadline, words: DeadlineWords) -> Iterator[tuple[str, CalendarEvent]]:
    return ((name, event) for name, event in _events(deadline, words) if not event.first and not event.days)


def _events(deadline: Deadline, words: DeadlineWords) -> Iterator[tuple[str, CalendarEvent]]:
    """The days that the words of a deadline name by what falls on them, with the name as written."""
    times = Times.of(words, None)
    for token in tokens_of(squeeze(deadline.text or ""), times.event_names, times.season_names):
        if token.kind is Kind.EVENT and (event := times.event_of(token)) is not None:
            yield token.text, event
