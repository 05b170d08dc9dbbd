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
"""Shares of a long and of a short stretch that must be there for it to be drawn, if it meets the crossing rules."""
_SHORT: Final = 30 / 72
"""Length in inches of a stretch that a stroke of a single character can fill for the most part."""
_WHOLE, _LONG_WHOLE = 0.9, 0.75
"""Shares from which on a stretch is drawn although it does not meet the crossing rules, the second for one as long as
two short ones."""
_DOUBTFUL: Final = (0.3, 0.75)
"""Shares between which there is doubt whether a stretch that meets a crossing rule is drawn."""
_HALF_WIDTH, _END = 1 / 72, 2.2 / 72
"""Half the width in inches of a crossing rule, and how far from its middle the end of a stretch reaches: characters
keep further away."""
_MET: Final = 0.7
"""Share of that end that must be there; what stands on the other side of the crossing rule may smear into it."""
_LONG_STROKE, _LONG_RULE = 1.0, 1.5
"""Length in inches of a stroke that is longer than any of a character, and of all strokes of a rule in pieces."""
_IN_PIECES: Final = 0.6
"""Share of its whole length that a rule in pieces has."""
_ON_RULE: Final = 1 / 72
"""Distance in inches from a rule within which a short piece belongs to it."""
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
    is_long: bool

    @property
    def is_drawn(self) -> bool:
        least = _SHORT_DRAWN if self.is_short else _DRAWN
        whole = _LONG_WHOLE if self.is_long else _WHOLE
        return self.share >= whole or (self.share >= least and self.ends == 2)

    @property
    def is_doubtful(self) -> bool:
        return _DOUBTFUL[0] < self.share < _DOUBTFUL[1] and self.ends > 0


def grid_of(strokes: Strokes, dpi: float) -> Grid:
    """The grid of one table; empty where too many strokes cross for it to be one."""
    across, down = _rules(strokes.across, dpi), _rules(strokes.down, dpi)
    if max(len(across), len(down)) > _MOST_PLACES:
        return Grid((), ())
    across, down = _kept(across, down, dpi)
    if not across or not down:
        return Grid((), ())  # lines in one direction part paragraphs, or stand under words
    across = [_with_pieces(r, strokes.pieces_across, dpi) for r in across]
    down = [_with_pieces(r, strokes.pieces_down, dpi) for r in down]
    down = _with_open_sides(down, across, dpi)
    across = _with_open_sides(across, down, dpi)
    found = [((s.start, r.place, s.end, r.place), s) for r in across for s in _stretches(r, down, dpi)]
    found += [((r.place, s.start, r.place, s.end), s) for r in down for s in _stretches(r, across, dpi)]
    doubtful = tuple(box for box, s in found if s.is_doubtful)
    return Grid(tuple(box for box, s in found if s.is_drawn), doubtful)


def _kept(across: list[Rule], down: list[Rule], dpi: float) -> tuple[list[Rule], list[Rule]]:
    """The rules that are no strokes of characters: those that are too long for it, and then, over and over, those that
    reach without fault from one of the kept ones to the next."""
    kept_across = [r for r in across if _is_long(r, dpi)]
    kept_down = [r for r in down if _is_long(r, dpi)]
    while True:
        more_across = [r for r in across if r in kept_across or _reaches(r, kept_down)]
        more_down = [r for r in down if r in kept_down or _reaches(r, more_across)]
        if len(more_across) == len(kept_across) and len(more_down) == len(kept_down):
            return kept_across, kept_down
        kept_across, kept_down = more_across, more_down


def _is_long(rule: Rule, dpi: float) -> bool:
    lengths = [s.end - s.start for s in rule.strokes]
    whole = max(s.end for s in rule.strokes) - rule.strokes[0].start
    in_pieces = sum(lengths) >= max(_LONG_RULE * dpi, _IN_PIECES * whole)
    return max(lengths) >= _LONG_STROKE * dpi or in_pieces


def _reaches(rule: Rule, crossing: Sequence[Rule]) -> bool:
    return any(rule.share(a.place, b.place) >= _CERTAIN for a, b in pairwise(crossing))


def _stretches(rule: Rule, crossing: Sequence[Rule], dpi: float) -> Iterator[_Stretch]:
    """The stretches of a rule between the crossing ones; the width of those is left out of the share."""
    half, end = _HALF_WIDTH * dpi, _END * dpi
    for a, b in pairwise(r.place for r in crossing):
        share = rule.share(a + half, b - half)
        ends = (rule.share(a + half, a + end) > _MET) + (rule.share(b - end, b - half) > _MET)
        yield _Stretch(a, b, share, ends, b - a < _SHORT * dpi, b - a > 2 * _SHORT * dpi)


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


def _with_pieces(rule: Rule, pieces: Sequence[Stroke], dpi: float) -> Rule:
    """A rule with the short pieces that lie on it, which are too short to be a rule by themselves."""
    on_it = [p for p in pieces if abs(p.place - rule.place) <= _ON_RULE * dpi]
    return Rule(rule.place, tuple(sorted((*rule.strokes, *on_it), key=lambda s: s.start)))


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
