"""Projects that stand in numbered paragraphs: which lists of a text are projects, and which are anything else.

A notice is full of numbered paragraphs, and those on how to work name units as those of the projects do. So a list
counts only where the document says that it is one of 民生实事: in its title, in the name of the list, or in the heading
of a section together with the number of projects that it then has. Duties (加强领导, 保障措施) never count. Where a
heading may be a section's or a project's, the announced number decides; where that fits neither, nothing is read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from parsers import announced
from parsers.labels import Labels
from parsers.letter import kind_of, year_of
from parsers.outline import Line, outline
from parsers.prose_items import Item, Told, all_lines, bears_work, read_item
from parsers.prose_lists import Lists, TaskList, trimmed
from parsers.words import squeeze
from schemas.finding import Finding, Severity
from schemas.notice import AnnouncedCount, Letter, NoticeKind, Place, ProjectRow, Role
from schemas.reference import Vocabulary

_FEWEST: Final = 3
"""Numbered paragraphs without any unit are projects only if there are at least so many, and as many as announced."""
_MOST_LINES: Final = 20_000
_HEAD_LINES: Final = 6
_HEAD_LENGTH: Final = 60
_FIGURE: Final = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.年月日号])(?=[一-鿿%％㎡])")
"""A figure with its measure; days and years are none."""
Choice = tuple[TaskList, ...]


@dataclass
class ProseReading:
    """What the paragraphs of a document list, by paragraph number from 1; ``starts`` are those that its lists begin
    with, ``list_of`` the list of each project, and ``why`` says why there is none."""

    projects: list[ProjectRow] = field(default_factory=list)
    list_of: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    told: dict[int, Told] = field(default_factory=dict)
    headings: list[int] = field(default_factory=list)
    announced: list[AnnouncedCount] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    why: str = ""


def read_prose(
    lines: Sequence[Line], letter: Letter, vocabulary: Vocabulary, page_of: Callable[[int], int | None]
) -> ProseReading:
    """Projects in the numbered paragraphs among ``lines``; ``letter`` is what the text says of itself."""
    return _Reader(lines, letter, vocabulary, page_of).reading()


class _NoProjectsError(Exception):
    """Why a text lists no projects that can be trusted, in words that complete a sentence."""


class _Reader:
    """Reads one text."""

    def __init__(
        self, lines: Sequence[Line], letter: Letter, vocabulary: Vocabulary, page_of: Callable[[int], int | None]
    ) -> None:
        self._lines = lines
        self._letter = letter
        self._vocabulary = vocabulary
        self._labels = Labels(vocabulary)
        self._lists = Lists(self._labels, vocabulary, letter.issuer)
        self._page_of = page_of

    def reading(self) -> ProseReading:
        """The projects, or why there are none."""
        if len(self._lines) > _MOST_LINES:
            return ProseReading(why=f"it has {len(self._lines):,} lines of text, more than a notice has")
        try:
            choice, is_open = self._choice()
            reading = self._read(choice)
        except _NoProjectsError as refusal:
            return ProseReading(why=str(refusal))
        if is_open:
            reading.findings.insert(0, self._say_open(choice))
        return reading

    def _is_work(self, text: str) -> bool:
        """Whether a line says more than which units are responsible."""
        return any(said.text or not said.names_units or Role.TARGET in said.fields for said in self._labels.read(text))

    def _choice(self) -> tuple[Choice, bool]:
        """The lists that are projects, and whether nothing but their form says what their headings are."""
        self._refuse_others()
        found = outline(self._lines, self._lists.is_end, self._lists.is_heading, self._is_work)
        groups = [trimmed(group, self._labels) for group in found]
        for without_units in (False, True):
            ways = [
                tuple(self._lists.of(groups, open_headings_are_sections=split, without_units=without_units))
                for split in (False, True)
            ]
            if any(ways):
                break
        about = list(dict.fromkeys(choice for way in ways for choice in self._about(way)))
        if not about:
            raise _NoProjectsError(self._why_not(without_units))
        fitting = [c for c in about if _size(c) in (self._announced(c) or self._in_part(c))]
        if fitting and not (without_units and _size(fitting[0]) < _FEWEST):
            return fitting[0], False
        if without_units:
            raise _NoProjectsError(self._why_not(without_units))
        is_open = len({_size(c) for c in (w for way in ways for w in self._about(way)[:1])}) > 1
        self._refuse_doubtful(about[0], is_open)
        return about[0], is_open

    def _why_not(self, without_units: bool) -> str:
        if without_units:
            return "none of its numbered paragraphs names a unit"
        return "its numbered paragraphs name units, but nothing says that they are projects of 民生实事"

    def _refuse_others(self) -> None:
        """Refuse what is no notice of projects by its title, or by a line of its head where it has none."""
        texts = [self._letter.title] if self._letter.title else [line.text for line in self._lines[:_HEAD_LINES]]
        for text in map(squeeze, texts):
            word = next((w for w in self._vocabulary.prose.others if w in text), None)
            if word and len(text) <= _HEAD_LENGTH and not text.endswith(("。", ":")):
                raise _NoProjectsError(f"by “{text[:30]}” it is none that sets projects")

    def _refuse_doubtful(self, choice: Choice, is_open: bool) -> None:
        """Refuse lists that the announced number contradicts, and such as nothing bears out that do not count on."""
        told = self._announced(choice)
        what = f"{_size(choice)} numbered paragraphs name units"
        if told:
            doubt = ", and its headings may be sections or projects" if is_open else ""
            raise _NoProjectsError(f"{what}, but {' or '.join(map(str, told))} projects are announced{doubt}")
        if not self._is_named(choice) and not _has_figures(choice):
            raise _NoProjectsError(
                f"{what}, but neither a heading nor a number of projects says that they are projects"
            )
        if not _follows_on(choice):
            raise _NoProjectsError(f"{what}, but their numbers do not follow on")
        if _size(choice) == 1:
            raise _NoProjectsError("only one numbered paragraph names a unit, and no number of projects is announced")

    def _about(self, lists: Choice) -> list[Choice]:
        """Those of the lists that are of 民生实事, in the ways to see it, the likeliest first."""
        own = tuple(each for each in lists if self._names_subject(_names(each)))
        if not self._names_subject([self._letter.title or ""]):
            named = tuple(each for each in own if self._names_subject(squeeze(h.text) for h in each.heads))
            counted = tuple(each for each in lists if len(each.nodes) in (self._count(each), self._count_above(each)))
            return [choice for choice in (named, counted) if choice]
        other_annex = any(each.heads and each not in own for each in lists) and any(each.heads for each in own)
        ways = (own, lists) if other_annex else (lists, own)
        return [choice for choice in ways if choice]

    def _names_subject(self, texts: Iterator[str] | Sequence[str]) -> bool:
        return any(word in squeeze(text) for text in texts for word in self._vocabulary.notice.subject)

    def _is_named(self, choice: Choice) -> bool:
        """Whether the lists have names of their own, besides the notice's title, that speak of 民生实事."""
        title = squeeze(self._letter.title or "")
        return any(
            self._names_subject([name]) and squeeze(name) not in title for each in choice for name in _names(each)
        )

    def _count(self, each: TaskList) -> int | None:
        return self._lists.count_in(each.section.text) if each.section else None

    def _count_above(self, each: TaskList) -> int | None:
        """Number of projects of 民生实事 that the line right above a list announces: 票决产生民生实事项目10件：."""
        above = [line.text for line in self._lines if line.no < each.first_line][-1:]
        found = (
            announced.in_letter(above, self._vocabulary) if above and above[0].rstrip().endswith(("：", ":")) else []
        )
        return found[0].count if len(found) == 1 else None

    def _announced(self, choice: Choice) -> list[int]:
        """Numbers of all projects that the notice gives: outright, else section by section; none where it gives none
        of all."""
        outright = [found.count for found in announced.outright_totals(self._in_letter(choice))]
        sections = [found.count for found in self._in_sections(choice)]
        if not outright and len(sections) == len(choice):
            return [sum(sections)]
        return list(dict.fromkeys(outright))

    def _in_part(self, choice: Choice) -> list[int]:
        """The one number that a letter gives of some of the projects, which may be all: 票决产生民生实事项目10件."""
        counts = [found.count for found in self._in_letter(choice)]
        return counts if len(counts) == 1 else []

    def _in_letter(self, choice: Choice) -> list[AnnouncedCount]:
        first = min(each.first_line for each in choice)
        heads = [line.text for each in choice for line in each.heads]
        year = year_of(self._letter.title, heads, self._letter.issued_on)
        texts = [self._letter.title or "", *(line.text for line in self._lines if line.no < first)]
        return announced.in_letter(texts, self._vocabulary, year)

    def _in_sections(self, choice: Choice) -> Iterator[AnnouncedCount]:
        for number, each in enumerate(choice, 1):
            if each.section is not None and self._count(each) is not None:
                place = Place(paragraph_no=each.section.no, page=self._page_of(each.section.no))
                found = announced.in_section(each.section.text, number, place, self._vocabulary)
                if found:
                    yield found

    def _read(self, choice: Choice) -> ProseReading:
        reading = ProseReading(announced=list(self._in_sections(choice)))
        names_leads = any(bears_work(node, self._labels) for each in choice for node in each.nodes)
        for number, each in enumerate(choice, 1):
            section_no = number if len(choice) > 1 or each.section else 0
            section = each.section.text if each.section else None
            reading.starts.append(each.first_line)
            reading.headings += [each.section.no] if each.section else []
            for node in each.nodes:
                item = read_item(node, self._labels, len(reading.projects) + 1, self._page_of, names_leads)
                update = {"section": section, "section_no": section_no}
                self._add(reading, replace(item, project=item.project.model_copy(update=update)), number - 1)
        self._refuse_reports(reading, choice)
        return reading

    def _add(self, reading: ProseReading, item: Item, list_no: int) -> None:
        reading.projects.append(item.project)
        reading.list_of.append(list_no)
        reading.told |= item.told
        reading.findings += item.findings

    def _refuse_reports(self, reading: ProseReading, choice: Choice) -> None:
        """A report's paragraphs tell what was done; which of their words were the target must stand in them."""
        heads = [line.text for each in choice for line in each.heads]
        kind = kind_of(self._letter.title, heads, self._vocabulary.notice)
        tasks = [task for project in reading.projects for task in project.tasks]
        if kind is not NoticeKind.PLAN and not all(task.progress or task.status for task in tasks):
            raise _NoProjectsError("it is a report whose paragraphs do not say what was the target and what was done")

    def _say_open(self, choice: Choice) -> Finding:
        no = choice[0].nodes[0].lines[0].no
        message = (
            "nothing announces how many projects there are; the headings above numbered paragraphs were taken for "
            "projects, those paragraphs for their parts."
        )
        place = {"paragraph_no": no, "page": self._page_of(no)}
        return Finding(severity=Severity.INFO, rule="headings_are_projects", message=message, **place)


def _names(each: TaskList) -> list[str]:
    return [line.text for line in (*each.heads, *([each.section] if each.section else []))]


def _size(choice: Choice) -> int:
    return sum(len(each.nodes) for each in choice)


def _has_figures(choice: Choice) -> bool:
    """Whether most of the numbered paragraphs say how much of something, as projects do and duties do not."""
    nodes = [node for each in choice for node in each.nodes]
    with_figures = sum(any(_FIGURE.search(line.text) for line in all_lines([node])) for node in nodes)
    return with_figures * 2 > len(nodes)


def _follows_on(choice: Choice) -> bool:
    """Whether the numbers of each list begin with 1, or where the one before ended, and leave none out."""
    last = 0
    for each in choice:
        numbers = [node.mark.number for node in each.nodes]
        if numbers[0] not in (1, last + 1) or any(b != a + 1 for a, b in pairwise(numbers)):
            return False
        last = numbers[-1]
    return True
