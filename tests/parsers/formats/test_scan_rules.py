"""Strokes that are rules: whole, faint, broken, beside text; and strokes that are none."""

import numpy as np
import pytest

from parsers.formats._scan_engine import Grey
from parsers.formats._scan_rules import Strokes, rule_pixels, strokes_of

DPI = 200


def page() -> Grey:
    """How dark a page is: nothing on it."""
    return np.zeros((900, 1200), np.uint8)


def framed(dark: int = 200, thick: int = 2) -> Grey:
    """A frame of two columns and two rows."""
    grey = page()
    for y in (100, 300, 500):
        grey[y : y + thick, 100:1002] = dark
    for x in (100, 500, 1000):
        grey[100 : 500 + thick, x : x + thick] = dark
    return grey


def only(dark: Grey) -> Strokes:
    (table,) = strokes_of(dark, DPI)
    return table


def places(dark: Grey) -> tuple[list[float], list[float]]:
    table = only(dark)
    return sorted({round(s.place, -1) for s in table.across}), sorted({round(s.place, -1) for s in table.down})


@pytest.mark.parametrize("dark", [255, 120, 40, 20])
@pytest.mark.parametrize("thick", [1, 2, 5, 8])
def test_rules_of_any_darkness_and_thickness(dark: int, thick: int) -> None:
    assert places(framed(dark, thick)) == ([100, 300, 500], [100, 500, 1000])


def test_a_faint_rule_in_noise() -> None:
    grain = np.random.default_rng(0).normal(0, 5, page().shape)
    noisy = np.clip(framed(22) + grain, 0, 255).astype(np.uint8)
    assert places(noisy) == ([100, 300, 500], [100, 500, 1000])


def test_a_rule_with_small_gaps() -> None:
    broken = framed()
    broken[:, 150:1000:40] = 0
    assert {round(s.place, -1) for s in only(broken).across} == {100, 300, 500}


def test_a_stroke_begins_and_ends_where_the_rule_does() -> None:
    (upper, *_) = sorted(only(framed()).across, key=lambda s: s.place)
    assert upper.start == pytest.approx(100, abs=4)
    assert upper.end == pytest.approx(1002, abs=4)


def test_two_tables_are_two() -> None:
    dark = framed()
    dark[560:562, 100:1000] = dark[800:802, 100:1000] = 200
    dark[560:802, 100:102] = dark[560:802, 998:1000] = 200
    assert len(strokes_of(dark, DPI)) == 2


def test_a_table_that_a_crease_parts_is_one() -> None:
    dark = framed()
    dark[:, 700:760] = 0
    assert len(strokes_of(dark, DPI)) == 1


def test_print_makes_no_table() -> None:
    rng = np.random.default_rng(0)
    dark = page()
    for top in range(100, 800, 50):
        for left in range(100, 1100, 32):
            dark[top : top + 28, left : left + 28] = 220 * (rng.random((28, 28)) < 0.4)
    assert strokes_of(dark, DPI) == []


def test_a_shaded_box_is_no_rule() -> None:
    dark = page()
    dark[100:400, 100:900] = 90
    assert strokes_of(dark, DPI) == []


def test_a_blank_page_has_no_table() -> None:
    assert strokes_of(page(), DPI) == []


def test_rules_are_taken_away_and_print_close_to_them_stays() -> None:
    dark = framed()
    dark[294:296, 200:270] = 200  # the feet of two characters, three pixels above the rule
    edges = [(100.0, float(y), 1000.0, float(y)) for y in (100, 300, 500)]
    edges += [(float(x), 100.0, float(x), 500.0) for x in (100, 500, 1000)]
    gone = rule_pixels(dark, edges, DPI) > 0
    assert gone[300:302, 150:450].all()
    assert gone[150:290, 500:502].all()
    assert not gone[294:296, 200:270].any()


def test_what_lies_on_no_edge_is_not_taken_away() -> None:
    assert not rule_pixels(framed(), [], DPI).any()
