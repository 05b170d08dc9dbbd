"""Headings between tables."""

import pytest

from parsers.sections import headings
from schemas.document import Block, Paragraph
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TITLE, TWO, Box, document, page_number, read, table

FIRST, SECOND = table(PLAN, ONE), table(PLAN, ("1", *TWO[1:]))
PARTED = ("一、市级民生实事（1件）", FIRST, "二、区级民生实事（1件）", SECOND)


def found(vocabulary: Vocabulary, *blocks: str | Block) -> list[str]:
    blocks_read = document(*blocks).blocks
    tables: dict[int, list[str]] = {i: [] for i, b in enumerate(blocks_read) if not isinstance(b, Paragraph)}
    return list(headings(blocks_read, tables, vocabulary).values())


def test_headings_name_the_sections_of_their_tables(vocabulary: Vocabulary) -> None:
    notice = read(vocabulary, TITLE, *PARTED)
    assert [(p.section, p.section_no, p.seq) for p in notice.projects] == [
        ("一、市级民生实事（1件）", 1, 1),
        ("二、区级民生实事（1件）", 2, 1),
    ]
    assert [(a.count, a.section_no) for a in notice.announced] == [(1, 1), (1, 2)]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("一、市级民生实事", True),
        ("二、民生实事（1件）", True),
        ("三、任务清单", False),
        ("一、完成情况", False),
        ("一、区级各部门职责", False),
        ("市级民生实事", False),
        ("市级", True),
        ("人大票决", True),
        ("（一）各区级部门要高度重视民生实事。", False),
    ],
)
def test_a_lone_heading_names_a_section_if_it_tells_of_the_projects(
    vocabulary: Vocabulary, heading: str, names: bool
) -> None:
    assert bool(found(vocabulary, TITLE, heading, FIRST)) is names


def test_headings_of_one_style_list_the_sections(vocabulary: Vocabulary) -> None:
    assert found(vocabulary, "一、教育", FIRST, "二、医疗", SECOND) == ["一、教育", "二、医疗"]


def test_headings_of_different_styles_do_not(vocabulary: Vocabulary) -> None:
    assert found(vocabulary, "一、教育", FIRST, "（二）医疗", SECOND) == []


def test_a_caption_or_a_page_number_may_stand_between(vocabulary: Vocabulary) -> None:
    assert found(vocabulary, "一、市级民生实事", "单位：万元", page_number(1), FIRST) == ["一、市级民生实事"]


def test_a_sentence_between_parts_them(vocabulary: Vocabulary) -> None:
    assert found(vocabulary, "一、市级民生实事", "以下项目由市级下达，请认真组织实施。", FIRST) == []


def test_a_heading_may_be_a_row_above_the_header(vocabulary: Vocabulary) -> None:
    rows = ((Box("一、市级民生实事（1件）", across=4),), (Box("单位：万元", across=4),), PLAN, ONE)
    notice = read(vocabulary, TITLE, table(*rows))
    assert notice.projects[0].section == "一、市级民生实事（1件）"
