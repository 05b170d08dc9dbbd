"""Automatic numbers: the 序号 column of many a notice is numbered by Word and has no text of its own.

Follows ECMA-376 part 1, 17.9: a paragraph points at a list (``numPr``) by itself or by its style, the list at
an abstract one whose levels give the format and the text (``%1、``), and every level counts on its own.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from parsers.formats._docx_text import W, number, value
from parsers.formats._numerals import chinese_number, circled, letter, roman

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "ideographDigital": chinese_number,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "lowerLetter": letter,
    "upperLetter": lambda n: letter(n).upper(),
    "lowerRoman": lambda n: roman(n).lower(),
    "upperRoman": roman,
}
_LONGEST_TEXT = 100
"""Characters of a number's text; Word allows 31 ([MS-OI29500] 2.1.283), and a file made to harm has millions."""
_NUM_ID, _STYLE = W + "numId", W + "pStyle"
_SILENT = frozenset({"none", "bullet"})


@dataclass(frozen=True)
class Level:
    """One level of a list: how its numbers look, and when they start anew."""

    start: int
    number_format: str
    text: str
    is_legal: bool = False  # numbers of the levels above are shown in digits, whatever their own format
    separator: str = " "  # what Word puts between the number and digits or letters that follow it
    restart: int | None = None  # the level, from 1, after whose numbers it starts anew; 0: never; None: any above it

    def restarts_after(self, depth: int) -> bool:
        """Whether a number of the level ``depth``, from 0, makes this one start anew (17.9.10)."""
        return self.restart is None or depth < self.restart


@dataclass
class Numbering:
    """The lists of one document and where each of their counters stands."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters_of: dict[str, str] = field(default_factory=dict)  # list -> the list whose counters it shares
    _counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(
        cls, numbering: "Element | None", styles: "Element | None", texts: "Sequence[Element] | None" = None
    ) -> "Numbering":
        """Read the numbering part (``None``: the document has no lists) and the styles that point into it; of the lists
        only those that a paragraph of ``texts`` can be in, for a template brings dozens that nobody uses."""
        self = cls()
        if numbering is None:
            return self
        named = None if texts is None else _named(texts)
        if named is not None and not any(named):
            return self
        # Most documents have no list in a style, and some thousand properties of styles to look through.
        if styles is not None and next(styles.iter(W + "numPr"), None) is not None:
            by_name = {style.get(W + "styleId") or "": style for style in styles.iter(W + "style")}
            self._add_styles(by_name, by_name if named is None else named.styles | {""})
        used = None if named is None else named.lists | {self.styles[s][0] for s in named.styles if s in self.styles}
        self._add_lists(numbering, used)
        return self

    def _add_lists(self, numbering: "Element", used: Container[str] | None) -> None:
        abstracts = {a.get(W + "abstractNumId"): a for a in numbering.iter(W + "abstractNum")}
        for num in numbering.iter(W + "num"):
            own_id = num.get(W + "numId") or ""
            if used is not None and own_id not in used:
                continue
            abstract_id = value(num, "abstractNumId") or ""
            self.counters_of[own_id] = abstract_id
            abstract = abstracts.get(abstract_id)
            levels = {} if abstract is None else _levels(abstract)
            self.levels.update({(own_id, depth): level for depth, level in levels.items()})
            for override in num.iter(W + "lvlOverride"):
                self._override(own_id, override)

    def _add_styles(self, styles: "dict[str, Element]", names: Iterable[str]) -> None:
        """Lists of the styles called ``names``, own or from the style they are based on."""
        for name in names:
            seen: set[str] = set()
            base = name
            while base in styles and base not in seen:
                seen.add(base)
                if num_id := value(styles[base], "pPr/numPr/numId"):
                    self.styles[name] = (num_id, number(styles[base], "pPr/numPr/ilvl", 0, 0, 8))
                    break
                base = value(styles[base], "basedOn") or ""

    def _override(self, num_id: str, override: "Element") -> None:
        level = _level_of(override)
        self.levels.update({(num_id, depth): own for depth, own in _levels(override).items()})
        start = value(override, "startOverride")
        old = self.levels.get((num_id, level))
        if start and old:
            restarted = number(override, "startOverride", 1, 0, 10**9)
            self.levels[num_id, level] = replace(old, start=restarted)
            # A list that restarts counts for itself; without an override it goes on with its abstract list.
            self.counters_of[num_id] = f"{num_id}!"

    def label(self, p: "Element") -> str:
        """Number that Word shows before this paragraph, with the space behind it, and count on; empty without one."""
        where = self._list_of(p) if self.levels else None
        return "" if where is None else self.next_label(*where)

    def next_label(self, num_id: str, depth: int) -> str:
        """Number of the next paragraph at the level ``depth``, from 0, of a list, as ``label`` gives it."""
        level = self.levels.get((num_id, depth))
        if level is None or level.number_format in _SILENT:
            return ""
        counters = self._counters[self.counters_of.get(num_id, num_id)]
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [d for d in counters if d > depth and self.levels.get((num_id, d), level).restarts_after(depth)]:
            del counters[deeper]
        text = level.text[:_LONGEST_TEXT]
        for d in range(depth + 1):
            shown = self.levels.get((num_id, d), level)
            number_format = "decimal" if level.is_legal else shown.number_format
            text = text.replace(f"%{d + 1}", _FORMATS.get(number_format, str)(counters.get(d, shown.start)))
        return text + level.separator

    def _list_of(self, p: "Element") -> tuple[str, int] | None:
        of_style = self.styles.get(value(p, "pPr/pStyle") or "")
        num_id = value(p, "pPr/numPr/numId") or (of_style[0] if of_style else None)
        if num_id is None or num_id == "0":
            return None
        return num_id, number(p, "pPr/numPr/ilvl", of_style[1] if of_style else 0, 0, 8)


def labelled(label: str, text: str) -> str:
    """A paragraph's text behind its number; between Chinese characters the space that Word draws means nothing."""
    runs_together = label[:-1][-1:].isascii() and text[:1].isascii()
    return (label if runs_together else label.rstrip(" ")) + text


def names_lists(text: "Element") -> bool:
    """Whether a paragraph below ``text`` can be in a list, by itself or by its style."""
    return next(text.iter(_NUM_ID, _STYLE), None) is not None


class _Named(NamedTuple):
    """The lists and the styles that paragraphs name."""

    lists: set[str]
    styles: set[str]


def _named(texts: "Sequence[Element]") -> _Named:
    named = _Named(set(), set())
    for text in texts:
        for found in text.iter(_NUM_ID, _STYLE):
            (named.lists if found.tag == _NUM_ID else named.styles).add(found.get(W + "val") or "continue")
    return named


def _levels(parent: "Element") -> dict[int, Level]:
    """The levels that an abstract list or an override gives, by how deep they are, from 0."""
    return {
        _level_of(lvl): Level(
            number(lvl, "start", 1, 0, 10**9),
            value(lvl, "numFmt") or "decimal",
            _text_of(lvl),
            value(lvl, "isLgl") is not None,
            "" if value(lvl, "suff") == "nothing" else " ",
            None if value(lvl, "lvlRestart") is None else number(lvl, "lvlRestart", 0, 0, 9),
        )
        for lvl in parent.iter(W + "lvl")
    }


def _level_of(element: "Element") -> int:
    text = element.get(W + "ilvl") or ""
    return min(8, int(text)) if text.isdecimal() else 0


def _text_of(lvl: "Element") -> str:
    found = lvl.find(W + "lvlText")
    return "" if found is None else found.get(W + "val") or ""
