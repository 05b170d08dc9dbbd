"""The grammar of amounts: tokens of a folded text to values, measures and comparators.

    amount = [comparator [verb]] number measure {"/" each} [comparator]
           | [comparator] number [measure] RANGE number measure [comparator]     two amounts, at least and at most
    number = NUMBER {余 | 多 | 百 | 千 | 万 | 亿} | NUMERAL {…} | PERCENT

A Chinese numeral counts things (三个项目) and never measures: 四公里 is a place, for GB/T 15835-2011 4.1.1 writes
measured amounts in Arabic digits.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from etl.normalise.quantities.comparators import ComparatorTable, strongest
from etl.normalise.quantities.counted_numbers import Number, NumberReader
from etl.normalise.quantities.folding import Folded, folded, one_of
from etl.normalise.quantities.measures import Measure, MeasureKind, table_of
from etl.normalise.quantities.tokens import HAN_NUMERAL, NUMBER, Kind, Token, Tokenizer
from etl.normalise.remembered import MadeOnce
from schemas.measures import MeasureWords
from schemas.normalised import Comparator

_RANGE: Final = re.compile(rf"(?:[—–\-―─~〜至到]{{1,2}})((?P<number>{NUMBER})|(?P<numeral>{HAN_NUMERAL}+))")


class Amount(NamedTuple):
    """One amount, from ``start`` to ``end`` of the folded text, comparators and /千人 included."""

    start: int
    end: int
    value: Decimal
    measure: Measure
    comparator: Comparator
    per: str | None = None


class _Per(NamedTuple):
    """What the amounts of a clause are set for each of, and where the text said so."""

    words: str = ""
    end: int = -1
    is_average: bool = False
    is_used: bool = False

    def of(self, amount: Amount) -> Amount:
        """``amount`` with it: a share of an average (人均收入增长8%) is not for each."""
        is_none = not self.words or amount.per or (self.is_average and amount.measure.kind is MeasureKind.SHARE)
        return amount if is_none else amount._replace(per=self.words)


_NO_PER: Final = _Per()


class AmountReader:
    """Reads the amounts of folded texts, with the words of the reference data."""

    def __init__(self, words: MeasureWords) -> None:
        self._tokenizer = Tokenizer(words)
        self._comparators = ComparatorTable(words)
        self._numbers = NumberReader(words, self._comparators, table_of(words))
        self._averages = {a.word: a.per for a in words.averages}
        physical = (w for m in words.physical for w in m.words)
        each = one_of(folded(w) for w in (*words.each, *words.counted, *physical))
        self._one_each = re.compile(f"/(?:每)?([十百千万]?(?:{each}))")
        self._each = re.compile(f"(?:{self._one_each.pattern})+")
        self._table = table_of(words)

    def amounts(self, text: Folded) -> list[Amount]:
        """All amounts of a text in order; none overlaps another."""
        found = list(self._scan(text))
        if len(found) < 2:
            return found
        counts_shares = {a.start for a, after in pairwise(found) if after.start == a.end and _is_share(after)}
        return [a for a in found if a.start not in counts_shares or a.measure.kind is not MeasureKind.COUNT]

    def _scan(self, text: Folded) -> Iterator[Amount]:
        per = _NO_PER
        done = 0
        for token in self._tokenizer.tokens_of(text.text):
            if token.start < done:
                continue
            if token.kind in (Kind.PER, Kind.AVERAGE):
                joined = per.words if per.end == token.start else ""  # 每人每月
                per = _Per(joined + self._per(token), token.end, token.kind is Kind.AVERAGE)
            elif token.kind is Kind.STOP:
                per = per if token.text == "(" or per.end == token.start else _NO_PER
            elif token.kind is not Kind.NAME:
                amounts, done = self._read(text, token, done)
                if per.is_used and text.line_start(token.start) > per.end:
                    per = _NO_PER  # 每千人…3.7个, and on the next line of the cell another matter
                yield from map(per.of, amounts) if per.words else amounts
                if amounts and per.words and not per.is_used:
                    per = per._replace(is_used=True)

    def _per(self, token: Token) -> str:
        return self._averages.get(token.text) or _each(token.text.removeprefix("每"))

    def _read(self, text: Folded, token: Token, done: int) -> tuple[list[Amount], int]:
        """The amount or the two of a range that a number begins, and where reading goes on."""
        number = self._numbers.of(text, token)
        if number is None:
            return [], token.end
        span = self._range(text.text, number)
        if span is not None and span[1].measure and number.value < span[1].value:
            return self._ends(text.text, *span, done), self._after(text.text, span[1])[1]
        if number.measure is None:
            return [], span[1].end if span else number.end
        amount = self._whole(text.text, number, done)
        return [amount], amount.end

    def _range(self, text: str, low: Number) -> tuple[Number, Number] | None:
        """Both numbers of a range that begins with one; 3—5万人 gives the 万 to both."""
        found = _RANGE.match(text, low.end)
        if found is None or (found["numeral"] is None) is not (low.numeral == ""):
            return None
        read = self._numbers.arabic if found["number"] else self._numbers.numeral
        high = read(text, found[1], found.start(1))
        if high is None:
            return low, Number(found.start(1), found.end(), Decimal(0), Decimal(0), None)
        if low.measure is None and low.value == low.plain < high.plain:
            low = low._replace(value=low.plain * (high.value / high.plain))
        same = low.measure is None or low.measure == high.measure
        return (low, high) if same else None

    def _ends(self, text: str, low: Number, high: Number, done: int) -> list[Amount]:
        measure = high.measure
        assert measure is not None
        _, start = self._start(text, low, done)
        per, end, _ = self._after(text, high)
        return [
            Amount(start, low.end, low.value, measure, Comparator.AT_LEAST, per),
            Amount(high.start, end, high.value, measure, Comparator.AT_MOST, per),
        ]

    def _whole(self, text: str, number: Number, done: int) -> Amount:
        measure = number.measure
        assert measure is not None
        before, start = self._start(text, number, done)
        per, end, after = self._after(text, number)
        share = self._table.at(text, end) if after and measure.word == "个" else None
        if share and share.kind is MeasureKind.SHARE:  # 3个以上百分点
            measure, end = share, end + len(share.word)
        inside = Comparator.MORE_THAN if number.is_more else None
        return Amount(start, end, number.value, measure, strongest(before, inside, after), per)

    def _start(self, text: str, number: Number, done: int) -> tuple[Comparator | None, int]:
        """The comparator before a number and where the amount begins, which is not before ``done``."""
        found = self._comparators.before(text, number.start)
        return found if found and found[1] >= done else (None, number.start)

    def _after(self, text: str, number: Number) -> tuple[str | None, int, Comparator | None]:
        each = self._each.match(text, number.end) if text.startswith("/", number.end) else None
        end = each.end() if each else number.end
        comparator, end = self._comparators.after(text, end)
        return ("".join(map(_each, self._one_each.findall(each[0]))) if each else None), end, comparator


def _each(words: str) -> str:
    """每千人 for 千人 and 千人口: what an amount is set for each of."""
    return "每" + (words.removesuffix("口") if words.endswith("人口") else words)


def _is_share(amount: Amount) -> bool:
    """Whether an amount is a percentage, which nothing counts: the 2个 of 2个100% counts aims, not things."""
    return amount.measure.kind is MeasureKind.SHARE


@MadeOnce
def reader_of(words: MeasureWords) -> AmountReader:
    """The reader of one set of words, made once."""
    return AmountReader(words)
