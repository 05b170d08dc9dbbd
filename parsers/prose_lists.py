"""Which numbered paragraphs stand side by side as projects, under which headings, and which are anything else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers import announced
from parsers.labels import Labels
from parsers.letter import is_attachment_mark, is_date
from parsers.outline import Group, Line, Node, read_mark
from parsers.prose_items import bears_work, passages_of, split_heading
from parsers.words import squeeze
from schemas.notice import Place
from schemas.reference import Vocabulary

_HEAD_LENGTH: Final = 40
"""A heading is no longer than this, in characters."""
_ASIDE_LENGTH: Final = 16
_LEVEL_NOUNS: Final = re.compile("项目|任务|事项|实事")

_COUNTED: Final = re.compile(r"\((?:共|共计|计)?[\d一二三四五六七八九十]{1,3}")
"""A heading's number of projects stands in brackets, unless it speaks of 民生实事: 二、改造3个项目 is a project."""


@dataclass(frozen=True)
class TaskList:
    """Numbered paragraphs side by side: the lines above that name them, and the section they make, if any.

    ``is_container``: the section's heading only says that tasks stand under it.
    """

    heads: tuple[Line, ...]
    nodes: tuple[Node, ...]
    section: Line | None = None
    is_container: bool = False

    @property
    def first_line(self) -> int:
        """Number of the paragraph it begins with, its section's heading included."""
        first = self.nodes[0].lines[0].no
        return min(first, self.section.no) if self.section else first


