from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse import check_run
from etl.warehouse.bounds import LIMIT, bound, limit_of
from etl.warehouse.check_files import CheckFile, built_in
from etl.warehouse.check_model import Check
from etl.warehouse.check_run import SHOWN, run_check
from tests.etl.warehouse.build import emptied, five_notices, put


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute("CREATE TABLE tasks AS SELECT range AS n FROM range(50)")
        yield opened


def own(connection: duckdb.DuckDBPyConnection, sql: str, patience: float = 60) -> Check:
    return run_check(connection, CheckFile(name="a", promise="p", sql=sql, path="checks/a.sql"), patience)


def ours(connection: duckdb.DuckDBPyConnection, sql: str) -> Check:
    return run_check(connection, CheckFile(name="a", promise="p", sql=sql))


def test_no_row_is_no_failure(connection: duckdb.DuckDBPyConnection) -> None:
    assert own(connection, "FROM tasks WHERE n < 0").failures == ()


def test_a_column_message_is_the_failure(connection: duckdb.DuckDBPyConnection) -> None:
    assert own(connection, "SELECT 'x' || chr(10) || 'is wrong.' AS message, 1").failures == ("x is wrong.",)


def test_other_columns_are_shown_with_their_names(connection: duckdb.DuckDBPyConnection) -> None:
    assert own(connection, "SELECT 1 AS n, NULL AS m, '区' AS k").failures == ("n=1, m=NULL, k=区",)


def test_an_empty_message_is_a_failure_all_the_same(connection: duckdb.DuckDBPyConnection) -> None:
    assert own(connection, "SELECT NULL AS message").failures == ("a row without a message.",)


def test_a_long_failure_is_cut(connection: duckdb.DuckDBPyConnection) -> None:
    (failure,) = own(connection, "SELECT repeat('长', 100000) AS message").failures
    assert len(failure) == 1000 and failure.endswith("…")


def test_all_failures_are_counted_and_the_first_are_told(connection: duckdb.DuckDBPyConnection) -> None:
    found = own(connection, "FROM tasks")
    assert (len(found.failures), found.count, found.at_least) == (SHOWN, 50, False)


def test_one_of_ours_may_be_several_queries(connection: duckdb.DuckDBPyConnection) -> None:
    """Each is done when the next one begins, and none of them needs to have failures."""
    found = ours(
        connection,
        "SELECT 'last ' || n AS message FROM tasks WHERE n < 2 ORDER BY ALL; FROM tasks WHERE n > 100; "
        "-- which one\nSELECT 'first ' || n AS message FROM tasks WHERE n < 9 ORDER BY n;",
    )
    assert found.failures == (*(f"first {n}" for n in range(9)), "last 0", "last 1"), "in one order"
    assert (found.count, found.at_least) == (11, False)
    many = ours(connection, "SELECT 'z' AS message FROM tasks; SELECT 'a' AS message FROM tasks")
    assert (many.failures, many.count) == (("a",) * SHOWN, 100)
    assert ours(connection, "FROM tasks WHERE n < 0; FROM tasks WHERE n > 100").failures == ()


def test_a_later_query_that_cannot_be_run_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    (failure,) = ours(connection, "FROM tasks; FROM nowhere").failures
    assert "could not be run" in failure and "nowhere" in failure


def test_a_check_of_the_user_may_be_several_queries_that_read(connection: duckdb.DuckDBPyConnection) -> None:
    found = own(connection, "-- 两个; two\nFROM tasks WHERE n = 2; ; SELECT '；' AS message; -- and no more\n")
    assert found.failures == ("n=2", "；")
    assert own(connection, "PIVOT tasks ON n IN (1) USING count(*); FROM tasks WHERE n = 1").count == 2
    for other in ("DROP TABLE tasks", "SET threads = 1", "COPY tasks TO 'x.csv'"):
        (failure,) = own(connection, f"FROM tasks WHERE n = 1; {other}").failures
        assert "is not run" in failure and "of kind" in failure
    (failure,) = own(connection, "FROM tasks; EXPLAIN FROM tasks").failures
    assert "EXPLAIN shows" in failure
    assert connection.execute("SELECT count(*) FROM tasks").fetchone() == (50,)


