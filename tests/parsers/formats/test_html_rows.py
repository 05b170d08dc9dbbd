"""Rows and cells of a table, whatever stands between them."""

import pytest

from parsers.formats._html_rows import Written, written
from parsers.formats._html_tree import parse, text_of


def found(markup: str) -> Written:
    root = parse(markup)
    assert root is not None
    return written(next(root.iter("table")))


def rows(markup: str) -> list[list[str]]:
    return [[text_of(cell.item).strip() for cell in row] for row in found(markup).rows]


def strays(markup: str) -> list[str]:
    return [(s if isinstance(s, str) else text_of(s)).strip() for s in found(markup).strays]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", [["1", "2"], ["3", "4"]]),
        ("<table><tr><th>1</th><td>2</td></tr></table>", [["1", "2"]]),
        ("<table><td>1</td><td>2</td></table>", [["1", "2"]]),
        ("<table><td>1<td>2<tr><td>3</table>", [["1", "2"], ["3"]]),
        ("<table><tbody><td>1<td>2</tbody><tbody><td>3</table>", [["1", "2"], ["3"]]),
        ("<table><form><tr><td>1</td></tr></form></table>", [["1"]]),
        ("<table><tr><form><td>1</td></form><td>2</td></tr></table>", [["1", "2"]]),
        ("<table><div><tr><td>1</td></tr></div></table>", [["1"]]),
        ("<table><a href=x><tr><td>1</td></tr></a></table>", [["1"]]),
        ("<table><tbody><tbody><tr><td>1</tbody></tbody></table>", [["1"]]),
        ("<table><tr></tr><tr><td>1</table>", [[], ["1"]]),
        ("<table><tr><td>1</td></tr></tr><tr><td>2</table>", [["1"], ["2"]]),
        ("<table><tr><td><p>1</td></p><td>2</td></tr></table>", [["1", "2"]]),
        ("<table></table>", []),
    ],
)
def test_rows_and_cells_are_found(markup: str, expected: list[list[str]]) -> None:
    assert rows(markup) == expected


def test_groups_are_in_the_order_drawn() -> None:
    table = "<table><tfoot><tr><td>f</tfoot><tbody><tr><td>1<tbody><tr><td>2</tbody>"
    table += "<thead><tr><td>h</thead><thead><tr><td>h2</thead><tfoot><tr><td>f2"
    assert rows(table) == [["h"], ["1"], ["2"], ["h2"], ["f2"], ["f"]]
    assert [len(g) for g in found(table).groups] == [1] * 6


def test_rows_outside_of_groups_are_groups_between_them() -> None:
    table = "<table><tr><td>1<tr><td>2</tr><tbody><tr><td>3</tbody><tr><td>4</table>"
    assert [len(g) for g in found(table).groups] in ([2, 1, 1], [2, 2])
    assert rows(table) == [["1"], ["2"], ["3"], ["4"]]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table>甲<tr>乙<td>1</td></tr>丙</table>", ["甲", "乙", "丙"]),
        ("<table><p>甲</p><tr><td>1</table>", ["甲"]),
        ("<table><tr><p>甲</p><td>1</td></tr></table>", ["甲"]),
        ("<table><tr><table><tr><td>甲</table></tr></table>", ["甲"]),
        ("<table><col><script>x</script><tr><td>1</table>", []),
        ("<table> \n<tr> <td>1</td> \n</tr></table>", []),
    ],
)
def test_what_is_no_part_is_set_aside(markup: str, expected: list[str]) -> None:
    assert strays(markup) == expected


def test_spans_are_read() -> None:
    (cell,) = next(found("<table><tr><td colspan=2 rowspan=0>1</table>").rows)
    assert (cell.columns, cell.rows) == (2, 0)


def test_captions_are_found() -> None:
    assert [text_of(c) for c in found("<table><caption>甲</caption><tr><td>1</table>").captions] == ["甲"]


@pytest.mark.parametrize(
    ("markup", "expected", "hidden"),
    [
        ('<table><tr style="display:none"><td>甲<td>乙</tr><tr><td>1</table>', [["1"]], ["甲 乙"]),
        ("<table><tr><td hidden>甲</td><td>1</table>", [["1"]], ["甲"]),
        ('<table><tbody style="display:none"><tr><td>甲</tbody><tr><td>1</table>', [["1"]], ["甲"]),
    ],
)
def test_what_is_not_shown_is_kept_apart(markup: str, expected: list[list[str]], hidden: list[str]) -> None:
    assert (rows(markup), found(markup).hidden) == (expected, hidden)


def test_wrappers_without_end_are_words() -> None:
    assert strays("<table>" + "<b>" * 500 + "<tr><td>甲")[-1] == "甲"
