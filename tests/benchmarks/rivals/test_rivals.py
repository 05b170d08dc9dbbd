"""What a user would use instead, and what its tables mean."""

from functools import partial

import pytest

from benchmarks.accuracy import Accuracy
from benchmarks.corpus import corpus
from benchmarks.reading import counted, reading
from benchmarks.results import Line
from benchmarks.rivals import RIVALS, Rival
from benchmarks.rivals.naming import rows_of_work
from benchmarks.rivals.tables import pipe_tables

HEADER = ["序号", "项目名称", "牵头单位", "目标任务", "完成时限"]
ONE = ["1", "新建学校", "区教委", "建成3所。", "2024.12"]
READ = tuple(ONE)


def rival(name: str) -> Rival:
    return next(r for r in RIVALS if r.name.startswith(name))


def test_one_that_is_not_installed_says_how_to_install_it() -> None:
    absent = RIVALS[0]._replace(packages=("docx", "no_such_package"))
    assert not absent.is_there
    assert absent.missing == (
        "python-docx, row.cells is left out: no_such_package not installed (pip install python-docx)"
    )


def test_one_that_is_not_installed_is_skipped_with_that_line(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = rival("pdfplumber")._replace(packages=("no_such_package",))
    monkeypatch.setattr("benchmarks.reading.RIVALS", (absent,))
    assert list(reading(list(corpus(1, formats=("pdf",))), 1, "pdf")) == [absent.missing]


@pytest.mark.parametrize(("name", "suffix"), [("python-docx", "docx"), ("pdfplumber", "pdf")])
def test_rows_come_out_of_them(name: str, suffix: str) -> None:
    files = list(corpus(1, formats=(suffix,)))
    found = counted(files, lambda data: rows_of_work(rival(name).read(data)))
    assert found.right > 0.8 * found.rows


def test_a_format_is_measured_beside_them() -> None:
    (ours, theirs) = (x for x in reading(list(corpus(1, formats=("pdf",))), 1, "pdf") if isinstance(x, Line))
    assert (ours.stage, ours.number, theirs.ours) == ("PDF to Document", 1, ours.cost)
    assert ours.accuracy is not None
    assert ours.accuracy.right == ours.accuracy.rows > 0


def test_nothing_read_is_nothing_right() -> None:
    (each,) = corpus(1, formats=("txt",))
    assert counted([each], lambda _: []) == Accuracy(
        rows=len(each.rows), merged=sum(r.merged for r in each.rows), cut=0
    )


class TestNaming:
    read = staticmethod(partial(rows_of_work))

    def test_a_header_row_names_the_columns(self) -> None:
        assert rows_of_work([[["渝北区清单", None, None, None, None], HEADER, ONE]]) == [READ]

    def test_the_other_order_too(self) -> None:
        assert rows_of_work([[HEADER[::-1], ONE[::-1]]]) == [READ]

    def test_a_header_that_comes_again_is_left_out_and_a_table_without_one_goes_on(self) -> None:
        assert rows_of_work([[HEADER, ONE], [HEADER, ONE], [ONE]]) == [READ] * 3

    def test_a_place_that_a_merge_covers_says_what_stands_above(self) -> None:
        assert rows_of_work([[HEADER, ONE, [None, None, None, "新增900个。", "2024.10"]]])[1][:3] == READ[:3]

    def test_sections_and_sums_are_no_rows(self) -> None:
        section, total = ["一、市级（1件）"] * 5, ["合计", "合计", "", "", ""]
        assert rows_of_work([[HEADER, section, total, ONE]]) == [READ]

    def test_responsible_units_lead_where_nobody_else_does(self) -> None:
        assert rows_of_work([[["序号", "实事项目", "责任单位", "主要内容", "完成时间"], ONE]]) == [READ]
        both = [[*HEADER, "责任单位"], [*ONE, "区财政局"]]
        assert rows_of_work([both]) == [READ]

    def test_a_header_of_two_rows_is_put_together(self) -> None:
        upper = ["序号", "项目名称", "牵头单位", "2024年工作内容及资金计划", None]
        lower = [None, None, None, "形象进度", "总投资"]
        assert rows_of_work([[upper, lower, [*ONE[:4], "500"]]]) == [(*READ[:4], "")]


def test_tables_of_markdown() -> None:
    text = "附件\n\n| 序号 | 项目 |\n| --- | --- |\n| 1 | 甲\\|乙 |\n\n文\n\n| 2 |  |\n"
    assert pipe_tables(text) == [[["序号", "项目"], ["1", "甲|乙"]], [["2", ""]]]
