"""Numbers that a browser draws before items."""

import pytest

from parsers.formats._html_marks import Marks, with_mark
from parsers.formats._html_tree import parse


def marks(markup: str) -> list[str]:
    root = parse(markup)
    assert root is not None
    counting = Marks()
    return [counting.of(item) for item in root.iter("li")]


@pytest.mark.parametrize(
    ("markup", "drawn"),
    [
        ("<ol><li>a<li>b", ["1.", "2."]),
        ("<ol start=3><li>a<li>b", ["3.", "4."]),
        ("<ol start=0><li>a<li>b", ["0.", "1."]),
        ("<ol start=-1><li>a<li>b<li>c", ["-1.", "0.", "1."]),
        ("<ol start=x><li>a", ["1."]),
        ("<ol start=123456789><li>a", ["1000000."]),
        ("<ol><li>a<li value=7>b<li>c", ["1.", "7.", "8."]),
        ("<ol reversed><li>a<li>b<li>c", ["3.", "2.", "1."]),
        ("<ol reversed start=9><li>a<li>b", ["9.", "8."]),
        ("<ol type=a><li>a<li>b", ["a.", "b."]),
        ("<ol type=A><li>a", ["A."]),
        ("<ol type=i><li>a<li>b", ["i.", "ii."]),
        ("<ol type=I><li>a", ["I."]),
        ('<ol style="list-style-type:cjk-ideographic"><li>a<li>b', ["一、", "二、"]),
        ('<ol style="list-style: inside decimal-leading-zero"><li>a', ["01."]),
        ('<ol style="list-style-type:none"><li>a', [""]),
        ('<ol style="list-style:none"><li>a', [""]),
        ('<ol><li style="list-style-type:none">a<li>b', ["", "2."]),
        ('<ol><li style="display:inline">a', [""]),
        ('<ol style="list-style-type:hebrew"><li>a', ["1."]),
        ("<ul><li>a<li>b", ["", ""]),
        ("<li>a", [""]),
        ("<ol><li>a<ol><li>b</ol><li>c", ["1.", "1.", "2."]),
        ("<ol><li>a</ol><ol><li>b</ol>", ["1.", "1."]),
    ],
)
def test_items_are_numbered(markup: str, drawn: list[str]) -> None:
    assert marks(markup) == drawn


@pytest.mark.parametrize(
    ("mark", "text", "line"),
    [
        ("1.", "建成公园", "1.建成公园"),
        ("1.", "WiFi", "1. WiFi"),
        ("一、", "5G", "一、5G"),
        ("1.", "1.建成公园", "1.建成公园"),
        ("1.", "（一）建成公园", "（一）建成公园"),
        ("1.", "①建成公园", "①建成公园"),
        ("1.", "2024年建成", "1. 2024年建成"),
        ("", "建成公园", "建成公园"),
    ],
)
def test_a_number_stands_before_words_that_have_none(mark: str, text: str, line: str) -> None:
    assert with_mark(mark, text) == line
