"""Characters drawn twice on the same spot."""

import random

from pdfplumber.utils import dedupe_chars

from parsers.formats._pdf_content import Char
from parsers.formats._pdf_twice import once


def char(text: str, x: float, y: float, size: float = 10, *, font: str = "F", upright: bool = True) -> Char:
    return Char(text, x, y, x + size, y + size, upright, font)


def test_a_character_drawn_again_beside_itself_is_read_once() -> None:
    first, again, other = char("民", 10, 10), char("民", 10.5, 10.5), char("生", 10, 10)
    assert once([first, again, other], 100, 0, 0, 0) == [again, other]  # the higher one stays, as in pdfplumber


def test_another_place_font_size_or_direction_is_another_character() -> None:
    chars = [char("一", 10, 10), char("一", 12, 10), char("一", 10, 12)]
    chars += [char("一", 10, 10, font="G"), char("一", 10, 10, 11), char("一", 10, 10, upright=False)]
    assert once(chars, 100, 0, 0, 0) == chars


def test_the_same_stay_as_in_pdfplumber() -> None:
    for seed in range(40):
        draw = random.Random(seed)
        chars = [
            char(draw.choice("一二"), draw.randrange(60) / 4, draw.randrange(40) / 4, font=draw.choice("FG"))
            for _ in range(60)
        ]
        dicts = [
            {
                "n": n,
                "text": c.text,
                "x0": c.x0 + 3,
                "upright": c.upright,
                "fontname": c.font,
                "size": c.y1 - c.y0,
                "doctop": 842.1 + ((100.3 - c.y1) + 2),
            }
            for n, c in enumerate(chars)
        ]
        expected = [chars[each["n"]] for each in dedupe_chars(dicts, tolerance=1)]
        assert once(chars, 100.3, 2, 842.1, 3) == expected
