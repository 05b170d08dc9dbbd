"""What is remembered is what was given, and never more than a bound."""

from etl.normalise.remembered import KeptInside, MadeOnce, Remembered, squeezed_words
from etl.normalise.units.lexicon import NO_BODIES
from etl.normalise.units.region_names import RegionNames
from schemas.units import Region


def test_a_function_is_asked_once_for_each_text() -> None:
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    values = Remembered(length)
    assert [values["一"], values["一"], values["一二"]] == [1, 1, 2]
    assert asked == ["一", "一二"]


def test_none_is_remembered_too() -> None:
    asked: list[str] = []
    values: Remembered[None] = Remembered(asked.append)
    assert values["一"] is values["一"] is None
    assert asked == ["一"]


def test_no_more_texts_are_held_than_the_bound() -> None:
    values = Remembered(len, most=3)
    for n in range(100):
        assert values[f"{n}"] == len(f"{n}")
        assert len(values) <= 3


def test_a_long_text_is_not_held() -> None:
    values = Remembered(len, longest=5)
    assert values["一二三四五六"] == 6
    assert not values


def test_something_is_made_once_for_the_same_words() -> None:
    made: list[tuple[str, ...]] = []

    def count(words: tuple[str, ...]) -> int:
        made.append(words)
        return len(made)

    make = MadeOnce(count)
    words, same, others = ("一", "二"), tuple("一二"), ("三",)
    assert words is not same
    assert [make(words), make(words), make(same), make(same), make(others)] == [1, 1, 1, 1, 2]


def test_words_with_the_id_of_others_are_not_taken_for_them() -> None:
    make: MadeOnce[tuple[str, ...], str] = MadeOnce(lambda words: words[0])
    for n in range(1000):
        assert make((f"{n}",)) == f"{n}"


def test_words_are_squeezed_in_their_order() -> None:
    assert squeezed_words(("（市 级）", "Ａ级")) == ("(市级)", "A级")


class _Owner:
    """What something is made of."""


def test_what_is_kept_inside_is_made_once_for_each_object() -> None:
    made: list[_Owner] = []

    def number(owner: _Owner) -> int:
        made.append(owner)
        return len(made)

    kept, other = KeptInside(number), KeptInside(number)
    one, two = _Owner(), _Owner()
    assert [kept(one), kept(one), kept(two), other(one), kept(one)] == [1, 1, 2, 3, 1]
    assert not any(name.isidentifier() for name in vars(one))


def test_what_is_kept_inside_is_no_part_of_what_an_object_equals() -> None:
    one, same = (RegionNames(Region(id="x", name="区", full_name="区", kind="", names=()), NO_BODIES) for _ in range(2))
    KeptInside(id)(one)
    assert one == same
