"""Words of a text that matter to an amount, one by one: numbers, names with numbers in them, 每…, ends of clauses.

Texts are read folded: full-width characters as half-width ones, white space gone. Numbers in names are tokens too, so
that nobody takes them for amounts: H2, “一楼一码”, 《2024年计划》, 第二, 三分之一.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from etl.normalise.quantities.folding import folded, one_of
from schemas.measures import MeasureWords

HAN_NUMERAL: Final = "[一二两三四五六七八九十百千万亿零〇]"
NUMBER: Final = r"[0-9]+(?:,[0-9]{3}){1,6}(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
BARE_EACH: Final = (
    "(?<![0-9一二两三四五六七八九十百千万余多几数上近约超/])"
    "[百千万](?:人口(?=[㐀-鿿]{0,12}(?:[数率量]|拥有|[0-9]))|[人户](?=拥有))"
)
"""千人口 of 千人口医师数 and 百户 of 百户拥有充电桩, which mean for each 千人口 and 百户."""
_AND: Final = "(?:[—–\\-―─~〜至到]{1,2}|[、和与及])第?"
_ORDINAL: Final = (
    rf"第(?:{HAN_NUMERAL}{{1,9}}(?:{_AND}{HAN_NUMERAL}{{1,9}}){{0,9}}"
    rf"|[0-9]{{1,6}}(?:{_AND}[0-9]{{1,6}}(?![0-9.,万亿])){{0,9}})"
)
_QUOTES: Final = re.compile('[“”"「」『』]')
_OPENING: Final = '“「『"'
_LONGEST_NAME: Final = 40
_LISTED: Final = re.compile("[，,。；;:、]")
_AMOUNT_IN_QUOTES: Final = re.compile(r"[0-9]+[万亿余多]*[㐀-鿿%]")


class Kind(StrEnum):
    """What a token is. ``NAME`` is a stretch that holds no amount, whatever numbers stand in it."""

    NAME = "name"
    CODE = "code"
    PERCENT = "percent"
    PER = "per"
    AVERAGE = "average"
    NUMBER = "number"
    NUMERAL = "numeral"
    STOP = "stop"


class Token(NamedTuple):
    """One word from ``start`` to ``end`` of the folded text."""

    kind: Kind
    text: str
    start: int
    end: int


class Tokenizer:
    """Cuts folded texts into tokens, with the words of the reference data."""

    def __init__(self, words: MeasureWords) -> None:
        physical = [w for m in words.physical for w in m.words]
        each = one_of({folded(w) for w in (*words.each, *words.counted, *(w for w in physical if not w.isascii()))})
        measures = one_of(folded(w) for w in (*words.each, *words.counted, *physical))
        patterns = (
            (Kind.NAME, rf"《[^《》]{{1,60}}》|{one_of(map(folded, words.idioms))}"),
            (Kind.PERCENT, rf"(?:百|千)分之{HAN_NUMERAL}{{1,9}}(?:点{HAN_NUMERAL}{{1,3}})?"),
            (Kind.NAME, rf"(?:{HAN_NUMERAL}{{1,9}}|[0-9]{{1,6}})分之{HAN_NUMERAL}{{1,9}}"),
            (Kind.NAME, rf"{_ORDINAL}|每(?:{one_of(words.no_each)})"),
            (
                Kind.PER,
                rf"每(?:(?:[0-9]{{1,6}}[十百千万亿]?|{HAN_NUMERAL}{{1,3}})(?:{measures})|(?:{each}))|{BARE_EACH}",
            ),
            (Kind.AVERAGE, one_of(a.word for a in words.averages)),
            (Kind.CODE, r"(?<![A-Za-z0-9])[A-Za-z]{1,12}[-.]?[0-9]{1,12}(?:[-.+/×][0-9A-Za-z]{1,12}){0,4}"),
            (Kind.NUMBER, NUMBER),
            (Kind.NUMERAL, f"{HAN_NUMERAL}+"),
            (Kind.STOP, r"[,。;:!?(]"),
        )
        self._kinds = tuple(kind for kind, _ in patterns)
        first = "".join({w[0] for w in (*words.idioms, *(a.word for a in words.averages))})
        begins = f"(?=[《每第,。;:!?(0-9A-Za-z{HAN_NUMERAL[1:-1]}{re.escape(first)}])"  # most characters begin none
        self._pattern = re.compile(begins + "(?:" + "|".join(f"({pattern})" for _, pattern in patterns) + ")")

    def tokens_of(self, text: str) -> Iterator[Token]:
        """All tokens of a folded text in order; what stands in quotes as a name is one ``NAME``."""
        quoted = iter((*names_in_quotes(text), (len(text), len(text))))
        start, end = next(quoted)
        for found in self._pattern.finditer(text):
            while found.start() >= end and end < len(text):
                start, end = next(quoted)
            if found.start() < start or found.start() >= end:
                yield Token(self._kinds[(found.lastindex or 1) - 1], found[0], *found.span())


def names_in_quotes(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a folded text that stand in quotes as a name, the marks included.

    A mark closes what the one before it opened, of whatever shape (“5+2" is common). A long stretch, or a list or a
    sentence with an amount in it, is what somebody says and no name; so is what a mark opens and nothing closes.
    """
    opened: int | None = None
    for mark in _QUOTES.finditer(text):
        at = mark.start()
        if opened is None or (mark[0] in _OPENING and mark[0] != '"'):
            opened = at if mark[0] in _OPENING else None
            continue
        if _is_name(text, opened + 1, at):
            yield opened, at + 1
        opened = None


def _is_name(text: str, start: int, end: int) -> bool:
    if end - start > _LONGEST_NAME:
        return False
    inside = text[start:end]
    return _LISTED.search(inside) is None or _AMOUNT_IN_QUOTES.search(inside) is None
