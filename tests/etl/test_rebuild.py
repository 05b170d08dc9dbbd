from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.rebuild import Guard, RefusedError, newly_failing, worse
from etl.warehouse.earlier import CheckResult, Comparison, Loss
from tests.etl.warehouse.build import ask, bare_warehouse, doctor, emptied, five_notices, put

FAILING = "INSERT OR REPLACE INTO checks VALUES ('unread', 'error', 'p', 2, 'a.txt: 2 cells were not read.')"
PASSING = "INSERT OR REPLACE INTO checks VALUES ('unread', 'error', 'p', 0, NULL)"
WORSE = "INSERT OR REPLACE INTO checks VALUES ('unread', 'error', 'p', 3, 'a.txt: 3 cells were not read.')"
OTHER = "INSERT OR REPLACE INTO checks VALUES ('orphans', 'error', 'p', 1, 'b.txt: an orphan.')"
WARNING = "INSERT OR REPLACE INTO checks VALUES ('leads', 'warning', 'p', 1, 'b.txt: no lead.')"
NO_WARNING = "INSERT OR REPLACE INTO checks VALUES ('leads', 'warning', 'p', 0, NULL)"
GONE = (
    "DELETE FROM {} WHERE task_id IN (SELECT task_id FROM tasks JOIN projects USING (project_id) "
    "JOIN notices USING (notice_id) WHERE notice_id LIKE '500156%')"
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


def warehouse(path: Path, *changes: str) -> Path:
    return doctor(put(path, five_notices()), "DELETE FROM checks", *changes)


def withdrawn(path: Path, notice: str = "500156%") -> Path:
    """A warehouse in which a notice is there and holds no more."""
    return warehouse(path, PASSING, f"UPDATE notices SET is_current = false WHERE notice_id LIKE '{notice}'")


def judge(
    present: Path, built: Path, *, max_loss: float = 5.0, accept: bool = False, unreached: tuple[str, ...] = ()
) -> list[str]:
    said: list[str] = []
    with duckdb.connect(str(built)) as connection:
        (run_id,) = connection.execute("SELECT max(run_id) FROM runs").fetchall()[0]
        guard = Guard(
            *(present, run_id), max_loss=max_loss, accept=accept, say=said.append, unreached=lambda: unreached
        )
        guard(connection)
    return said


def refusal(present: Path, built: Path, max_loss: float = 5.0) -> str:
    with pytest.raises(RefusedError) as refused:
        judge(present, built, max_loss=max_loss)
    sentence = str(refused.value)
    assert "\n" not in sentence and sentence.endswith("or publish it as it is with `etl rebuild --accept`.")
    return sentence


def test_one_that_passes_may_take_the_place_of_one_that_passes(folder: Path) -> None:
    assert judge(warehouse(folder / "old.duckdb", PASSING), warehouse(folder / "new.duckdb", PASSING)) == []


def test_a_check_that_newly_fails_is_refused_with_its_first_failure(folder: Path) -> None:
    old, new = warehouse(folder / "old.duckdb", PASSING), warehouse(folder / "new.duckdb", FAILING)
    told = f"it fails unread, which {old} passes; the first failure is: a.txt: 2 cells were not read; "
    assert told in refusal(old, new)


def test_every_check_that_newly_fails_is_named(folder: Path) -> None:
    old = warehouse(folder / "old.duckdb", PASSING, OTHER.replace("1, 'b.txt: an orphan.'", "0, NULL"))
    assert "it fails orphans, unread, which" in refusal(old, warehouse(folder / "new.duckdb", FAILING, OTHER))


def test_a_check_that_failed_before_does_not_stop_it_and_more_failures_are_told(folder: Path) -> None:
    old, same = warehouse(folder / "old.duckdb", FAILING), warehouse(folder / "same.duckdb", FAILING)
    assert judge(old, same) == []
    told = judge(old, warehouse(folder / "worse.duckdb", WORSE))
    assert told == ["check unread: 3 failure(s), 2 before; the first is: a.txt: 3 cells were not read."]
    assert judge(old, warehouse(folder / "better.duckdb", PASSING)) == []


def test_a_check_that_failed_before_excuses_no_other(folder: Path) -> None:
    old = warehouse(folder / "old.duckdb", FAILING, OTHER.replace("1, 'b.txt: an orphan.'", "0, NULL"))
    assert "it fails orphans, which" in refusal(old, warehouse(folder / "new.duckdb", FAILING, OTHER))


def test_a_new_check_that_fails_is_told_and_stops_nothing(folder: Path) -> None:
    told = judge(warehouse(folder / "old.duckdb", PASSING), warehouse(folder / "new.duckdb", PASSING, OTHER))
    assert told == ["check orphans: 1 failure(s), which is new; the first is: b.txt: an orphan."]


def test_a_warning_that_is_new_is_told_and_stops_nothing(folder: Path) -> None:
    old = warehouse(folder / "old.duckdb", PASSING, NO_WARNING)
    told = judge(old, warehouse(folder / "new.duckdb", PASSING, WARNING))
    assert told == ["check leads: 1 failure(s), 0 before; the first is: b.txt: no lead."]


def test_the_first_warehouse_has_nothing_to_fall_behind(folder: Path) -> None:
    assert judge(folder / "none.duckdb", warehouse(folder / "new.duckdb", FAILING)) == []


def test_tasks_that_would_be_lost_stop_it_with_their_notices_and_files(folder: Path) -> None:
    sentence = refusal(warehouse(folder / "old.duckdb", PASSING), withdrawn(folder / "new.duckdb"))
    assert (
        "29 of 124 tasks (23.4 %) and 1 of 5 notices (20.0 %) would be lost, more than --max-loss 5 allows" in sentence
    )
    assert "500156-2024-plan-" in sentence and "wulong-2024-plan.txt (29 tasks)" in sentence


def test_a_notice_without_many_tasks_is_missed_too(folder: Path) -> None:
    old, new = warehouse(folder / "old.duckdb", PASSING), withdrawn(folder / "new.duckdb")
    assert judge(old, new, max_loss=25.0) == []
    assert "20 of 124 tasks" in refusal(old, withdrawn(folder / "other.duckdb", "cq-gaoxin%"), max_loss=19.0)


def test_what_another_notice_took_the_place_of_is_not_lost(folder: Path) -> None:
    new = withdrawn(folder / "new.duckdb")
    doctor(new, "UPDATE notices SET superseded_by = 'x', superseded_because = 'y' WHERE NOT is_current")
    assert judge(warehouse(folder / "old.duckdb", PASSING), new) == []


def test_what_is_not_current_any_more_is_not_missed(folder: Path) -> None:
    assert judge(withdrawn(folder / "old.duckdb"), withdrawn(folder / "new.duckdb")) == []


@pytest.mark.parametrize("max_loss", [5, 100])
def test_one_without_a_notice_takes_no_place_of_one_with_some(folder: Path, max_loss: float) -> None:
    sentence = refusal(warehouse(folder / "old.duckdb"), put(folder / "new.duckdb", bare_warehouse()), max_loss)
    assert "no file gave a notice, and " in sentence and "old.duckdb has 5" in sentence


def test_one_without_a_notice_may_take_the_place_of_another_without(folder: Path) -> None:
    assert judge(put(folder / "old.duckdb", bare_warehouse()), put(folder / "new.duckdb", bare_warehouse())) == []


def test_what_is_accepted_is_told_and_recorded(folder: Path) -> None:
    old, new = warehouse(folder / "old.duckdb", PASSING), withdrawn(folder / "new.duckdb")
    doctor(new, FAILING)
    first, second = judge(old, new, accept=True)
    assert first.startswith("accepted: it fails unread, which ") and second.startswith("accepted: 29 of 124 tasks")
    (recorded,) = ask(new, "SELECT accepted FROM runs")[0]
    assert [f"accepted: {line}." for line in recorded.split("\n")] == [first, second]


def test_nothing_is_recorded_where_nothing_had_to_be_accepted(folder: Path) -> None:
    new = warehouse(folder / "new.duckdb", PASSING)
    assert judge(warehouse(folder / "old.duckdb", PASSING), new, accept=True) == []
    assert ask(new, "SELECT accepted FROM runs") == [(None,)]


def test_one_of_an_older_schema_is_compared_as_far_as_it_goes(folder: Path) -> None:
    old = warehouse(folder / "old.duckdb", "DROP TABLE checks", "UPDATE warehouse_info SET schema_version = 3")
    assert "29 of 124 tasks" in refusal(old, withdrawn(folder / "new.duckdb"))


def test_one_that_cannot_be_read_is_replaced_and_that_is_told(folder: Path) -> None:
    old = put(folder / "old.duckdb", five_notices()[:50_000])
    (told,) = judge(old, warehouse(folder / "new.duckdb", FAILING))
    assert told.startswith(f"{old} cannot be read (") and told.endswith("without being compared with it.")


def result(name: str, failures: int, severity: str = "error") -> CheckResult:
    return CheckResult(name=name, severity=severity, failures=failures, first_failure="f." if failures else None)


def test_only_what_was_found_to_pass_can_newly_fail() -> None:
    comparison = Comparison(
        checks={n: result(n, 1) for n in ("a", "b", "c")} | {"d": result("d", 1, "warning")},
        checks_before={"a": result("a", 0), "b": result("b", 1), "d": result("d", 0, "warning")},
        loss=Loss(tasks=0, tasks_before=0, notices=0, notices_before=0, notices_now=0),
    )
    assert [c.name for c in newly_failing(comparison)] == ["a"]
    assert [line.split(":")[0] for line in worse(comparison)] == ["check c", "check d"]


@pytest.mark.parametrize(
    ("unreached", "told"),
    [
        (("raw/closed/a\n.txt",), "has 1 file below a folder that could not be read, raw/closed/a\\n.txt"),
        (("raw/a.txt", "raw/b.txt"), "has 2 files below a folder that could not be read, raw/a.txt and others"),
    ],
)
def test_files_that_nobody_could_look_for_are_not_dropped(folder: Path, unreached: tuple[str, ...], told: str) -> None:
    old, new = warehouse(folder / "old.duckdb", PASSING), warehouse(folder / "new.duckdb", PASSING)
    with pytest.raises(RefusedError) as refused:
        judge(old, new, unreached=unreached, max_loss=100)
    assert refused.value.objections == (f"{old} {told}",)
    assert judge(old, new, unreached=unreached, accept=True) == [f"accepted: {old} {told}."]
