"""Characters drawn twice on the same spot."""

import random

from pdfplumber.utils.text import dedupe_chars

from parsers.formats._pdf_content import Char, Run
from parsers.formats._pdf_twice import once


def run(text: str, x: float, y: float, size: float = 10, *, font: str = "F", upright: bool = True) -> Run:
    """Characters side by side."""
    chars = [(char, x + n * size, x + (n + 1) * size) for n, char in enumerate(text)]
    return Run(y, y + size, upright, font, chars)


def kept(runs: list[Run]) -> list[list[Char]]:
    return [found.chars for found in once(runs, 100, 0, 0, 0)]


def test_a_character_drawn_again_beside_itself_is_read_once() -> None:
    first, again, other = run("民", 10, 10), run("民", 10.5, 10.5), run("生", 10, 10)
    assert kept([first, again, other]) == [[], again.chars, other.chars]  # the higher one stays, as in pdfplumber


def test_of_a_word_only_what_is_drawn_again_goes() -> None:
    above, again = run("民生", 10, 10), run("民众", 10.5, 10)
    assert kept([above, again]) == [above.chars, again.chars[1:]]


def test_another_place_font_size_or_direction_is_another_character() -> None:
    runs = [run("一", 10, 10), run("一", 12, 10), run("一", 10, 12)]
    runs += [run("一", 10, 10, font="G"), run("一", 10, 10, 11), run("一", 10, 10, upright=False)]
    assert kept(runs) == [each.chars for each in runs]


def test_what_lies_apart_is_left_as_it_is() -> None:
    runs = [run("全区重点民生实事", 50, y) for y in (700, 685, 670)] + [run("", 50, 655)]
    assert once(runs, 842, 0, 0, 0) is runs
    assert once([], 842, 0, 0, 0) == []


def test_heights_that_follow_each_other_closely_are_one_as_far_as_they_go() -> None:
    # Of the first and the last, 1.5 points apart, none would go without the one between them.
    runs = [run("一", 10, 10), run("一", 90, 10.75), run("一", 10, 11.5)]
    assert kept(runs) == [[], runs[1].chars, runs[2].chars]


def test_text_that_lies_nowhere_is_not_taken_for_apart() -> None:
    nowhere = float("nan")
    assert kept([run("一", nowhere, 10), run("一", 10, 10), run("一", 10, 10)]) != [[]] * 3


def test_the_same_stay_as_in_pdfplumber() -> None:
    for seed in range(40):
        draw = random.Random(seed)
        runs = [
            run(draw.choice("一二"), draw.randrange(60) / 4, draw.randrange(40) / 4, font=draw.choice("FG"))
            for _ in range(60 if seed % 2 else 4)
        ]
        dicts = [
            {
                "n": n,
                "text": text,
                "x0": x0 + 3,
                "upright": r.upright,
                "fontname": r.font,
                "size": r.y1 - r.y0,
                "doctop": 842.1 + ((100.3 - r.y1) + 2),
            }
            for n, r in enumerate(runs)
            for text, x0, _ in r.chars
        ]
        expected = {each["n"] for each in dedupe_chars(dicts, tolerance=1)}
        found = once(runs, 100.3, 2, 842.1, 3)
        assert [bool(each.chars) for each in found] == [n in expected for n in range(len(runs))]
