"""What a form's fields show: pages of office systems print a table as a form that is filled in."""

from typing import TYPE_CHECKING, Final

from parsers.formats._html_tree import tag, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WITHOUT_WORDS: Final = frozenset(
    {"hidden", "submit", "button", "reset", "image", "file", "password", "range", "color"}
)
_TICKED: Final = {True: "☑", False: "☐"}


def field_text(element: "Element") -> str:
    """The words that an ``input``, ``select`` or ``textarea`` shows; a box is drawn ticked or empty."""
    if tag(element) == "select":
        return _chosen(element)
    if tag(element) == "textarea":
        return (element.text or "").removeprefix("\n")
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return _TICKED[element.get("checked") is not None]
    return "" if kind in _WITHOUT_WORDS else element.get("value") or ""


def _chosen(select: "Element") -> str:
    options = list(select.iter("option"))
    chosen = [o for o in options if o.get("selected") is not None] or options[:1]
    return "、".join(text_of(o).strip() for o in chosen)
