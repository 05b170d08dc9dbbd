"""Words that bound an amount."""

import pytest

from etl.normalise.quantities.comparators import ComparatorTable, strongest
from schemas.normalised import Comparator
from tests.etl.normalise.quantities.amounts_of import MEASURES

TABLE = ComparatorTable(MEASURES)
ABOUT, LEAST, MOST, MORE = Comparator.ABOUT, Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.MORE_THAN


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("不少于", (LEAST, 0)),
        ("活动不少于", (LEAST, 2)),
        ("不超过", (MOST, 0)),
        ("超过", (MORE, 0)),
        ("面积约", (ABOUT, 2)),
        ("至少开展", (LEAST, 0)),
        ("至少配备", (LEAST, 0)),
        ("不低于达到", (LEAST, 0)),
        ("控制在", (MOST, 0)),
        ("不足", (MOST, 0)),
        ("不少于(含)", (LEAST, 0)),
        ("周岁(含)", None),
        ("签约", None),
        ("节约", None),
        ("附近", None),
        ("最近", None),
        ("近开展", None),
        ("开展", None),
        ("", None),
    ],
)
def test_comparators_before_an_amount(text: str, found: tuple[Comparator, int] | None) -> None:
    assert TABLE.before(text, len(text)) == found


BELOW = ("低于", "少于", "小于")
ABOVE = ("超过", "高于", "多于", "大于", "突破", "超")


@pytest.mark.parametrize("negation", ["不", "不得", "不能", "不应", "不可", "不准", "不宜", "未"])
@pytest.mark.parametrize(("bounds", "turned"), [(BELOW, LEAST), (ABOVE, MOST)])
def test_a_negation_turns_a_bound_round(negation: str, bounds: tuple[str, ...], turned: Comparator) -> None:
    for bound in bounds:
        assert TABLE.before(f"原则上{negation}{bound}", 3 + len(negation + bound)) == (turned, 3)


def test_every_negation_turns_every_bound() -> None:
    for words in MEASURES.comparators:
        for bound in words.turned:
            plain = TABLE.before(bound, len(bound))
            for negation in MEASURES.negations:
                found = TABLE.before(negation + bound, len(negation + bound))
                assert found is not None
                assert plain is not None
                assert found[0] is not plain[0]
                assert found[1] == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("以上的", (LEAST, 2)),
        ("及以上", (LEAST, 3)),
        ("左右", (ABOUT, 2)),
        ("以内", (MOST, 2)),
        ("余热", (None, 0)),
        ("", (None, 0)),
    ],
)
def test_comparators_behind_an_amount(text: str, found: tuple[Comparator | None, int]) -> None:
    assert TABLE.after(text, 0) == found


def test_words_between_number_and_measure() -> None:
    assert TABLE.inside == {"余", "多"}


@pytest.mark.parametrize(
    ("before", "inside", "after", "together"),
    [
        (None, None, None, Comparator.EQUAL),
        (ABOUT, None, LEAST, LEAST),
        (LEAST, None, ABOUT, LEAST),
        (None, MORE, None, MORE),
        (ABOUT, MORE, None, MORE),
        (MOST, None, MOST, MOST),
        (None, None, ABOUT, ABOUT),
    ],
)
def test_a_bound_says_more_than_about(
    before: Comparator | None, inside: Comparator | None, after: Comparator | None, together: Comparator
) -> None:
    assert strongest(before, inside, after) is together
