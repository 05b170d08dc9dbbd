import random
import re

import pytest

from etl.normalise.families import stretches
from etl.normalise.families.stretches import REACH, Stretches
from tests.growth import grows_no_faster

CLAUSE = re.compile(r"[;。]|,(?!\d{3})|\n")
SEGMENT = re.compile(r"[;。\n]|[一二三]是")


@pytest.mark.parametrize(
    ("text", "word", "clause"),
    [
        ("新建公园3个,改造道路5条;整治河道", "新建", "新建公园3个"),
        ("新建公园3个,改造道路5条;整治河道", "道路", "改造道路5条"),
        ("新建公园3个,改造道路5条;整治河道", "河道", "整治河道"),
        ("投资1,000万元,新建公园", "万元", "投资1,000万元"),
        ("投资1,00万元", "万元", "00万元"),
        ("一个", "一", "一个"),
        ("甲,,乙", "乙", "乙"),
    ],
)
def test_a_place_is_in_the_stretch_between_two_marks(text: str, word: str, clause: str) -> None:
    assert Stretches(text, CLAUSE).around(text.index(word)) == clause


@pytest.mark.parametrize(("at", "clause"), [(0, "甲"), (1, "甲"), (2, "乙"), (3, "乙")])
def test_a_mark_ends_the_stretch_before_it(at: int, clause: str) -> None:
    assert Stretches("甲,乙", CLAUSE).around(at) == clause


@pytest.mark.parametrize("text", ["", ",", ",,"])
def test_where_nothing_is_said_there_is_no_stretch(text: str) -> None:
    assert Stretches(text, CLAUSE).around(len(text)) == ""


def test_a_text_without_marks_is_looked_at_within_reach() -> None:
    assert len(Stretches("建" * 10 * REACH, CLAUSE).around(5 * REACH)) == 2 * REACH
    assert Stretches("建" * 10, CLAUSE).around(5) == "建" * 10


def slowly(text: str, at: int, between: re.Pattern[str], reach: int) -> str:
    """What a stretch is, told by looking through the text around the place."""
    first, last = max(0, at - reach), min(len(text), at + reach)
    start = max((m.end() for m in between.finditer(text, first, at + 3) if m.end() <= at), default=first)
    end = next((m.start() for m in between.finditer(text, at, last)), last)
    return text[start:end]


@pytest.mark.parametrize("between", [CLAUSE, SEGMENT], ids=["clause", "segment"])
def test_it_is_what_looking_around_each_place_finds(between: re.Pattern[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "REACH", 9)
    chance = random.Random(5)
    for _ in range(400):
        text = "".join(chance.choice("一是,10;。建设的\n") for _ in range(chance.randint(0, 40)))
        found = Stretches(text, between)
        for at in range(len(text) + 1):
            assert found.around(at) == slowly(text, at, between, 9), (text, at)


def test_a_text_is_looked_through_once_for_all_places() -> None:
    def work(size: int) -> None:
        text = "新建公园3个," * size
        found = Stretches(text, CLAUSE)
        for at in range(0, len(text), 7):
            found.around(at)

    assert grows_no_faster(work, 500, 5000)
