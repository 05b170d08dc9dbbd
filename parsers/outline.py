"""The outline of running text: numbered paragraphs as a tree, under the headings that stand above them.

Numbers are told by their shape (GB/T 9704 7.3.3: 一、 then （一） then 1. then （1）), not by a level fixed for each: a
shape met for the first time goes one level down, a shape met above goes back to it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from parsers.brackets import is_open
from parsers.words import chinese_int, squeeze

_HAN: Final = "[一二三四五六七八九十]{1,3}"
_SHAPES: Final = {
    "nth": rf"第(?P<n>{_HAN}|\d{{1,2}})(?:件(?:实事)?|项(?:实事)?|大实事)(?:[、.．:：,，]|\s|$)"
    rf"|实事(?P<n2>{_HAN}|\d{{1,2}})[、.．:：\s]",
    "part": rf"第(?P<n>{_HAN})(?:部分|类|章|篇)[、:：\s]*",
    "han": rf"(?P<n>{_HAN})[、.．]",
    "han_paren": rf"[（(](?P<n>{_HAN})[）)][、.．]?",
    "digit_paren": r"[（(](?P<n>\d{1,2})[）)][、.．]?|(?P<n2>\d{1,2})[）)]",
    "digit": r"(?P<n>\d{1,2})(?:[、．]|\.(?!\d))|(?P<n2>0\d)(?=\s|$|[一-鿿“])",
    "circled": r"(?P<n>[①-⑳])",
    "han_circled": r"(?P<n>[㈠-㈩])",
}
_MARKS: Final = {shape: re.compile(r"\s*(?:" + pattern + ")") for shape, pattern in _SHAPES.items()}
_ENDED: Final = re.compile(r"[。；;：:！!？?）)】\]〕…”]$")
_BRACKET_LINES: Final = 6
"""A bracket goes on over so many lines at most; one that none of them closes was forgotten."""
_PASSAGE_LINES: Final = 20
_NEVER_FIRST: Final = tuple("。；，、：！？）】〕〉》")
"""A line that opens with one of these goes on with the one above."""
_HEADING_LENGTH: Final = 30
"""A line without punctuation and longer than this, in characters, was broken off and goes on in the next."""


@dataclass(frozen=True)
class Line:
    """A line of text with the number of its paragraph in the file, from 1."""

    no: int
    text: str


@dataclass(frozen=True)
class Mark:
    """A paragraph's number: its shape, its value and how it is written."""

    shape: str
    number: int
    text: str


@dataclass(eq=False)
class Node:
    """A numbered paragraph: its own lines, the first without its number, and the numbered ones under it."""

    mark: Mark
    lines: list[Line]
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This one and all under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def heading(self) -> str:
        """Its first line, without its number."""
        return self.lines[0].text


@dataclass(eq=False)
class Group:
    """Numbered paragraphs that follow each other, and the lines right above that may name them."""

    heads: list[Line]
    nodes: list[Node] = field(default_factory=list)


def read_mark(text: str) -> tuple[Mark, str] | None:
    """The number that a line opens with and the rest of it; ``None`` if it opens with none."""
    for shape, pattern in _MARKS.items():
        found = pattern.match(text)
        if found:
            groups = found.groupdict()
            number = _value(groups.get("n") or groups.get("n2") or "")
            if number:
                return Mark(shape, number, found[0].strip()), text[found.end() :].strip()
    return None


def _value(text: str) -> int | None:
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    if len(text) == 1 and "㈠" <= text <= "㈩":
        return ord(text) - ord("㈠") + 1
    return chinese_int(text)


def outline(
    lines: Iterable[Line],
    is_end: Callable[[str], bool],
    is_heading: Callable[[Node, Line, Line | None], bool],
    is_work: Callable[[str], bool] = bool,
) -> list[Group]:
    """Groups of numbered paragraphs. ``is_end`` tells a line that ends whatever stands above it (a date, 附件2),
    ``is_heading`` whether a line below a numbered paragraph, with the line after it, heads what follows, and
    ``is_work`` whether a line can be what a number that stands alone above it numbers."""
    walk = _Walk()
    given = _whole(list(lines), is_work)
    for line, following in zip_longest(given, given[1:]):
        if is_end(line.text):
            walk.end(heads=[])
        elif (found := read_mark(line.text)) is not None and (found[1] or _has_some_below(found[0], following, is_end)):
            walk.mark(found[0], Line(line.no, found[1]))
        elif walk.path and (walk.is_broken_off or not is_heading(walk.path[-1], line, following)):
            walk.path[-1].lines.append(line)
        else:
            walk.end(heads=[*walk.heads, line] if _can_head(line.text) else [])
    return [group for group in walk.groups if group.nodes]


