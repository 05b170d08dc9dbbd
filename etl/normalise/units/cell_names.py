"""A cell of units to names: told apart at separators, at line ends and spaces, and where they run together."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from etl.normalise.remembered import KeptInside, MadeOnce, Remembered
from etl.normalise.units.cell_numbers import unnumbered
from etl.normalise.units.cell_pieces import is_readable, labels_apart, with_exceptions
from etl.normalise.units.cell_text import (
    HAN,
    chunks,
    clean,
    despaced,
    fold,
    fold_ends,
    is_word,
    pairs,
    trailing_bracket,
    unbracketed,
)
from etl.normalise.units.joined_lines import join
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.name_runs import Runs
from etl.normalise.units.name_shapes import SIGNS, without_phones
from etl.normalise.units.shared_endings import completed
from schemas.reference import CellWords

_COUNTED: Final = r"(?:约?(?:\d+|[一二三四五六七八九十两]+)余?)?(?:个|家|所|户|大)?"
_REST: Final = re.compile(rf"(?P<rest>等(?P<counted>{_COUNTED})(?P<kind>[{HAN}()]{{0,14}}))$")
_LABEL: Final = re.compile(rf"^([{HAN}\w]{{2,12}})\s*:\s*(?=[{HAN}])")
_REST_WITHIN: Final = re.compile(rf"等{_COUNTED}[{HAN}]{{0,8}}?(?=以及|[和及与])")
_BARE: Final = re.compile("[一-鿿]+")
"""A piece without anything that could part it, be a remark, a label or a telephone number."""
_AND_SO_ON: Final = re.compile(rf"^等{_COUNTED}")
_SHORT_REMARK: Final = 4
_BEARERS: Final = ("单位", "部门", "主体", "企业")
"""How labels end that look like names of groups: 建设单位：."""


class AsideKind(StrEnum):
    """What a cell of units says besides names."""

    OTHERS = "others"
    PERSON = "person"
    REMARK = "remark"
    WATCHING = "watching"


class Aside(NamedTuple):
    """Words of a cell that name no unit of a task. A person is ``doubtful`` whom nothing but two characters tells."""

    kind: AsideKind
    text: str
    doubtful: bool = False


class Name(NamedTuple):
    """One name as written, and what is looked up for it: 市桥 before 大石街道 is 市桥街道."""

    text: str
    looked_up: str


class CellNames(NamedTuple):
    """The names of a cell in the order written, and what else it says."""

    names: tuple[Name, ...] = ()
    asides: tuple[Aside, ...] = ()


def read_names(text: str, lexicon: Lexicon, words: CellWords) -> CellNames:
    """What a cell without roles names. Nothing is lost: each word is in a name, in an aside, or parts names."""
    lexicon = lexicon.cutter
    cell = _Names(_runs_of(lexicon)(words))
    pieces = _pieces_of(cell.runs)
    for chunk in with_exceptions(list(chunks(unnumbered(clean(text)))), lexicon):
        if is_readable(chunk):
            for labelled in labels_apart(chunk):
                cell.take(pieces[labelled])
        else:
            cell.names.append("".join(chunk.split()))
    return cell.result()


@KeptInside
def _runs_of(lexicon: Lexicon) -> MadeOnce[CellWords, Runs]:
    return MadeOnce(lambda words: Runs(lexicon, words))


@KeptInside
def _pieces_of(runs: Runs) -> "Remembered[_Names]":
    """What pieces between separators say: most of the cells of a notice are other lists of the same names."""
    return Remembered(lambda piece: _read(piece, runs))


def _read(piece: str, runs: Runs) -> "_Names":
    said = _Names(runs)
    said.add(piece)
    return said


def split_names(text: str, lexicon: Lexicon, words: CellWords) -> list[str]:
    """Names of a cell, each as written without white space."""
    return [name.text for name in read_names(text, lexicon, words).names]


@dataclass
class _Names:
    """Names and asides of a cell or a piece of one, as they are found."""

    runs: Runs
    names: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    rests: list[tuple[int, str | None]] = field(default_factory=list)
    """How many names stood before each rest of a list, and the ending that these may share with it."""

    def take(self, piece: "_Names") -> None:
        """Take in what a piece of the cell says, after what stands before it."""
        if piece.rests:
            self.rests.extend((len(self.names) + before, ending) for before, ending in piece.rests)
        self.names.extend(piece.names)
        self.asides.extend(piece.asides)

    def result(self) -> CellNames:
        """What was found, names that share an ending completed."""
        whole: list[str] = []
        for end, ending in [*self.rests, (len(self.names), None)]:
            whole += completed(self.names[len(whole) : end], self.runs.shapes, self.runs.is_known, ending)
        names = (Name(n, w) for n, w in zip(self.names, whole, strict=True))
        return CellNames(tuple(names), tuple(self.asides))

    def add(self, chunk: str) -> None:
        """Take in what stands between two separators."""
        if _BARE.fullmatch(chunk):
            self._add_run(chunk, has_phone=False)
            return
        chunk = self._unlabelled(unbracketed(chunk))
        bare, phones = without_phones(chunk)
        pieces = self._unremarked(despaced(self._tight(bare).split()), bool(phones))
        whole = "".join(chunk.split())
        for piece in join(pieces, self.runs.shapes, self.runs.is_known, lambda n: self.runs.lexicon.cut(n) is not None):
            if piece != whole and self._is_person(piece):
                self._add_person(piece, bool(phones))
            else:
                self._add_run(piece, bool(phones))

    def _is_person(self, text: str) -> bool:
        """Whether ``text`` is written as a person is, and is no name, no beginning of one and no remark: 石船, 代建."""
        if text in self.runs.words.capacities or not self.runs.shapes.is_person(text):
            return False
        return not self.runs.is_known(text) and not self.runs.lexicon.begins_name(text)

    def _add_person(self, text: str, is_sure: bool) -> None:
        """Leave a person out; two characters may as well be a company or a word of the work: 龙湖, 安置."""
        self.asides.append(Aside(AsideKind.PERSON, text, doubtful=len(text) == 2 and not is_sure))

    def _tight(self, chunk: str) -> str:
        """``chunk`` without white space inside brackets, where it parts persons at most."""
        closing = pairs(chunk)
        if not closing:
            return chunk
        kept: list[str] = []
        at = 0
        while at < len(chunk):
            closed = closing.get(at, at)
            inside = chunk[at : closed + 1].split()
            persons = len(inside) > 1 and all(self.runs.shapes.is_person(unbracketed(p)) for p in inside)
            kept.append(chunk[at] if closed == at else ("、" if persons else "").join(inside))
            at = closed + 1
        return "".join(kept)

    def _unlabelled(self, chunk: str) -> str:
        """``chunk`` without a label (建设：区住建委) or what a name is a label of (区财政局：资金保障)."""
        label = _LABEL.match(fold(chunk))
        if label is None:
            return chunk
        before, after = chunk[: label.end(1)], chunk[label.end() :]
        named = self.runs.is_name(before) and not before.endswith(_BEARERS)
        if named and self.runs.is_name(after):
            return f"{before}\n{after}"
        self.asides.append(Aside(AsideKind.REMARK, after if named else before))
        return before if named else after

    def _unremarked(self, pieces: list[str], has_phone: bool) -> list[str]:
        """Pieces without persons that stand behind a name or before a telephone number."""
        kept: list[str] = []
        for at, piece in enumerate(pieces):
            follows = bool(kept) and (self.runs.is_known(kept[-1]) or self.runs.shapes.is_whole(kept[-1]))
            ends = at + 1 == len(pieces) or self.runs.shapes.opens(pieces[at + 1]) or self.runs.is_known(pieces[at + 1])
            if piece in self.runs.words.capacities and follows and ends:
                self.asides.append(Aside(AsideKind.REMARK, piece))
            elif self._is_person(piece) and (follows or has_phone) and ends:
                self._add_person(piece, has_phone)
            else:
                kept.append(piece)
        return kept

    def _add_run(self, run: str, has_phone: bool) -> None:
        """One or more names that run together, with what stands behind them."""
        first = 0 if _BARE.fullmatch(run) or self.runs.is_known(run) else pairs(run).get(0, 0)
        if 0 < first < len(run) - 1:
            self.add(run[1:first])
            self.add(run[first + 1 :])
            return
        ends = "等" in run
        if ends and (within := _REST_WITHIN.search(run)) and self._is_rest(run, within):
            self._add_run(run[: within.end()], has_phone)
            self._add_run(run[within.end() :], has_phone)
            return
        rest = None if not ends or self.runs.is_known(run) else self._rest(run)
        run = run[: rest.start()] if rest else run
        if person := self._person_behind(run, has_phone):
            self.asides.append(Aside(AsideKind.PERSON, person))
            run = run.removesuffix(person)
        for part in self.runs.cut(run):
            self._add_bracketed(part, has_phone)
        if rest:
            ending = next((w for w in self.runs.words.lent if rest["kind"].endswith(w)), None)
            self.rests.append((len(self.names), ending))

    def _person_behind(self, run: str, has_phone: bool) -> str | None:
        """A person that runs on from a name, which a telephone number or a title tells: 区教委主任张三."""
        for length in (3, 2, 4):
            before, person = run[:-length], run[-length:]
            if not self.runs.shapes.is_person(person):
                continue
            title = next((t for t in self.runs.words.titles if before.endswith(t)), "")
            if (title or has_phone) and self.runs.is_name(before.removesuffix(title)):
                return title + person
        return None

    def _is_rest(self, run: str, rest: re.Match[str]) -> bool:
        kind = _AND_SO_ON.sub("", rest[0])
        return self.runs.is_name(run[: rest.start()]) and (not kind or self.runs.lexicon.is_group(kind))

    def _rest(self, run: str) -> re.Match[str] | None:
        """等, 等部门 or 等7个街道 at the end of ``run``, which names nobody."""
        rest = _REST.search(fold(run))
        if rest is None or (rest["kind"] and not self.runs.lexicon.is_group(rest["kind"])):
            return None
        self.asides.append(Aside(AsideKind.OTHERS, run[rest.start() :]))
        return rest

    def _add_bracketed(self, name: str, has_phone: bool) -> None:
        """A name, its bracket kept if it is part of it; one that holds a person, a remark or a group's members is
        taken apart."""
        found = None if _BARE.fullmatch(name) or self.runs.is_known(name) else trailing_bracket(name)
        if found is None or not found[0]:
            self._add_name(unbracketed(name) if found else name)
            return
        head, inside = found
        if self._is_person(head) and self.runs.is_name(inside):
            self._add_person(head, has_phone)
            self._add_name(inside)
        elif self._is_aside(inside, has_phone):
            self._add_bracketed(head, has_phone)
        elif self.runs.lexicon.is_group(head) and (members := self._members(inside)):
            self._add_name(head)
            self.names.extend(n.text for n in members.names)
            self.asides.extend(members.asides)
        else:
            self._add_name(name)

    def _is_aside(self, inside: str, has_phone: bool) -> bool:
        bare, phones = without_phones(inside)
        parts = [p for chunk in chunks(bare) for p in chunk.split()]
        capacities = self.runs.words.capacities
        if all(p in capacities or self._is_person(p) for p in parts):
            for part in parts:
                if part in capacities:
                    self.asides.append(Aside(AsideKind.REMARK, part))
                else:
                    self._add_person(part, has_phone or bool(phones))
            return True
        if any(self.runs.is_name(p) for p in parts) or fold(inside).startswith(self.runs.lexicon.groups.excepting):
            return False
        if inside.endswith(self.runs.lexicon.groups.excepting) or (len(inside) <= _SHORT_REMARK and not phones):
            return inside in self.runs.words.none
        self.asides.append(Aside(AsideKind.REMARK, inside))
        return True

    def _members(self, inside: str) -> CellNames | None:
        """Bodies that a bracket behind a group names one by one, if all of them surely are such."""
        if inside.startswith(self.runs.lexicon.groups.excepting) or inside.endswith(self.runs.lexicon.groups.excepting):
            return None
        members = read_names(inside, self.runs.lexicon, self.runs.words)
        return members if members.names and all(self._is_member(n.looked_up) for n in members.names) else None

    def _is_member(self, name: str) -> bool:
        if self.runs.lexicon.is_group(name):
            return False
        is_town = name.endswith(("街道", "镇", "乡")) and len(name) > 2
        is_body = self.runs.shapes.is_whole(name) and name[0] in SIGNS
        return is_town or is_body or self.runs.lexicon.find(name) is not None

    def _add_name(self, name: str) -> None:
        name = fold_ends(name)
        if is_word(name) and not self.runs.is_nobody(name):
            self.names.append(name)
