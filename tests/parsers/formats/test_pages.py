"""Pages of lines and tables in reading order, with paragraphs whole and page numbers out of the way."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.formats._pages import PageLayout, is_furniture, running_lines, to_blocks
from parsers.formats._reflow import Line, width_of
from schemas.document import Block, Box, Cell, Paragraph, Table

WIDTH, HEIGHT, SIZE, LEFT = 595.0, 842.0, 12.0, 90.0
FULL = "各镇街要加强组织领导压紧压实工作责任确保完成各项目标任务并及时报送进展情况接受"
FOOT, HEAD = 790.0, 40.0


def line(text: str, top: float, x0: float = LEFT) -> Line:
    return Line(text=text, x0=x0, x1=x0 + width_of(text, SIZE), top=top, bottom=top + SIZE, size=SIZE)


def drawn(text: str, top: float, page: int = 1, high: float = 50) -> tuple[Box, Table]:
    return (LEFT, top, 500.0, top + high), Table(
        cells=(Cell(row=1, column=1, text=text),), rows=1, columns=1, page=page
    )


def page(number: int, *lines: Line, tables: tuple[tuple[Box, Table], ...] = (), width: float = WIDTH) -> PageLayout:
    return PageLayout(number, width, HEIGHT, tables, lines)


def said(blocks: list[Block]) -> list[str]:
    return [b.text if isinstance(b, Paragraph) else f"[{b.cells[0].text}]" for b in blocks]


def body(blocks: list[Block]) -> list[str]:
    return [b.text for b in blocks if isinstance(b, Paragraph) and not b.furniture]


def furniture(blocks: list[Block]) -> list[str]:
    return [b.text for b in blocks if isinstance(b, Paragraph) and b.furniture]


def test_no_pages_give_no_blocks() -> None:
    assert to_blocks([]) == []


def test_an_empty_page_gives_no_blocks() -> None:
    assert to_blocks([page(1)]) == []


def test_lines_stand_before_between_and_after_the_tables() -> None:
    layout = page(
        1,
        line("附件1", 120),
        line("附件2", 300),
        line("注：说明", 450),
        tables=(drawn("表一", 150), drawn("表二", 350)),
    )
    assert said(to_blocks([layout])) == ["附件1", "[表一]", "附件2", "[表二]", "注：说明"]


def test_blocks_carry_their_page() -> None:
    blocks = to_blocks(
        [page(1, line("甲", 200), line(FULL, 250)), page(2, line("   乙", 200), tables=(drawn("表", 300, 2),))]
    )
    assert [b.page for b in blocks][-1] == 2
    assert blocks[0].page == 1


def test_stray_lines_are_kept_as_paragraphs_of_their_page() -> None:
    layout = PageLayout(3, WIDTH, HEIGHT, (drawn("表", 200, 3),), (), (line("（续表）", 210),))
    (stray,) = to_blocks([layout])[1:]
    assert isinstance(stray, Paragraph)
    assert (stray.text, stray.page) == ("（续表）", 3)
    assert stray.box is not None and stray.box[1] == 210


@pytest.mark.parametrize("between", [(), (line("— 1 —", FOOT),)])
def test_a_paragraph_cut_by_a_page_break_is_one(between: tuple[Line, ...]) -> None:
    blocks = to_blocks([page(1, line(FULL, 700), *between), page(2, line("监督。", 120), line("特此通知。", 140, 114))])
    assert body(blocks) == [FULL + "监督。", "特此通知。"]
    assert next(b for b in blocks if isinstance(b, Paragraph) and not b.furniture).page == 1


def test_a_paragraph_may_run_over_three_pages() -> None:
    layouts = [page(1, line(FULL, 700)), page(2, line(FULL, 120)), page(3, line("监督。", 120))]
    assert body(to_blocks(layouts)) == [FULL + FULL + "监督。"]


def test_a_paragraph_that_ended_early_stays_ended() -> None:
    layouts = [page(1, line(FULL, 680), line("接受监督。", 700)), page(2, line("二、强化部门协同。", 120))]
    assert body(to_blocks(layouts)) == [FULL + "接受监督。", "二、强化部门协同。"]


def test_an_indent_at_the_top_of_a_page_begins_a_paragraph() -> None:
    layouts = [page(1, line(FULL, 700)), page(2, line("二、强化部门协同。", 120, LEFT + 24))]
    assert len(body(to_blocks(layouts))) == 2


def test_a_table_at_the_top_of_a_page_ends_the_paragraph_before_it() -> None:
    layouts = [page(1, line(FULL, 700)), page(2, line("监督。", 300), tables=(drawn("表", 120, 2),))]
    assert said(to_blocks(layouts)) == [FULL, "[表]", "监督。"]


def test_a_table_at_the_bottom_of_a_page_ends_the_paragraph_before_it() -> None:
    layouts = [page(1, line(FULL, 300), tables=(drawn("表", 600),)), page(2, line("监督。", 120))]
    assert said(to_blocks(layouts)) == [FULL, "[表]", "监督。"]


def test_a_table_cut_by_a_page_break_stays_two_pieces_with_nothing_but_furniture_between() -> None:
    layouts = [
        page(1, line("1", FOOT), tables=(drawn("上", 600),)),
        page(2, line("2", FOOT), tables=(drawn("下", 100, 2),)),
    ]
    blocks = to_blocks(layouts)
    assert [b.furniture for b in blocks if isinstance(b, Paragraph)] == [True, True]
    assert [x for x in said(blocks) if x.startswith("[")] == ["[上]", "[下]"]


def test_each_width_of_page_has_its_own_text_width() -> None:
    long = FULL + FULL[:20]
    layouts = [
        page(1, line(FULL, 200), line("监督。", 220)),
        page(2, line(long, 200), line("接受", 220), width=HEIGHT),
    ]
    assert body(to_blocks(layouts)) == [FULL + "监督。", long + "接受"]


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "12",
        "- 3 -",
        "-3-",
        "— 3 —",
        "–3–",
        "－ 3 －",
        "－３－",
        "·3·",
        "第3页",
        "第 3 页",
        "3 / 10",
        "3/10",
        "第3页 共10页",
        "第 3 页，共 10 页",
        "第3页/共10页",
        "― 3 ―",
        "─ 3 ─",
    ],
)
@pytest.mark.parametrize("top", [HEAD, FOOT])
def test_page_numbers_are_furniture(text: str, top: float) -> None:
    assert is_furniture(line(text, top), page(1), frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "附件1",
        "2024年3月15日",
        "（此件公开发布）",
        "共33项。",
        "渝北府办发〔2024〕5号",
        "3.加强督查",
        "三、严格督查考核",
        "67820064",
        "20240315",
        "第3批",
        "3个",
    ],
)
def test_words_in_the_margin_are_no_page_numbers(text: str) -> None:
    assert not is_furniture(line(text, FOOT), page(1), frozenset())


def test_a_number_in_the_text_is_no_page_number() -> None:
    assert body(to_blocks([page(1, line("3", 400))])) == ["3"]


def test_furniture_comes_first_on_its_page() -> None:
    blocks = to_blocks([page(1, line("渝北区文件", 200), line("— 1 —", FOOT))])
    assert said(blocks) == ["— 1 —", "渝北区文件"]
    assert furniture(blocks) == ["— 1 —"]


def test_running_heads_are_furniture_on_every_page() -> None:
    layouts = [page(n, line("重庆市人民政府公报", HEAD), line(f"第{n}条", 300)) for n in range(1, 5)]
    assert furniture(to_blocks(layouts)) == ["重庆市人民政府公报"] * 4


@pytest.mark.parametrize(
    ("pages_with_it", "pages", "expected"), [(3, 3, True), (3, 5, True), (3, 6, False), (2, 2, False), (2, 3, False)]
)
def test_a_running_head_stands_on_most_of_three_or_more_pages(pages_with_it: int, pages: int, expected: bool) -> None:
    layouts = [page(n, *([line("公报", HEAD)] if n <= pages_with_it else [])) for n in range(1, pages + 1)]
    assert ("公报" in running_lines(layouts)) is expected


def test_a_line_repeated_in_the_text_is_no_running_head() -> None:
    assert running_lines([page(n, line("区教委", 400)) for n in range(1, 5)]) == frozenset()


def test_a_running_head_in_the_text_of_a_page_is_text() -> None:
    layouts = [page(n, line("公报", HEAD), line(FULL, 380), line("公报", 420, LEFT + 24)) for n in range(1, 4)]
    assert body(to_blocks(layouts)) == [FULL, "公报"] * 3


@given(
    st.lists(
        st.lists(
            st.tuples(st.text("新开工改造城镇，。（）第页0123456789", min_size=1, max_size=30), st.integers(0, 4)),
            max_size=8,
        ),
        max_size=4,
    )
)
@settings(deadline=None)
def test_every_character_of_every_page_comes_out_once(pages: list[list[tuple[str, int]]]) -> None:
    layouts = [
        page(n, *[line(text, 40 + 90 * k, LEFT + 12 * ems) for k, (text, ems) in enumerate(lines)])
        for n, lines in enumerate(pages, 1)
    ]
    found = Counter("".join(said(to_blocks(layouts))))
    assert found == Counter(text for lines in pages for x, _ in lines for text in x)
