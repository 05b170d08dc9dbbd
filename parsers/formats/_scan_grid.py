"""The grid that the strokes of one table make, and which stretches of it are drawn.

The places of all rules are collected first, and every stretch of a rule between two crossing ones is then asked for by
itself: it is drawn or it is not. Nothing ends half way between two crossings, so a gap inside a stretch is a fault of
the paper and not of the table, and a short stroke inside one belongs to a character.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.formats._scan_rules import Stroke, Strokes
from schemas.document import Box

_NEAR: Final = 3 / 72
"""Distance in inches within which two rules are one (double rules, slight waves), and within which ends meet."""
_CERTAIN: Final = 0.95
"""Share of a stretch, from the middle of one crossing rule to that of the other, that is there where a rule is drawn
without fault. Strokes of characters stay further from the rules than the rest."""
_DRAWN, _SHORT_DRAWN = 0.5, 0.75
"""Shares of a long and of a short stretch that must be there for it to be drawn, if the rule is there elsewhere."""
_SHORT: Final = 30 / 72
"""Length in inches of a stretch that a stroke of a single character can fill for the most part."""
_WHOLE: Final = 0.9
"""Share from which on a stretch is drawn although it does not meet the crossing rules."""
_DOUBTFUL: Final = (0.3, 0.75)
"""Shares between which there is doubt whether a stretch that meets a crossing rule is drawn."""
_HALF_WIDTH, _END = 1 / 72, 2.2 / 72
"""Half the width in inches of a crossing rule, and how far from its middle the end of a stretch reaches: characters
keep further away."""
_MET: Final = 0.7
"""Share of that end that must be there; what stands on the other side of the crossing rule may smear into it."""
_ROW_OF_STRETCHES: Final = 3
"""Stretches in a row that make a rule although each of them is broken."""
_OPEN_ENDS: Final = 3
"""Rules that end side by side with nothing across: so many make an open side of a table."""
_MOST_PLACES: Final = 400
"""Places of rules in one direction; beyond it a page is a drawing or noise."""


@dataclass(frozen=True)
class Rule:
    """All strokes at one place."""

    place: float
    strokes: tuple[Stroke, ...]

    def share(self, start: float, end: float) -> float:
        """How much of a stretch is there, from 0 to 1."""
        covered, at = 0.0, start
        for stroke in self.strokes:
            covered += max(0.0, min(stroke.end, end) - max(stroke.start, at))
            at = max(at, min(stroke.end, end))
        return covered / max(1.0, end - start)


@dataclass(frozen=True)
class Grid:
    """The drawn stretches of one table as boxes without thickness, in pixels, and those of which it is doubtful whether
    they are drawn, because about half of each is missing."""

    edges: tuple[Box, ...]
    doubtful: tuple[Box, ...]


@dataclass(frozen=True)
class _Stretch:
    """A rule between two crossing ones. ``share`` of it is there; it is there at so many ``ends``, 0 to 2."""

    start: float
    end: float
    share: float
    ends: int
    is_short: bool

    @property
    def is_drawn(self) -> bool:
        least = _SHORT_DRAWN if self.is_short else _DRAWN
        return self.share >= _WHOLE or (self.share >= least and self.ends == 2)

    @property
    def is_doubtful(self) -> bool:
        return _DOUBTFUL[0] < self.share < _DOUBTFUL[1] and self.ends > 0


def grid_of(strokes: Strokes, dpi: float) -> Grid:
    """The grid of one table; empty where too many strokes cross for it to be one."""
    across, down = _rules(strokes.across, dpi), _rules(strokes.down, dpi)
    if max(len(across), len(down)) > _MOST_PLACES:
        return Grid((), ())
    across, down = _kept(across, down, dpi)
    down = _with_open_sides(down, across, dpi)
    across = _with_open_sides(across, down, dpi)
    found = [((s.start, r.place, s.end, r.place), s) for r in across for s in _stretches(r, down, dpi)]
    found += [((r.place, s.start, r.place, s.end), s) for r in down for s in _stretches(r, across, dpi)]
    doubtful = tuple(box for box, s in found if s.is_doubtful)
    return Grid(tuple(box for box, s in found if s.is_drawn), doubtful)


def _kept(across: list[Rule], down: list[Rule], dpi: float) -> tuple[list[Rule], list[Rule]]:
    """The rules that are no strokes of characters; without those the stretches are longer, so they are asked again."""
    while True:
        kept_across = [r for r in across if _is_rule(r, down, dpi)]
        kept_down = [r for r in down if _is_rule(r, kept_across, dpi)]
        if len(kept_across) == len(across) and len(kept_down) == len(down):
            return across, down
        across, down = kept_across, kept_down


def _is_rule(rule: Rule, crossing: Sequence[Rule], dpi: float) -> bool:
    drawn = 0
    for stretch in _stretches(rule, crossing, dpi):
        if rule.share(stretch.start, stretch.end) >= _CERTAIN:
            return True
        drawn = drawn + 1 if stretch.is_drawn else 0
        if drawn >= _ROW_OF_STRETCHES:
            return True
    return False


def _stretches(rule: Rule, crossing: Sequence[Rule], dpi: float) -> Iterator[_Stretch]:
    """The stretches of a rule between the crossing ones; the width of those is left out of the share."""
    half, end = _HALF_WIDTH * dpi, _END * dpi
    for a, b in pairwise(r.place for r in crossing):
        share = rule.share(a + half, b - half)
        ends = (rule.share(a + half, a + end) > _MET) + (rule.share(b - end, b - half) > _MET)
        yield _Stretch(a, b, share, ends, b - a < _SHORT * dpi)


def _rules(strokes: Sequence[Stroke], dpi: float) -> list[Rule]:
    groups: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: s.place):
        if groups and stroke.place - groups[-1][-1].place <= _NEAR * dpi:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return [_rule(group) for group in groups]


def _rule(strokes: Sequence[Stroke]) -> Rule:
    weight = sum(s.end - s.start for s in strokes)
    place = sum(s.place * (s.end - s.start) for s in strokes) / weight
    return Rule(place, tuple(sorted(strokes, key=lambda s: s.start)))


def _with_open_sides(rules: list[Rule], crossing: Sequence[Rule], dpi: float) -> list[Rule]:
    """``rules`` with one more at a side where the crossing ones end together and none closes them: many tables are
    drawn without their outer frame, and a page break may leave out the last rule."""
    if len(crossing) < _OPEN_ENDS:
        return rules
    first = min(r.strokes[0].start for r in crossing)
    last = max(s.end for r in crossing for s in r.strokes)
    for side in (first, last):
        ends = [
            r for r in crossing if any(abs(e - side) < 2 * _NEAR * dpi for s in r.strokes for e in (s.start, s.end))
        ]
        if len(ends) >= _OPEN_ENDS and all(abs(r.place - side) > 2 * _NEAR * dpi for r in rules):
            rules = [*rules, Rule(side, (Stroke(side, ends[0].place, ends[-1].place),))]
    return sorted(rules, key=lambda r: r.place)
