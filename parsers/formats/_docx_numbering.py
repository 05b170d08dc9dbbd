"""Automatic numbers: the 序号 column of many a notice is numbered by Word and has no text of its own.

Follows ECMA-376 part 1, 17.9: a paragraph points at a list (``numPr``) by itself or by its style, the list at
an abstract one whose levels give the format and the text (``%1、``), and every level counts on its own.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.formats._docx_text import W, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DIGITS = "〇一二三四五六七八九"


def chinese_number(n: int) -> str:
    """``n`` (0 to 99) in Chinese numerals: 12 is 十二; larger numbers digit by digit."""
    if n > 99:
        return "".join(_DIGITS[int(d)] for d in str(n))
    tens, ones = divmod(n, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")


def _circled(n: int) -> str:
    return chr(0x2460 + n - 1) if 1 <= n <= 20 else str(n)


def _letter(n: int) -> str:
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "ideographDigital": chinese_number,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
}
_SILENT = frozenset({"none", "bullet"})


@dataclass(frozen=True)
class _Level:
    start: int
    number_format: str
    text: str


@dataclass
class Numbering:
    """The lists of one document and where each of their counters stands."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _abstract: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: "Element | None", styles: "Element") -> "Numbering":
        """Read the numbering part (``None``: the document has no lists) and the styles that point into it."""
        self = cls()
        if numbering is None:
            return self
        abstracts = {a.get(W + "abstractNumId"): a for a in numbering.iter(W + "abstractNum")}
        for num in numbering.iter(W + "num"):
            own_id = num.get(W + "numId") or ""
            abstract_id = value(num, "abstractNumId") or ""
            self._abstract[own_id] = abstract_id
            abstract = abstracts.get(abstract_id)
            for lvl in () if abstract is None else abstract.iter(W + "lvl"):
                self._add_level(own_id, lvl)
            for override in num.iter(W + "lvlOverride"):
                self._override(own_id, override)
        for style in styles.iter(W + "style"):
            if num_id := value(style, "pPr/numPr/numId"):
                level = int(value(style, "pPr/numPr/ilvl") or 0)
                self.styles[style.get(W + "styleId") or ""] = (num_id, level)
        return self

    def _add_level(self, num_id: str, lvl: "Element") -> None:
        level = int(lvl.get(W + "ilvl") or 0)
        self.levels[num_id, level] = _Level(
            int(value(lvl, "start") or 1), value(lvl, "numFmt") or "decimal", _text_of(lvl)
        )

    def _override(self, num_id: str, override: "Element") -> None:
        level = int(override.get(W + "ilvl") or 0)
        for lvl in override.iter(W + "lvl"):
            self._add_level(num_id, lvl)
        start = value(override, "startOverride")
        old = self.levels.get((num_id, level))
        if start and old:
            self.levels[num_id, level] = _Level(int(start), old.number_format, old.text)
            # A list that restarts counts for itself; without an override it goes on with its abstract list.
            self._abstract[num_id] = f"{num_id}!"

    def label(self, p: "Element") -> str:
        """Number that Word shows before this paragraph, and count on; empty if it has none."""
        where = self._list_of(p)
        if where is None or (level := self.levels.get(where)) is None or level.number_format in _SILENT:
            return ""
        num_id, depth = where
        counters = self._counters[self._abstract.get(num_id, num_id)]
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [d for d in counters if d > depth]:
            del counters[deeper]
        text = level.text
        for d in range(depth + 1):
            shown = self.levels.get((num_id, d), level)
            number = _FORMATS.get(shown.number_format, str)(counters.get(d, shown.start))
            text = text.replace(f"%{d + 1}", number)
        return text

    def _list_of(self, p: "Element") -> tuple[str, int] | None:
        num_id = value(p, "pPr/numPr/numId")
        if num_id is not None:
            return None if num_id == "0" else (num_id, int(value(p, "pPr/numPr/ilvl") or 0))
        return self.styles.get(value(p, "pPr/pStyle") or "")


def _text_of(lvl: "Element") -> str:
    found = lvl.find(W + "lvlText")
    return "" if found is None else found.get(W + "val") or ""
