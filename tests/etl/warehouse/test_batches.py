"""Rows go to the warehouse notice by notice: all of them, in their order, and few notices at a time in memory."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from etl.reference.rows import reference_rows
from etl.resolve import Groups, resolve
from etl.warehouse import batches as module
from etl.warehouse.batches import arrow, batches, in_batches
from etl.warehouse.load import fill
from etl.warehouse.tables import TABLES
from schemas.normalised import NormalisedNotice
from schemas.notice import Notice
from schemas.publication import NoticeGroup, Publication
from tests.etl.letters import letter
from tests.etl.test_resolve import read_file, reading
from tests.etl.warehouse.build import publication as bare
from tests.etl.warehouse.build import reference

FIFTY = 50
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def groups() -> Groups:
    """Fifty notices of some projects each."""
    files = []
    for n in range(1, FIFTY + 1):
        names = [f"建设{n}号公园{k}" for k in range(3)]
        one = letter(number=f"渝北府办发〔2024〕{n}号", names=names, year=2000 + n % 7)
        files.append(read_file(reading(f"{n}.docx", one), reference()))
    return resolve(files, lambda _: 1, frozenset(), reference().editions)


@pytest.fixture(scope="module")
def publication(groups: Groups) -> Publication:
    return bare("r").model_copy(update={"groups": groups, "reference": reference_rows(reference())})


@pytest.mark.parametrize("most", [1, 40, 10**6])
def test_batches_hold_every_row_in_its_order_whatever_their_size(publication: Publication, most: int) -> None:
    found: dict[str, list[object]] = {}
    for table, rows in batches(publication, most):
        found.setdefault(table.name, []).extend(rows.to_pylist())
    for table in TABLES:
        if table.of_notice is not None and table.name != "sources":
            assert len(found.get(table.name, [])) == len(list(table.rows(publication)))
    assert [row["notice_id"] for row in found["notices"]] == list(publication.groups.notice_ids)  # type: ignore[index]
    assert len(found["tasks"]) == 3 * FIFTY


def test_parents_come_before_children_in_each_batch(publication: Publication) -> None:
    order = [table.name for table in TABLES]
    names = [table.name for table, _ in batches(publication, 10**6)]
    assert names == sorted(names, key=order.index) and len(names) == len(set(names))


def most_alive(kinds: Sequence[type], but: set[int]) -> int:
    """How many objects are in memory of the kind that has most, whoever holds them; some of them aside."""
    gc.collect()
    count = Counter(kind for one in gc.get_objects() for kind in kinds if isinstance(one, kind) and id(one) not in but)
    return max(count.values(), default=0)


def test_no_more_notices_are_in_memory_than_a_batch_needs(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = (Notice, NormalisedNotice, NoticeGroup)
    others = [one for one in gc.get_objects() if isinstance(one, kinds)]  # of other tests, kept as long as we count
    before, most = set(map(id, others)), 0
    seen: list[int] = []

    def look(rows: object) -> object:
        nonlocal most
        if not seen or len(seen) % 20 == 0:
            most = max(most, most_alive(kinds, before))
        seen.append(1)
        return arrow(rows)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "arrow", look)
    with duckdb.connect() as connection:
        monkeypatch.setattr(module.batches, "__defaults__", (20,))
        fill(connection, publication, None)
        assert connection.execute("SELECT count(*) FROM notices").fetchone() == (FIFTY,)
    assert len(seen) > FIFTY
    assert 0 < most <= 8


def test_rows_without_a_row_are_no_batch(publication: Publication) -> None:
    assert list(batches(bare())) == []
    assert all(rows.num_rows for _, rows in batches(publication, 1))


def test_nothing_is_put_in_row_by_row() -> None:
    """SQLite, which keeps families on disk while they are found, is made for that; DuckDB is not."""
    for file in (ROOT / "etl").rglob("*.py"):
        text = file.read_text("utf-8")
        assert "executemany" not in text or ("import sqlite3" in text and "duckdb" not in text), file


def test_what_notices_add_to_the_reference_data_is_gathered_in_one_pass(
    publication: Publication, groups: Groups, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    rows = Groups.rows

    def counted(self: Groups) -> Iterator[NormalisedNotice]:
        asked.append(1)
        return rows(self)

    monkeypatch.setattr(Groups, "rows", counted)
    fresh = publication.model_copy(update={"groups": replace(groups)})
    found = {table.name: list(table.of_run(fresh)) for table in TABLES}
    assert len(asked) == 1
    assert {r["region_id"] for r in found["regions"]} >= {r.region.region_id for r in rows(groups)}
    assert {r["unit_id"] for r in found["units"]} >= {u.unit_id for r in rows(groups) for u in r.units}


def test_rows_of_all_notices_together_are_given_out_some_at_a_time() -> None:
    given = iter({"n": n} for n in range(7))
    tables = in_batches(given, 3)
    assert next(tables).to_pylist() == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert next(given) == {"n": 3}
    assert [t.num_rows for t in tables] == [3]
    assert list(in_batches([])) == []


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"id": "a"}, {"id": None}],
        [{"id": "a", "fields": ["x"], "n": 1}, {"n": None, "id": "b", "fields": []}],
    ],
)
def test_rows_are_the_same_in_arrow_whatever_the_order_of_their_fields(rows: list[dict[str, object]]) -> None:
    assert arrow(rows).to_pylist() == rows
    assert arrow(iter(rows)).column_names == list(rows[0] if rows else ())
