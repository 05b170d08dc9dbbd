"""Every date that a random phrase of the grammar stands for comes back.

The phrases are built here with what they mean, from the calendar alone; nothing of the grammar's own code is used.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.deadlines.doubts import doubts_of
from etl.normalise.deadlines.reading import read_deadline
from etl.reference.load import load_reference
from parsers.words import squeeze
from schemas.normalised import Basis, Deadline, Precision
from tests.growth import grows_no_faster

WORDS = load_reference().deadlines
PLAN = 2024
NUMERALS = ("〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
WIDE = str.maketrans("0123456789.,:()", "０１２３４５６７８９．，：（）")
FESTIVALS = {"国庆": (10, 1), "国庆节": (10, 1), "“十一”": (10, 1), "五一": (5, 1), "七一": (7, 1), "暑假": (7, 1)}
OPTIONS = settings(deadline=None, derandomize=True, max_examples=150)


@dataclass(frozen=True)
class Phrase:
    """A phrase and what it stands for."""

    text: str
    day: date
    precision: Precision
    start: date | None = None

    @property
    def is_short(self) -> bool:
        """Whether it has no words, so that others beside it could make another number of it."""
        return any(mark in self.text for mark in "./:") or squeeze(self.text).isascii()


def last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def chinese(number: int) -> str:
    """一 to 九十九, as they are said."""
    if number <= 10:
        return NUMERALS[number]
    tens, ones = divmod(number, 10)
    return f"{NUMERALS[tens] if tens > 1 else ''}十{NUMERALS[ones] if ones else ''}"


def chinese_year(year: int) -> str:
    return "".join(NUMERALS[int(digit)] for digit in str(year))


ARABIC: Callable[[int], str] = str
NUMBERS = st.sampled_from((ARABIC, chinese))


@st.composite
def years(draw: st.DrawFn) -> tuple[str, int]:
    """A year named in some way, or not named at all and so the plan's."""
    year = draw(st.integers(PLAN, 2049))
    named = ((f"{year}年", year), (f"{chinese_year(year)}年", year), ("明年", PLAN + 1), ("25年", 2025))
    return draw(st.sampled_from((*named, ("", PLAN), ("今年", PLAN))))


@st.composite
def months(draw: st.DrawFn) -> Phrase:
    (written, year), month, number = draw(years()), draw(st.integers(1, 12)), draw(NUMBERS)
    ends = {ending: last_of(year, month) for ending in ("", "底", "底前", "末", "份", "底之前", "底以前", "内")}
    ends |= {before: day_before(date(year, month, 1)) for before in ("前", "之前", "以前")}
    ending = draw(st.sampled_from(sorted(ends)))
    return Phrase(f"{written}{number(month)}月{ending}", ends[ending], Precision.MONTH)


@st.composite
def dotted_months(draw: st.DrawFn) -> Phrase:
    year, month, mark = draw(st.integers(2001, 2049)), draw(st.integers(1, 12)), draw(st.sampled_from("./-"))
    written = draw(st.sampled_from((str(month), f"{month:02d}")))
    ending = draw(st.sampled_from(("", "底", "底前", "月底前")))
    return Phrase(f"{year}{mark}{written}{ending}", last_of(year, month), Precision.MONTH)


@st.composite
def days(draw: st.DrawFn) -> Phrase:
    (written, year), number = draw(years()), draw(NUMBERS)
    exact = draw(st.dates(date(year, 1, 1), date(year, 12, 31)))
    ending = draw(st.sampled_from(("日", "日前", "号前", "日之前", "日以前", "号")))
    return Phrase(f"{written}{number(exact.month)}月{number(exact.day)}{ending}", exact, Precision.DAY)


