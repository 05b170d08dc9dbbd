"""Names that run together in a piece without separators, by what is known and by how names look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from etl.keys import unit_key
from etl.normalise.remembered import Remembered
from etl.normalise.units.cell_text import fold
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.name_shapes import Shapes, shapes_of
from schemas.reference import CellWords

_SOFT: Final = re.compile(r"以及|[和及与暨&·.+—–-]")
"""What may stand between names and in them: 规划和自然资源局."""


@dataclass(frozen=True)
class Runs:
    """Cuts runs of names by the names of a region and by the words of the reference data."""

    lexicon: Lexicon
    words: CellWords

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of names."""
        return shapes_of(self.words)

    def is_known(self, name: str) -> bool:
        """Whether ``name`` is a body that the region has, a group by its words, or words that name nobody."""
        return self._known[name]

    @cached_property
    def _known(self) -> Remembered[bool]:
        return Remembered(self._is_known)

    def _is_known(self, name: str) -> bool:
        return self.lexicon.find(name) is not None or self.lexicon.is_group(name) or self.is_nobody(name)

    def is_nobody(self, name: str) -> bool:
        """Whether ``name`` is a word for nobody, or was decided to be no unit."""
        no_units = self.lexicon.not_units
        return name in self.words.none or (bool(no_units) and unit_key(name) in no_units)

    def cut(self, run: str) -> list[str]:
        """The names in ``run``, each as written; what cannot be cut stays as it stands."""
        if not run or self.lexicon.find(run) is not None or self.is_nobody(run) or self.lexicon.leaves_out(run):
            return [run] if run else []
        if (joined := _SOFT.match(fold(run))) and self._begins_name(run[joined.end() :]):
            return self.cut(run[joined.end() :])
        is_group = self.lexicon.is_group(run)
        tokens = None if is_group else self.lexicon.cut(run)
        if tokens is not None:
            return _as_written(run, tokens)
        parts = self._softly_parted(run)
        if len(parts) > 1:
            return [one for part in parts for one in self.cut(part)]
        if is_group:
            return [run]
        shaped = self.shapes.cut(run)
        return shaped if len(shaped) == 1 else [one for part in shaped for one in self.cut(part)]

    def _begins_name(self, text: str) -> bool:
        return self.is_known(text) or self.shapes.opens(text)

    def _softly_parted(self, run: str) -> list[str]:
        """``run`` parted at 和, 及, 与 and marks that stand between two names and not in one. 有关部门和单位 is one
        group, 各部门和各镇街 are two."""
        parts: list[str] = []
        begun = 0
        softs = list(_SOFT.finditer(fold(run)))
        if not softs:
            return [run]
        ends = [*(s.start() for s in softs[1:]), len(run)]
        for soft, after in zip(softs, ends, strict=False):
            left = run[begun : soft.start()]
            right = (run[soft.end() : after], run[soft.end() :])
            if left.count("（") + left.count("(") != left.count("）") + left.count(")"):
                continue
            if self.lexicon.is_group(run[begun:after]) and right[0] and not self.shapes.opens(right[0]):
                continue
            follows = self.shapes.opens(right[0]) or any(r == "" or self.is_name(r) for r in right)
            if follows and self.is_name(left):
                parts.append(left)
                begun = soft.end()
        return [*parts, run[begun:]]

    def is_name(self, text: str) -> bool:
        """Whether ``text`` is known or ends as names do."""
        return self.is_known(text) or (len(text) > 1 and self.shapes.is_whole(text))


def _as_written(run: str, tokens: list[str]) -> list[str]:
    """``run`` cut where its key is cut into ``tokens``; the tokens where the two are not of one length."""
    if sum(map(len, tokens)) != len(run):
        return tokens
    return list(_slices(run, tokens))


def _slices(run: str, tokens: list[str]) -> Iterator[str]:
    at = 0
    for token in tokens:
        yield run[at : at + len(token)]
        at += len(token)
