"""What phrases of time leave unsaid: the year that is meant, the parts of a year, the days that festivals fall on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from etl.normalise.deadlines.time_tokens import Token
from etl.normalise.remembered import MadeOnce
from schemas.reference import CalendarEvent, DeadlineWords

_JOINED: Final = re.compile("[、和及与或]")
_ANY_TIME: Final = re.compile(r"[年月季历五岁Q]|20\d\d|\d[./-]\d")
"""What every word of time has that names one by itself, days of the calendar's events (国庆) aside."""
_UNQUOTED: Final = str.maketrans("", "", '“”"‘’')


@dataclass(frozen=True)
class Times:
    """What phrases leave unsaid: the plan's ``year``, and what parts of a year and festivals are.

    ``is_cell`` where the phrase is a deadline cell, in which 6.30 and 24.12 can only be dates.
    """

    year: int | None
    parts: Mapping[str, tuple[int, int]]
    events: tuple[CalendarEvent, ...] = ()
    is_cell: bool = False

    @classmethod
    def of(cls, words: DeadlineWords, year: int | None, *, is_cell: bool = False) -> "Times":
        """Those of the reference data."""
        return _times_of(words)(year, is_cell)

    @cached_property
    def by_name(self) -> dict[str, CalendarEvent]:
        """Each event by each of its names."""
        return {name: event for event in self.events for name in event.names}

    @cached_property
    def event_names(self) -> tuple[str, ...]:
        """The names of all events."""
        return tuple(self.by_name)

    @cached_property
    def season_names(self) -> tuple[str, ...]:
        """The names of those that last, in a cell: 暑期开放 in running text sets no deadline."""
        return tuple(name for name, event in self.by_name.items() if event.last and self.is_cell)

    def events_of(self, token: Token) -> tuple[CalendarEvent, ...]:
        """The events that a token of them names, each by the longest name that begins it: of “十一”国庆节 one."""
        return tuple(filter(None, map(self._event_of, _JOINED.split(token.text.translate(_UNQUOTED)))))

    def _event_of(self, text: str) -> CalendarEvent | None:
        known = [name for name in self.event_names if text.startswith(name)]
        return self.by_name[max(known, key=len)] if known else None

    def may_stand_in(self, phrase: str) -> bool:
        """Whether a squeezed phrase can name a time at all: most clauses of a target have no character of any."""
        return _ANY_TIME.search(phrase) is not None or self.any_event.search(phrase) is not None

    @cached_property
    def any_event(self) -> re.Pattern[str]:
        """Finds a name of an event: most texts have none, and need no further look."""
        return re.compile("|".join(map(re.escape, sorted(self.by_name))) or "(?!)")


@MadeOnce
def _times_of(words: DeadlineWords) -> Callable[[int | None, bool], Times]:
    return lru_cache(maxsize=64)(lambda year, is_cell: Times(year, words.parts, words.events, is_cell))
