"""The whole way into a lake and out of it, with PostgreSQL and processes as they are."""

import os
import signal
from pathlib import Path
from urllib.parse import quote

import pyarrow.parquet as pq
import pytest

from etl.warehouse.check import check_warehouse
from etl.warehouse.connect import pinned, reading
from etl.warehouse.diff import compare
from etl.warehouse.errors import ConflictError, WarehouseError
from etl.warehouse.lake.attach import opened_lake
from etl.warehouse.lake.differences import put_differences
from etl.warehouse.location import Lake, parse_location
from etl.warehouse.publish import publish
from etl.warehouse.wait import Wait
from tests.etl.warehouse.build import TEXTS, etl, five_notices, is_one_line, publication, put, run
from tests.lake.build import INGEST, ask, content, started
from tests.lake.conftest import NewLake
from tests.services.asked import asked
from tests.services.postgres import PASSWORD, Postgres, needs_postgres

pytestmark = [asked, needs_postgres]


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("five") / "notices.duckdb", five_notices())


def test_a_lake_holds_what_a_file_does_whatever_the_order(five: Path, new_lake: NewLake) -> None:
    at_once, one_by_one = new_lake(), new_lake()
    run(at_once, *TEXTS)
    for files in (TEXTS[3:], TEXTS[1:3], TEXTS[:1]):
        run(one_by_one, *files)
    for lake in (at_once, one_by_one):
        assert content(lake) == content(five)
        assert compare(five, lake, by_sheets=False) == ([], None)
    assert [c.name for c in check_warehouse(one_by_one) if c.failures] == []


def test_writers_at_once_lose_no_row_and_add_none_twice(five: Path, new_lake: NewLake) -> None:
    lake = new_lake()
    writers = [started(lake, INGEST, *files) for files in (TEXTS[:2], TEXTS[2:4], TEXTS[2:])]
    said = [writer.communicate(timeout=240)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], said
    assert content(lake) == content(five)
    assert ask(lake, "SELECT count(*), count(DISTINCT sha256) FROM sources") == [(5, 5)]
    assert not any("geheim" in text for text in said)


DYING = """
import os, sys, time
from pathlib import Path
import etl.warehouse.lake.publish as publishing
from etl.warehouse.location import parse_location, with_data_path
from tests.etl.warehouse.build import run
put = publishing.put_differences
def slowly(*arguments, **more):
    put(*arguments, **more)
    print("written", flush=True)
    time.sleep(600)
publishing.put_differences = slowly
run(with_data_path(parse_location(os.environ["LAKE"]), os.environ["DATA"]), *map(Path, sys.argv[1:]))
"""
"""A writer that has written every row and does not come to its commit."""


def test_a_killed_writer_leaves_the_lake_as_it_was_and_nobody_waiting(five: Path, new_lake: NewLake) -> None:
    lake = new_lake()
    run(lake, *TEXTS[:2])
    before, files = content(lake), _parquet(lake)
    writer = started(lake, DYING, *TEXTS[2:])
    assert writer.stdout is not None and writer.stdout.readline() == "written\n"
    writer.send_signal(signal.SIGKILL)
    writer.communicate(timeout=30)
    assert content(lake) == before
    left = _parquet(lake) - files
    assert left  # what was written lies there, and is of no table
    with opened_lake(lake, write=True) as connection:
        connection.execute("CALL ducklake_delete_orphaned_files('lake', cleanup_all => true)")
    assert _parquet(lake) == files
    run(lake, *TEXTS[2:])
    assert content(lake) == content(five)


def _parquet(lake: Lake) -> set[Path]:
    return set(Path(str(lake.data_path)).rglob("*.parquet"))


def test_what_others_have_committed_since_is_never_written_over(new_lake: NewLake) -> None:
    lake = new_lake()
    publish(pinned(lake), publication("first", "a"))
    seen = pinned(lake)
    publish(seen, publication("second", "b"))
    with pytest.raises(ConflictError, match="others have published"):
        publish(seen, publication("third", "c"))
    assert ask(lake, "SELECT source_id FROM sources ORDER BY 1") == [("a",), ("b",)]


