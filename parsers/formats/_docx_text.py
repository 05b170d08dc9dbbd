"""Words of a WordprocessingML paragraph as Word shows them, tracked changes applied."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_GONE: Final = frozenset(W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "txbxContent", "instrText", "delText"))
_TEXT, _RUN, _SYMBOL = W + "t", W + "r", W + "sym"
_MARK: Final = f"{W}pPr/{W}rPr"
SHOWN: Final = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": " "}
"""Elements of a run that stand for a character."""


def paragraph_text(p: "Element") -> str:
    """Text of one paragraph: inserted runs, hyperlinks, fields' results and content controls are in it, deleted
    and moved-away runs, field codes and text boxes are not."""
    words: list[str] = []
    _take(p, words)
    return "".join(words)


def _take(element: "Element", words: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            words.append(child.text or "")
        elif tag == _RUN:
            _take(child, words)
        elif not isinstance(tag, str) or tag in _GONE or tag.endswith("}Fallback"):
            continue
        elif tag in SHOWN:
            words.append(shown(child))
        elif tag == _SYMBOL:
            words.append(_symbol(child))
        else:
            _take(child, words)


def shown(mark: "Element") -> str:
    """What Word shows of an element of ``SHOWN``; nothing where it breaks a page or a column."""
    return "" if mark.get(W + "type") in ("page", "column") else SHOWN[str(mark.tag)]


def _symbol(sym: "Element") -> str:
    try:
        code = int(sym.get(W + "char") or "", 16)
    except ValueError:
        return ""
    is_character = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if is_character else ""


def children(parent: "Element", name: str, through: frozenset[str]) -> Iterator["Element"]:
    """Children called ``name``, also those wrapped in the elements of ``through`` (content controls, insertions)."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in through:
            yield from children(child, name, through)


def value(element: "Element", path: str) -> str | None:
    """``w:val`` of the property at ``path``; an element without one is an on-switch and counts as ``continue``,
    which is what ``vMerge`` and ``hMerge`` mean by it (ECMA-376 part 1, 17.4.85); ``None`` if it is not there."""
    found = element.find(_qualified(path))
    return None if found is None else (found.get(W + "val") or "continue")


@cache
def _qualified(path: str) -> str:
    return "/".join(W + step for step in path.split("/"))


def number(element: "Element", path: str, default: int, least: int, most: int) -> int:
    """``w:val`` of the property at ``path`` as a number between bounds; ``default`` if it is missing or no number."""
    try:
        return min(most, max(least, int(value(element, path) or default)))
    except ValueError:
        return default


def has_deleted_mark(p: "Element") -> bool:
    """Whether a paragraph's end was deleted or moved away, so that what follows belongs to it (17.13.5.15)."""
    mark = p.find(_MARK)
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def is_deleted(element: "Element", properties: str) -> bool:
    """Whether a table row (``properties`` is ``trPr``) was deleted under tracked changes."""
    return element.find(f"{W}{properties}/{W}del") is not None


def is_inside_deletion(element: "Element") -> bool:
    """Whether an element stands in a deleted or moved-away run."""
    return any(a.tag in (W + "del", W + "moveFrom") for a in element.iterancestors())
