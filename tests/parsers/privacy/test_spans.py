import pytest

from parsers.privacy.spans import Span, apart, is_free
from schemas.withheld import Withheld

PHONE, PERSON = Withheld.PHONE, Withheld.PERSON


@pytest.mark.parametrize(
    ("start", "end", "free"), [(0, 2, True), (5, 9, True), (4, 6, False), (0, 9, False), (3, 4, False)]
)
def test_a_piece_is_free_that_has_nothing_in_common(start: int, end: int, free: bool) -> None:
    assert is_free(start, end, [Span(2, 5, PHONE)]) is free


def test_spans_come_in_the_order_of_the_text() -> None:
    assert apart([Span(5, 6, PHONE), Span(0, 2, PERSON)]) == [Span(0, 2, PERSON), Span(5, 6, PHONE)]


def test_two_of_one_kind_that_overlap_become_one() -> None:
    assert apart([Span(0, 5, PHONE), Span(3, 9, PHONE), Span(4, 6, PHONE)]) == [Span(0, 9, PHONE)]


def test_of_two_kinds_what_is_left_of_the_later_stands_behind() -> None:
    assert apart([Span(0, 5, PHONE), Span(3, 9, PERSON)]) == [Span(0, 5, PHONE), Span(5, 9, PERSON)]
    assert apart([Span(0, 5, PHONE), Span(3, 4, PERSON)]) == [Span(0, 5, PHONE)]