def test_a_copy_of_each_of_ours_can_be_run(tmp_path: Path) -> None:
    """As a user begins who changes one."""
    with emptied(tmp_path):
        path = put(tmp_path / "w.duckdb", five_notices())
        with duckdb.connect(str(path)) as connection:
            for check in built_in():
                copied = run_check(connection, check.model_copy(update={"path": f"checks/{check.name}.sql"}))
                assert copied.failures == run_check(connection, check).failures, check.name


def test_an_endless_list_is_not_counted_to_its_end(connection: duckdb.DuckDBPyConnection) -> None:
    found = own(connection, "FROM range(1000000000000)")
    assert found.at_least and found.count > 100_000


def test_an_endless_query_is_stopped(connection: duckdb.DuckDBPyConnection) -> None:
    (failure,) = own(
        connection, "SELECT sum(a.range * b.range) FROM range(10000000) AS a, range(10000000) AS b", 0.2
    ).failures
    assert failure == "checks/a.sql was stopped after 0.2 seconds; make it read less."
    assert own(connection, "SELECT 1 WHERE false").failures == ()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("", "give one statement, not 0."),
        ("-- nothing", "give one statement, not 0."),
        ("SELEC 1", "syntax error"),
        ("SELECT nothing FROM tasks", "nothing"),
        ("DELETE FROM tasks", "of kind “delete”"),
        ("EXPLAIN ANALYZE DELETE FROM tasks", "of kind “delete”"),
        ("EXPLAIN SELECT 1", "EXPLAIN shows how a query would be run; take the word away."),
        ("-- It is said.\nEXPLAIN SELECT 1", "EXPLAIN shows how"),
        ("ATTACH 'x.duckdb'", "of kind “attach”"),
        ("COPY tasks TO 'x.csv'", "of kind “copy”"),
        ("SET threads = 1", "of kind “set”"),
        ("SELECT * FROM query('DROP TABLE tasks')", "“query” runs a text"),
        ("SELECT * FROM read_text('/etc/hostname')", "disabled by configuration"),
        ("SELECT * FROM 'x.csv'", "disabled by configuration"),
        ("FROM enable_logging(storage = 'file', storage_path = 'logs')", "“enable_logging” does something"),
        ('FROM "force_checkpoint"()', "“force_checkpoint” does something"),
    ],
)
def test_what_is_no_reading_query_is_one_sentence_and_changes_nothing(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (failure,) = own(connection, sql).failures
    assert failure.startswith("checks/a.sql ") and said in failure and "\n" not in failure
    assert connection.execute("SELECT count(*) FROM tasks").fetchone() == (50,)
    assert list(tmp_path.iterdir()) == []


def test_a_greedy_query_is_bounded_and_the_next_one_has_as_much_as_before(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_run, "_MEMORY", 1 << 24)
    bound(connection)
    (failure,) = own(connection, "SELECT list(range::VARCHAR || repeat('x', 50)) FROM range(3000000)").failures
    assert "GB of memory; make it read less at a time." in failure and "\n" not in failure
    assert limit_of(connection) == LIMIT
    assert own(connection, "FROM tasks WHERE n = 1").failures == ("n=1",)


def test_the_note_of_a_file_comes_with_what_it_found(connection: duckdb.DuckDBPyConnection) -> None:
    check = CheckFile(name="a", promise="p", sql="SELECT 1", path="a.sql", note="in the place of ours")
    assert run_check(connection, check).note == "in the place of ours"


def test_a_file_that_could_not_be_read_has_failed(connection: duckdb.DuckDBPyConnection) -> None:
    found = run_check(connection, CheckFile(name="a", promise="p", problem="it is no text."))
    assert found.failures == ("it is no text.",)


def test_one_of_ours_that_cannot_be_run_says_what_to_do(connection: duckdb.DuckDBPyConnection) -> None:
    (failure,) = ours(connection, "FROM gone").failures
    assert "could not be run" in failure and failure.endswith("run `etl rebuild`.")


def test_a_wrong_check_leaves_the_next_one_alone(connection: duckdb.DuckDBPyConnection) -> None:
    own(connection, "FROM gone")
    assert own(connection, "FROM tasks WHERE n = 1").failures == ("n=1",)
