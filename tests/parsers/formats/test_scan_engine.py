"""The recognition of single lines, cut from a page of a real notice."""

from functools import cache

import numpy as np
import pytest

from parsers.formats._scan_engine import Grey, Mark, recognise
from tests.conftest import notice_path
from tests.scans import page_pictures


@cache
def page() -> Grey:
    return np.asarray(page_pictures(notice_path("gaoxin-2024-plan", "pdf"))[1])


@cache
def line(which: str) -> Grey:
    """Of the page's first row 发展婴幼儿照护服务 and its number 7; and blank paper."""
    boxes = {"text": (288, 398, 328, 672), "number": (288, 150, 328, 180), "blank": (20, 100, 60, 500)}
    top, left, bottom, right = boxes[which]
    return np.ascontiguousarray(page()[top:bottom, left:right])


def text(marks: tuple[Mark, ...]) -> str:
    return "".join(m.text for m in marks)


def test_a_line_of_chinese() -> None:
    ((index, marks),) = recognise([line("text")])
    assert (index, text(marks)) == (0, "发展婴幼儿照护服务")


def test_every_character_has_a_score_and_a_place_in_order() -> None:
    ((_, marks),) = recognise([line("text")])
    assert all(0.9 < m.score <= 1 for m in marks)
    places = [m.at for m in marks]
    assert places == sorted(places)
    assert 0 < places[0] < 0.15
    assert 0.85 < places[-1] <= 1


def test_lines_come_with_their_index_whatever_their_width() -> None:
    lines = [line("text"), line("number"), line("text"), line("number")]
    found = dict(recognise(lines))
    assert [text(found[n]) for n in range(4)] == ["发展婴幼儿照护服务", "7"] * 2


def test_a_line_reads_alike_alone_and_among_others() -> None:
    alone = dict(recognise([line("number")]))[0]
    among = dict(recognise([line("text"), line("number")]))[1]
    assert text(alone) == text(among)


def test_blank_paper_has_no_character() -> None:
    assert dict(recognise([line("blank")])) == {0: ()}


def test_nothing_to_read() -> None:
    assert list(recognise([])) == []


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (48, 9000)])
def test_pieces_of_odd_sizes(size: tuple[int, int]) -> None:
    assert [index for index, _ in recognise([np.full(size, 255, np.uint8)])] == [0]
