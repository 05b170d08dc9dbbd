"""What an amount counts, in the words of the text, as short as it stays meaningful.

Notices name it behind the amount (10个|老旧小区改造提升项目), before it (建筑面积|约260万平方米), before the bracket
that holds the amount (老年人（约5万名）), or with the amount before (居民3655户、约1.28万人).
"""

import re
from collections.abc import Sequence
from typing import Final

from etl.normalise.quantities.amounts import Amount
from etl.normalise.quantities.folding import Folded, folded, one_of
from etl.normalise.quantities.subject_words import SubjectTrimmer
from etl.normalise.remembered import MadeOnce
from schemas.measures import MeasureWords

_WINDOW: Final = 48
"""Characters read on either side of an amount; a longer name is none."""
_ENDS: Final = re.compile("[,。;:、!?(①-⑳⑴-⒇]")
_STARTS: Final = re.compile("[,。;:、!?()①-⑳⑴-⒇]")
_SENTENCE: Final = re.compile("[。;!?]")
_SHORT_BRACKET: Final = re.compile(r"\([^(),。;:0-9]{1,3}\)")
_BRACKET: Final = re.compile(r"\([^()]{1,40}\)")
_QUOTED: Final = re.compile('[“「『"]([^“”「」『』"]{1,40})[”」』"]')
_JOINED: Final = re.compile("的?|[—–\\-―─~〜至到]{1,2}")
_SIZED: Final = re.compile("(?:总|全)?(?:长度?|宽度?|高度?|里程|面积)(?:达到?|为)?")
_LONG_GAP: Final = 6
"""Characters between two amounts that are more than either of those before match."""
_RESPECTIVELY: Final = re.compile("([^,。;:!?()]+?)(?:分别|依次)[^,。;:!?()、0-9]{0,4}\\Z")
_AND: Final = re.compile("、|以及|[和与及]")
_RANGE: Final = re.compile("[—–\\-―─~〜至到]{1,2}")
_LIST_ITEM: Final = (3, 8)

Span = tuple[int, int]


