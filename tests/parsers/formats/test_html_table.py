"""Tables of pages, and tables that only place things."""

import pytest

from parsers.formats._html_furniture import furniture
from parsers.formats._html_table import Page
from parsers.formats._html_tree import parse
from schemas.document import Block, Paragraph, Table
from tests.parsers.formats.builders import places, texts

TASKS = "<table><tr><td>序号<td>名称<td>单位<tr><td>1<td>公园<td>区城管局</table>"
GRID = [["序号", "名称", "单位"], ["1", "公园", "区城管局"]]


def read(markup: str) -> tuple[list[Block], Page]:
    root = parse(markup)
    assert root is not None
    page = Page(furniture(root))
    return list(page.blocks(root)), page


def shape(markup: str) -> list[object]:
    """Paragraphs as their text, furniture in brackets, tables as their grids."""
    return [_shape(b) for b in read(markup)[0]]


def _shape(block: Block) -> object:
    if isinstance(block, Paragraph):
        return f"[{block.text}]" if block.furniture else block.text
    return texts(block)


def only_table(markup: str) -> Table:
    (table,) = (b for b in read(markup)[0] if isinstance(b, Table))
    return table


def test_paragraphs_and_tables_in_reading_order() -> None:
    assert shape(f"<p>前</p>{TASKS}<p>后</p>") == ["前", GRID, "后"]


def test_a_grid_with_merged_cells() -> None:
    table = only_table("<table><tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4</table>")
    assert places(table) == [("1", 1, 1, 2, 1), ("2", 1, 2, 1, 2), ("3", 2, 2, 1, 1), ("4", 2, 3, 1, 1)]
    assert (table.rows, table.columns, table.spans_known) == (2, 3, True)


def test_lines_of_a_cell_are_joined_by_newlines() -> None:
    cell = only_table("<table><tr><td>1<td><p>一<p>二<br>三\n四<td>x<tr><td>2<td>y<td>z</table>").cells[1]
    assert cell.text == "一\n二\n三四"


def test_cells_and_paragraphs_tell_their_line() -> None:
    blocks, _ = read("<p>甲</p>\n<table><tr><td>1</td>\n<td>2</td><tr><td>3<td>4</table>")
    assert [b.origin for b in blocks if isinstance(b, Paragraph)] == ["line 1"]
    (table,) = (b for b in blocks if isinstance(b, Table))
    assert [c.origin for c in table.cells] == ["line 2", "line 3", "line 3", "line 3"]


def test_a_page_of_several_tells_its_name_too() -> None:
    assert Page((), "sheet1.htm, ").origin(4) == "sheet1.htm, line 4"
    assert Page((), "sheet1.htm, ").origin(None) == "sheet1.htm"
    assert Page(()).origin(None) is None


def test_a_caption_stands_above_and_a_foot_below() -> None:
    table = "<table><caption>清单</caption><tfoot><tr><td>a<td>b<td>c<tbody><tr><td>1<td>2<td>3</table>"
    assert shape(table) == ["清单", [["1", "2", "3"], ["a", "b", "c"]]]


def test_words_between_rows_stand_above_the_table() -> None:
    assert shape("<table>甲<tr>乙<td>1<td>2<tr><p>丙</p><td>3<td>4</table>") == [
        "甲",
        "乙",
        "丙",
        [["1", "2"], ["3", "4"]],
    ]


def test_a_table_in_a_cell_is_the_cells() -> None:
    inner = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>"
    rows = f"<tr><td>1<td>公园<td>前{inner}后</td></tr><tr><td>2<td>公厕<td>改造"
    table = only_table(f"<table><tr><td>序号<td>名称<td>目标</tr>{rows}</table>")
    cell = next(c for c in table.cells if c.tables)
    assert (cell.row, cell.column, cell.text) == (2, 3, "前\n后")
    assert texts(cell.tables[0]) == [["甲", "1"], ["乙", "2"]]


@pytest.mark.parametrize(
    "frame",
    [
        "<table><tr><td>{}</table>",
        "<table><tr><td>{}</td></tr><tr><td></table>",
        "<table><tr><td width=9></td><td>{}</table>",
        "<table><tr><td colspan=3></td></tr><tr><td></td><td>{}</td><td></td></tr></table>",
        '<table role="presentation"><tr><td>{}</td><td></td></tr><tr><td></table>',
        "<table><tr><td><table><tr><td>{}</table></table>",
    ],
)
def test_a_table_that_places_things_is_what_it_places(frame: str) -> None:
    assert shape(frame.format(f"<p>前</p>{TASKS}后")) == ["前", GRID, "后"]