def _has_some_below(mark: Mark, following: Line | None, is_end: Callable[[str], bool]) -> bool:
    """Whether a number without a text has numbered paragraphs under it; else it numbers nothing: a page, a slip."""
    if following is None or is_end(following.text):
        return False
    found = read_mark(following.text)
    return found is not None and found[0].shape != mark.shape


def _can_head(text: str) -> bool:
    squeezed = squeeze(text)
    return len(squeezed) <= 60 and re.search(r"[。；，：？！;:,]$", squeezed) is None


def _whole(lines: Sequence[Line], is_work: Callable[[str], bool]) -> list[Line]:
    """Lines with a number that stands alone put before its text."""
    whole: list[Line] = []
    for line in lines:
        above = whole[-1] if whole else None
        found = read_mark(above.text) if above else None
        if above and found and not found[1] and read_mark(line.text) is None and is_work(line.text):
            whole[-1] = Line(above.no, f"{above.text.strip()} {line.text}")
        else:
            whole.append(line)
    return whole


class _Walk:
    """One pass down the lines: the groups so far, the numbered paragraph under way and those above it."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.path: list[Node] = []
        self.heads: list[Line] = []

    @property
    def is_broken_off(self) -> bool:
        """Whether the paragraph under way ends inside a bracket."""
        return is_open("".join(line.text for line in self.path[-1].lines[-_BRACKET_LINES:]))

    def end(self, heads: list[Line]) -> None:
        """End what stands above; ``heads`` are the lines that may name what follows."""
        self.path, self.heads = [], heads

    def mark(self, mark: Mark, line: Line) -> None:
        """Take a numbered paragraph."""
        node = Node(mark, [line])
        shapes = [above.mark.shape for above in self.path]
        if mark.shape in shapes:
            self.path = self.path[: shapes.index(mark.shape)]
        siblings = self.path[-1].children if self.path else self._root(mark)
        siblings.append(node)
        self.path.append(node)

    def _root(self, mark: Mark) -> list[Node]:
        last = self.groups[-1] if self.groups else None
        goes_on = last is not None and last.nodes and not self.heads
        if last is None or not goes_on or (mark.number == 1 and last.nodes[-1].mark.shape == mark.shape):
            last = Group(self.heads)
            self.groups.append(last)
        self.heads = []
        return last.nodes


def passages(lines: Sequence[Line], opens: Callable[[str], bool]) -> list[tuple[str, tuple[int, ...]]]:
    """Lines as the passages they make, each with the numbers of its paragraphs: a line goes on in the next where a
    bracket is still open, and where it breaks off in the middle of a sentence. ``opens`` tells a line that cannot go on
    from another, because it opens with a label."""
    found: list[tuple[str, tuple[int, ...]]] = []
    for line in lines:
        above = found[-1][0] if found and len(found[-1][1]) < _PASSAGE_LINES else ""
        begins = not is_open(above) and opens(line.text)
        if above and (line.text[:1] in _NEVER_FIRST or (_goes_on(above, is_labelled=opens(above)) and not begins)):
            found.append((above + line.text, (*found.pop()[1], line.no)))
        else:
            found.append((line.text, (line.no,)))
    return found


def _goes_on(text: str, *, is_labelled: bool) -> bool:
    """Whether a line is not all of its sentence. Of units in a line of their own only a comma at its end tells."""
    text = text.rstrip()
    if is_open(text) or text[-1:] in ("，", "、", ","):
        return True
    if is_labelled or _ENDED.search(text):
        return False
    return len(text) > _HEADING_LENGTH or re.search("[。；，]", text) is not None
