"""Sections that a column makes."""

import pytest

from schemas.document import Table
from schemas.reference import Vocabulary
from tests.parsers.build import PLAN, Box, dump, read_table, table


def sections(vocabulary: Vocabulary, given: Table) -> list[tuple[str | None, int]]:
    return [(p.section, p.section_no) for p in read_table(vocabulary, given).projects]


A, B, C = (("1", "甲", "区教委", "子"), ("2", "乙", "区教委", "丑"), ("3", "丙", "区财政局", "寅"))


@pytest.mark.parametrize("word", ["领域", "类别", "项目类型"])
def test_a_merged_column_of_fields_of_work_makes_sections(vocabulary: Vocabulary, word: str) -> None:
    given = table((word, *PLAN), (Box("教育", down=2), *A), B, ("医疗", *C))
    assert sections(vocabulary, given) == [("教育", 1), ("教育", 1), ("医疗", 2)]


def test_a_dump_leaves_blanks_for_the_merge(vocabulary: Vocabulary) -> None:
    given = dump(("类别", *PLAN), ("教育", *A), ("", *B), ("医疗", *C))
    assert sections(vocabulary, given) == [("教育", 1), ("教育", 1), ("医疗", 2)]


def test_fields_of_work_repeated_in_each_row_make_sections(vocabulary: Vocabulary) -> None:
    given = table(("领域", *PLAN), ("教育", *A), ("教育", *B), ("医疗", *C))
    assert [no for _, no in sections(vocabulary, given)] == [1, 1, 2]


def test_a_column_of_levels_makes_none(vocabulary: Vocabulary) -> None:
    given = table(("类别", *PLAN), (Box("市级", down=2), *A), B, ("区级", *C))
    assert sections(vocabulary, given) == [(None, 0)] * 3


def test_a_type_in_each_row_makes_none(vocabulary: Vocabulary) -> None:
    given = table(("类型", *PLAN), ("新建", *A), ("续建", *B), ("新建", *C))
    assert sections(vocabulary, given) == [(None, 0)] * 3


def test_a_type_merged_over_the_parts_of_one_project_makes_none(vocabulary: Vocabulary) -> None:
    parts = (Box("新建", down=2), Box("1", down=2), Box("甲", down=2), "区教委", "子")
    assert sections(vocabulary, table(("类型", *PLAN), parts, ("区财政局", "丑"))) == [(None, 0)]


def test_rows_of_sections_win(vocabulary: Vocabulary) -> None:
    rows = (("领域", *PLAN), (Box("一、市级民生实事", across=5),), ("教育", *A), ("医疗", *B))
    assert sections(vocabulary, table(*rows)) == [("一、市级民生实事", 1)] * 2
