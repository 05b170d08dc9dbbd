"""The content of a page of a PDF as operations with their operands, where it is written in the plain way of programs.

A content stream (ISO 32000-1, 7.8.2) may hold much that programs do not write: comments, inline pictures, names with
escapes, numbers of a hundred digits, operands too many or too few. What becomes of those is settled by the reference
way, so here they only end the reading: what is read here could not be read in another way.
"""

import re
from binascii import unhexlify
from collections.abc import Iterator, Sequence
from typing import Any, Final

_NUMBER: Final = rb"[-+]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})"
_NAME: Final = rb"/[A-Za-z0-9_.,+\-*$&@!|:;=?^~]+"
_ESCAPED: Final = rb"\\(?:[nrtbf()\\]|[0-3][0-7]{2}|[0-7]{1,2}(?![0-7]))"
_PLAIN: Final = rb"[^()\\]"
_STRING: Final = rb"\((?:%b|%b|\((?:%b|%b)*+\))*+\)" % (_PLAIN, _ESCAPED, _PLAIN, _ESCAPED)
_HEX: Final = rb"<[0-9A-Fa-f\s]*+>"
_PIECES: Final = rb"\[((?:\s|%b(?=[\s<(\]+-])|%b|%b)*+)\]" % (_NUMBER, _STRING, _HEX)
_PROPERTIES: Final = rb"(?:<<(?:\s|%b|%b|%b|%b|[\[\]])*+>>|%b)" % (_NAME, _NUMBER, _STRING, _HEX, _NAME)
_END: Final = rb"(?=[\s\[(</]|\Z)"

_OPERATION: Final = re.compile(
    rb"\s*+(?:"
    rb"((?:%(number)b\s++)*+)([A-Za-z][A-Za-z0-9]*+\*?)%(end)b"
    rb"|(%(string)b|%(hex)b)\s*+Tj%(end)b"
    rb"|(%(name)b)(?:\s++(%(number)b))?\s++(Tf|Do|gs|cs|CS|scn|SCN|ri|BMC|MP)%(end)b"
    rb"|%(pieces)b\s*+TJ%(end)b"
    rb"|%(name)b\s*+%(properties)b\s*+(?:BDC|DP)%(end)b"
    rb"|\[[\s\d.]*+\]\s*+%(number)b\s++d%(end)b"
    rb"|(\S)|\Z)"
    % {
        b"number": _NUMBER,
        b"end": _END,
        b"pieces": _PIECES,
        b"string": _STRING,
        b"hex": _HEX,
        b"name": _NAME,
        b"properties": _PROPERTIES,
    }
)
"""An operation, from the end of the one before it; or the sign at which the plain way ends."""
_PIECE: Final = re.compile(rb"(%b)|(%b|%b)" % (_NUMBER, _STRING, _HEX))
_OPERANDS: Final = {
    b"q": 0, b"Q": 0, b"cm": 6, b"BT": 0, b"Tc": 1, b"Tw": 1, b"Tz": 1, b"TL": 1, b"Tr": 1, b"Ts": 1, b"Td": 2,
    b"TD": 2, b"Tm": 6, b"T*": 0, b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"h": 0, b"re": 4, b"S": 0, b"s": 0,
    b"f": 0, b"f*": 0, b"B": 0, b"B*": 0, b"b": 0, b"b*": 0, b"n": 0,
}  # fmt: skip
"""What moves, shows or paints something, with the numbers it takes."""
_WITHOUT_PLACE: Final = frozenset(
    b"w J j M i ri gs d W W* ET BX EX EMC BMC BDC MP DP CS cs SC SCN sc scn G g RG rg K k sh F".split()
)
"""What changes no place and no character: colours, lines' looks, clipping, marks. ``F`` paints nothing in pdfminer."""
_NAMED: Final = frozenset((b"Tf", b"Do"))
"""What takes a name and shows something or says how; the others that take one change no place."""


class NotPlainError(Exception):
    """Something on a page that is left to the reference way; the message says what."""


Operation = tuple[bytes, Sequence[Any]]
"""An operator and its operands: numbers; a name and a number for ``Tf``; a name for ``Do``; the list of its texts and
numbers for ``TJ``, which stands for ``Tj`` too."""


def to_operations(content: bytes) -> Iterator[Operation]:
    """What a content stream does to place, show and paint things. Raises ``NotPlainError``."""
    found = map(re.Match.groups, _OPERATION.finditer(content))
    for numbers, operator, text, name, size, named, pieces, odd in found:
        if operator in _OPERANDS:
            values = [*map(float, numbers.split())] if numbers else []
            if len(values) != _OPERANDS[operator]:
                raise NotPlainError("an operator has too many or too few operands")
            yield operator, values
        elif text is not None:
            yield b"TJ", ([to_bytes(text)],)
        elif named in _NAMED:
            yield named, _named(named, name, size)
        elif pieces is not None:
            yield b"TJ", ([*_to_pieces(pieces)],)
        elif operator is not None and operator not in _WITHOUT_PLACE:
            raise NotPlainError("an operator is unknown")
        elif odd is not None:
            raise NotPlainError("the content is not written in the plain way")


def _named(operator: bytes, name: bytes, size: bytes | None) -> tuple[str] | tuple[str, float]:
    if (size is None) is (operator == b"Tf"):
        raise NotPlainError("an operator has too many or too few operands")
    word = name[1:].decode("ascii")
    return (word,) if size is None else (word, float(size))


def _to_pieces(array: bytes) -> Iterator[float | bytes]:
    for number, text in _PIECE.findall(array):
        yield to_bytes(text) if text else float(number)


def to_bytes(text: bytes) -> bytes:
    """What a string of a PDF in round or pointed brackets stands for."""
    inner = text[1:-1]
    if text[:1] == b"(":
        return _unescaped(inner) if b"\\" in inner else inner
    try:
        return unhexlify(inner)
    except ValueError:  # white space between the digits, or half a byte
        digits = b"".join(inner.split())
    if len(digits) % 2:
        raise NotPlainError("a string has half a byte")
    return unhexlify(digits)


def _unescaped(text: bytes) -> bytes:
    # Python's escapes are those of ISO 32000-1, table 3, but for the brackets; one of these may follow an escaped \.
    parts = (part.replace(b"\\(", b"(").replace(b"\\)", b")") for part in text.split(b"\\\\"))
    return b"\\\\".join(parts).decode("unicode_escape").encode("latin-1")