@st.composite
def dotted_days(draw: st.DrawFn) -> Phrase:
    exact = draw(st.dates(date(PLAN, 1, 1), date(2049, 12, 31)))
    year, month, day = exact.year, exact.month, exact.day
    shapes = [
        f"{year}.{month}.{day}",
        f"{year}-{month:02d}-{day:02d}",
        f"{year}/{month}/{day}前",
        f"{exact:%Y%m%d}",
        f"{exact.isoformat()} 00:00:00",
    ]
    shapes += [f"{month}.{day}", f"{month}/{day}前"] if year == PLAN else []
    return Phrase(draw(st.sampled_from(shapes)), exact, Precision.DAY)


@st.composite
def thirds(draw: st.DrawFn) -> Phrase:
    (written, year), month, number = draw(years()), draw(st.integers(1, 12)), draw(NUMBERS)
    name, day = draw(st.sampled_from((("上旬", 10), ("中旬", 20), ("下旬", last_of(year, month).day))))
    before = draw(st.sampled_from(("", "前")))
    return Phrase(f"{written}{number(month)}月{name}{before}", date(year, month, day), Precision.DAY)


@st.composite
def quarters(draw: st.DrawFn) -> Phrase:
    (written, year), quarter, number = draw(years()), draw(st.integers(1, 4)), draw(NUMBERS)
    name = draw(st.sampled_from(("第", ""))) + number(quarter) + "季度"
    ends = {ending: last_of(year, 3 * quarter) for ending in ("", "末", "底前", "内")}
    ends["前"] = day_before(date(year, 3 * quarter - 2, 1))
    ending = draw(st.sampled_from(sorted(ends)))
    return Phrase(f"{written}{name}{ending}", ends[ending], Precision.QUARTER)


PARTS = (
    *(("上半年", 6, Precision.HALF), ("下半年", 12, Precision.HALF), ("年中", 6, Precision.HALF)),
    *((name, 12, Precision.YEAR) for name in ("年底", "年底前", "年末", "年内", "全年")),
)


@st.composite
def parts(draw: st.DrawFn) -> Phrase:
    (written, year), (name, month, precision) = draw(years()), draw(st.sampled_from(PARTS))
    return Phrase(f"{written}{name}", last_of(year, month), precision)


@st.composite
def whole_years(draw: st.DrawFn) -> Phrase:
    year = draw(st.integers(PLAN, 2049))
    written = draw(st.sampled_from((f"{year}年", f"{chinese_year(year)}年", f"{year}年度")))
    ends = {ending: date(year, 12, 31) for ending in ("", "底", "底前", "末", "内")}
    ends |= {before: date(year - 1, 12, 31) for before in ("前", "之前", "以前")}
    ending = draw(st.sampled_from(sorted(ends)))
    return Phrase(f"{written}{ending}", ends[ending], Precision.YEAR)


@st.composite
def festivals(draw: st.DrawFn) -> Phrase:
    (written, year), name = draw(years()), draw(st.sampled_from(sorted(FESTIVALS)))
    before = draw(st.sampled_from(("前", "之前", "以前")))
    return Phrase(f"{written}{name}{before}", day_before(date(year, *FESTIVALS[name])), Precision.DAY)


@st.composite
def month_ranges(draw: st.DrawFn) -> Phrase:
    (written, year), number = draw(years()), draw(NUMBERS)
    first, last = draw(st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted))
    mark = draw(st.sampled_from(("—", "-", "至", "到", "～", "~", "–")))
    inner, ending = draw(st.sampled_from(("月", ""))), draw(st.sampled_from(("", "底", "底前", "份")))
    text = f"{written}{number(first)}{inner}{mark}{number(last)}月{ending}"
    return Phrase(text, last_of(year, last), Precision.MONTH, date(year, first, 1))


