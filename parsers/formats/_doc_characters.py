"""Characters of Word's older formats to text: special ones as Word shows them, halves of one put together."""

from typing import Final

_SHOWN: Final = dict.fromkeys(range(32)) | {0x09: " ", 0x0A: "\n", 0x0B: "\n", 0x1E: "-"}
"""How control characters are shown ([MS-DOC] 2.4.2, 2.6.1 sprmCFSpec): a line break is one, a non-breaking hyphen is a
hyphen, and an optional hyphen, a picture's anchor or a page break is nothing."""


def readable(units: str) -> str:
    """The text of some units of UTF-16, a character each; a unit without its other half is shown as damage."""
    return units.translate(_SHOWN).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