def test_a_whole_page_in_a_table() -> None:
    menu = "<table><tr><td><a href=1>首页</a><tr><td><a href=2>区情</a><tr><td><a href=3>公文</a></table>"
    page = f"<table><tr><td colspan=2>渝北区</tr><tr><td>{menu}<td><p>通知</p>{TASKS}</tr><tr><td>a<td>b</table>"
    assert shape(page) == ["渝北区", "[首页]", "[区情]", "[公文]", "通知", GRID, "a", "b"]


def test_a_list_with_headers_is_a_table_even_where_tables_stand_in_it() -> None:
    inner = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>"
    assert texts(only_table(f"<table><tr><th>名称<th>目标<tr><td>{inner}<td></table>"))[0] == ["名称", "目标"]


@pytest.mark.parametrize(
    "markup", ["<table><tr><td>1<td>2<td>3</table>", "<table><tr><td>1<td>2<tr><td>3<td>4</table>"]
)
def test_small_tables_are_tables(markup: str) -> None:
    assert isinstance(read(markup)[0][0], Table)


@pytest.mark.parametrize("markup", ["<table></table>", "<table><tr></tr></table>", "<table><tr><td><td> <td>&nbsp;"])
def test_a_table_without_words_is_nothing(markup: str) -> None:
    assert read(markup)[0] == []


def test_empty_cells_of_a_form_are_kept() -> None:
    assert texts(only_table("<table><tr><td>序号<td>名称<td>单位<tr><td><td><td></table>"))[1] == ["", "", ""]


def test_links_in_a_cell_are_its_words() -> None:
    links = "<br>".join(f'<a href="/{n}">公园{n}</a>' for n in range(4))
    table = only_table(f"<table><tr><td>序号<td>名称<td>单位<tr><td>1<td>{links}<td>区城管局</table>")
    assert table.cells[4].text == "公园0\n公园1\n公园2\n公园3"


def test_rows_that_are_not_shown_are_kept_as_furniture_and_said() -> None:
    blocks, page = read(TASKS.replace("<tr><td>1", '<tr style="display:none"><td>0<td>模板</tr><tr><td>1'))
    assert [_shape(b) for b in blocks] == [GRID, "[0 模板]"]
    assert [f.rule for f in page.findings] == ["hidden_cells"]
    assert page.findings[0].message == (
        "the table at line 1 has 1 row(s) or cell(s) that are not shown; they are kept as notes."
    )


def test_empty_rows_that_are_not_shown_are_not_worth_a_word() -> None:
    assert read(TASKS.replace("<tr><td>1", '<tr style="display:none"><td></tr><tr><td>1'))[1].findings == []


def test_words_that_are_not_shown_leave_a_cell_for_furniture() -> None:
    assert shape(TASKS.replace("公园", '公园<span style="display:none">密</span>')) == [GRID, "[密]"]


def test_cells_that_overlap_are_said() -> None:
    blocks, page = read("<table><tr><td>a<td>b<td rowspan=2>c<tr><td colspan=3>d<td>e</table>")
    (table,) = blocks
    assert isinstance(table, Table)
    assert places(table)[3:] == [("d", 2, 1, 1, 2), ("e", 2, 4, 1, 1)]
    assert [(f.rule, f.severity) for f in page.findings] == [("overlapping_cells", "warning")]
    assert page.findings[0].message.startswith("in row 2 of the table at line 1 a cell overlaps")


def test_a_phrase_of_the_site_is_furniture() -> None:
    assert shape("<p>当前位置：首页</p><p>通知</p>") == ["[当前位置：首页]", "通知"]


@pytest.mark.parametrize("depth", [30, 200])
def test_tables_in_tables_without_end_lose_no_word(depth: int) -> None:
    blocks, _ = read("<table><tr><td>一<td>二<tr><td>三<td>" * depth + "末")
    said = str(blocks)
    assert said.count("一") == said.count("三") == depth
    assert "末" in said


def test_tables_nested_deeper_than_any_page_are_words() -> None:
    blocks, _ = read("<table><tr><td>一<td>二<td><tr><td>三<td>四<td>" * 60)
    (table,) = (b for b in blocks if isinstance(b, Table))
    assert nesting(table) == 26


def nesting(table: Table) -> int:
    return 1 + max((nesting(inner) for cell in table.cells for inner in cell.tables), default=0)