@st.composite
def long_ranges(draw: st.DrawFn) -> Phrase:
    begin = draw(st.dates(date(PLAN, 1, 1), date(2047, 12, 31)))
    end, mark = draw(st.dates(begin, date(2049, 12, 31))), draw(st.sampled_from(("—", "-", "至", "到")))
    first, last = date(begin.year, begin.month, 1), last_of(end.year, end.month)
    shapes = (
        Phrase(f"{begin.year}年{begin.month}月{mark}{end.year}年{end.month}月", last, Precision.MONTH, first),
        Phrase(f"{begin.year}.{begin.month}{mark}{end.year}.{end.month}", last, Precision.MONTH, first),
        Phrase(f"自{begin.year}年{begin.month}月起至{end.year}年{end.month}月底", last, Precision.MONTH, first),
        Phrase(f"{begin:%Y年%m月%d日}{mark}{end:%Y年%m月%d日}前", end, Precision.DAY, begin),
        Phrase(f"{begin.year}{mark}{end.year}年", date(end.year, 12, 31), Precision.YEAR, date(begin.year, 1, 1)),
    )
    return draw(st.sampled_from(shapes))


POINTS = st.one_of(
    months(), dotted_months(), days(), dotted_days(), thirds(), quarters(), parts(), whole_years(), festivals()
)
PHRASES = st.one_of(POINTS, month_ranges(), long_ranges())


def stated(text: str) -> Deadline:
    return read_deadline(text, None, PLAN, WORDS)


def assert_reads(text: str, phrase: Phrase) -> None:
    found = stated(text)
    assert (found.day, found.start, found.precision) == (phrase.day, phrase.start, phrase.precision), text
    assert found.basis is Basis.STATED


@settings(OPTIONS, max_examples=1000)
@given(PHRASES)
def test_every_date_that_a_phrase_stands_for_comes_back(phrase: Phrase) -> None:
    assert_reads(phrase.text, phrase)


@settings(OPTIONS, max_examples=400)
@given(
    PHRASES, st.sampled_from(("力争", "确保于", "计划")), st.sampled_from(("完成", "完工", "投入使用", "，完工", "。"))
)
def test_words_beside_a_date_change_nothing(phrase: Phrase, before: str, after: str) -> None:
    if not phrase.is_short:
        assert_reads(f"{before}{phrase.text}{after}", phrase)


@OPTIONS
@given(PHRASES)
def test_full_width_digits_and_marks_change_nothing(phrase: Phrase) -> None:
    assert_reads(phrase.text.translate(WIDE), phrase)


@OPTIONS
@given(PHRASES, st.lists(st.tuples(st.integers(0, 30), st.sampled_from((" ", "\n", "　", "\t", " \n "))), max_size=5))
def test_white_space_changes_nothing(phrase: Phrase, spaces: list[tuple[int, str]]) -> None:
    if ":" not in phrase.text:  # the space before a time of day is a word of it
        spaced = phrase.text
        for place, space in spaces:
            spaced = spaced[:place] + space + spaced[place:]
        assert_reads(spaced, phrase)


@OPTIONS
@given(PHRASES)
def test_reading_what_was_read_changes_nothing(phrase: Phrase) -> None:
    once = stated(phrase.text)
    assert stated(once.text or "") == once
    if ":" not in phrase.text:
        assert stated(squeeze(phrase.text)).day == once.day


DEEDS = ("完成招标", "开工", "完成主体", "进场施工", "投入使用", "完工")
DATED = st.one_of(months(), days(), quarters()).filter(lambda p: "年" in p.text)


@OPTIONS
@given(
    st.lists(st.tuples(DATED, st.sampled_from(DEEDS)), min_size=2, max_size=5, unique_by=lambda s: s[0].day),
    st.sampled_from(("，", "；", "。", ",", "\n")),
)
def test_every_stage_comes_back_and_the_last_completes(steps: list[tuple[Phrase, str]], mark: str) -> None:
    found = stated(mark.join(f"{phrase.text}{deed}" for phrase, deed in steps))
    assert [(s.day, s.action, s.precision) for s in found.stages] == [(p.day, d, p.precision) for p, d in steps]
    assert [s.text for s in found.stages] == [f"{phrase.text}{deed}" for phrase, deed in steps]
    assert found.day == max(phrase.day for phrase, _ in steps)


