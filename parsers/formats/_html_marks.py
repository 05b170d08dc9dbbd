"""The numbers that a browser draws before the items of a list (HTML Standard, "ordinal value of an li element")."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from parsers.formats._html_tree import declared, tag
from parsers.formats._numerals import chinese_number, letter, roman

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLES: Final[dict[str, Callable[[int], str]]] = {
    "decimal": lambda n: f"{n}.",
    "decimal-leading-zero": lambda n: f"{n:02d}.",
    "lower-alpha": lambda n: f"{letter(n)}.",
    "lower-latin": lambda n: f"{letter(n)}.",
    "upper-alpha": lambda n: f"{letter(n).upper()}.",
    "upper-latin": lambda n: f"{letter(n).upper()}.",
    "lower-roman": lambda n: f"{roman(n).lower()}.",
    "upper-roman": lambda n: f"{roman(n)}.",
    "cjk-ideographic": lambda n: f"{chinese_number(n)}、",
    "cjk-decimal": lambda n: f"{chinese_number(n)}、",
    "simp-chinese-informal": lambda n: f"{chinese_number(n)}、",
    "trad-chinese-informal": lambda n: f"{chinese_number(n)}、",
}
_SILENT: Final = frozenset({"none", "disc", "circle", "square"})
_TYPES: Final = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_NUMBERED: Final = re.compile(r"[(（]?(\d{1,3}|[一二三四五六七八九十]{1,3})[)）、.．]|[①-⑳]")
_LARGEST: Final = 10**6


class Marks:
    """The ordered lists of a page and where each of them stands."""

    def __init__(self) -> None:
        self._next: dict[Element, int] = {}

    def of(self, item: "Element") -> str:
        """What is drawn before an ``li``, without the space behind it; empty where it has no number."""
        parent = item.getparent()
        if parent is None or tag(parent) != "ol":
            return ""
        if parent not in self._next:
            self._next[parent] = _first(parent)
        number = _number(item, "value", self._next[parent])
        self._next[parent] = number + (-1 if parent.get("reversed") is not None else 1)
        style = _style(item) or _style(parent) or "decimal"
        is_item = declared(item, "display") in ("", "list-item")
        return _STYLES.get(style, _STYLES["decimal"])(number) if is_item and style not in _SILENT else ""


def with_mark(mark: str, text: str) -> str:
    """An item's words behind its number; words that bring a number of their own keep it alone, because sites whose
    lists show no numbers (by a style sheet that lies elsewhere) write theirs by hand."""
    if not mark or _NUMBERED.match(text):
        return text
    separator = " " if mark[:-1].isascii() and text[:1].isascii() else ""
    return mark + separator + text


def _first(parent: "Element") -> int:
    is_reversed = parent.get("reversed") is not None
    return _number(parent, "start", sum(tag(child) == "li" for child in parent) if is_reversed else 1)


def _number(element: "Element", name: str, default: int) -> int:
    written = re.match(r"\s*([+-]?\d{1,9})", element.get(name) or "")
    return max(-_LARGEST, min(_LARGEST, int(written[1]))) if written else default


def _style(element: "Element") -> str:
    style = declared(element, "list-style-type") or declared(element, "list-style")
    known = [word for word in style.split() if word in _STYLES or word in _SILENT]
    return known[0] if known else _TYPES.get(element.get("type") or "", "")
