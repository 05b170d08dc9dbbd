"""Projects and families wait on disk, and come back as they were."""

import os
import sqlite3
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from tempfile import gettempdir

import pytest

from etl.family_store import FamilyStore
from etl.normalise.families.grouping import Classed
from schemas.family import FamilyBasis, FamilyMemberRecord, FamilyRecord
from tests.families import project


def classed(number: int) -> Classed:
    one = project("“修”路", f"n{number:06}").model_copy(
        update={"region_names": ("渝北区", "重庆市渝北区"), "year": None}
    )
    return Classed(one, f"f-{number % 3}", "修路", "修\n路", is_known=bool(number % 2))


def family(key: str) -> FamilyRecord:
    return FamilyRecord(family_id=key, name="修路", origin=FamilyBasis.DERIVED)


def member(key: str, family_id: str) -> FamilyMemberRecord:
    return FamilyMemberRecord(
        project_id=key,
        family_id=family_id,
        basis=FamilyBasis.DERIVED,
        similarity=0.9625,
        other_project_id=None,
        because="its name is “修路”.",
    )


def test_projects_come_back_by_family_in_the_order_in_which_they_were_put() -> None:
    store, many = FamilyStore(), [classed(number) for number in range(20)]
    store.put((c.class_id, c) for c in many[:11])
    store.put((c.class_id, c) for c in many[11:])
    assert list(store.groups()) == [(f"f-{n}", many[n::3]) for n in range(3)]


def test_families_and_members_come_in_the_order_of_their_ids_as_often_as_asked() -> None:
    store = FamilyStore()
    store.keep(family("g"), [(member("z/p1", "g"), True), (member("b/p1", "g"), False)])
    store.keep(family("f"), [(member("c/p1", "f"), True)])
    families, members = store.families, store.members
    for _ in range(2):
        assert list(families) == [family("f"), family("g")]
        assert list(members) == [member("b/p1", "g"), member("c/p1", "f"), member("z/p1", "g")]
    assert list(store.kept_members()) == ["c/p1", "z/p1"]


def test_the_family_of_a_project_is_looked_up() -> None:
    store = FamilyStore()
    store.keep(family("g"), [(member("z/p1", "g"), True), (member("b/p1", "g"), False)])
    assert dict(store.own) == {"b/p1": "g", "z/p1": "g"} and len(store.own) == 2
    assert store.own.get("a/p1") is None and "a/p1" not in store.own
    with pytest.raises(KeyError, match="a/p1"):
        store.own["a/p1"]


def test_families_can_be_kept_while_groups_are_read() -> None:
    store = FamilyStore()
    store.put((f"f{number:04}", classed(number)) for number in range(3_000))
    for family_id, (one,) in store.groups():
        store.keep(family(family_id), [(member(one.id, family_id), False)])
    assert len([*store.families]) == len([*store.members]) == 3_000


@pytest.mark.parametrize(("told", "expected"), [(None, gettempdir()), ("/elsewhere", "/elsewhere")])
def test_it_lies_where_other_temporary_files_do(
    monkeypatch: pytest.MonkeyPatch, told: str | None, expected: str
) -> None:
    """Not where TMPDIR says, if that is full: then Python looks further, and SQLite does not."""
    monkeypatch.delenv("SQLITE_TMPDIR", raising=False)
    if told:
        monkeypatch.setenv("SQLITE_TMPDIR", told)
    FamilyStore()
    assert os.environ["SQLITE_TMPDIR"] == expected
    monkeypatch.delenv("SQLITE_TMPDIR")


def test_several_threads_may_ask_at_a_time() -> None:
    """Rows are made in another thread than the warehouse is filled in, and both look families up."""
    store = FamilyStore()
    store.keep(family("g"), [(member(f"p{n:04}", "g"), False) for n in range(1_000)])
    with ThreadPoolExecutor(4) as threads:
        found = [*threads.map(lambda n: (len([*store.members]), store.own[f"p{n:04}"]), range(40))]
    assert found == [(1_000, "g")] * 40


def peak(size: int) -> int:
    """The most bytes of Python's that so many projects take."""
    tracemalloc.start()
    try:
        store = FamilyStore()
        store.put((f"f{number // 5}", classed(number)) for number in range(size))
        for family_id, group in store.groups():
            store.keep(family(family_id), [(member(c.id, family_id), False) for c in group])
        assert sum(1 for _ in store.members) == size
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_four_times_the_projects_take_the_same_memory() -> None:
    """The least of three runs counts: what is made once, and what other threads make meanwhile, is no project's."""
    few, many = (min(peak(size) for _ in range(3)) for size in (500, 2_000))
    assert many < 1.2 * few + 20_000


def test_a_disk_that_takes_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def executescript(self, _: str) -> None:
            pass

        def executemany(self, _: str, __: Iterator[object]) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("sqlite3.connect", lambda *_, **__: Full())
    with pytest.raises(OSError, match="disk is full"):
        FamilyStore().put([("f", classed(1))])
