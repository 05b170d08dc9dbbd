"""The lines of a page as a browser breaks them: at the edges of blocks and at ``br``, not where the source is wrapped.

One pass without recursion, because pages that left elements open nest them some thousand deep. Tables are handed on
as they are met; what a page holds and does not show is handed on as furniture, behind the line that it stands in.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from parsers.formats._html_fields import field_text
from parsers.formats._html_lines import collapsed, preserved
from parsers.formats._html_marks import Marks, with_mark
from parsers.formats._html_tree import PARAGRAPH_END, declared, is_hidden, is_unshown, line_of, tag

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BLOCK_NAMES: Final = """
    html body address article aside blockquote center details dialog dd dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol optgroup option p plaintext pre search
    section summary table caption thead tbody tfoot tr td th title ul xmp
"""
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
"""Elements that begin and end a line (HTML Standard, 15.3 "Non-replaced elements")."""
_PREFORMATTED: Final = frozenset({"pre", "listing", "xmp", "plaintext"})
_CONTROLS: Final = frozenset({"input", "select", "textarea"})
_BLOCK_DISPLAYS: Final = ("block", "flex", "grid", "list-item", "flow-root", "table")


@dataclass(frozen=True)
class Line:
    """One line of a page and the line of the file on which it begins; ``furniture`` is no part of what it says."""

    text: str
    line: int | None
    furniture: bool = False


@dataclass(frozen=True)
class TableAt:
    """A table met between the lines."""

    element: "Element"
    furniture: bool


@dataclass(frozen=True)
class _State:
    """What holds inside an element."""

    preformatted: bool
    furniture: bool


def flow(parent: "Element", marked: Collection["Element"], furniture: bool = False) -> Iterator[Line | TableAt]:
    """Lines and tables below ``parent``, which counts as a block; elements of ``marked`` hold furniture."""
    from lxml.etree import iterwalk

    reading = _Flow(parent, marked, [_State(False, furniture)])
    walk = iterwalk(parent, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "start":
            is_whole = element is not parent and _is_whole(element)
            yield from reading.open(element, is_whole)
            if is_whole:
                walk.skip_subtree()
        elif event == "end":
            yield from reading.close(element)
        else:
            yield from reading.comment(element)
    yield from reading.end_line()


@dataclass
class _Flow:
    parent: "Element"
    marked: Collection["Element"]
    states: list[_State]
    words: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    mark: str = ""
    line: int | None = None

    def open(self, element: "Element", is_whole: bool) -> Iterator[Line | TableAt]:
        """Go into an element: what ends before it, and its own first words."""
        if _is_block(element):
            yield from self.end_line()
        if not self._has_begun:
            self.line = line_of(element) or self.line
        above = self.states[-1]
        is_preformatted = _is_preformatted(element, above.preformatted)
        self.states.append(_State(is_preformatted, above.furniture or element in self.marked))
        if is_whole:
            yield from self._whole(element)
            return
        if tag(element) == "li":
            yield from self._item(element)
        yield from self._add(element.text)

    def _whole(self, element: "Element") -> Iterator[Line | TableAt]:
        if is_unshown(element):
            return
        if is_hidden(element) or tag(element) == "button":
            self.asides.append(shown_words(element))
        elif tag(element) == "table":
            yield TableAt(element, self.states[-1].furniture)
        else:
            for number, text in enumerate(preserved(field_text(element))):
                if number:
                    yield from self.end_line()
                self.words.append(text)

    def _item(self, element: "Element") -> Iterator[Line]:
        if self.mark:
            yield self._made(self.mark)
        self.mark = self.marks.of(element)

    def close(self, element: "Element") -> Iterator[Line]:
        """Come out of an element: its line ends if it is a block, and the words behind it follow."""
        if _is_block(element) or tag(element) == "br":
            yield from self.end_line()
            self.line = line_of(element) or self.line
        if tag(element) == "li" and self.mark:
            yield self._made(self.mark)  # an item without words still shows its number
            self.mark = ""
        self.states.pop()
        if element is not self.parent:
            yield from self._add(element.tail)

    def comment(self, element: "Element") -> Iterator[Line]:
        """Pass over a comment; that of a paragraph's end tag ends a line."""
        if element.text == PARAGRAPH_END:
            yield from self.end_line()
        yield from self._add(element.tail)

    def _add(self, text: str | None) -> Iterator[Line]:
        if not text:
            return
        if not self.states[-1].preformatted:
            self.words.append(text)
            return
        for number, part in enumerate(preserved(text)):
            if number:
                yield from self.end_line()
            self.words.append(part)

    @property
    def _has_begun(self) -> bool:
        return any(not word.isspace() for word in self.words if word)

    def end_line(self) -> Iterator[Line]:
        """The line that ends here, if it has words, and what was passed over in it."""
        text = collapsed("".join(self.words)) if self.words else ""
        self.words.clear()
        if text:
            yield self._made(with_mark(self.mark, text))
            self.mark = ""
        asides, self.asides = self.asides, []
        yield from (Line(words, self.line, furniture=True) for words in asides if words)

    def _made(self, text: str) -> Line:
        return Line(text, self.line, self.states[-1].furniture)


def _is_whole(element: "Element") -> bool:
    """Whether the words inside an element are not read one by one."""
    name = tag(element)
    return name in _CONTROLS or name in ("table", "button") or is_unshown(element) or is_hidden(element)


def _is_block(element: "Element") -> bool:
    display = declared(element, "display")
    if not display or display == "none":
        return tag(element) in _BLOCKS
    return display.startswith(_BLOCK_DISPLAYS) or (tag(element) in _BLOCKS and not display.startswith("inline"))


def _is_preformatted(element: "Element", inherited: bool) -> bool:
    white_space = declared(element, "white-space")
    if white_space:
        return white_space.startswith(("pre", "break-spaces"))
    return inherited or tag(element) in _PREFORMATTED


def shown_words(element: "Element") -> str:
    """All words inside an element on one line, without scripts and the like."""
    from lxml.etree import iterwalk

    words: list[str | None] = []
    walk = iterwalk(element, events=("start", "end", "comment"))
    for event, inner in walk:
        if event == "start" and is_unshown(inner):
            walk.skip_subtree()
        elif event == "start":
            words.append(inner.text)
        elif inner is not element:
            words.append(inner.tail)
    return collapsed(" ".join(w for w in words if w))
