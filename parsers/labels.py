"""Words before a colon that say what follows, in running text: 【牵头单位：区教委；完成时限：2024年12月】.

A paragraph may end in such labels, in brackets of any shape, behind a dash or a full stop, or consist of them. What
stands under them is taken out; what is left is the paragraph's own text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from parsers.brackets import PAIRS, Bracket, brackets
from parsers.projects import ASIDE
from parsers.remembered import remembered
from parsers.words import squeeze
from schemas.normalised import UnitRole
from schemas.notice import Role
from schemas.reference import Vocabulary

UNITS: Final = (Role.LEAD, Role.RESPONSIBLE, Role.COOPERATING)
_TAIL: Final = (*UNITS, Role.LEADER, Role.DEADLINE, Role.CONTACT)
"""Labels that may stand behind a text; any other opens its line."""
_AT_START: Final = frozenset(Role) - {Role.SEQ, Role.PART_NAME, Role.MILESTONE, Role.DOMAIN, *ASIDE} | {Role.CONTACT}
_EDGE: Final = " \t\u3000。；;，,、！!—–－-―:："
_BREAKS: Final = " \t\u3000\n；;，,、"
_LONGEST: Final = 8000
"""A paragraph with more characters is no notice's, and not searched for labels."""
_SHORT_LABEL: Final = 2
_AGENT_LENGTH: Final = 80
_BETWEEN: Final = 6
"""Two labelled brackets with fewer characters than these between them belong to one text."""
_AGENT_ROLES: Final = {
    UnitRole.LEAD: Role.LEAD,
    UnitRole.RESPONSIBLE: Role.RESPONSIBLE,
    UnitRole.COOPERATING: Role.COOPERATING,
}


