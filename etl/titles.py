"""What the title of a notice says of its standing: a later edition, an adjustment, a draft, a part of the year."""

import re
from typing import Final

from parsers.words import chinese_int, squeeze
from schemas.editions import EditionWords
from schemas.notice import Notice

_NUMBER: Final = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_PERIOD: Final = re.compile(rf"(?:第)?(?P<number>{_NUMBER})(?P<part>月|季度)")
_RANGE: Final = re.compile(rf"({_NUMBER})月?[-—–~至到]({_NUMBER})月")
_EMPTY: Final = re.compile(r"\([^()\w]*\)|的(?=(?:通知|公告|通报|报告|函)$)")
_OPENING: Final = re.compile(r"^(?:关于)?(?:印发|下发|做好|对)?")


def names_of(notice: Notice) -> str:
    """Title and captions of a notice, squeezed."""
    return " ".join(map(squeeze, (notice.letter.title or "", *notice.captions)))


def is_reissued(notice: Notice, words: EditionWords) -> bool:
    """Whether a file calls itself a later edition of its notice."""
    return _has(names_of(notice), words.reissued)


def is_adjusted(notice: Notice, words: EditionWords) -> bool:
    """Whether a notice corrects or adjusts another one."""
    return _has(names_of(notice), words.adjusted)


def is_draft(notice: Notice, words: EditionWords) -> bool:
    """Whether a notice is not settled yet."""
    return _has(names_of(notice), words.drafts)


def is_of_congress(notice: Notice, words: EditionWords) -> bool:
    """Whether a notice is the congress's own list: by its issuer, else its 文号, else its title."""
    letter = notice.letter
    said = letter.issuer or letter.document_number or names_of(notice)
    return _has(squeeze(said), words.congress)


def periods_of(notice: Notice, words: EditionWords) -> frozenset[str]:
    """Parts of the year that title and captions name: months, quarters and words such as 上半年."""
    text = names_of(notice)
    found = {f"{chinese_int(m['number'])}{m['part']}" for m in _PERIOD.finditer(text)}
    found |= {f"{chinese_int(m[1])}月" for m in _RANGE.finditer(text)}
    return frozenset(found | {word for word in words.periods if word in text})


def may_be_of_one_time(left: Notice, right: Notice, words: EditionWords) -> bool:
    """Whether nothing tells two files apart in time: both name no part of the year, or the same, or only one does."""
    ours, theirs = periods_of(left, words), periods_of(right, words)
    return not ours or not theirs or ours == theirs


def bare_title(notice: Notice, words: EditionWords) -> str:
    """The title without the words that mark a draft, a correction or an adjustment, to tell what it is about."""
    text = squeeze(notice.letter.title or (notice.captions[0] if notice.captions else ""))
    for word in sorted({*words.reissued, *words.adjusted, *words.drafts}, key=len, reverse=True):
        text = text.replace(word, "")
    return _OPENING.sub("", _EMPTY.sub("", text))


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
