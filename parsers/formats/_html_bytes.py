"""Bytes of a web page to its text: what its encoding is said to be, and what it is.

Pages of government sites say gb2312 and are GB18030, or say one and are the other after the site was moved; so
every encoding that may be meant is tried, and the one that gives the least nonsense is taken. The labels are those
of the Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels), in which gb2312 and gbk mean one
decoder.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from parsers.errors import UnreadableFileError

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BARE_UTF_16: Final = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_DECODERS: Final = {
    "utf-8": ("utf-8", "utf8", "unicode-1-1-utf-8"),
    "gb18030": ("gb2312", "gb_2312-80", "gb_2312", "csgb2312", "chinese", "gbk", "x-gbk", "gb18030", "cp936", "936"),
    "big5hkscs": ("big5", "big5-hkscs", "x-x-big5", "cn-big5"),
}
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LOOK_AT_BYTES: Final = 8192
_ODD: Final = re.compile("[\ufffd\ue000-\uf8ff\u0080-\u009f\u0100-\u017f\u0250-\u036f\u0400-\u07ff]")
"""What a Chinese page does not hold, and what wrong decoding is full of: unreadable bytes, private-use characters,
controls, and the letters that two bytes of UTF-8 give (pinyin has letters of 0100-017F, so one of them proves
nothing)."""
_CHINESE: Final = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_CERTAIN: Final = 10
"""Chinese characters for each odd one from which on a text is no accident; UTF-8 is hardly ever one."""
_MOST_ODD: Final = 0.05
"""Share of odd characters among those beyond ASCII from which on a page is not in the encoding."""


@dataclass(frozen=True)
class Decoded:
    """The text of a page and how many of its bytes' characters could not be read (they are U+FFFD in it)."""

    text: str
    unreadable: int


def decode(data: bytes, sent_as: str | None = None) -> Decoded:
    """Text of a page; ``sent_as`` is the charset that a MIME header gives it.

    Raises ``UnreadableFileError`` if no encoding gives a text.
    """
    text = _likeliest(_decoded(data, encoding) for encoding in _candidates(data, sent_as))
    beyond_ascii = sum(c > "\x7f" for c in text)
    if _nonsense(text) > max(2, _MOST_ODD * beyond_ascii):
        raise UnreadableFileError(
            "its characters are neither UTF-8, UTF-16 nor GB18030, or are damaged; save the page anew as UTF-8."
        )
    return Decoded(text.replace("\x00", ""), text.count("\ufffd"))


def _candidates(data: bytes, sent_as: str | None) -> Iterator[str]:
    """Encodings to try, the likelier first; a byte-order mark leaves no choice."""
    for start, encoding in (*_BOMS, *_BARE_UTF_16):
        if data.startswith(start):
            yield encoding
            return
    declared = _DECLARED.findall(data[:_LOOK_AT_BYTES])
    labels = [sent_as or "", *(d.decode("ascii", "replace") for d in declared)]
    # Bytes that are UTF-8 by accident are few; so UTF-8 comes first, but for an encoding that reads any bytes.
    if any(label.lower() in _DECODERS["big5hkscs"] for label in labels):
        yield "big5hkscs"
    yield "utf-8"
    yield "gb18030"


def _likeliest(texts: Iterable[str]) -> str:
    """The first text that is Chinese beyond doubt, else the one with the least nonsense, of equals the first.

    UTF-8 that is read as GB18030 may be sound characters throughout, so that its damaged bytes must not count too much.
    """
    tried: list[str] = []
    for text in texts:
        if _nonsense(text) * _CERTAIN < len(_CHINESE.findall(text)):
            return text
        tried.append(text)
    return min(tried, key=_nonsense)


def _decoded(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace").removeprefix("\ufeff")


def _nonsense(text: str) -> int:
    return len(_ODD.findall(text))