@dataclass(frozen=True)
class Said:
    """A piece of text: what stands in it under labels, by role, and the text without it. ``unknown`` are labels that
    stand among the known ones and that nobody knows, each with what it says."""

    text: str
    fields: Mapping[Role, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def names_units(self) -> bool:
        """Whether a label or a bracket gives a unit."""
        return any(role in self.fields for role in UNITS)


class _Known(NamedTuple):
    """The labels of a vocabulary: their roles when squeezed, how they look before a colon and in a bracket, and the
    words behind units that say what these do."""

    roles: Mapping[str, Role]
    label: re.Pattern[str]
    bare: re.Pattern[str]
    agents: Sequence[tuple[str, Role]]


@remembered
def _known(vocabulary: Vocabulary) -> _Known:
    roles = {
        squeeze(word): role
        for source in (vocabulary.headers.exact, vocabulary.prose.labels)
        for role, words in source.items()
        if role in _AT_START
        for word in words
        if len(squeeze(word)) > 1 and word not in (*vocabulary.prose.no_labels, *vocabulary.prose.asides)
    }
    known = "|".join(r"\s*".join(map(re.escape, w)) for w in sorted(roles, key=len, reverse=True))
    label = re.compile(rf"({known})(?:[（(][^（）()]{{1,8}}[)）])?\s*[:：]")
    bare = re.compile(rf"[【\[［（(〔〖]\s*({known})\s*[】\]］）)〕〗]\s*[:：]?(?=\s*[^\s、，,；;。）)】\]])")
    agents = [
        (word, _AGENT_ROLES[role])
        for role, words in vocabulary.prose.agents.items()
        for word in sorted(words, key=len, reverse=True)
    ]
    return _Known(roles, label, bare, agents)


class Labels:
    """The labels that a vocabulary knows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.prose
        self._read: dict[str, tuple[Said, ...]] = {}
        self._roles, self._label, self._bare, self._agents = _known(vocabulary)
        self._other = re.compile(r"(?:^|(?<=[；;。，,\s]))[一-鿿]{2,10}[:：]")

    def read(self, text: str) -> tuple[Said, ...]:
        """What ``text`` says, in pieces: one that has several labelled brackets, each behind words of its own, has as
        many pieces; any other text is one."""
        if text not in self._read:
            self._read[text] = self._said(text) if len(text) <= _LONGEST else (Said(text.strip()),)
        return self._read[text]

    def _said(self, text: str) -> tuple[Said, ...]:
        text = self._bare.sub(self._unbracketed, text)
        ends: list[tuple[Bracket, Said]] = []
        for bracket in brackets(text):
            said = self._bracketed(text, bracket)
            if said is not None:
                ends.append((bracket, said))
        return tuple(self._piece(piece, inside) for piece, inside in _pieces(text, ends))

    def _unbracketed(self, label: re.Match[str]) -> str:
        """【牵头单位】区教委 as 牵头单位：区教委; 区教委（牵头）、区财政局 stays."""
        is_label = len(squeeze(label[1])) > _SHORT_LABEL and (self._is_tail(label[1]) or label.start() == 0)
        return f"；{label[1]}：" if is_label else label[0]

    def opens(self, text: str) -> bool:
        """Whether a line opens with a label."""
        return self._label.match(text.lstrip(_EDGE + "".join(PAIRS))) is not None

    def role(self, word: str) -> Role | None:
        """Role of a label or of a heading that is one: 目标任务, 完成情况."""
        return self._roles.get(squeeze(word))

    def _is_tail(self, label: str) -> bool:
        return self._roles[squeeze(label)] in _TAIL

    def _bracketed(self, text: str, bracket: Bracket) -> Said | None:
        """What a bracket says if it is one of labels or, at the end of a sentence, of units and what they do."""
        inner = bracket.inner.strip(_EDGE)
        first = self._label.match(inner) or self._late_match(inner)
        if first is not None and self._is_tail(first[1]):
            return self._run(inner)
        ends_sentence = not text[bracket.end :].strip() or text[bracket.end :].lstrip()[0] in "。；;【（([〔"
        fields = self._agents_in(inner) if ends_sentence else None
        return Said("", fields) if fields else None

    def _late_match(self, inner: str) -> re.Match[str] | None:
        """The known end of a label that opens ``inner``: 区级主要责任单位：."""
        found = self._label.search(inner[:20])
        return found if found and re.fullmatch(r"[一-鿿、及和]{1,8}", inner[: found.start()]) else None

    def _piece(self, text: str, inside: Sequence[Said]) -> Said:
        """A piece with the brackets taken out: its own text and the labels that stand openly in or behind it."""
        said = self._open(text)
        for other in inside:
            said = _joined(said, other)
        return said

    def _open(self, text: str) -> Said:
        whole = text.lstrip(_EDGE).rstrip()
        if self._label.match(whole):
            return self._run(whole)
        for found in self._label.finditer(text):
            before = text[: found.start()].rstrip()
            if self._is_tail(found[1]) and (not before or before[-1] in _EDGE or text[found.start() - 1].isspace()):
                run = self._run(text[found.start() :])
                return Said(before.rstrip(_BREAKS + "—–－―-"), run.fields, run.unknown)
        return Said(text.strip())

    def _run(self, text: str) -> Said:
        """A text that consists of labels and what stands under them."""
        fields: dict[Role, str] = {}
        unknown: list[str] = []
        for label, value in self._split(text):
            role = self._roles.get(squeeze(label))
            if role is None:
                unknown.append(f"{label}：{value}")
            elif value:
                fields[role] = "\n".join(t for t in (fields.get(role, ""), value) if t)
        return Said("", fields, tuple(unknown))

    def _split(self, text: str) -> Iterator[tuple[str, str]]:
        marks = list(self._label.finditer(text))
        spans = [(m.start(), m.end(), m[1]) for m in marks]
        covered = [range(m.start(), m.end()) for m in marks]
        for other in self._other.finditer(text):
            above = next((m for m in reversed(marks) if m.end() <= other.start()), None)
            if above is not None and self._is_tail(above[1]) and not any(other.end() - 1 in c for c in covered):
                spans.append((other.start(), other.end(), other[0][:-1]))
        spans.sort()
        for (_, end, label), following in zip(spans, [*spans[1:], (len(text), 0, "")], strict=True):
            value = text[end : following[0]].strip(_BREAKS)
            yield label, value.rstrip("。") if self._roles.get(squeeze(label)) in (None, *_TAIL) else value

    def _agents_in(self, inner: str) -> dict[Role, str] | None:
        """Units by what they do, 区教委牵头，区财政局、区住房城乡建委配合; ``None`` if the words say anything else."""
        if len(inner) > _AGENT_LENGTH:
            return None
        fields: dict[Role, str] = {}
        waiting: list[str] = []
        for clause in re.split(r"[，,；;]", inner):
            agent = next(((w, r) for w, r in self._agents if clause.endswith(w) and clause != w), None)
            waiting.append(clause.removesuffix(agent[0]).removeprefix("由") if agent else clause)
            if agent is None:
                continue
            fields[agent[1]] = "、".join(t for t in (fields.get(agent[1], ""), *waiting) if t)
            waiting = []
        if waiting or Role.LEAD not in fields:
            return None
        names = [n for value in fields.values() for n in re.split(r"[、\s]|[和及](?=[区县市镇])", value)]
        return fields if all(self._is_unit(n) for n in names) else None

    def _is_unit(self, name: str) -> bool:
        bare = re.sub(r"[（(][^（）()]*[)）]$", "", name).removesuffix("等")
        return 2 <= len(bare) <= 24 and bare.endswith(self._words.unit_endings) and "的" not in bare


def _pieces(text: str, ends: Sequence[tuple[Bracket, Said]]) -> Iterator[tuple[str, list[Said]]]:
    """A text cut behind every bracket that names units and has words of its own before it, the last one's rest with
    it, and the brackets of each piece taken out."""
    words, inside, at = "", list[Said](), 0
    for number, (bracket, said) in enumerate(ends):
        before = text[at : bracket.start]
        has_words = len(squeeze(before).strip(_EDGE)) >= _BETWEEN
        is_next = any(i.names_units for i in inside) and any(later.names_units for _, later in ends[number:])
        if has_words and is_next:
            yield words, inside
            words, inside = "", []
        words += before if words else before.lstrip("。；; ")
        inside.append(said)
        at = bracket.end
    rest = text[at:]
    yield words + (rest if words.rstrip()[-1:] not in "。；" or rest.strip(_EDGE) else ""), inside


def _joined(one: Said, other: Said) -> Said:
    fields = dict(one.fields)
    for role, value in other.fields.items():
        fields[role] = "\n".join(t for t in (fields.get(role, ""), value) if t)
    return Said(one.text, fields, (*one.unknown, *other.unknown))


def settled(fields: Mapping[Role, str]) -> dict[Role, str]:
    """A label 责任单位 without a 牵头单位 beside it means the lead (contract, "Words")."""
    if Role.LEAD in fields or Role.RESPONSIBLE not in fields:
        return dict(fields)
    return {Role.LEAD if role is Role.RESPONSIBLE else role: value for role, value in fields.items()}
