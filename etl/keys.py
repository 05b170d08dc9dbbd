"""One key for storing a name and for looking it up."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff·•・\-_\"“”'‘’]+")

_KEY_ALREADY = re.compile("[一-鿿A-Za-z0-9()、]*")
"""Names that are their own keys, as most are."""


def unit_key(name: str) -> str:
    """``name`` as unit names are compared: full-width forms folded, white space, quotes and points gone.

    Brackets stay, because 区数建办（区大数据局） says more than either name.
    """
    return name if _KEY_ALREADY.fullmatch(name) else _SEPARATORS.sub("", unicodedata.normalize("NFKC", name))
