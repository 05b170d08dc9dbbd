"""How words are compared: one squeezing for storing and for looking up."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

CHINESE_DIGITS: Final = {"〇": 0, "零": 0, "○": 0, "O": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
                         "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEADING_YEAR: Final = re.compile(r"^((?:19|2[01])\d\d年)?(年度|度)?")
_SERIAL: Final = re.compile(
    r"^[(\[]?(?P<number>\d{1,4}|[一二三四五六七八九十百零〇]{1,5})[)\]]?[、.．,，:：]?$"
    r"|^第(?P<nth>\d{1,4}|[一二三四五六七八九十百零〇]{1,5})[项件]$"
)
_SUB_NUMBER: Final = re.compile(r"^[(\[]?(\d{1,3})[.\-—–](\d{1,3})[)\]]?[.、]?$")
_BRACKETED_NUMBER: Final = re.compile(r"^\(?(\d{1,3})\)[.、]?$")
_CIRCLED: Final = re.compile("[①-⑳⑴-⒇]")
_SHORT: Final = 40
_KEPT: Final = 4096
"""Characters and number of the texts whose squeezing is remembered: a row is looked at by a dozen questions, and
headers, units and days are the same few words from row to row."""
_HAN: Final = "㐀-鿿豈-﫿"
_SPACE_IN_HAN: Final = re.compile(
    rf"(?<=[{_HAN}，。、；：！？（）“”《》〔〕])\s+(?=[{_HAN}，。、；：！？（）“”《》〔〕])"
)


def squeeze(text: str) -> str:
    """``text`` without white space, full-width letters, digits and brackets folded (Unicode NFKC)."""
    return _squeezed(text) if len(text) > _SHORT else _squeezed_short(text)


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


_squeezed_short: Final = lru_cache(maxsize=_KEPT)(_squeezed)


def squeeze_header(text: str) -> str:
    """``text`` as headers are compared: squeezed, bracketed remarks and a leading year gone.

    2024年工作任务 is 工作任务, 指标类别（市级、人大票决） is 指标类别.
    """
    return _bare(text) if len(text) > _SHORT else _bare_short(text)


def _bare(text: str) -> str:
    squeezed = squeeze(text)
    bare = _BRACKETED.sub("", squeezed) or squeezed
    return _LEADING_YEAR.sub("", bare).strip(":")


_bare_short: Final = lru_cache(maxsize=_KEPT)(_bare)


def tidy(text: str) -> str:
    """``text`` with white space between Chinese characters gone, other runs of it made one space, ends trimmed."""
    return " ".join(_SPACE_IN_HAN.sub("", text).split())


def chinese_int(text: str) -> int | None:
    """Value of an Arabic or Chinese number below 10 000: 三十三 is 33, 二〇二四 is 2024; ``None`` if it is none."""
    text = unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"\d+", text):
        return int(text)
    if not text or any(c not in CHINESE_DIGITS and c not in "十百千" for c in text):
        return None
    if not any(c in "十百千" for c in text):
        return int("".join(str(CHINESE_DIGITS[c]) for c in text))
    total = digit = 0
    for char in text:
        if char in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[char]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
    return total + digit


def serial(text: str) -> int | None:
    """Number of a 序号 cell: 1, 01, 1、, (一), ① and 第1项 give theirs; ``None`` where the text is no number."""
    found = _SERIAL.match(squeeze(text))
    return chinese_int(found["number"] or found["nth"]) if found else None


def sub_number(text: str) -> tuple[int, int] | None:
    """The two numbers of a 序号 cell such as 1.2 or 1-2, the second counting inside the first; ``None`` for one."""
    found = _SUB_NUMBER.match(squeeze(text))
    return (int(found[1]), int(found[2])) if found else None


def inner_serial(text: str) -> int | None:
    """Number of a 序号 cell that is written as one inside another is, (1), 1) or ①; ``None`` for a plain one."""
    found = _BRACKETED_NUMBER.match(squeeze(text))
    if found is None and not _CIRCLED.fullmatch(text.strip()):
        return None
    return int(found[1]) if found else serial(text)


def longest_in(text: str, words: Iterable[str]) -> str | None:
    """The longest of ``words`` that stands in ``text``, compared squeezed; ``None`` if none does."""
    squeezed = squeeze(text)
    return max((w for w in words if squeeze(w) in squeezed), key=len, default=None)
