"""Which tables of a document list tasks."""

from parsers.stitch import to_grids
from parsers.tables import Tables, caption_measure, read_tables
from schemas.document import Block
from schemas.notice import Disposition
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, THREE, TWO, document, names, table

OTHER = table(("姓名", "电话"), ("张三", "67820064"))
FORM = table(("序号", "项目名称", "目标任务", "推进情况"), ("", "", "", ""))


def tables_of(vocabulary: Vocabulary, *blocks: str | Block) -> Tables:
    given = document(*blocks)
    return read_tables(given, to_grids(given, vocabulary.headers), vocabulary)


def test_projects_of_all_tables_in_order(vocabulary: Vocabulary) -> None:
    found = tables_of(vocabulary, table(PLAN, ONE, TWO), "附件2", table(PLAN, THREE))
    assert names(found.projects) == [ONE[1], TWO[1], THREE[1]]
    assert found.task_blocks == [0, 2]


def test_other_tables_and_forms_are_set_aside(vocabulary: Vocabulary) -> None:
    found = tables_of(vocabulary, OTHER, "附件2", FORM)
    assert found.projects == []
    assert [f.rule for f in found.findings] == ["other_table", "blank_form"]
    assert {c.disposition for c in found.cells} == {Disposition.NOTE, Disposition.FORM}
    assert found.other_blocks == [0, 2]


def test_a_document_without_tables_has_nothing(vocabulary: Vocabulary) -> None:
    assert tables_of(vocabulary, "关于民生实事的通知").projects == []


def test_columns_are_kept_with_their_roles(vocabulary: Vocabulary) -> None:
    columns = tables_of(vocabulary, table(PLAN, ONE)).columns
    assert [c.role for c in columns] == ["seq", "name", "lead", "target"]


def test_a_caption_gives_the_measure_of_money(vocabulary: Vocabulary) -> None:
    assert caption_measure(["清单", "单位：万元"], vocabulary) == "万元"
    assert caption_measure(["清单", "责任单位：区教委"], vocabulary) is None
