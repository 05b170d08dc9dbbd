"""The steps of a deadline: each date of a phrase with the words it stands beside, and the stages they make."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from etl.normalise.deadlines.clauses import Clause
from etl.normalise.deadlines.time_calendar import NoSuchDateError, UndecidedDateError
from etl.normalise.deadlines.time_phrases import read_phrase, recurring_too
from etl.normalise.deadlines.time_points import Point
from etl.normalise.deadlines.time_words import Times
from etl.normalise.deadlines.written import Written
from parsers.words import longest_in
from schemas.normalised import Stage
from schemas.reference import DeadlineWords

_BESIDE: Final = re.compile(r"(?:[,:、;)/的]|\([^()]*\)|\d{1,2}(?:时|点|:\d\d)(?:之前|以前|前)?)*")
_NUMBER: Final = re.compile(r"(?:^|(?<=[^\d.年月第至到—–~/\-]))[(（]?\d{1,2}[.、．)）]\s*$")
_MARKS: Final = "，。；：、（）,;:()的/ "


class Step(NamedTuple):
    """A date and the clause that it stands in, by its place among the clauses; ``since`` is where the words begin that
    it needs to be understood: those that named its year."""

    point: Point
    clause: Clause
    place: int
    since: int

    @property
    def start(self) -> int:
        """Where in the phrase the date begins."""
        return self.clause.start + self.point.start

    @property
    def end(self) -> int:
        """Where in the phrase the date ends."""
        return self.clause.start + self.point.end


def steps_of(
    clauses: Sequence[Clause], times: Times, holds: Callable[[Step], bool] = lambda _: True
) -> Iterator[Step | NoSuchDateError]:
    """Every date of some clauses in order, and in its place the error for each clause that the calendar cannot read.

    A year once named holds for what follows, in running text to the end of the sentence and only from dates that
    ``holds`` finds fit for it.
    """
    year, since, sentence = None, 0, -1
    recurs = False
    for place, clause in enumerate(clauses):
        if clause.sentence != sentence and not times.is_cell:
            year = None
        sentence = clause.sentence
        try:
            found = read_phrase(clause.text, times, year)
        except NoSuchDateError as error:
            yield error
            continue
        begins = clause.start if year is None or _names_year_first(found.points) else since
        is_listed = recurs and clause.before == "、"
        points = [recurring_too(point, is_listed and point.start == 0) for point in found.points]
        recurs = bool(points) and points[-1].is_recurring and points[-1].end == len(clause.text)
        steps = [Step(point, clause, place, begins) for point in points]
        yield from steps
        if not all(holds(step) for step in steps):
            year = None
        elif found.year != year or _names_year_first(found.points):
            year, since = found.year, clause.start


def _names_year_first(points: Sequence[Point]) -> bool:
    return bool(points) and points[0].year is not None


def decided(found: Iterator[Step | NoSuchDateError]) -> list[Step]:
    """The steps, where every clause could be read, or the last could where the calendar does not tell an earlier one
    (汛期前开工，12月底前完工). Raises ``NoSuchDateError`` otherwise."""
    steps: list[Step] = []
    pending: NoSuchDateError | None = None
    for step in found:
        if isinstance(step, UndecidedDateError):
            pending = step
        elif isinstance(step, NoSuchDateError):
            raise step
        else:
            pending = None
            steps.append(step)
    if pending:
        raise pending
    return steps


def stages_of(
    steps: Sequence[Step], clauses: Sequence[Clause], written: Written, words: DeadlineWords
) -> tuple[Stage, ...]:
    """The stages of a deadline that names several days, in the order written; of one that names a single day none,
    unless that day only begins the work (2024年6月底前开工)."""
    cut = _Cut(steps, clauses, written, words)
    stages = tuple(cut.stage(n) for n in range(len(steps)))
    if len({step.point.last for step in steps}) > 1:
        return stages
    return stages if len(stages) == 1 and _only_begins(stages[0].action, words) else ()


def _only_begins(action: str | None, words: DeadlineWords) -> bool:
    return bool(action) and _has(action or "", words.beginning) and not _has(action or "", words.completion)


def _has(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


class _Cut:
    """Cuts a phrase into the words of each of its steps."""

    def __init__(
        self, steps: Sequence[Step], clauses: Sequence[Clause], written: Written, words: DeadlineWords
    ) -> None:
        self._steps = steps
        self._clauses = clauses
        self._written = written
        self._words = words
        self._dated = {step.place for step in steps}
        self._deeds = (*words.beginning, *words.completion)

    def stage(self, number: int) -> Stage:
        """The stage of a step by its place among them."""
        step = self._steps[number]
        start, end = self._start(number), self._end(number)
        point = step.point
        return Stage(
            text=self._told(start, end),
            action=self._action(step, start, end),
            start=point.first if point.is_range else None,
            day=point.last,
            precision=point.precision,
        )

    def _start(self, number: int) -> int:
        """Its own clause with the label before it (一期：2024年6月), or the date where the clause has one before."""
        step = self._steps[number]
        if number and self._steps[number - 1].place == step.place:
            return step.start
        above = self._clauses[step.place - 1] if step.place else None
        is_label = above is not None and above.after == ":" and step.place - 1 not in self._dated
        return above.start if above is not None and is_label else step.clause.start

    def _end(self, number: int) -> int:
        """The end of its clause or the next date in it; and further where the deed comes after, or is several."""
        step = self._steps[number]
        if number + 1 < len(self._steps) and self._steps[number + 1].place == step.place:
            return self._steps[number + 1].start
        end, place = step.clause.end, step.place
        wants = not self._words_after(step.end, end) and not _has(step.clause.text[: step.point.start], self._deeds)
        wants = wants and not _has(self._label(step), self._deeds)
        while self._goes_on(place) and (wants or self._clauses[place].after == "、"):
            place, wants = place + 1, False
            end = self._clauses[place].end
        return end

    def _label(self, step: Step) -> str:
        above = self._clauses[step.place - 1] if step.place else None
        return above.text if above is not None and above.after == ":" else ""

    def _goes_on(self, place: int) -> bool:
        """Whether the next clause is of the same sentence, names no date, and is no label of the one after it."""
        if place + 1 >= len(self._clauses):
            return False
        here, following = self._clauses[place], self._clauses[place + 1]
        return here.sentence == following.sentence and place + 1 not in self._dated and following.after != ":"

    def _words_after(self, start: int, end: int) -> str:
        beside = _BESIDE.match(self._written.phrase, start, end)
        return self._told(beside.end() if beside else start, end)

    def _told(self, start: int, end: int) -> str:
        """Words without the marks around them and without the number at their end of the next item in a list."""
        mark = "、" if self._written.phrase.startswith("、", end) else ""
        return _NUMBER.sub("", self._written.words(start, end) + mark).strip(_MARKS)

    def _action(self, step: Step, start: int, end: int) -> str | None:
        after = self._words_after(step.end, end)
        return after or longest_in(self._written.phrase[start : step.start], self._deeds)
