"""Tables as text, for consoles: columns lined up where a Chinese character is two columns wide.

The widths are those of rich. Its tables of them take as long to load as a query takes to run; what nearly all texts
here are made of is known without them.
"""

import re
from collections.abc import Sequence
from typing import Final

_WIDE: Final = "[\u3000-\u3029\u3400-\u4db5\u4e00-\u9fbb\uff01-\uff60]"
"""Chinese characters and what stands between them, two columns each since Unicode 4.1 (UAX #11)."""
_NARROW: Final = "[ -~“”‘’—…·]*"
"""What is one column each; of the quotation marks UAX #11 says that it depends on the font, and rich takes one."""


def text_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns lined up for a monospaced font in which a Chinese character is two columns wide."""
    widths = [max(map(width, column)) for column in zip(names, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(c + " " * (w - width(c)) for c, w in zip(cells, widths, strict=True)).rstrip() + "\n"

    count = f"({len(rows)} row{'s' * (len(rows) != 1)})\n"
    return line(names) + line(["-" * w for w in widths]) + "".join(map(line, rows)) + count


def width(text: str) -> int:
    """How many columns a text takes, as ``rich.cells.cell_len`` counts them."""
    if text.isascii() and text.isprintable():
        return len(text)
    others, wide = re.subn(_WIDE, "", text)
    if re.fullmatch(_NARROW, others):
        return len(others) + 2 * wide
    from rich.cells import cell_len

    return cell_len(text)
