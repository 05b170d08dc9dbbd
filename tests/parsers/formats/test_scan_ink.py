"""Ink and paper: on grey paper, under uneven light, with faint print and with noise."""

import numpy as np
import pytest

from parsers.formats._scan_engine import Grey
from parsers.formats._scan_ink import darkness, ink_of

DPI = 200


def page(paper: int, ink: int, size: int = 400) -> Grey:
    grey = np.full((size, size), paper, np.uint8)
    grey[100:130, 100:104] = ink
    grey[200:204, 100:300] = ink
    return grey


@pytest.mark.parametrize(("paper", "ink"), [(255, 0), (230, 40), (180, 60), (255, 120), (120, 10)])
def test_print_is_ink_on_paper_of_any_grey(paper: int, ink: int) -> None:
    found = ink_of(darkness(page(paper, ink), DPI)) > 0
    assert (found == (page(paper, ink) == ink)).all()


def test_light_that_fades_over_the_page_is_no_ink() -> None:
    light = np.linspace(1, 0.6, 400)
    grey = (page(250, 20) * light).astype(np.uint8)
    assert ((ink_of(darkness(grey, DPI)) > 0) == (page(250, 20) == 20)).all()


def test_noise_is_no_ink() -> None:
    grain = np.random.default_rng(0).normal(240, 6, (400, 400)).clip(0, 255).astype(np.uint8)
    assert ink_of(darkness(grain, DPI)).mean() < 0.1


def test_a_faint_rule_is_darker_than_paper() -> None:
    dark = darkness(page(245, 225), DPI)
    assert dark[202, 200] >= 15
    assert dark[300, 200] == 0


def test_a_blank_page_has_no_ink() -> None:
    assert not ink_of(darkness(np.full((50, 50), 255, np.uint8), DPI)).any()


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (7, 9)])
def test_pages_of_odd_sizes(size: tuple[int, int]) -> None:
    assert ink_of(darkness(np.full(size, 200, np.uint8), DPI)).shape == size


def test_a_black_page_is_no_error() -> None:
    assert darkness(np.zeros((60, 60), np.uint8), DPI).shape == (60, 60)