class SubjectReader:
    """Finds what amounts count."""

    def __init__(self, words: MeasureWords) -> None:
        self._trim = SubjectTrimmer(words)
        self._reaching = re.compile(
            f"(?:{one_of(map(folded, words.subjects.reaching))}|{self._trim.each}|20[0-9]{{2}}年[底末]?)\\Z"
        )
        own = {word[-1] for word in map(folded, words.subjects.reaching)}
        self._reached_by = frozenset(own | self._trim.each_ends | set("年底末"))
        self._size = re.compile(f"(?:{one_of(words.subjects.bare)})\\Z")
        self._places = re.compile(f"(?:{one_of(words.subjects.places)})\\Z")

    def subjects(self, text: Folded, amounts: Sequence[Amount]) -> list[Span | None]:
        """Where each amount's subject stands in a folded text; ``None`` for one that the text does not name."""
        found: list[Span | None] = []
        for n, amount in enumerate(amounts):
            before = amounts[n - 1] if n else None
            if before and _RANGE.fullmatch(text.text, before.end, amount.start):
                found.append(found[-1])
                continue
            following = amounts[n + 1 : n + 3]
            found.append(
                self._behind(text, amount, following, strict=True)
                or self._before(text, amount, before, found[-1] if n else None)
                or self._behind(text, amount, following, strict=False)
            )
        self._share_out(text.text, amounts, found)
        return [_within_quotes(text.text, span) for span in found]

    def _share_out(self, text: str, amounts: Sequence[Amount], found: list[Span | None]) -> None:
        """Gives each amount of a list its own name, where there are as many: 甲率、乙率|分别控制在|3‰、5‰."""
        if "分别" not in text and "依次" not in text:
            return
        for n, amount in enumerate(amounts):
            floor = max(amounts[n - 1].end if n else 0, amount.start - 2 * _WINDOW)
            words = text[floor : amount.start]
            told = _RESPECTIVELY.search(words) if "分别" in words or "依次" in words else None
            if told is None:
                continue
            last = n
            while last + 1 < len(amounts) and _AND.fullmatch(text, amounts[last].end, amounts[last + 1].start):
                last += 1
            start, end = floor + told.start(1), floor + told.end(1)
            stops = [(m.start(), m.end()) for m in _AND.finditer(text, start, end)]
            names = list(zip([start, *(e for _, e in stops)], [*(s for s, _ in stops), end], strict=True))
            if len(names) == last - n + 1 > 1:
                found[n : last + 1] = [self._trim.before(text, *name, amount.measure.word) for name in names]

    # behind the amount

    def _behind(self, text: Folded, amount: Amount, following: Sequence[Amount], strict: bool) -> Span | None:
        """The name behind an amount. Where ``strict``, one that begins with a verb is what is done, not counted."""
        words = text.text
        gap = following[0].start - amount.end if following else _LONG_GAP
        if gap < _LONG_GAP and _JOINED.fullmatch(words, amount.end, following[0].start):
            return self._behind(text, following[0], following[1:], strict)  # 一支10人以上的“青年讲师团”, 3至5家
        if gap < _LONG_GAP and self._is_sized(words, amount, following[0]):
            return self._behind(text, following[0], following[1:], strict)  # 一条长约8公里的绿道
        start = amount.end
        if words.startswith("/", start):
            return None  # 50元/餐
        if strict and (aside := _BRACKET.match(words, start)):  # 120栋（约3000户）居民楼
            start = aside.end()
        start += words.startswith("的", start)
        if strict and text.line_start(start) == start:  # 公园3个, and on the next line 道路2条
            return None
        limit = min(len(words), start + _WINDOW)
        limit = next((a.start for a in following if start <= a.start < limit), limit)
        quoted = _QUOTED.match(words, start, limit)
        name = quoted.end() if quoted else start
        end = self._clause_end(words, name, limit)
        if quoted and self._trim.is_act(words[name:end]):
            return quoted.span(1)
        return self._trim.behind(words, start, end, amount.measure.word, strict)

    @staticmethod
    def _is_sized(text: str, amount: Amount, size: Amount) -> bool:
        """Whether the next amount is the size of what the first one counts, and says 的 before its name."""
        return _SIZED.fullmatch(text, amount.end, size.start) is not None and text.startswith("的", size.end)

    def _clause_end(self, text: str, start: int, limit: int) -> int:
        at = start
        while found := _ENDS.search(text, at, limit):
            bracket = _SHORT_BRACKET.match(text, found.start(), limit)
            if bracket is None or found.start() == start:
                return self._closed(text, start, found.start())
            at = bracket.end()
        return self._closed(text, start, limit)

    def _closed(self, text: str, start: int, limit: int) -> int:
        """Where a bracket closes that was open before the name, or ``limit``."""
        closed = text.find(")", start, limit)
        return limit if closed < 0 or "(" in text[start:closed] else closed

    # before the amount

    def _before(self, text: Folded, amount: Amount, before: Amount | None, last: Span | None) -> Span | None:
        """The name before an amount; that of the amount before it where nothing new is named."""
        words, passed = text.text, before.end if before else 0
        floor = max(passed, amount.start - _WINDOW)
        goes_on = before is not None and floor == passed and _SENTENCE.search(words, floor, amount.start) is None
        span = self._name_before(words, floor, amount.start, amount.measure.word)
        if span is None:
            return self._same(text, amount, before, last) if before and goes_on else self._earlier(words, floor, amount)
        is_place = last and goes_on and self._places.search(words[span[0] : span[1]])
        return last if is_place and self._is_inside(words, amount.start) else span

    def _same(self, text: Folded, amount: Amount, before: Amount, last: Span | None) -> Span | None:
        """What the amount before counts, if this one can count it too: no houses (61栋) in an area (建筑面积)."""
        is_size = last and self._size.search(text.text[last[0] : last[1]])
        return None if is_size and before.measure != amount.measure else last

    def _earlier(self, text: str, floor: int, amount: Amount) -> Span | None:
        """The rate or size that the clause before an amount ends in: 提高学生参与率，力争达95%以上."""
        comma = text.rfind(",", floor, amount.start)
        if comma < 0 or self._size.search(text[floor:comma]) is None:
            return None
        return self._name_before(text, floor, comma, amount.measure.word)

    def _is_inside(self, text: str, place: int) -> bool:
        """Whether a place is in a bracket."""
        floor = max(0, place - 4 * _WINDOW)
        return text.rfind("(", floor, place) > text.rfind(")", floor, place)

    def _name_before(self, text: str, floor: int, end: int, measure: str) -> Span | None:
        end = self._name_end(text, floor, end)
        start = self._clause_start(text, floor, end)
        if quoted := self._quoted_before(text, start, end):
            return quoted
        return self._listed(text, floor, start, end) or self._trim.before(text, start, end, measure)

    def _name_end(self, text: str, floor: int, end: int) -> int:
        """Where a name ends: before the verb that leads to the number (知晓率|达到) and before a bracket."""
        end = self._reached(text, floor, end)
        if end > floor and text[end - 1] == "(":
            end = self._reached(text, floor, end - 1)
        if end > floor and text[end - 1] == ")":
            opened = text.rfind("(", floor, end)
            is_long = opened > floor and _SHORT_BRACKET.fullmatch(text, opened, end) is None
            end = self._reached(text, floor, opened) if is_long else end
        return end

    def _reached(self, text: str, floor: int, end: int) -> int:
        while (
            end > floor
            and text[end - 1] in self._reached_by
            and (found := self._reaching.search(text, max(floor, end - 12), end))
        ):
            end = found.start()
        return end

    def _clause_start(self, text: str, floor: int, end: int) -> int:
        start = floor
        for stop in _STARTS.finditer(text, floor, end):
            if not (stop[0] in "()" and self._in_short_bracket(text, floor, stop.start())):
                start = stop.end()
        return start

    def _in_short_bracket(self, text: str, floor: int, at: int) -> bool:
        opened = at if text[at] == "(" else text.rfind("(", max(floor, at - 5), at)
        return opened > floor and _SHORT_BRACKET.match(text, opened) is not None

    def _listed(self, text: str, floor: int, start: int, end: int) -> Span | None:
        """A list of short names counted together: 新建|新型阅读空间、图书分馆|3个."""
        shortest, longest = _LIST_ITEM
        if start - 1 <= floor or text[start - 1] != "、" or not shortest <= end - start <= longest:
            return None
        first = self._clause_start(text, floor, start - 1)
        opened = self._trim.opened(first, text[first : start - 1])
        is_list = opened > first and shortest <= start - 1 - opened <= longest and "等" not in text[start:end]
        return (opened, end) if is_list else None

    def _quoted_before(self, text: str, start: int, end: int) -> Span | None:
        """A name in quotes right before the number, without its marks: “渝馨家园”3家."""
        return next((q.span(1) for q in _QUOTED.finditer(text, start, end) if q.end() == end), None)


@MadeOnce
def subject_reader_of(words: MeasureWords) -> SubjectReader:
    """The reader of one set of words, made once."""
    return SubjectReader(words)


def _within_quotes(text: str, span: Span | None) -> Span | None:
    """A name without what lies beyond a mark of quotation that it has only one side of."""
    if span is None or ("“" not in text and "”" not in text):
        return span
    start, end = span
    opened = text.rfind("“", start, end)
    if opened >= 0 and "”" not in text[opened:end]:
        start = opened + 1
    closed = text.find("”", start, end)
    if closed >= 0 and "“" not in text[start:closed]:
        start, end = (start, closed) if closed > start else (end, end)
    return (start, end) if start < end else None