def test_a_commit_between_look_and_commit_is_a_conflict_too(new_lake: NewLake, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = new_lake()
    publish(pinned(lake), publication("first", "a"))

    def overtaken(*arguments: object, **more: object) -> None:
        put_differences(*arguments, **more)  # type: ignore[arg-type]
        with opened_lake(lake, write=True) as other:
            other.execute("CREATE TABLE somebody_s AS SELECT 1 AS x")

    monkeypatch.setattr("etl.warehouse.lake.publish.put_differences", overtaken)
    with pytest.raises(ConflictError, match="others have published"):
        publish(pinned(lake), publication("second", "b"))
    assert ask(lake, "SELECT source_id FROM sources") == [("a",)]


def test_a_reader_keeps_the_version_that_it_opened(new_lake: NewLake) -> None:
    lake = new_lake()
    run(lake, TEXTS[0])
    counted = "SELECT count(*) FROM notices"
    with reading(lake) as connection:
        assert connection.execute(counted).fetchall() == [(1,)]
        run(lake, TEXTS[1])
        assert connection.execute(counted).fetchall() == [(1,)]
    assert ask(lake, counted) == [(2,)]


def test_every_publish_is_one_version(new_lake: NewLake) -> None:
    lake = new_lake()
    run(lake, TEXTS[0])
    first = pinned(lake)
    run(lake, TEXTS[1])
    assert isinstance(first, Lake) and first.version is not None
    at = f"FROM notices AT (VERSION => {first.version})"
    assert ask(lake, f"SELECT (SELECT count(*) {at}), (SELECT count(*) FROM notices)") == [(1, 2)]
    view = f"SELECT count(*) FROM v_families AT (VERSION => {first.version})"  # a view over views
    assert (
        ask(lake, view) == ask(first, "SELECT count(*) FROM v_families") != ask(lake, "SELECT count(*) FROM v_families")
    )
    told = ask(lake, "SELECT author, commit_message FROM lake.snapshots() WHERE author = 'etl' ORDER BY snapshot_id")
    assert [(who, said.split()[0]) for who, said in told] == [("etl", "ingest")] * 2
    assert ask(first, "SELECT count(*) FROM v_tasks") < ask(lake, "SELECT count(*) FROM v_tasks")


def test_a_rebuild_is_one_version_too(five: Path, new_lake: NewLake) -> None:
    lake = new_lake()
    run(lake, TEXTS[0])
    before = pinned(lake)
    run(lake, *TEXTS, anew=True)
    now = pinned(lake)
    assert isinstance(before, Lake) and isinstance(now, Lake)
    assert (now.version or 0) == (before.version or 0) + 1
    assert content(lake) == content(five)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM postgres_query('__ducklake_metadata_lake', 'SELECT 1')",
        "SELECT * FROM \"Postgres_Scan\" ('dbname=x', 'public', 'y')",
        "FROM __ducklake_metadata_lake.pg_catalog.pg_authid",
        "FROM query('FROM postgres_' || 'query(1, 2)')",
        "FROM query_table('__ducklake_metadata' || '_lake.pg_authid')",
        "EXPLAIN FROM (FROM ducklake_expire_snapshots('lake', versions => [1]))",
        "FROM read_text('/etc/passwd')",
        "FROM '/etc/passwd'",
        "INSERT INTO notices FROM notices",
    ],
)
def test_a_query_reaches_nothing_but_the_warehouse(bare: Lake, sql: str) -> None:
    answer = etl("query", sql, "--warehouse", str(bare), env={"PGPASSWORD": PASSWORD})
    assert answer.code == 2
    assert is_one_line(answer.stderr)


@pytest.fixture(scope="module")
def bare(server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    from etl.warehouse.location import with_data_path

    lake = with_data_path(parse_location(server.create("bare")), str(tmp_path_factory.mktemp("bare")))
    assert isinstance(lake, Lake)
    publish(pinned(lake), publication("first", "a"))
    return lake


def test_the_command_line_knows_a_lake(bare: Lake, tmp_path: Path) -> None:
    place, env = ("--warehouse", str(bare)), {"PGPASSWORD": PASSWORD}
    assert etl("query", "SELECT source_id FROM sources", "--format", "csv", *place, env=env).stdout == "source_id\na\n"
    assert etl("export", tmp_path / "out", *place, env=env).code == 0
    assert pq.read_table(tmp_path / "out" / "sources.parquet").num_rows == 1
    assert etl("check", *place, env=env).code == 0
    assert etl("units", *place, env=env).code == 0
    assert etl("families", *place, env=env).code == 0


def test_a_url_with_a_password_does_as_settings_do(bare: Lake, server: Postgres) -> None:
    assert "dbname=bare" in str(bare)
    url = f"postgresql://postgres:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}/bare?connect_timeout=9"
    answer = etl("query", "SELECT source_id FROM sources", "--format", "csv", "--warehouse", f"ducklake:postgres:{url}")
    assert (answer.code, answer.stdout) == (0, "source_id\na\n"), answer.stderr
    wrong = etl("query", "SELECT 1", "--warehouse", "ducklake:postgres:" + url.replace(str(server.port), "1"))
    assert wrong.code == 1
    assert "port=1" in wrong.stderr and "cannot be reached" in wrong.stderr and is_one_line(wrong.stderr)
    assert "geheim" not in wrong.stderr


def test_a_new_lake_is_told_its_folder_before_anything_is_read(server: Postgres, tmp_path: Path) -> None:
    place = ("--warehouse", server.create("folderless"))
    answer = etl("ingest", TEXTS[0], *place)
    assert answer.code == 2
    assert is_one_line(answer.stderr) and "with --data-path DIR" in answer.stderr
    assert etl("ingest", TEXTS[0], *place, "--data-path", tmp_path / "a").code == 0
    other = etl("ingest", TEXTS[0], *place, "--data-path", tmp_path / "b")
    assert other.code == 2
    assert is_one_line(other.stderr) and "leave --data-path out" in other.stderr
    assert etl("ingest", TEXTS[0], *place).code == 0


def test_what_cannot_be_reached_is_said_in_one_line_without_the_password(server: Postgres) -> None:
    for settings in (
        f"host=127.0.0.1 port={server.port} user=postgres dbname=postgres password=wrong-one",
        f"host=127.0.0.1 port={server.port} user=postgres dbname=none password=geheim",
        "host=127.0.0.1 port=1 dbname=x password=wrong-one",
    ):
        answer = etl("query", "SELECT 1", "--warehouse", f"ducklake:postgres:{settings}")
        assert answer.code == 1
        assert "cannot be reached" in answer.stderr
        assert is_one_line(answer.stderr)
        assert "wrong-one" not in answer.stderr and "geheim" not in answer.stderr


def test_who_has_to_wait_too_long_is_told(bare: Lake) -> None:
    from etl.warehouse.lake.turn import in_turn

    said: list[str] = []

    def second() -> None:
        with pytest.raises(WarehouseError, match="another run is still publishing to ducklake:postgres:dbname=bare"):
            in_turn(bare, Wait(0.3, said.append), lambda: None)

    in_turn(bare, None, second)
    assert len(said) == 1
    assert "waiting up to" in said[0]
    assert os.environ.get("PGPASSWORD") is None
