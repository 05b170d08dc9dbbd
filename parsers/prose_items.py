"""A numbered paragraph and what stands under it to a project and its tasks, with what each paragraph says of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.labels import UNITS, Labels, Said, settled
from parsers.outline import Line, Node, passages
from parsers.words import squeeze
from schemas.finding import Finding, Severity
from schemas.notice import Place, ProjectRow, Role, TaskRow

_OF_PROJECT: Final = (Role.NAME, Role.LEVEL, Role.REMARK)
_WORDS: Final = (Role.TARGET, Role.DETAILS, Role.PROGRESS, Role.PROBLEMS, Role.NEXT_STEPS)
"""Labels whose text may take several paragraphs."""
_HEADING: Final = re.compile(r"([^。：:！!；;，,\u3000]{2,40}?)(?:[。：:]|\u3000+|——|\s{2,})(?=\S)")
_SENTENCE: Final = re.compile(r"[^。！!]+[。！!]?")
_STATUS_LENGTH: Final = 12
Fields = dict[Role, str]


@dataclass(frozen=True)
class Told:
    """What one paragraph tells of: the project and part in question, counted from 1, and the fields it fills."""

    project: int
    part: int
    fields: tuple[Role, ...] = ()
    is_heading: bool = False


@dataclass
class Item:
    """A project as read, with the paragraphs it was read from and what was not understood in them."""

    project: ProjectRow
    told: dict[int, Told] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Passage:
    """Some of a node's text: the paragraphs it stands in, and what it says, piece by piece."""

    paragraphs: tuple[int, ...]
    said: tuple[Said, ...]


def passages_of(node: Node, labels: Labels) -> list[Passage]:
    """What a node's own lines say."""
    return [Passage(numbers, labels.read(text)) for text, numbers in passages(node.lines, labels.opens)]


def bears_work(node: Node, labels: Labels) -> bool:
    """Whether a node or one under it names a unit, or a day or a target under its label."""
    marks = {*UNITS, Role.DEADLINE, Role.TARGET, Role.LEADER}
    return any(marks & said.fields.keys() for n in node.walk() for p in passages_of(n, labels) for said in p.said)


def read_item(node: Node, labels: Labels, number: int, page_of: Callable[[int], int | None], names_leads: bool) -> Item:
    """The project of a node, ``number`` in its notice. Numbered paragraphs under it are its parts where they name units
    of their own, else words of its target. ``names_leads``: a task of it without a lead misses one."""
    return _Reader(node, labels, number, page_of, names_leads).item()


