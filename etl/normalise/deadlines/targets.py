"""Deadlines in the words of a target: the dates that are bound to a completion."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from etl.normalise.deadlines.cells import counts, reports
from etl.normalise.deadlines.clauses import Clause, clauses_of, without_names
from etl.normalise.deadlines.steps import Step, stages_of, steps_of
from etl.normalise.deadlines.time_tokens import joined_events
from etl.normalise.deadlines.time_words import Times
from etl.normalise.deadlines.written import Written, squeezed
from schemas.normalised import Basis, Deadline, Stage
from schemas.reference import DeadlineWords

_HISTORY: Final = re.compile(r"截至|截止|已(?:完成|建成|开工|投用|启动|有|实现)")
_BINDING_LENGTH: Final = 8
"""A word of completion binds a date if it begins within this many characters after it."""
_ATTRIBUTE_LENGTH: Final = 80


class Worded(NamedTuple):
    """What a target says of time: its deadline, if it sets one, and the stages that it names on the way."""

    deadline: Deadline | None
    stages: tuple[Stage, ...] = ()


def read_target(target: str, year: int | None, words: DeadlineWords) -> Worded:
    """Deadline in the words of a target: the latest date bound to a completion (6月底前全面投用, 12月完工).

    Names of documents and quoted names are no words of the target, a clause about reporting sets no deadline, and a
    date before the plan's year is history. Where the whole year completes the work (全年完成100%), an earlier date is
    a milestone, as where a later one is named (一季度完成设计，三季度开工): the deadline is left to the plan's year.
    """
    written = squeezed(target)
    times = Times.of(words, year)
    if not times.may_stand_in(written.phrase):
        return Worded(None)
    phrase = without_names(written.phrase, _words_of_time(times.event_names))
    clauses = clauses_of(phrase, whole=joined_events(times.event_names) if "前" in phrase else None)
    found = [s for s in steps_of(clauses, times, lambda s: not _is_attribute(s, words)) if isinstance(s, Step)]
    if not found:
        return Worded(None)
    said = _Said(clauses, words)
    named = [s for s in found if s.place not in said.reporting and not s.point.is_recurring]
    due = [s for s in named if _is_due(s, said) and (year is None or s.point.last.year >= year)]
    stages = stages_of([s for s in due if said.rest(s, 1)], clauses, written, words)
    bound = [s for s in due if _is_bound(s, said) and not _is_partial(s, said)]
    last = max(bound, key=lambda s: (s.point.last, s.point.is_explicit), default=None)
    if last is None or not last.point.is_explicit or _is_milestone(last, named, words):
        return Worded(None, stages)
    return Worded(_deadline(last, said, written, stages))


class _Said:
    """What the clauses of a target say besides their dates, each read once however many dates it has."""

    def __init__(self, clauses: Sequence[Clause], words: DeadlineWords) -> None:
        self.clauses = clauses
        self.words = words
        self.deeds = (*words.completion, *words.beginning)

    @cached_property
    def reporting(self) -> frozenset[int]:
        """The clauses that are about reporting, by their places."""
        return frozenset(n for n, clause in enumerate(self.clauses) if reports(clause.text, self.words))

    @cached_property
    def past(self) -> frozenset[int]:
        """The clauses that tell of what has been done, by themselves or with the next."""
        texts = ((n, clause.text + self._text_after(n)) for n, clause in enumerate(self.clauses))
        return frozenset(n for n, text in texts if _HISTORY.search(text))

    @cached_property
    def partial(self) -> dict[int, int]:
        """Where in each clause that says so the words end behind which it is about a part only."""
        found: dict[int, int] = {}
        for n, clause in enumerate(self.clauses):
            if n and self.clauses[n - 1].text in self.words.partial:
                found[n] = 0
            elif ends := [at + len(w) for w in self.words.partial if (at := clause.text.find(w)) >= 0]:
                found[n] = min(ends)
        return found

    def following(self, step: Step) -> Clause | None:
        """The clause after a step's own in its sentence."""
        following = self.clauses[step.place + 1] if step.place + 1 < len(self.clauses) else None
        return following if following is not None and following.sentence == step.clause.sentence else None

    def _text_after(self, place: int) -> str:
        after = self.clauses[place + 1] if place + 1 < len(self.clauses) else None
        return after.text if after is not None and after.sentence == self.clauses[place].sentence else ""

    def rest(self, step: Step, length: int) -> str:
        """The first words after a date: of its clause, or of the next where it ends its own."""
        if _ends_clause(step):
            following = self.following(step)
            return following.text[:length] if following else ""
        return step.clause.text[step.point.end : step.point.end + length]


@lru_cache(maxsize=8)
def _words_of_time(events: tuple[str, ...]) -> re.Pattern[str]:
    """What may stand in quotes and be a time for all that: “十一”前, “十四五”期末."""
    return re.compile("|".join(["十[一二三四五六七八九]?五", *map(re.escape, events)]))


def _deadline(step: Step, said: _Said, written: Written, stages: tuple[Stage, ...]) -> Deadline:
    point = step.point
    following = said.following(step) if _ends_clause(step) else None
    return Deadline(
        day=point.last,
        start=point.first if point.is_range else None,
        text=written.words(step.since, following.end if following else step.clause.end),
        precision=point.precision,
        basis=Basis.TEXT,
        stages=stages,
    )


def _is_milestone(step: Step, named: Sequence[Step], words: DeadlineWords) -> bool:
    """Whether a later date is named for anything else that is to be done."""
    later = (s for s in named if s.point.is_explicit and s.point.last > step.point.last)
    return any(counts(s, words) and not _is_attribute(s, words) for s in later)


def _ends_clause(step: Step) -> bool:
    """Whether nothing follows a date in its clause."""
    return step.point.end >= len(step.clause.text)


def _is_due(step: Step, said: _Said) -> bool:
    """Whether something is due by a date that is bounded or beside a deed: nothing past, no attribute, no report."""
    if not counts(step, said.words) or step.place in said.past or _is_attribute(step, said.words):
        return False
    if _ends_clause(step) and said.following(step) and step.place + 1 in said.reporting:
        return False
    rest = said.rest(step, _BINDING_LENGTH)
    return _is_bounded(step) or any(word in rest for word in said.deeds)


def _is_bounded(step: Step) -> bool:
    return step.point.is_bounded and step.point.is_explicit and not step.point.is_range


def _is_bound(step: Step, said: _Said) -> bool:
    """Whether a date says by when something is done; one that ends its clause looks to the next for the deed."""
    rest = said.rest(step, _BINDING_LENGTH)
    return _is_bounded(step) or any(word in rest for word in said.words.completion)


def _is_partial(step: Step, said: _Said) -> bool:
    """Whether a date is only of a part of what is due: 全年12场，其中6月底前完成6场."""
    since = said.partial.get(step.place)
    return since is not None and since <= step.point.start


def _is_attribute(step: Step, words: DeadlineWords) -> bool:
    """Whether a date only says which ones are meant: 对2025年6月30日前登记的失业人员, 2000年底前建成的小区."""
    text, point = step.clause.text, step.point
    rest = text[point.end : point.end + _ATTRIBUTE_LENGTH]
    is_object = text.endswith(("对", "为", "将", "给", "凡"), 0, point.start)
    return (is_object and "的" in rest) or any(f"{word}的" in rest[: 2 * _BINDING_LENGTH] for word in words.completion)
