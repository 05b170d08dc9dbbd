"""Notices that come one after the other, in files as districts issue them: the same rows in whatever order and runs."""

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from tests.etl.warehouse.build import ROWS, ask, emptied, notice_text, put, rows_of, run

PLAN = "关于印发2024年重点民生实事工作目标任务的通知"
SAID = "现将有关事宜通知如下，请认真贯彻执行。"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


def again(
    number: int, title: str = PLAN, said: str = SAID, month: int = 6, rows: Sequence[Sequence[str]] = ROWS
) -> str:
    """A notice of the same year under another number."""
    text = notice_text(rows, number=f"渝北府办发〔2024〕{number}号")
    for old, new in ((PLAN, title), (SAID, said), ("2024年3月1日", f"2024年{month}月3日")):
        assert old in text
        text = text.replace(old, new)
    return text


def history(warehouse: Path) -> list[tuple[object, ...]]:
    return ask(
        warehouse,
        "SELECT n.document_number, n.is_current, s.document_number FROM notices AS n "
        "LEFT JOIN notices AS s ON s.notice_id = n.superseded_by ORDER BY n.issued_on, n.notice_id",
    )


def test_a_chain_is_the_same_in_any_order_of_runs_and_in_a_rebuild(folder: Path) -> None:
    files = [
        put(folder / "a.txt", again(5, month=3)),
        put(folder / "b.txt", again(31, "关于调整2024年重点民生实事工作目标任务的通知")),
        put(folder / "c.txt", again(77, said="渝北府办发〔2024〕31号同时废止。", month=9)),
    ]
    one = "渝北府办发〔2024〕{}号".format
    expected = [(one(5), False, one(31)), (one(31), False, one(77)), (one(77), True, None)]
    run(folder / "anew.duckdb", *files, anew=True)
    assert history(folder / "anew.duckdb") == expected
    rows = rows_of(folder / "anew.duckdb")
    for n, order in enumerate(list(permutations(files))[1:4]):
        for file in order:
            run(folder / f"{n}.duckdb", file)
        assert history(folder / f"{n}.duckdb") == expected
        assert rows_of(folder / f"{n}.duckdb") == rows


def test_views_count_the_present_notice_only_and_the_old_rows_stay(folder: Path) -> None:
    warehouse = folder / "w.duckdb"
    run(warehouse, put(folder / "a.txt", again(5, month=3)))
    run(warehouse, put(folder / "b.txt", again(31, said="渝北府办发〔2024〕5号同时废止。")))
    assert ask(warehouse, "SELECT DISTINCT document_number FROM v_tasks") == [("渝北府办发〔2024〕31号",)]
    assert ask(warehouse, "SELECT count(*) FROM tasks") == [(2 * len(ROWS),)]
    for view in ("v_families", "v_region_compare", "v_binding_targets"):
        paths = {Path(str(path)).name for (path,) in ask(warehouse, f"SELECT source_path FROM {view}")}
        assert paths <= {"b.txt"}, view


def test_editions_come_to_the_same_in_any_order_and_in_a_rebuild(folder: Path) -> None:
    first = put(folder / "a.txt", again(5, month=3))
    second = put(folder / "b.txt", again(5, month=6).replace("口袋公园3个", "口袋公园5个"))
    run(folder / "one.duckdb", first)
    run(folder / "one.duckdb", second)
    run(folder / "two.duckdb", second)
    run(folder / "two.duckdb", first)
    run(folder / "anew.duckdb", second, first, anew=True)
    assert rows_of(folder / "one.duckdb") == rows_of(folder / "two.duckdb") == rows_of(folder / "anew.duckdb")
    assert ask(folder / "one.duckdb", "SELECT target FROM v_tasks WHERE seq = 1") == [("建成口袋公园5个。",)]
    ((edition, newer),) = ask(
        folder / "one.duckdb", "SELECT notice_id, superseded_by FROM notices WHERE NOT is_current"
    )
    assert edition == f"{newer}@2024-03-03"


def test_an_edition_that_a_run_leaves_alone_stays_when_another_notice_changes(folder: Path) -> None:
    warehouse, path = folder / "w.duckdb", put(folder / "a.txt", again(5, month=3))
    run(warehouse, path)
    put(path, again(5, month=6).replace("口袋公园3个", "口袋公园5个"))
    run(warehouse, path)
    before = [row for row in rows_of(warehouse)["tasks"] if "@" in row]
    run(warehouse, put(folder / "b.txt", notice_text(year=2023, number="渝北府办发〔2023〕9号")))
    run(warehouse, put(folder / "c.txt", again(31, "关于调整部分2024年重点民生实事项目的通知", rows=ROWS[:1])))
    assert before and [row for row in rows_of(warehouse)["tasks"] if "@" in row] == before
    assert ask(warehouse, "SELECT count(*) FROM findings WHERE rule = 'amends_notice'") == [(1,)]
