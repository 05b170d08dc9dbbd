"""Numbers with the measure behind them, and what makes a number part of a name: H2路, 5+2, 二次供水, 前三名."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from etl.normalise.quantities import numerals
from etl.normalise.quantities.comparators import ComparatorTable
from etl.normalise.quantities.folding import Folded, one_of
from etl.normalise.quantities.measures import Measure, MeasureKind, MeasureTable
from etl.normalise.quantities.tokens import Kind, Token
from schemas.measures import MeasureWords

_NEAR: Final = 16
"""Characters before an amount that say whether its measure counts."""
_MANY: Final = re.compile("[百千万亿]|百万|千万")
_NAMING: Final = re.compile(r"[A-Za-z0-9][+×*/=:.\-]\Z|[A-Za-z+×]\Z")
_MAY_NAME: Final = re.compile(r"[A-Za-z+×*/=:.\-前]\Z")
"""What both of the others find end with."""
_RANK: Final = re.compile("(?<![底月日年末以之])前\\Z")
_FORMED: Final = re.compile("[化式型制一](?![造药定度作个项])")
_COUPLED: Final = re.compile("[二两三四五六七八九十][^百千万亿]")
_ENUMERATED: Final = re.compile(r"([0-9]{1,2}\.)([1-9][0-9]{0,3})\Z")


class Number(NamedTuple):
    """A number with its measure, if one follows; ``plain`` is its value without 万 and 亿."""

    start: int
    end: int
    value: Decimal
    plain: Decimal
    measure: Measure | None
    is_more: bool = False
    numeral: str = ""


class NumberReader:
    """Reads single numbers, with the words of the reference data."""

    def __init__(self, words: MeasureWords, comparators: ComparatorTable, table: MeasureTable) -> None:
        self._table = table
        self._comparators = comparators
        self._spoken = {*words.spoken, *words.money}
        self._one = frozenset(words.one)
        self._coded_as = re.compile(f"(?:{one_of(words.abbreviations)})([0-9]+)", re.IGNORECASE)
        self._guard = re.compile(f"(?:{one_of(words.guards)})\\Z")

    def of(self, text: Folded, token: Token) -> Number | None:
        """The number of a token, unless what stands around it makes it part of a name."""
        before = text.text[max(0, token.start - 2) : token.start]
        if token.kind is Kind.PERCENT:
            return self._percent(token)
        if token.kind is Kind.NUMERAL:
            return self.numeral(text.text, token.text, token.start)
        if token.kind is Kind.CODE:
            return self._coded(text.text, token)
        if _MAY_NAME.search(before) and (_NAMING.search(before) or _RANK.search(before)):
            return None
        return ("." in token.text and self._enumerated(text, token)) or self.arabic(text.text, token.text, token.start)

    def arabic(self, text: str, digits: str, start: int) -> Number | None:
        """The number that ``digits`` write at ``start``, with its 万 and its measure; ``None`` past all counting."""
        value = numerals.arabic(digits)
        return None if value is None else self._multiplied(text, start, start + len(digits), value)

    def numeral(self, text: str, numeral: str, start: int) -> Number | None:
        """The number that a Chinese ``numeral`` writes at ``start``; ``None`` where it counts nothing."""
        value = numerals.chinese(numeral)
        if value is None and _MANY.fullmatch(numeral):
            value = self._many(text, numeral, start)
        before = text[max(0, start - 4) : start]
        if value is None or self._guard.search(before) or _RANK.search(before):
            return None
        number = self._multiplied(text, start, start + len(numeral), Decimal(value))
        return number._replace(numeral=numeral) if number and self._counts(text, number, numeral) else None

    def _many(self, text: str, numeral: str, start: int) -> int | None:
        """A bare 百 or 千 is a number only as a bound: 近百家, 千余人."""
        end = start + len(numeral)
        is_bound = self._comparators.before(text, start) or text[end : end + 1] in self._comparators.inside
        return numerals.chinese("一" + numeral) if is_bound else None

    def _counts(self, text: str, number: Number, numeral: str) -> bool:
        """Whether a Chinese numeral counts: 三个, 两条, 十二所; not 二次 (ordinal), 一批, 三级, 四公里."""
        if number.measure is None:
            return True  # 三至五家 has it behind the other number
        word = number.measure.word
        is_single = len(numeral) == 1 and (numeral == "二" or (numeral == "一" and word not in self._one))
        is_money = number.measure.kind is MeasureKind.MONEY and len(numeral) == 1
        is_formed = _FORMED.match(text, number.end) or (word != "个" and _COUPLED.match(text, number.end))
        return word in self._spoken and not (is_single or is_money or is_formed)

    def _coded(self, text: str, token: Token) -> Number | None:
        """The number behind an abbreviation that runs into it: AED200台; DN300, G319 and others are names."""
        found = self._coded_as.fullmatch(token.text)
        number = self.arabic(text, found[1], token.start + found.start(1)) if found else None
        return number if number and number.measure and number.measure.kind is MeasureKind.COUNT else None

    def _enumerated(self, text: Folded, token: Token) -> Number | None:
        """The number behind an enumerator that runs into it, at the start of a line: 2.5个社区 are 5."""
        found = _ENUMERATED.fullmatch(token.text)
        if found is None or not (text.line_start(token.start) == token.start or text.text[token.start - 1] in "。;"):
            return None
        number = self.arabic(text.text, found[2], token.start + found.start(2))
        is_count = number and number.measure and number.measure.kind is MeasureKind.COUNT
        return number if number and is_count and number.value == number.plain else None

    def _percent(self, token: Token) -> Number | None:
        whole, _, decimals = token.text[3:].partition("点")
        value = 100 if whole == "百" else numerals.chinese(whole)
        if value is None or any(c in numerals.MULTIPLIERS for c in decimals):
            return None
        tenths = "".join(str(numerals.chinese(c)) for c in decimals)
        number = Decimal(f"{value}.{tenths}") if tenths else Decimal(value)
        measure = Measure("%" if token.text.startswith("百") else "‰", MeasureKind.SHARE)
        return Number(token.start, token.end, number, number, measure)

    def _multiplied(self, text: str, start: int, end: int, plain: Decimal) -> Number | None:
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
        value = numerals.times(plain, multipliers)
        if value is None:
            return None
        if measure:
            end += len(measure.word)
            if not measure.counts_between(text[max(0, start - _NEAR) : start], text[end : end + _NEAR]):
                return None
        return Number(start, end, value, plain, measure, is_more)
