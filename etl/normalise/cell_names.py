"""A cell of units to names: told apart at separators, at line ends and spaces, and where they run together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from etl.keys import unit_key
from etl.normalise.cell_text import HAN, chunks, clean, fold, is_word, pairs, trailing_bracket, unbracketed
from etl.normalise.joined_lines import join
from etl.normalise.lexicon import Lexicon
from etl.normalise.name_shapes import Shapes, without_phones
from etl.normalise.shared_endings import completed
from schemas.reference import CellWords

_ENUMERATOR: Final = re.compile(
    r"(?<![\d.])(?:[(（]?(?P<number>\d{1,2})(?:[)）][.．、]?|[.．、:：]|(?=[一-鿿]{3}))|(?P<circled>[①-⑳])"
    r"|(?P<bracketed>[⑴-⒇]))\s*(?=[一-鿿])"
)
_HAN_ENUMERATOR: Final = re.compile(
    r"(?:(?<=[\s；;。])|^)[(（]?(?P<han>[一二三四五六七八九十])[)）]?、\s*(?=[一-鿿]{3})"
)
_HAN_DIGITS: Final = "一二三四五六七八九十"
_COUNTED: Final = r"(?:约?(?:\d+|[一二三四五六七八九十两]+)余?)?(?:个|家|所|户|大)?"
_REST: Final = re.compile(rf"(?P<rest>等(?P<counted>{_COUNTED})(?P<kind>[{HAN}()]{{0,14}}))$")
_SOFT: Final = re.compile(r"以及|[和及与暨&·.+—–-]")
"""What may stand between names and in them: 规划和自然资源局."""
_LABEL: Final = re.compile(rf"^([{HAN}\w]{{2,12}})\s*:\s*(?=[{HAN}])")
_SHORT_REMARK: Final = 4
_LONGEST_RUN, _MOST_BRACKETS = 600, 40
"""Characters without white space, and brackets, of the longest piece between separators that is read."""


class AsideKind(StrEnum):
    """What a cell of units says besides names."""

    OTHERS = "others"
    PERSON = "person"
    REMARK = "remark"
    WATCHING = "watching"


@dataclass(frozen=True)
class Aside:
    """Words of a cell that name no unit of a task."""

    kind: AsideKind
    text: str


@dataclass(frozen=True)
class Name:
    """One name as written, and what is looked up for it: 市桥 before 大石街道 is 市桥街道."""

    text: str
    looked_up: str


@dataclass(frozen=True)
class CellNames:
    """The names of a cell in the order written, and what else it says."""

    names: tuple[Name, ...] = ()
    asides: tuple[Aside, ...] = ()


def read_names(text: str, lexicon: Lexicon, words: CellWords) -> CellNames:
    """What a cell without roles names. Nothing is lost: each word is in a name, in an aside, or parts names."""
    reader = _Names(lexicon, words)
    for chunk in chunks(_unnumbered(clean(text))):
        if _is_readable(chunk):
            reader.add(chunk)
        else:
            reader.names.append("".join(chunk.split()))
    return reader.result()


def _is_readable(chunk: str) -> bool:
    """Whether a piece between separators can be names at all; what is not stays one, whatever it is."""
    return max(map(len, chunk.split()), default=0) <= _LONGEST_RUN and len(pairs(chunk)) <= _MOST_BRACKETS


def split_names(text: str, lexicon: Lexicon, words: CellWords) -> list[str]:
    """Names of a cell, each as written without white space."""
    return [name.text for name in read_names(text, lexicon, words).names]


def _unnumbered(text: str) -> str:
    """A cell that counts its units, 1.区教委 2.区财政局 or ①区教委②区财政局, with separators for the numbers."""
    for pattern in (_ENUMERATOR, _HAN_ENUMERATOR):
        numbers = [_number(n) for n in pattern.finditer(text)]
        if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
            return pattern.sub("；", text)
    alone = re.match(r"\s*[(（]?1[)）]?[.．、)）]\s*(?=[一-鿿])", text)
    return text[alone.end() :] if alone else text


def _number(match: re.Match[str]) -> int:
    found = match.groupdict()
    if found.get("han"):
        return _HAN_DIGITS.index(found["han"]) + 1
    if found.get("number"):
        return int(found["number"])
    return ord(found["circled"]) - ord("①") + 1 if found["circled"] else ord(found["bracketed"]) - ord("⑴") + 1


@dataclass
class _Names:
    """Names and asides of one cell, as they are found."""

    lexicon: Lexicon
    words: CellWords
    names: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    shared: str | None = None

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes of names."""
        return Shapes(self.words)

    def result(self) -> CellNames:
        """What was found, names that share an ending completed."""
        whole = completed(self.names, self.shapes, self.is_known, self.shared)
        names = (Name(n, w) for n, w in zip(self.names, whole, strict=True))
        return CellNames(tuple(names), tuple(self.asides))

    def is_known(self, name: str) -> bool:
        """Whether ``name`` is a body that the region has, a group by its words, or words that name nobody."""
        return self.lexicon.find(name) is not None or self.lexicon.is_group(name) or self._is_nobody(name)

    def _is_nobody(self, name: str) -> bool:
        return name in self.words.none or unit_key(name) in self.lexicon.not_units

    def add(self, chunk: str) -> None:
        """Take in what stands between two separators."""
        chunk = self._unlabelled(unbracketed(chunk))
        bare, phones = without_phones(chunk)
        pieces = self._unremarked(_despaced(self._tight(bare).split()), bool(phones))
        whole = "".join(chunk.split())
        for piece in join(pieces, self.shapes, self.is_known, lambda n: self.lexicon.cut(n) is not None):
            if piece != whole and self.shapes.is_person(piece) and not self.is_known(piece):
                self.asides.append(Aside(AsideKind.PERSON, piece))
            else:
                self._add_run(piece, bool(phones))

    def _tight(self, chunk: str) -> str:
        """``chunk`` without white space inside brackets, where it parts persons at most."""
        kept: list[str] = []
        closing = pairs(chunk)
        at = 0
        while at < len(chunk):
            closed = closing.get(at, at)
            inside = chunk[at : closed + 1].split()
            persons = len(inside) > 1 and all(self.shapes.is_person(unbracketed(p)) for p in inside)
            kept.append(chunk[at] if closed == at else ("、" if persons else "").join(inside))
            at = closed + 1
        return "".join(kept)

    def _unlabelled(self, chunk: str) -> str:
        label = _LABEL.match(fold(chunk))
        if label is None:
            return chunk
        self.asides.append(Aside(AsideKind.REMARK, chunk[: label.end(1)]))
        return chunk[label.end() :]

    def _unremarked(self, pieces: list[str], has_phone: bool) -> list[str]:
        """Pieces without persons that stand behind a name or before a telephone number."""
        kept: list[str] = []
        for at, piece in enumerate(pieces):
            follows = bool(kept) and (self.is_known(kept[-1]) or self.shapes.is_whole(kept[-1]))
            ends = at + 1 == len(pieces) or self.shapes.opens(pieces[at + 1]) or self.is_known(pieces[at + 1])
            if self.shapes.is_person(piece) and not self.is_known(piece) and (follows or has_phone) and ends:
                self.asides.append(Aside(AsideKind.PERSON, piece))
            else:
                kept.append(piece)
        return kept

    def _add_run(self, run: str, has_phone: bool) -> None:
        """One or more names that run together, with what stands behind them."""
        first = 0 if self.is_known(run) else pairs(run).get(0, 0)
        if 0 < first < len(run) - 1:
            self.add(run[1:first])
            self.add(run[first + 1 :])
            return
        run = run if self.is_known(run) else self._without_rest(run)
        if has_phone and (person := self._person_behind(run)):
            self.asides.append(Aside(AsideKind.PERSON, person))
            run = run.removesuffix(person)
        for part in self._cut(run):
            self._add_bracketed(part)

    def _person_behind(self, run: str) -> str | None:
        for length in (3, 2, 4):
            name, person = run[:-length], run[-length:]
            if self.shapes.is_person(person) and (self.is_known(name) or self.shapes.is_whole(name)):
                return person
        return None

    def _without_rest(self, run: str) -> str:
        """``run`` without 等, 等部门 or 等7个街道 at its end, which names nobody."""
        rest = _REST.search(fold(run))
        if rest is None or (rest["kind"] and not self.lexicon.is_group(rest["kind"])):
            return run
        self.asides.append(Aside(AsideKind.OTHERS, run[rest.start() :]))
        self.shared = next((w for w in self.words.lent if rest["kind"].endswith(w)), None)
        return run[: rest.start()]

    def _cut(self, run: str) -> list[str]:
        if not run or self.lexicon.find(run) is not None or self._is_nobody(run):
            return [run] if run else []
        if (joined := _SOFT.match(fold(run))) and self._begins_name(run[joined.end() :]):
            return self._cut(run[joined.end() :])
        is_group = self.lexicon.is_group(run)
        tokens = None if is_group else self.lexicon.cut(run)
        if tokens is not None:
            return _as_written(run, tokens)
        parts = self._softly_parted(run)
        if len(parts) > 1:
            return [one for part in parts for one in self._cut(part)]
        if is_group:
            return [run]
        shaped = self.shapes.cut(run)
        return shaped if len(shaped) == 1 else [one for part in shaped for one in self._cut(part)]

    def _begins_name(self, text: str) -> bool:
        return self.is_known(text) or self.shapes.opens(text)

    def _softly_parted(self, run: str) -> list[str]:
        """``run`` parted at 和, 及, 与 and marks that stand between two names and not in one. 有关部门和单位 is one
        group, 各部门和各镇街 are two."""
        parts: list[str] = []
        begun = 0
        softs = list(_SOFT.finditer(fold(run)))
        ends = [*(s.start() for s in softs[1:]), len(run)]
        for soft, after in zip(softs, ends, strict=False):
            left = run[begun : soft.start()]
            right = (run[soft.end() : after], run[soft.end() :])
            if left.count("（") + left.count("(") != left.count("）") + left.count(")"):
                continue
            if self.lexicon.is_group(run[begun:after]) and right[0] and not self.shapes.opens(right[0]):
                continue
            follows = self.shapes.opens(right[0]) or any(r == "" or self._is_name(r) for r in right)
            if follows and self._is_name(left):
                parts.append(left)
                begun = soft.end()
        return [*parts, run[begun:]]

    def _is_name(self, text: str) -> bool:
        return self.is_known(text) or (len(text) > 1 and self.shapes.is_whole(text))

    def _add_bracketed(self, name: str) -> None:
        """A name, its bracket kept if it is part of it; one that holds a person, a remark or a group's members is
        taken apart."""
        found = None if self.is_known(name) else trailing_bracket(name)
        if found is None or not found[0]:
            self._add_name(unbracketed(name) if found else name)
            return
        head, inside = found
        if self._is_aside(inside, head):
            self._add_bracketed(head)
        elif self.lexicon.is_group(head) and (members := self._members(inside)):
            self._add_name(head)
            self.names.extend(n.looked_up if n.looked_up == n.text else n.text for n in members.names)
            self.asides.extend(members.asides)
        else:
            self._add_name(name)

    def _is_aside(self, inside: str, head: str) -> bool:
        bare, phones = without_phones(inside)
        parts = [p for chunk in chunks(bare) for p in chunk.split()]
        if not parts:
            return True
        if all(self.shapes.is_person(p) and not self.is_known(p) for p in parts):
            self.asides.extend(Aside(AsideKind.PERSON, p) for p in parts)
            return True
        if any(self._is_name(p) for p in parts) or fold(inside).startswith(self.words.excepting):
            return False
        if inside.endswith(self.words.excepting) or (len(inside) <= _SHORT_REMARK and not phones):
            return inside in self.words.none
        self.asides.append(Aside(AsideKind.REMARK, inside))
        return True

    def _members(self, inside: str) -> CellNames | None:
        """Bodies that a bracket behind a group names one by one, if all of them surely are such."""
        if inside.startswith(self.words.excepting) or inside.endswith(self.words.excepting):
            return None
        members = read_names(inside, self.lexicon, self.words)
        return members if members.names and all(self._is_member(n.looked_up) for n in members.names) else None

    def _is_member(self, name: str) -> bool:
        if self.lexicon.is_group(name):
            return False
        town = name.endswith(("街道", "镇", "乡")) and len(name) > 2
        return self.lexicon.find(name) is not None or town or (self.shapes.is_whole(name) and name[0] in "区县市")

    def _add_name(self, name: str) -> None:
        name = fold_ends(name)
        if is_word(name) and not self._is_nobody(name):
            self.names.append(name)


def fold_ends(name: str) -> str:
    """``name`` without the marks that a list leaves at its ends."""
    return name.strip(" .．·:：-—–+*“”\"'‘’")


def _despaced(pieces: list[str]) -> list[str]:
    """Pieces between white space, single characters in a row put together again: 区 教 委."""
    joined: list[str] = []
    in_row = False
    for at, piece in enumerate(pieces):
        single = len(piece) == 1
        if single and in_row:
            joined[-1] += piece
        else:
            joined.append(piece)
            in_row = single and len(pieces[at + 1 : at + 2] and pieces[at + 1]) == 1
    return joined


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