class _Reader:
    """Reads one node."""

    def __init__(
        self, node: Node, labels: Labels, number: int, page_of: Callable[[int], int | None], names_leads: bool
    ) -> None:
        self._node = node
        self._labels = labels
        self._number = number
        self._page_of = page_of
        self._names_leads = names_leads
        self._told: dict[int, Told] = {}
        self._findings: list[Finding] = []
        self._tasks: list[tuple[int, Fields]] = []

    def item(self) -> Item:
        """The project with all its tasks."""
        own = passages_of(self._node, self._labels)
        pieces = own[0].said
        parts = [child for child in self._node.children if bears_work(child, self._labels)]
        if len(pieces) > 1 and not self._node.children:
            head = self._split_paragraph(own)
        elif parts and not self._closes(parts, own):
            head = self._gather(own, 1, is_heading=True)
            self._add_parts(head)
        else:
            head = self._one_task(own, parts)
        mark = self._node.mark
        project = ProjectRow(
            seq_text=mark.text.rstrip("、.．:： "),
            seq=mark.number,
            name=_name(head, self._node),
            level=head.get(Role.LEVEL),
            remark=head.get(Role.REMARK),
            tasks=tuple(self._row(part, no, fields) for part, (no, fields) in enumerate(self._tasks, 1)),
        )
        return Item(project, self._told, self._findings)

    def _closes(self, parts: Sequence[Node], own: Sequence[Passage]) -> bool:
        """Whether the one bracket of a project stands at the end of its last numbered paragraph, and is of all."""
        alone = len(parts) == 1 and parts[0] is self._node.children[-1] and len(self._node.children) > 1
        return alone and not any(said.names_units for passage in own for said in passage.said)

    def _one_task(self, own: Sequence[Passage], closing: Sequence[Node]) -> Fields:
        """A project that is one task, with what stands numbered under it as words of its target."""
        fields = self._gather(own, 1)
        has_own_target = Role.TARGET in fields and _body(own)
        texts = [fields[Role.TARGET]] if Role.TARGET in fields and (has_own_target or not self._node.children) else []
        for child in self._node.children:
            for node in child.walk():
                for passage in passages_of(node, self._labels):
                    texts += self._words_of(node, passage, fields)
        fields[Role.TARGET] = "\n".join(t for t in texts if t)
        if closing:
            self._say("units_for_all", "its units stand at its end; they were taken to hold for all of it.")
        self._tasks.append((self._node.lines[0].no, fields))
        return fields

    def _words_of(self, node: Node, passage: Passage, fields: Fields) -> Iterator[str]:
        """Words of a numbered paragraph under a task; what stands in it under labels is added to ``fields``."""
        first = passage.paragraphs[0] == node.lines[0].no
        for said in passage.said:
            if said.text:
                yield (node.mark.text if first else "") + said.text
            for role, value in said.fields.items():
                if role is Role.TARGET:
                    yield value
                else:
                    fields[role] = _with(fields.get(role), value)
            self._note_unknown(said, passage.paragraphs[0])
        roles = (Role.TARGET, *(r for said in passage.said for r in said.fields if r is not Role.TARGET))
        self._tell(passage.paragraphs, 1, roles)

    def _split_paragraph(self, own: Sequence[Passage]) -> Fields:
        """A paragraph with several brackets of units: each ends a part."""
        pieces = own[0].said
        name, first = split_heading(pieces[0].text)
        for part, said in enumerate(pieces, 1):
            text = (first or said.text) if part == 1 else said.text
            fields = {**said.fields, Role.TARGET: text}
            if part == len(pieces):
                for passage in own[1:]:
                    self._extend(fields, passage)
            self._tasks.append((own[0].paragraphs[0], fields))
            self._note_unknown(said, own[0].paragraphs[0])
        roles = {role: None for said in pieces for role in said.fields}
        self._tell(own[0].paragraphs, 1, (Role.NAME, Role.TARGET, *roles))
        for passage in own[1:]:
            self._tell(passage.paragraphs, len(pieces), (Role.TARGET,))
        return {Role.NAME: name}

    def _extend(self, fields: Fields, passage: Passage) -> None:
        for said in passage.said:
            if said.text:
                fields[Role.TARGET] = _with(fields.get(Role.TARGET), said.text)
            for role, value in said.fields.items():
                fields[role] = _with(fields.get(role), value)

    def _add_parts(self, head: Fields) -> None:
        """A part for each numbered paragraph under a project; what the project says of units and days holds for the
        parts that say nothing of their own."""
        shared: Fields = {r: t for r, t in head.items() if r not in (*_OF_PROJECT, Role.TARGET)}
        for child in self._node.children:
            own = passages_of(child, self._labels)
            if len(own) == 1 and not child.children:
                read = [self._part([(child, own[0].paragraphs, said)]) for said in own[0].said]
            else:
                said_in = [
                    (n, p.paragraphs, s) for n in child.walk() for p in passages_of(n, self._labels) for s in p.said
                ]
                read = [self._part(said_in, child)]
            for fields in read:
                inherited: Fields = {r: t for r, t in shared.items() if not (r in UNITS and Role.LEAD in fields)}
                self._tasks.append((child.lines[0].no, {**inherited, **fields}))

    def _part(self, pieces: Sequence[tuple[Node, tuple[int, ...], Said]], child: Node | None = None) -> Fields:
        """What the pieces of one part say. The number of the part itself is not among its words."""
        part = len(self._tasks) + 1
        fields: Fields = {}
        seen: set[int] = set()
        for node, paragraphs, said in pieces:
            is_first = paragraphs[0] == node.lines[0].no and paragraphs[0] not in seen
            mark = node.mark.text if is_first and node is not child and len(pieces) > 1 else ""
            seen.add(paragraphs[0])
            given = {Role.TARGET: mark + said.text} if said.text else {}
            for role, value in (*given.items(), *said.fields.items()):
                fields[role] = _with(fields.get(role), value)
            self._note_unknown(said, paragraphs[0])
            if paragraphs[0] not in self._told:
                self._tell(paragraphs, part, ())
            told = self._told[paragraphs[0]]
            self._tell(paragraphs, told.part, (*told.fields, *given, *said.fields))
        return fields

    def _gather(self, own: Sequence[Passage], part: int, *, is_heading: bool = False) -> Fields:
        """What a node's own lines say: the first opens with its name, unlabelled ones below go on with the words above
        them."""
        fields: Fields = {}
        under = Role.TARGET
        for number, passage in enumerate(own):
            roles: list[Role] = []
            for said in passage.said:
                text = said.text
                if number == 0 and text and Role.NAME not in fields:
                    fields[Role.NAME], text = split_heading(text)
                    roles.append(Role.NAME)
                if text:
                    fields[under] = _with(fields.get(under), text)
                    roles.append(under)
                for role, value in said.fields.items():
                    fields[role] = value if role is Role.NAME else _with(fields.get(role), value)
                    roles.append(role)
                    under = role if role in _WORDS else Role.TARGET
                self._note_unknown(said, passage.paragraphs[0])
            self._tell(passage.paragraphs, part, tuple(dict.fromkeys(roles)), is_heading=is_heading and not number)
        if Role.TARGET not in fields and not is_heading and not _says(fields, Role.DETAILS):
            fields[Role.TARGET] = own[0].said[0].text or fields.get(Role.NAME, "")
            self._tell(own[0].paragraphs, part, (*self._told[own[0].paragraphs[0]].fields, Role.TARGET))
        return fields

    def _tell(
        self, paragraphs: Sequence[int], part: int, fields: tuple[Role, ...], *, is_heading: bool = False
    ) -> None:
        for no in paragraphs:
            self._told[no] = Told(self._number, part, tuple(dict.fromkeys(fields)), is_heading)

    def _note_unknown(self, said: Said, paragraph_no: int) -> None:
        for label in said.unknown:
            message = f"“{label[:40]}” was not read: nobody knows its label."
            self._findings.append(
                Finding(severity=Severity.WARNING, rule="unread_label", message=message, **self._place(paragraph_no))
            )

    def _say(self, rule: str, message: str) -> None:
        no = self._node.lines[0].no
        message = f"“{self._node.heading[:20]}”: {message}"
        self._findings.append(Finding(severity=Severity.INFO, rule=rule, message=message, **self._place(no)))

    def _place(self, paragraph_no: int) -> dict[str, int | None]:
        return {"paragraph_no": paragraph_no, "page": self._page_of(paragraph_no)}

    def _row(self, part: int, paragraph_no: int, fields: Fields) -> TaskRow:
        texts = {r.value: t for r, t in _placed(fields).items() if r.value in TaskRow.model_fields}
        if self._names_leads:
            texts.setdefault(Role.LEAD.value, "")
        return TaskRow(part=part, place=Place.model_validate(self._place(paragraph_no)), **texts)