@OPTIONS
@given(st.integers(PLAN, 2049), st.lists(st.integers(1, 12), min_size=2, max_size=4, unique=True).map(sorted))
def test_a_year_named_first_is_of_every_stage(year: int, listed: list[int]) -> None:
    text = "，".join(f"{month}月底前{deed}" for month, deed in zip(listed, DEEDS, strict=False))
    assert [s.day for s in stated(f"{year}年{text}").stages] == [last_of(year, month) for month in listed]


@OPTIONS
@given(st.integers(PLAN, 2049), st.lists(st.integers(1, 12), min_size=2, max_size=5, unique=True).map(sorted))
def test_of_several_months_in_a_list_the_last_counts(year: int, listed: list[int]) -> None:
    shapes = (
        "、".join(map(str, listed)) + "月",
        "、".join(f"{m}月" for m in listed),
        "、".join(map(chinese, listed)) + "月",
    )
    for text in shapes:
        found = stated(f"{year}年{text}")
        assert found.day == last_of(year, listed[-1]), text
        assert [s.day for s in found.stages] == [last_of(year, month) for month in listed]


@OPTIONS
@given(POINTS, st.sampled_from(("建成", "完工")))
def test_in_a_target_a_date_beside_its_completion_is_the_same(phrase: Phrase, deed: str) -> None:
    if not phrase.is_short and phrase.precision is not Precision.YEAR and phrase.day.year >= PLAN:
        found = read_deadline(None, f"新建公园3个，{phrase.text}{deed}。", PLAN, WORDS)
        assert (found.day, found.precision, found.basis) == (phrase.day, phrase.precision, Basis.TEXT), phrase.text


@OPTIONS
@given(PHRASES, st.sampled_from(("长期坚持", "并长期坚持", "，持续推进")))
def test_an_end_beside_work_without_end_counts(phrase: Phrase, words: str) -> None:
    found = stated(f"{phrase.text}{words}")
    assert found.day == phrase.day or (found.basis is Basis.OPEN and phrase.precision is Precision.YEAR)


ODD = st.text(
    alphabet="二〇零十一三O0123456789年月日号底前末内初中至—-./季度上下旬半全每起后国庆春节汛期“”、，。；：（）\n ",
    max_size=40,
)


@settings(OPTIONS, max_examples=500)
@given(st.text() | ODD, st.none() | st.integers(1990, 2099))
def test_no_text_is_an_error(text: str, year: int | None) -> None:
    for found in (read_deadline(text, None, year, WORDS), read_deadline(None, text, year, WORDS)):
        assert (found.day is None) == (found.basis in (Basis.OPEN, Basis.UNDETERMINED))
        assert found.start is None or (found.day is not None and found.start <= found.day)
        assert all(stage.start is None or stage.start <= stage.day for stage in found.stages)
        is_stated = found.basis is Basis.STATED and found.stages
        assert not is_stated or max(stage.day for stage in found.stages) == found.day
        assert all(doubt.message for doubt in doubts_of(found, WORDS))


@settings(OPTIONS, max_examples=300)
@given(ODD, st.integers(2001, 2049))
def test_reading_the_words_again_changes_nothing(text: str, year: int) -> None:
    once = read_deadline(text, None, year, WORDS)
    if once.text:
        assert read_deadline(once.text, None, year, WORDS) == once


@pytest.mark.parametrize(
    "unit",
    [
        "2024年6月底前完成",
        "国庆前、",
        "上半年",
        "第一季度至",
        "2024年",
        "前",
        "6、",
        "一、",
        "春节",
        "3-",
        "每年",
        "“",
        "《",
        "(",
        "\n6月",
        "改造小区",
    ],
)
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    def read(length: int) -> None:
        text = unit * (length // len(unit))
        read_deadline(text, None, PLAN, WORDS)
        read_deadline(None, text, PLAN, WORDS)

    assert grows_no_faster(read, 1500, 12_000)
