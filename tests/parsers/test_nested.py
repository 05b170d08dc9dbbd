"""Tables inside cells: lifted out of a layout frame, else written into their cell."""

from parsers.nested import flatten
from schemas.document import Document, Table
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TWO, Box, document, names, read, table, tasks

INNER = table(PLAN, ONE, TWO)
SMALL = table(("小区", "面积"), ("甲小区", "300"), ("乙小区", "500"))


def flat(vocabulary: Vocabulary, *blocks: str | Table) -> Document:
    return flatten(document(*blocks), vocabulary.headers)


def texts(given: Table) -> list[str]:
    return [c.text for c in given.cells]


def test_a_document_without_nested_tables_is_left_alone(vocabulary: Vocabulary) -> None:
    plain = document("通知", table(PLAN, ONE))
    assert flatten(plain, vocabulary.headers) is plain


def test_a_task_table_is_lifted_out_of_its_frame(vocabulary: Vocabulary) -> None:
    _, lifted = flat(vocabulary, table((Box(tables=(INNER,)),))).tables
    assert lifted == INNER


def test_the_frame_keeps_its_own_words(vocabulary: Vocabulary) -> None:
    frame, _ = flat(vocabulary, table(("渝北区2024年民生实事",), (Box("见下表", tables=(INNER,)),))).tables
    assert texts(frame) == ["渝北区2024年民生实事", "见下表"]


def test_a_task_table_below_a_title_row_is_lifted(vocabulary: Vocabulary) -> None:
    titled = table((Box("民生实事清单", across=4),), (Box("单位：万元", across=4),), PLAN, ONE)
    assert flat(vocabulary, table((Box(tables=(titled,)),))).tables[1] == titled


def test_a_frame_within_a_frame_is_opened(vocabulary: Vocabulary) -> None:
    frame = table((Box(tables=(table((Box(tables=(INNER,)),)),)),))
    assert flat(vocabulary, frame).tables[-1] == INNER


def test_two_task_tables_in_one_frame_keep_their_order(vocabulary: Vocabulary) -> None:
    other = table(PLAN, TWO)
    frame = table((Box(tables=(INNER,)), Box(tables=(other,))))
    assert flat(vocabulary, frame).tables[1:] == (INNER, other)


def test_what_stands_around_a_frame_stays_around_it(vocabulary: Vocabulary) -> None:
    found = flat(vocabulary, "附件1", table((Box(tables=(INNER,)),)), "注：以上项目")
    assert [b.kind for b in found.blocks] == ["paragraph", "table", "table", "paragraph"]


def test_a_small_table_becomes_the_text_of_its_cell(vocabulary: Vocabulary) -> None:
    target = Box("改造老旧小区：", tables=(SMALL,))
    (found,) = flat(vocabulary, table(PLAN, ("1", "改造小区", "区住房城乡建委", target))).tables
    assert found.cells[-1].text == "改造老旧小区：\n小区 面积\n甲小区 300\n乙小区 500"
    assert found.cells[-1].tables == ()


def test_a_small_table_alone_is_its_cells_text(vocabulary: Vocabulary) -> None:
    (found,) = flat(vocabulary, table(PLAN, ("1", "改造小区", "区住房城乡建委", Box(tables=(SMALL,))))).tables
    assert found.cells[-1].text == "小区 面积\n甲小区 300\n乙小区 500"


def test_line_breaks_in_a_small_table_become_spaces(vocabulary: Vocabulary) -> None:
    small = table(("甲小区\n一期", "300"), ("", ""), ("乙小区", ""))
    (found,) = flat(vocabulary, table(PLAN, ("1", "改造小区", "区住房城乡建委", Box(tables=(small,))))).tables
    assert found.cells[-1].text == "甲小区 一期 300\n乙小区"


def test_a_table_in_a_small_table_is_not_lost(vocabulary: Vocabulary) -> None:
    deep = table(("小区", Box("明细", tables=(table(("甲栋", "20户")),))))
    (found,) = flat(vocabulary, table(PLAN, ("1", "改造小区", "区住房城乡建委", Box(tables=(deep,))))).tables
    assert found.cells[-1].text == "小区 明细 甲栋 20户"


def test_a_list_with_header_words_inside_a_target_is_its_text(vocabulary: Vocabulary) -> None:
    small = table(("序号", "项目名称", "总投资"), ("1", "甲小区", "300"))
    target = Box("改造老旧小区：", tables=(small,))
    (found,) = flat(vocabulary, table(PLAN, ("1", "改造小区", "区住房城乡建委", target))).tables
    assert found.cells[-1].text == "改造老旧小区：\n序号 项目名称 总投资\n1 甲小区 300"


def test_projects_in_a_frame_are_read(vocabulary: Vocabulary) -> None:
    notice = read(vocabulary, table(("民生实事",), (Box(tables=(INNER,)),)))
    assert names(notice.projects) == ["新建幼儿园", "改造老旧小区"]


def test_a_list_inside_a_target_makes_no_project(vocabulary: Vocabulary) -> None:
    small = table(("序号", "项目", "建设内容"), ("1", "甲小区", "更换管网"))
    target = Box("改造老旧小区：", tables=(small,))
    notice = read(vocabulary, table(PLAN, ("1", "改造小区", "区住房城乡建委", target), TWO))
    assert names(notice.projects) == ["改造小区", "改造老旧小区"]
    assert "甲小区" in str(tasks(notice.projects)[0].target)


LEVELS = table(("市级民生实事", Box(tables=(table(PLAN, ONE),))), ("区级民生实事", Box(tables=(table(PLAN, TWO),))))


def test_what_a_frame_says_beside_a_table_is_its_label(vocabulary: Vocabulary) -> None:
    assert [t.label for t in flat(vocabulary, LEVELS).tables] == [None, "市级民生实事", "区级民生实事"]


def test_a_label_is_the_section_of_its_projects(vocabulary: Vocabulary) -> None:
    found = read(vocabulary, LEVELS).projects
    assert [(p.section, p.section_no, p.name) for p in found] == [
        ("市级民生实事", 1, ONE[1]),
        ("区级民生实事", 2, TWO[1]),
    ]


def test_a_label_merged_over_two_tables_is_of_both(vocabulary: Vocabulary) -> None:
    frame = table((Box("市级", down=2), Box(tables=(table(PLAN, ONE),))), (Box(tables=(table(PLAN, TWO),)),))
    assert [t.label for t in flat(vocabulary, frame).tables[1:]] == ["市级", "市级"]


def test_a_heading_in_the_table_s_own_cell_is_its_label(vocabulary: Vocabulary) -> None:
    frame = table((Box("一、市级民生实事", tables=(INNER,)),))
    assert flat(vocabulary, frame).tables[1].label == "一、市级民生实事"


def test_other_words_in_its_cell_and_sentences_beside_it_are_none(vocabulary: Vocabulary) -> None:
    said = table(("各单位要高度重视。", Box("见下表", tables=(INNER,))))
    assert flat(vocabulary, said).tables[1].label is None
