"""What is looked at first to be quick never changes which amounts are found: each look let through gives the same."""

import re
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.quantities import amounts, counted_numbers, subjects
from etl.normalise.quantities.amounts import AmountReader
from etl.normalise.quantities.comparators import ComparatorTable
from etl.normalise.quantities.folding import by_first_character, fold, folded, one_of
from etl.normalise.quantities.measures import MeasureTable
from etl.normalise.quantities.subject_words import _AND_SO_ON, _QUOTE_AND_MORE
from etl.normalise.quantities.subjects import SubjectReader
from tests.etl.normalise.quantities.amounts_of import MEASURES

ALWAYS = re.compile("")
READER, SUBJECTS = AmountReader(MEASURES), SubjectReader(MEASURES)
WORDS = (
    *'0123456789.,%‰/×-—~“”"（）()、，。；\n 一二三十百千万亿个项家名人户米元前约余共为达的等',
    *(
        "公里",
        "平方米",
        "每千人",
        "人均",
        "百户",
        "不少于",
        "以上",
        "左右",
        "（含）",
        "H2",
        "5min",
        "km/h",
        "Gbps",
        "/10万",
        "个百分点",
    ),
    *(
        "分别",
        "依次",
        "总面积",
        "长约",
        "新增",
        "完成",
        "知晓率",
        "达到",
        "2024年",
        "年底",
        "床位",
        "托位",
        "培训",
        "建成",
        "园/所",
    ),
    *("百分之三十", "第三", "2.5个社区", "40公里/小时", "AED200台", "3—5", "2,000", "1200000000000000", "台（套）"),
)
TEXTS = st.lists(st.sampled_from(WORDS) | st.characters(), max_size=14).map("".join)


class _All(frozenset[str]):
    """Holds whatever it is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


@given(TEXTS)
@settings(deadline=None)
def test_amounts_are_the_same_with_every_look_let_through(text: str) -> None:
    source = fold(text)
    quick = READER.amounts(source)
    with (
        patch.object(counted_numbers, "_MAY_NAME", ALWAYS),
        patch.object(READER._comparators, "_last", _All()),
    ):
        assert READER.amounts(source) == quick


@given(TEXTS)
@settings(deadline=None)
def test_subjects_are_the_same_with_every_look_let_through(text: str) -> None:
    source = fold(text)
    found = READER.amounts(source)
    quick = SUBJECTS.subjects(source, found)
    with patch.object(SUBJECTS, "_reached_by", _All()), patch.object(subjects, "_LONG_GAP", 10**6):
        assert SUBJECTS.subjects(source, found) == quick


@given(TEXTS, st.integers(0, 5))
def test_the_longest_measure_is_the_one_that_a_pattern_of_all_finds(text: str, place: int) -> None:
    table = MeasureTable(MEASURES)
    words = (*table._measures, *map(folded, MEASURES.no_measures))
    found = re.compile(one_of(words)).match(text, min(place, len(text)))
    measure = table.at(text, min(place, len(text)))
    if measure is not None:
        assert found is not None
        assert measure is table._measures[found[0]]
    elif found is not None and found[0] in table._measures:
        behind = text[found.end() :]
        assert re.match(r"[A-Za-z0-9]|/", behind)  # 5min, km/h


@given(st.lists(st.text("个项百分点", min_size=1, max_size=3)), st.text("个项百分点", max_size=5))
def test_the_first_of_those_with_a_first_character_is_the_longest(words: list[str], text: str) -> None:
    begun = by_first_character(words).get(text[:1])
    found = begun.match(text) if begun else None
    assert (found[0] if found else None) == max((w for w in words if text.startswith(w)), key=len, default=None)


@given(TEXTS, st.integers(0, 20))
def test_a_comparator_ends_with_one_of_their_last_characters(text: str, start: int) -> None:
    quick, slow = ComparatorTable(MEASURES), ComparatorTable(MEASURES)
    slow._last = _All()
    place = min(start, len(text))
    assert quick.before(text, place) == slow.before(text, place)


@given(TEXTS)
def test_openings_of_names_begin_or_hold_what_they_are_looked_up_by(words: str) -> None:
    assert _AND_SO_ON.match(words) is None or "等" in words
    assert _QUOTE_AND_MORE.match(words) is None or words[0] in '“「『"'


@given(TEXTS)
def test_what_leads_to_a_number_ends_as_it_is_looked_up_by(text: str) -> None:
    source = fold(text).text
    for end in range(1, len(source) + 1):
        found = SUBJECTS._reaching.search(source, max(0, end - 12), end)
        assert found is None or source[end - 1] in SUBJECTS._reached_by


@given(TEXTS)
def test_two_amounts_joined_or_sized_stand_near(text: str) -> None:
    for pattern in (subjects._JOINED, subjects._SIZED):
        assert pattern.fullmatch(text) is None or len(text) < subjects._LONG_GAP


def test_what_is_for_each_begins_with_a_stroke() -> None:
    assert READER._each.pattern.startswith("(?:/")
    assert amounts._NO_PER.words == ""
