"""Rows that say who filled a table in."""

import pytest

from parsers.form_rows import is_form_row
from parsers.notice import read_notice
from parsers.rows import RowKind
from schemas.notice import Disposition
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TWO, Row, document, grid, header_of, rows_of, table

FORMS: tuple[tuple[str, ...], ...] = (
    ("填报人", "张三", "联系电话", "67810011"),
    ("分管领导", "李四", "经办人", "王五", ""),
    ("填报人：张三", "审核人：李四", "联系电话：67810010", ""),
    ("填报人：", "", "填报日期：", ""),
    ("填报单位", "区教委", "联系人", "张三"),
    ("填表人：张三",),
)
REAL: tuple[tuple[str, ...], ...] = (
    ("联系人制度建设", "区民政局", "建立制度。"),
    ("电话亭改造", "区城管局", "改造10个。"),
    ("1", "联系人", "区教委", "建成1所。"),
    ("负责人", "职务", "区教委", "完成全部任务，并于年底前验收。"),
    ("责任单位", "区教委", "目标任务", "1所"),
    ("联系人", "联系电话"),
    (),
)


@pytest.mark.parametrize("texts", FORMS)
def test_labels_and_values_alone_are_one(texts: tuple[str, ...], vocabulary: Vocabulary) -> None:
    assert is_form_row(texts, vocabulary.headers)


@pytest.mark.parametrize("texts", REAL)
def test_projects_and_headers_are_none(texts: tuple[str, ...], vocabulary: Vocabulary) -> None:
    assert not is_form_row(texts, vocabulary.headers)


@pytest.mark.parametrize("last", [form for form in FORMS if len(form) == 4])
def test_such_a_row_below_a_table_is_a_note(last: Row, vocabulary: Vocabulary) -> None:
    assert rows_of(vocabulary, PLAN, ONE, TWO, last).kind(4) is RowKind.NOTE
    notice = read_notice(document("关于印发2024年重点民生实事的通知", table(PLAN, ONE, TWO, last)), vocabulary)
    assert len(notice.projects) == 2
    assert {c.disposition for c in notice.cells[-4:]} <= {Disposition.NOTE, Disposition.BLANK}


def test_such_a_row_above_a_table_is_not_its_header(vocabulary: Vocabulary) -> None:
    assert header_of(vocabulary, grid(FORMS[0], PLAN, ONE)).first_row == 2
