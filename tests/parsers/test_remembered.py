"""What is worked out of a vocabulary is worked out once."""

from parsers.remembered import remembered


class Counted:
    """Counts how often something was made."""

    def __init__(self) -> None:
        self.times = 0
        self.of = remembered(self._made)

    def _made(self, words: list[str]) -> str:
        self.times += 1
        return "".join(words)


def test_it_is_made_once() -> None:
    counted, words = Counted(), ["甲", "乙"]
    assert [counted.of(words) for _ in range(3)] == ["甲乙"] * 3
    assert counted.times == 1


def test_equal_words_are_not_taken_for_each_other() -> None:
    counted = Counted()
    first, second = ["甲"], ["甲"]
    assert counted.of(first) == counted.of(second) == "甲"
    assert counted.times == 2


def test_words_that_came_and_went_are_never_taken_for_new_ones() -> None:
    """A new object may stand where an old one stood in memory, and have its identity."""
    counted = Counted()
    assert [counted.of([str(n)]) for n in range(100)] == [str(n) for n in range(100)]


def test_two_makers_keep_apart() -> None:
    words = ["甲"]
    assert remembered(len)(words) == 1
    assert remembered(tuple)(words) == ("甲",)
