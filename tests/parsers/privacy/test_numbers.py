"""How sure a number is one of a telephone; what texts become is in ``test_texts``."""

import pytest

from parsers.privacy.numbers import Number, find_numbers, is_phone, phone
from parsers.privacy.spans import Span
from parsers.privacy.words import folded
from schemas.withheld import Withheld
from tests.parsers.privacy.build import words


def numbers(text: str, *taken: Span) -> list[tuple[str, str, bool]]:
    """The numbers of a text with their kinds, and whether something announces them."""
    found = find_numbers(folded(text), words(), taken)
    return [(text[n.start : n.end], n.kind, n.announced) for n in found]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("13800000000", "mobile"),
        ("138****0000", "mobile"),
        ("19900000000", "mobile"),
        ("023-67820064", "area"),
        ("0831-8222333转801", "area"),
        ("+86 23 67820064", "abroad"),
        ("67820064", "bare"),
        ("678200\n64", "bare"),
        ("1380000\n0000", "broken"),
    ],
)
def test_the_shape_of_a_number_tells_its_kind(text: str, kind: str) -> None:
    assert numbers(text) == [(text, kind, False)]
    assert numbers(f"电话：{text}") == [(text, kind, True)]


@pytest.mark.parametrize("text", ["12800000000", "1380000000", "138000000000", "0123", "6782006"])
def test_other_digits_prove_nothing(text: str) -> None:
    assert not any(is_phone(n) for n in find_numbers(text, words(), ()))


def test_only_some_kinds_prove_themselves() -> None:
    assert [is_phone(Number(0, 1, kind, False)) for kind in ("mobile", "area", "abroad", "broken", "bare")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert is_phone(Number(0, 1, "bare", True))


def test_what_is_taken_is_not_looked_at() -> None:
    assert numbers("13800000000@qq.com") == []
    assert numbers("电话13800000000", Span(0, 13, Withheld.MAIL)) == []


def test_a_number_is_announced_by_the_one_before_it() -> None:
    assert [n[2] for n in numbers("电话：67820064、67820065；张三67820066")] == [True, True, True]
    assert [n[2] for n in numbers("13800000000。67820065")] == [False, False]


def test_a_word_too_far_away_announces_nothing() -> None:
    assert numbers("电话回访表明群众对此十分满意并且提出了许多意见和建议67820064") == [("67820064", "bare", False)]


@pytest.mark.parametrize("text", ["110", "12345", "95598", "960961", "4008001234"])
def test_public_service_numbers_are_none(text: str) -> None:
    assert numbers(f"电话：{text}") == []


def test_a_number_is_a_span() -> None:
    assert phone(Number(3, 9, "bare", True)) == Span(3, 9, Withheld.PHONE)
