r"""Tokens of an RTF (Rich Text Format specification 1.9.1): groups, control words, and bytes of text.

``\'xx`` and plain text are both bytes of some code page: which one is for the reader of the text to say, who also knows
which of them only repeat a ``\u`` for older programs.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|[\r\n\0]+"
    rb"|(?P<text>[^\\{}\r\n\0]+)"
    rb"|\\",
    re.DOTALL,
)


class Token(NamedTuple):
    """A piece of an RTF: ``kind`` is ``{``, ``}``, ``word``, ``symbol``, ``hex`` or ``text``; ``value`` the control
    word or symbol; ``number`` its parameter; ``data`` the bytes of text."""

    kind: str
    value: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(rtf: bytes) -> Iterator[Token]:
    r"""The tokens in their order; binary data (``\bin``) is passed over, line ends mean nothing."""
    at = 0
    while found := _TOKEN.match(rtf, at):
        at = found.end()
        kind = found.lastgroup
        if kind in ("word", "number"):
            number = None if found["number"] is None else int(found["number"])
            if found["word"] == b"bin":
                at += max(number or 0, 0)
            else:
                yield Token("word", found["word"].decode("ascii"), number)
        elif kind == "brace":
            yield Token(found["brace"].decode("ascii"))
        elif kind == "hex":
            yield Token("hex", data=bytes.fromhex(found["hex"].decode("ascii")))
        elif kind == "symbol":
            yield _symbol(found["symbol"])
        elif kind == "text":
            yield Token("text", data=found["text"])


def _symbol(symbol: bytes) -> Token:
    if symbol in b"\\{}":
        return Token("text", data=symbol)
    if symbol in b"\r\n":  # an escaped line end ends a paragraph
        return Token("word", "par")
    return Token("symbol", symbol.decode("latin-1"))
