"""The grammar of amounts: tokens of a folded text to values, measures and comparators.

    amount = [comparator [verb]] number measure ["/" each] [comparator]
           | [comparator] number [measure] RANGE number measure [comparator]     two amounts, at least and at most
    number = NUMBER {余 | 多 | 百 | 千 | 万 | 亿} | NUMERAL {…} | PERCENT

A Chinese numeral counts things (三个项目) and never measures: 四公里 is a place, for GB/T 15835-2011 4.1.1 writes
measured amounts in Arabic digits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final

from etl.normalise.comparators import ComparatorTable, strongest
from etl.normalise.folding import Folded, folded, one_of
from etl.normalise.measures import Measure, MeasureKind, MeasureTable, table_of
from etl.normalise.numerals import MULTIPLIERS, arabic, chinese, times
from etl.normalise.quantity_tokens import HAN_NUMERAL, NUMBER, Kind, Token, Tokenizer
from schemas.measures import MeasureWords
from schemas.normalised import Comparator

_RANGE: Final = re.compile(rf"(?:[—–\-―─~〜至到]{{1,2}})((?P<number>{NUMBER})|(?P<numeral>{HAN_NUMERAL}+))")
_NEAR: Final = 16
"""Characters before an amount that say whether its measure counts."""
_MANY: Final = re.compile("[百千万亿]|百万|千万")
_CODED: Final = re.compile(r"[A-Za-z]{2,}([0-9]+)")
_NAMING: Final = re.compile(r"[A-Za-z0-9][+×*/=:.\-]\Z|[A-Za-z+×]\Z")
_RANK: Final = re.compile("(?<![底月日年末以之])前\\Z")
_FORMED: Final = re.compile("[化式型制一](?![造药定度作个项])")
_ENUMERATED: Final = re.compile(r"([0-9]{1,2}\.)([1-9][0-9]{0,3})\Z")


@dataclass(frozen=True)
class Amount:
    """One amount, from ``start`` to ``end`` of the folded text, comparators and /千人 included."""

    start: int
    end: int
    value: Decimal
    measure: Measure
    comparator: Comparator
    per: str | None = None


@dataclass(frozen=True)
class _Number:
    """A number with its measure, if one follows; ``plain`` is its value without 万 and 亿."""

    start: int
    end: int
    value: Decimal
    plain: Decimal
    measure: Measure | None
    is_more: bool = False
    numeral: str = ""


@dataclass(frozen=True)
class _Per:
    """What the amounts of a clause are set for each of, and where the text said so."""

    words: str = ""
    end: int = -1


class AmountReader:
    """Reads the amounts of folded texts, with the words of the reference data."""

    def __init__(self, words: MeasureWords) -> None:
        self._tokenizer = Tokenizer(words)
        self._table: MeasureTable = table_of(words)
        self._comparators = ComparatorTable(words)
        self._averages = {a.word: a.per for a in words.averages}
        self._spoken = {*words.spoken, *words.money}
        self._one = frozenset(words.one)
        self._guard = re.compile(f"(?:{one_of(words.guards)})\\Z")
        physical = (w for m in words.physical for w in m.words)
        each = one_of(folded(w) for w in (*words.each, *words.counted, *physical))
        self._each = re.compile(f"/(?:每)?([十百千万]?(?:{each}))")

    def amounts(self, text: Folded) -> list[Amount]:
        """All amounts of a text in order; none overlaps another."""
        found = list(self._scan(text))
        counts_shares = {a.start for a, after in pairwise(found) if after.start == a.end and _is_share(after)}
        return [a for a in found if a.start not in counts_shares or a.measure.kind is not MeasureKind.COUNT]

    def _scan(self, text: Folded) -> Iterator[Amount]:
        per = _Per()
        done = 0
        for token in self._tokenizer.tokens_of(text.text):
            if token.start < done:
                continue
            if token.kind in (Kind.PER, Kind.AVERAGE):
                per = _Per((per.words if per.end == token.start else "") + self._per(token), token.end)
            elif token.kind is Kind.STOP:
                per = per if token.text == "(" or per.end == token.start else _Per()
            elif token.kind is not Kind.NAME:
                amounts, done = self._read(text, token, done)
                each = per.words if text.line_start(token.start) <= per.end else ""
                yield from (a if a.per or not each else replace(a, per=each) for a in amounts)

    def _per(self, token: Token) -> str:
        return self._averages.get(token.text) or _each(token.text.removeprefix("每"))

    def _read(self, text: Folded, token: Token, done: int) -> tuple[list[Amount], int]:
        """The amount or the two of a range that a number begins, and where reading goes on."""
        number = self._first(text, token)
        if number is None:
            return [], token.end
        span = self._range(text.text, number)
        if span is not None and span[1].measure and number.value < span[1].value:
            return self._ends(text.text, *span, done), self._after(text.text, span[1])[1]
        if number.measure is None:
            return [], span[1].end if span else number.end
        amount = self._whole(text.text, number, done)
        return [amount], amount.end

    # numbers

    def _first(self, text: Folded, token: Token) -> _Number | None:
        """The number of a token, unless what stands around it makes it part of a name."""
        before = text.text[max(0, token.start - 2) : token.start]
        if token.kind is Kind.PERCENT:
            return self._percent(token)
        if token.kind is Kind.NUMERAL:
            return self._numeral(text.text, token.text, token.start)
        if token.kind is Kind.CODE:
            return self._coded(text.text, token)
        if _NAMING.search(before) or _RANK.search(before):
            return None
        return self._enumerated(text, token) or self._arabic(text.text, token.text, token.start)

    def _arabic(self, text: str, digits: str, start: int) -> _Number | None:
        value = arabic(digits)
        return None if value is None else self._multiplied(text, start, start + len(digits), value)

    def _numeral(self, text: str, numeral: str, start: int) -> _Number | None:
        value: int | None = chinese(numeral)
        if value is None and _MANY.fullmatch(numeral):
            value = self._many(text, numeral, start)
        before = text[max(0, start - 4) : start]
        if value is None or self._guard.search(before) or _RANK.search(before):
            return None
        number = self._multiplied(text, start, start + len(numeral), Decimal(value))
        return replace(number, numeral=numeral) if number and self._counts(text, number, numeral) else None

    def _many(self, text: str, numeral: str, start: int) -> int | None:
        """A bare 百 or 千 is a number only as a bound: 近百家, 千余人."""
        is_bound = (
            self._comparators.before(text, start) or text[start + len(numeral) : start + len(numeral) + 1] in "余多"
        )
        return chinese("一" + numeral) if is_bound and start + len(numeral) < len(text) else None

    def _counts(self, text: str, number: _Number, numeral: str) -> bool:
        """Whether a Chinese numeral counts: 三个, 两条, 十二所; not 二次 (ordinal), 一批, 三级, 四公里."""
        if number.measure is None:
            return _RANGE.match(text, number.end) is not None
        word = number.measure.word
        is_single = len(numeral) == 1 and (numeral == "二" or (numeral == "一" and word not in self._one))
        is_money = number.measure.kind is MeasureKind.MONEY and len(numeral) == 1
        return word in self._spoken and not is_single and not is_money and not _FORMED.match(text, number.end)

    def _coded(self, text: str, token: Token) -> _Number | None:
        """The number behind an abbreviation that runs into it: AED200台; DN300 and G319 are names."""
        found = _CODED.fullmatch(token.text)
        number = self._arabic(text, found[1], token.start + found.start(1)) if found else None
        return number if number and number.measure and number.measure.kind is MeasureKind.COUNT else None

    def _enumerated(self, text: Folded, token: Token) -> _Number | None:
        """The number behind an enumerator that runs into it, at the start of a line: 2.5个社区 are 5."""
        found = _ENUMERATED.fullmatch(token.text)
        if found is None or not (text.line_start(token.start) == token.start or text.text[token.start - 1] in "。;"):
            return None
        number = self._arabic(text.text, found[2], token.start + found.start(2))
        is_count = number and number.measure and number.measure.kind is MeasureKind.COUNT
        return number if number and is_count and number.value == number.plain else None

    def _percent(self, token: Token) -> _Number | None:
        whole, _, decimals = token.text[3:].partition("点")
        value = 100 if whole == "百" else chinese(whole)
        if value is None or any(c in MULTIPLIERS for c in decimals):
            return None
        tenths = "".join(str(chinese(c)) for c in decimals)
        number = Decimal(f"{value}.{tenths}") if tenths else Decimal(value)
        measure = Measure("%" if token.text.startswith("百") else "‰", MeasureKind.SHARE)
        return _Number(token.start, token.end, number, number, measure)

    def _multiplied(self, text: str, start: int, end: int, plain: Decimal) -> _Number | None:
        """A number with the 余, 万 and 亿 behind it, and the measure behind those."""
        multipliers, is_more = "", False
        while (measure := self._table.at(text, end)) is None and end < len(text):
            if text[end] in self._comparators.inside and not is_more:
                is_more = True
            elif text[end] in "百千万亿" and len(multipliers) < 2:
                multipliers += text[end]
            else:
                break
            end += 1
        value = times(plain, multipliers)
        if value is None or (measure and not measure.counts_behind(text[max(0, start - _NEAR) : start])):
            return None
        end += len(measure.word) if measure else 0
        return _Number(start, end, value, plain, measure, is_more)

    # ranges and what stands around an amount

    def _range(self, text: str, low: _Number) -> tuple[_Number, _Number] | None:
        """Both numbers of a range that begins with one; 3—5万人 gives the 万 to both."""
        found = _RANGE.match(text, low.end)
        if found is None or (found["numeral"] is None) is not (low.numeral == ""):
            return None
        read = self._arabic if found["number"] else self._numeral
        high = read(text, found[1], found.start(1))
        if high is None:
            return low, _Number(found.start(1), found.end(), Decimal(0), Decimal(0), None)
        if low.measure is None and low.value == low.plain < high.plain:
            low = replace(low, value=low.plain * (high.value / high.plain))
        same = low.measure is None or low.measure == high.measure
        return (low, high) if same else None

    def _ends(self, text: str, low: _Number, high: _Number, done: int) -> list[Amount]:
        measure = high.measure
        assert measure is not None
        _, start = self._start(text, low, done)
        per, end, _ = self._after(text, high)
        return [
            Amount(start, low.end, low.value, measure, Comparator.AT_LEAST, per),
            Amount(high.start, end, high.value, measure, Comparator.AT_MOST, per),
        ]

    def _whole(self, text: str, number: _Number, done: int) -> Amount:
        measure = number.measure
        assert measure is not None
        before, start = self._start(text, number, done)
        per, end, after = self._after(text, number)
        inside = Comparator.MORE_THAN if number.is_more else None
        return Amount(start, end, number.value, measure, strongest(before, inside, after), per)

    def _start(self, text: str, number: _Number, done: int) -> tuple[Comparator | None, int]:
        """The comparator before a number and where the amount begins, which is not before ``done``."""
        found = self._comparators.before(text, number.start)
        return found if found and found[1] >= done else (None, number.start)

    def _after(self, text: str, number: _Number) -> tuple[str | None, int, Comparator | None]:
        each = self._each.match(text, number.end)
        end = each.end() if each else number.end
        comparator, end = self._comparators.after(text, end)
        return (_each(each[1]) if each else None), end, comparator


def _each(words: str) -> str:
    """每千人 for 千人 and 千人口: what an amount is set for each of."""
    return "每" + (words.removesuffix("口") if words.endswith("人口") else words)


def _is_share(amount: Amount) -> bool:
    """Whether an amount is a percentage, which nothing counts: the 2个 of 2个100% counts aims, not things."""
    return amount.measure.kind is MeasureKind.SHARE


@lru_cache(maxsize=4)
def reader_of(words: MeasureWords) -> AmountReader:
    """The reader of one set of words, made once."""
    return AmountReader(words)
