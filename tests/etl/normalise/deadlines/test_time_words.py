"""What phrases of time leave unsaid."""

import pytest

from etl.normalise.deadlines.time_tokens import Kind, Token
from etl.normalise.deadlines.time_words import Times
from etl.reference.load import load_reference

WORDS = load_reference().deadlines


def test_times_are_those_of_the_reference_data() -> None:
    times = Times.of(WORDS, 2024)
    assert (times.year, times.parts, times.is_cell) == (2024, WORDS.parts, False)
    assert {"春节", "国庆", "汛期"} <= set(times.event_names)


def test_seasons_are_words_of_cells_only() -> None:
    assert Times.of(WORDS, 2024).season_names == ()
    assert "暑假" in Times.of(WORDS, 2024, is_cell=True).season_names


@pytest.mark.parametrize(
    ("text", "name"),
    [("国庆节", "国庆"), ("“十一”", "十一"), ("“五一”劳动节", "五一"), ("暑假期间", "暑假"), ("秋季开学", "秋季开学")],
)
def test_a_token_names_an_event(text: str, name: str) -> None:
    times = Times.of(WORDS, 2024)
    assert times.events_of(Token(Kind.EVENT, text, 0, len(text))) == (times.by_name[name],)


def test_a_token_may_name_none() -> None:
    assert Times.of(WORDS, 2024).events_of(Token(Kind.EVENT, "赶集", 0, 2)) == ()


def test_an_event_is_found_by_each_of_its_names() -> None:
    times = Times.of(WORDS, 2024)
    assert sum(len(event.names) for event in WORDS.events) == len(times.by_name)


def test_a_token_may_name_several_events() -> None:
    times = Times.of(WORDS, 2024)
    named = times.events_of(Token(Kind.EVENT, "“中秋”、国庆节", 0, 8))
    assert named == (times.by_name["中秋"], times.by_name["国庆"])


@pytest.mark.parametrize(
    "phrase",
    ["2024年6月", "6月底前", "二季度", "Q3完成", "农历八月", "“十四五”期末", "岁末", "2024", "6.30", "12/31", "国庆前"],
)
def test_a_time_may_stand_where_one_of_its_characters_does(phrase: str) -> None:
    assert Times.of(WORDS, 2024, is_cell=True).may_stand_in(phrase)


@pytest.mark.parametrize("phrase", ["", "新建公园3个", "全面完成改造前期工作", "每人3.", "共24至36人"])
def test_no_time_stands_where_none_does(phrase: str) -> None:
    assert not Times.of(WORDS, 2024).may_stand_in(phrase)
