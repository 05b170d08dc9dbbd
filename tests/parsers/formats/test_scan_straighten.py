"""How far a page leans, and the page upright again."""

import numpy as np
import pytest

from parsers.formats._scan_engine import Grey
from parsers.formats._scan_straighten import skew_of, turned


def page(height: int = 1400, width: int = 1000) -> Grey:
    """White paper with rows of short black strokes, as lines of print are."""
    paper = np.full((height, width), 255, np.uint8)
    for top in range(100, height - 100, 40):
        for left in range(100, width - 100, 30):
            paper[top : top + 18, left : left + 20] = 0
    return paper


def ink(grey: Grey) -> Grey:
    return np.where(grey < 128, 255, 0).astype(np.uint8)


@pytest.mark.parametrize("angle", [-5.0, -2.5, -0.7, -0.1, 0.0, 0.3, 1.0, 2.5, 5.5])
def test_the_angle_is_found_within_a_twentieth_of_a_degree(angle: float) -> None:
    assert skew_of(ink(turned(page(), -angle))) == pytest.approx(angle, abs=0.05)


@pytest.mark.parametrize("angle", [-2.5, 0.7, 4.0])
def test_a_page_that_was_turned_upright_does_not_lean(angle: float) -> None:
    leaning = turned(page(), -angle)
    assert skew_of(ink(turned(leaning, skew_of(ink(leaning))))) == pytest.approx(0, abs=0.05)


def test_a_landscape_page() -> None:
    assert skew_of(ink(turned(page(800, 1400), -1.5))) == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (40, 40)])
def test_a_blank_page_of_any_size_does_not_lean(size: tuple[int, int]) -> None:
    assert skew_of(np.zeros(size, np.uint8)) == 0


def test_a_page_that_hardly_leans_is_left_as_it_is() -> None:
    straight = page()
    assert turned(straight, 0.01) is straight


def test_a_turned_page_keeps_its_size_and_gets_paper_at_its_corners() -> None:
    grey = turned(np.full((300, 200), 240, np.uint8), 3)
    assert (grey.shape, int(grey.min())) == ((300, 200), 240)