def is_status(text: str) -> bool:
    """Whether the words of a 完成情况 only name a state (全面完成); more words, or figures, tell of progress."""
    return len(squeeze(text)) <= _STATUS_LENGTH and re.search(r"\d", text) is None


def _with(above: str | None, text: str) -> str:
    return f"{above}\n{text}" if above else text


def _says(fields: Fields, role: Role) -> bool:
    return bool(fields.get(role))


def _body(own: Sequence[Passage]) -> bool:
    """Whether a node says more than its heading."""
    _, rest = split_heading(own[0].said[0].text)
    return bool(rest) or any(said.text or Role.TARGET in said.fields for p in own[1:] for said in p.said)


def _placed(fields: Fields) -> Fields:
    """Fields as a task has them: the roles of units settled, a long 完成情况 taken for progress, 绩效目标 alone for the
    target (contract, "Words")."""
    placed = settled(fields)
    status = placed.get(Role.STATUS)
    if status is not None and not is_status(status):
        del placed[Role.STATUS]
        placed[Role.PROGRESS] = _with(placed.get(Role.PROGRESS), status)
    if not _says(placed, Role.TARGET) and Role.DETAILS in placed:
        placed[Role.TARGET] = placed.pop(Role.DETAILS)
    return placed


def _name(head: Fields, node: Node) -> str:
    return (head.get(Role.NAME) or node.heading).strip().rstrip("。；;：:，,")


def split_heading(text: str) -> tuple[str, str]:
    """The name that a paragraph opens with, and the words behind it: 实施老旧小区改造。新开工改造41个。

    A first sentence that is no heading is the name, and the whole paragraph the words; of a paragraph that is all one
    sentence no words are left, its whole is both."""
    text = text.strip()
    found = _HEADING.match(text)
    if found:
        return found[1].strip(), text[found.end() :].strip()
    first = _SENTENCE.match(text)
    if first and first[0].strip() != text:
        return first[0].strip().rstrip("。！!"), text
    return text.rstrip("。；;！!"), ""


def all_lines(nodes: Sequence[Node]) -> list[Line]:
    """Every line of some nodes, in reading order."""
    return [line for node in nodes for each in node.walk() for line in each.lines]