class Lists:
    """Finds the lists in the outline of a text."""

    def __init__(self, labels: Labels, vocabulary: Vocabulary, issuer: str | None) -> None:
        self._labels = labels
        self._vocabulary = vocabulary
        self._words = vocabulary.prose
        self._issuer = issuer

    # lines

    def is_end(self, text: str) -> bool:
        """Whether a line ends the list above it: an attachment begins, a signature, a date, a closing phrase."""
        squeezed = squeeze(text)
        signed = self._issuer is not None and squeezed == squeeze(self._issuer)
        return is_attachment_mark(text) or is_date(text) or signed or squeezed.startswith(self._words.closings)

    def is_heading(self, node: Node, line: Line, following: Line | None) -> bool:
        """Whether a line without a number below a numbered paragraph heads what follows, rather than go on with it."""
        text = squeeze(line.text)
        if len(text) > _HEAD_LENGTH or re.search(r"[。；，：！？;:,]$", text) or self._labels.opens(line.text):
            return False
        if self.is_aside(text) or self.opens_as_duty(text):
            return True
        if following is None or read_mark(following.text) is None:
            return False
        return self.is_section_heading(text) or self._is_complete(node)

    def _is_complete(self, node: Node) -> bool:
        """Whether a numbered paragraph has its words and ends with its units: what follows is no more of it."""
        own = passages_of(node, self._labels)
        has_words = len(own) > 1 or bool(split_heading(own[0].said[0].text)[1]) or own[0].said[0].text.endswith("。")
        return has_words and bool(own[-1].said[-1].fields)

    # headings

    def is_aside(self, heading: str) -> bool:
        """Whether a heading is of something else than tasks: 保障措施, 总体要求."""
        text = squeeze(heading).rstrip(":。")
        return len(text) <= _ASIDE_LENGTH and any(word in text for word in self._words.asides)

    def opens_as_duty(self, text: str) -> bool:
        """Whether a text opens by saying how everybody is to work: 切实加强领导."""
        text = squeeze(text[:_HEAD_LENGTH])
        while adverb := next((a for a in self._words.adverbs if text.startswith(a)), None):
            text = text.removeprefix(adverb)
        return text.startswith(self._words.duties)

    def is_section_heading(self, heading: str) -> bool:
        """Whether a heading says itself that it is a section's: by a number of projects, by who set them, by 类."""
        text = squeeze(heading)
        if len(text) > _HEAD_LENGTH or "。" in text:
            return False
        levels = self._vocabulary.levels
        has_level = any(squeeze(w) in text for w in (*levels.municipal, *levels.district, *levels.voted))
        return (
            self.count_in(heading) is not None
            or (has_level and _LEVEL_NOUNS.search(text) is not None)
            or any(word in text for word in self._vocabulary.notice.subject)
            or re.sub(r"\(.*\)$", "", text).endswith(self._words.types)
        )

    def is_container(self, heading: str) -> bool:
        """Whether a heading only says that tasks stand under it: 二、重点任务."""
        text = squeeze(heading).rstrip(":")
        return len(text) <= _ASIDE_LENGTH and text.endswith(self._words.containers)

    def count_in(self, heading: str) -> int | None:
        """Number of projects that a heading announces: 一、市级民生实事（15项）."""
        text = re.sub(r"^第?[一二三四五六七八九十\d]+[、.．部分类]*", "", squeeze(heading))
        found = announced.in_section(text, 0, Place(paragraph_no=1), self._vocabulary)
        is_told = _COUNTED.search(text) or any(word in text for word in self._vocabulary.notice.subject)
        return found.count if found and is_told else None

    # lists

    def of(self, groups: Sequence[Group], *, open_headings_are_sections: bool, without_units: bool) -> list[TaskList]:
        """The lists of numbered paragraphs that may be projects: those that name units, or all, ``without_units``.

        A heading over numbered paragraphs that says nothing of itself is a section's or a project's, as
        ``open_headings_are_sections`` says.
        """
        found: list[list[TaskList]] = []
        for group in groups:
            if group.heads and self.is_aside(group.heads[-1].text):
                continue
            walk = self._under(group.nodes, None, open_headings_are_sections, without_units)
            found.append([replace(each, heads=tuple(group.heads)) for each in walk])
        return self._sectioned([lists for lists in found if lists])

    def _under(
        self, nodes: Sequence[Node], section: TaskList | None, split: bool, without_units: bool
    ) -> Iterator[TaskList]:
        side_by_side: list[Node] = []
        for node in [n for n in nodes if not self._is_duty(n)]:
            if self._is_section(node, split, without_units):
                yield from self._listed(side_by_side, section, without_units)
                side_by_side = []
                line = Line(node.lines[0].no, node.mark.text + node.heading)
                own = TaskList((), (node,), line, self.is_container(node.heading))
                yield from self._under(node.children, own, split, without_units)
            else:
                side_by_side.append(node)
        yield from self._listed(side_by_side, section, without_units)

    def _listed(self, nodes: Sequence[Node], section: TaskList | None, without_units: bool) -> Iterator[TaskList]:
        kept = list(nodes)
        while kept and (self._is_workless(kept[-1], without_units) or self.opens_as_duty(kept[-1].heading)):
            kept.pop()
        while kept and self._is_workless(kept[0], without_units):
            kept.pop(0)
        working = sum(not self._is_workless(n, without_units) for n in kept)
        if kept and working * 2 > len(nodes):
            line, container = (section.section, section.is_container) if section else (None, False)
            yield TaskList((), tuple(kept), line, container)

    def _is_workless(self, node: Node, without_units: bool) -> bool:
        return not without_units and not bears_work(node, self._labels)

    def _is_duty(self, node: Node) -> bool:
        """Whether a numbered paragraph tells how to work: it is headed so, or most of what stands under it opens so.
        One alone that names units is left to its place in the list."""
        if self.is_aside(node.heading):
            return True
        duties = sum(self.opens_as_duty(child.heading) for child in node.children)
        if node.children:
            return duties * 2 > len(node.children)
        return self.opens_as_duty(node.heading) and not bears_work(node, self._labels)

    def _is_section(self, node: Node, split: bool, without_units: bool) -> bool:
        """Whether the numbered paragraphs under a node are the projects, and not its parts."""
        own = passages_of(node, self._labels)
        if not node.children or len(squeeze(node.heading)) > _HEAD_LENGTH or own[0].said[0].fields:
            return False
        if any(passage.said[0].fields for passage in own[1:]) or split_heading(node.heading)[1]:
            return False
        if not without_units and not any(bears_work(child, self._labels) for child in node.children):
            return False
        return split or self.is_section_heading(node.heading) or self.is_container(node.heading)

    def _sectioned(self, found: Sequence[Sequence[TaskList]]) -> list[TaskList]:
        """Lists with the lines above them for sections where several lists have each their own: 教育类, 卫生类."""
        several = len(found) > 1
        lists: list[TaskList] = []
        for of_group in found:
            for each in of_group:
                last = each.heads[-1] if each.heads else None
                if each.section is None and last is not None and self._heads_section(each, several):
                    each = replace(each, section=last, heads=each.heads[:-1])
                lists.append(each)
        if len(lists) == 1 and lists[0].is_container:
            return [replace(lists[0], section=None)]
        return lists

    def _heads_section(self, each: TaskList, several: bool) -> bool:
        text = squeeze(each.heads[-1].text)
        endings = (*self._vocabulary.notice.title_endings, *self._words.list_endings)
        names_document = re.sub(r"\(.*\)$", "", text).endswith(endings) or re.search(r"20\d\d年", text)
        if names_document:
            return False
        return several if not self.count_in(text) else several or len(each.heads) > 1


def trimmed(group: Group, labels: Labels) -> Group:
    """A group whose last numbered paragraph ends as the others do: what stands below its units, where below those of
    the others nothing stands, goes on with the letter."""
    nodes = [node for top in group.nodes for node in top.walk()]
    last = nodes[-1]
    own = passages_of(last, labels)
    allowed = max((_tail(passages_of(node, labels)) for node in nodes[:-1]), default=0)
    surplus = _tail(own) - allowed
    if surplus > 0:
        kept = {no for passage in own[: len(own) - surplus] for no in passage.paragraphs}
        last.lines = [line for line in last.lines if line.no in kept]
    return group


def _tail(own: Sequence[object]) -> int:
    """How many passages stand below the last one that says something under labels, or below the first."""
    labelled = [n for n, passage in enumerate(own) if any(s.fields for s in passage.said)]  # type: ignore[attr-defined]
    return len(own) - 1 - (labelled[-1] if labelled else 0)
