r"""Code pages of an RTF: which characters the bytes of its text are.

The file names one (``\ansicpg``), each font has a character set that means one (``\fcharset``); a Chinese text may well
stand in a Latin font of a file whose code page is Chinese.
"""

import codecs
from typing import Final

_CHARACTER_SETS: Final = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950"}
"""Code pages of two bytes a character, by ``\\fcharset``."""


def code_page(number: int) -> str:
    """Name of the codec of a Windows code page; that of Western Europe if there is none."""
    name = "gb18030" if number == 936 else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def font_code_page(character_set: int) -> str | None:
    r"""Name of the codec of a font's ``\fcharset``; ``None`` if the file's own is meant."""
    return _CHARACTER_SETS.get(character_set)


def decoded(data: bytes, *pages: str | None) -> str:
    """The characters of ``data`` by the first code page in which all of it is text, else with marks of damage."""
    for page in pages:
        if page is not None:
            try:
                return data.decode(page)
            except UnicodeDecodeError:
                continue
    return data.decode("cp1252", "replace")
