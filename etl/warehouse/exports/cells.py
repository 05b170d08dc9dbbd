"""One value as a spreadsheet program is to show it: text that no program takes for a formula, lists a person can read.

The rules are told, with how to undo them, in `docs/export.md`.
"""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

LIST_MARK: Final = "、"
"""What stands between the items of a list: what the notices themselves write between units."""

_FORMULA = re.compile("'*[\\s\\x00-\\x20\u00a0\u200b\u3000\ufeff\"“”]*[=+\\-@＝＋－＠].", re.DOTALL)
_CONTROLS: Final = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)} | {
    0x7F: 0x2421,
    0xFFFE: 0xFFFD,
    0xFFFF: 0xFFFD,
}
"""Characters that no cell may hold (XML 1.0, 2.2 Char), and the picture of each: NUL is shown as ␀."""


def harmless(text: str) -> str:
    """``text`` with ``'`` before it where Excel or WPS would run it as a formula, a blank or a quote before it or not.

    A sign that nothing follows, as in the column of comparators, is no formula. The rule of OWASP, "CSV Injection".
    A text that begins so already gets one more, so that taking one ``'`` away from whatever ``'`` and such a beginning
    stand in gives every text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def visible(text: str) -> str:
    """``text`` with control characters as their pictures; tabs and ends of lines stay."""
    return text.translate(_CONTROLS) if not text.isprintable() else text


def joined(items: Sequence[Any]) -> str:
    """A list in one cell: its items with ``、`` between, those that hold one themselves in double quotes."""
    line = io.StringIO()
    end = "\r\n"  # with which both ends of lines within an item have quotes around it
    csv.writer(line, delimiter=LIST_MARK, lineterminator=end).writerow(
        ["" if item is None else as_text(item) for item in items]
    )
    return line.getvalue().removesuffix(end)


def as_text(value: Any) -> str:
    """A value as text: ISO 8601 days and times, decimals without idle noughts, lists joined."""
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value.normalize():f}" if value else "0"
        case datetime() | date() | time():
            return value.isoformat()
        case list() | tuple():
            return joined(value)
        case _:
            return str(value)
