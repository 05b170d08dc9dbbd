"""E-mail addresses, QQ numbers, WeChat ids and citizens' identity numbers in a folded text."""

import re
from collections.abc import Iterator
from typing import Final

from parsers.privacy.spans import Span, apart, is_free
from parsers.privacy.words import Patterns
from schemas.withheld import Withheld

_MAIL: Final = re.compile(
    r"[a-z0-9._%+\-]{1,64} ?\n?@\s?[a-z0-9\-]{1,63}(?:\s?\.\s?[a-z0-9\-]{1,63}){1,6}", re.ASCII | re.IGNORECASE
)
_MAIL_VALUE: Final = re.compile(
    r"(?:[a-z0-9._%+\-]{1,64}\s)?(?:[a-z0-9._%+\-#@]|[(\[]at[)\]]){4,}", re.ASCII | re.IGNORECASE
)
_QQ_NUMBER: Final = re.compile(r"[^0-9。;!?\ue000-\ue002]{0,30}?(?P<number>[0-9](?:[ \-]?[0-9]){4,11})(?![0-9])")
_NEXT_NUMBER: Final = re.compile(r"\s?[、,/和及或]\s?(?P<number>[0-9]{5,12})(?![0-9])")
_WECHAT_ID: Final = re.compile(
    r"(?P<mark>[\s:(为是]{0,4})(?P<id>[a-z][\w\-]{4,19}|[0-9]{5,12})(?![\w\-])", re.ASCII | re.IGNORECASE
)
_WECHAT_NAME: Final = re.compile(r"\s?:\s?(?P<id>[㐀-鿿]{2,4})(?![㐀-鿿])")
_IDENTITY: Final = re.compile(
    r"(?<![0-9A-Za-z])[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
    r"(?![0-9A-Za-z])"
)
_IDENTITY_VALUE: Final = re.compile(r"[^0-9。;]{0,8}?(?P<number>[0-9][0-9*xX \-]{4,20}[0-9xX*])")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"


def find_accounts(text: str, words: Patterns) -> list[Span]:
    """What is withheld of a folded text that is neither a telephone number nor a person."""
    spans: list[Span] = []
    for find in (_mails, _identities, _wechats, _qqs):
        spans += [span for span in find(text, words) if is_free(span.start, span.end, spans)]
    return apart(spans)


def _mails(text: str, words: Patterns) -> Iterator[Span]:
    if "@" in text:
        for found in _MAIL.finditer(text):
            yield Span(*found.span(), Withheld.MAIL)
    for label in words.mail_label.finditer(text):
        value = _MAIL_VALUE.match(text, label.end())
        if value:
            yield Span(*value.span(), Withheld.MAIL)


def _identities(text: str, words: Patterns) -> Iterator[Span]:
    for found in _IDENTITY.finditer(text):
        if _checks(found[0]):
            yield Span(*found.span(), Withheld.IDENTITY)
    for label in words.identity_label.finditer(text):
        value = _IDENTITY_VALUE.match(text, label.end())
        if value and not words.counted.match(text, value.end()):
            yield Span(*value.span("number"), Withheld.IDENTITY)


def _checks(number: str) -> bool:
    """Whether the last of 18 digits is the check of the others (GB 11643-1999, 5.3)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def _wechats(text: str, words: Patterns) -> Iterator[Span]:
    for label in words.wechat_label.finditer(text):
        found = _WECHAT_ID.match(text, label.end())
        if found and not words.counted.match(text, found.end()):
            yield Span(*found.span("id"), Withheld.WECHAT)
        elif (named := _WECHAT_NAME.match(text, label.end())) and words.is_name(named["id"]):
            yield Span(*named.span("id"), Withheld.WECHAT)


def _qqs(text: str, words: Patterns) -> Iterator[Span]:
    for label in words.qq_label.finditer(text):
        found = _QQ_NUMBER.match(text, label.end())
        if found is None or words.any_label.search(text, label.end(), found.start("number")) is not None:
            continue
        announced = ":" in text[label.end() : found.start("number")]
        while found and (announced or not words.counted.match(text, found.end())):
            yield Span(*found.span("number"), Withheld.QQ)
            found = _NEXT_NUMBER.match(text, found.end())
