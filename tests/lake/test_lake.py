"""The whole way into a lake and out of it, with PostgreSQL and processes as they are."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import duckdb
import pyarrow.parquet as pq
import pytest

from etl.warehouse.check import check_warehouse
from etl.warehouse.connect import pinned, reading
from etl.warehouse.diff import compare
from etl.warehouse.errors import ConflictError, WarehouseError
from etl.warehouse.lake.attach import opened_lake
from etl.warehouse.lake.differences import put_differences
from etl.warehouse.location import Lake
from etl.warehouse.publish import publish
from etl.warehouse.wait import Wait
from tests.etl.warehouse.build import TEXTS, etl, five_notices, is_one_line, publication, put, run
from tests.lake.build import ask, content
from tests.lake.conftest import Lakes
from tests.services.asked import asked
from tests.services.postgres import PASSWORD, Postgres, needs_postgres

pytestmark = [asked, needs_postgres]


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("five") / "notices.duckdb", five_notices())


@dataclass(frozen=True)
class Grown:
    """A lake with one notice, to which the other four were published while somebody read it."""

    lake: Lake
    first: Lake
    seen: list[int]
    """How many notices the reader counted before, while it went on reading, and when it opened the lake anew."""


@pytest.fixture(scope="module")
def grown(lakes: Lakes, seed: Lake) -> Grown:
    lake = lakes.like(seed)
    first = pinned(lake)
    assert isinstance(first, Lake)
    with reading(lake) as connection:
        seen = [_counted(connection)]
        run(lake, *TEXTS[:-1])
        seen.append(_counted(connection))
    with reading(lake) as connection:
        return Grown(lake, first, [*seen, _counted(connection)])


def _counted(connection: duckdb.DuckDBPyConnection) -> int:
    (number,) = connection.execute("SELECT count(*) FROM notices").fetchone() or (0,)
    return int(number)


def test_a_lake_holds_what_a_file_does_whatever_the_order(five: Path, grown: Grown) -> None:
    assert content(grown.lake) == content(five)
    assert compare(five, grown.lake, by_sheets=False) == ([], None)
    assert [c.name for c in check_warehouse(grown.lake) if c.failures] == []


def test_a_reader_keeps_the_version_that_it_opened(grown: Grown) -> None:
    assert grown.seen == [1, 1, 5]


def test_every_publish_is_one_version(grown: Grown) -> None:
    now = pinned(grown.lake)
    assert isinstance(now, Lake) and grown.first.version is not None
    assert now.version == grown.first.version + 1
    at = f"FROM notices AT (VERSION => {grown.first.version})"
    assert ask(grown.lake, f"SELECT (SELECT count(*) {at}), (SELECT count(*) FROM notices)") == [(1, 5)]
    told = "SELECT author, commit_message FROM lake.snapshots() WHERE author = 'etl' ORDER BY snapshot_id"
    assert [(who, said.split()[0]) for who, said in ask(grown.lake, told)] == [("etl", "ingest")] * 2
    tasks = "SELECT count(*) FROM v_tasks"
    assert ask(grown.first, tasks) < ask(grown.lake, tasks)
    families = "SELECT count(*) FROM v_families"  # a view over views
    at_first = ask(grown.lake, f"{families} AT (VERSION => {grown.first.version})")
    assert at_first == ask(grown.first, families) != ask(grown.lake, families)


def test_a_rebuild_is_one_version_too(grown: Grown, seed: Lake, lakes: Lakes) -> None:
    lake = lakes.like(grown.lake)
    before = pinned(lake)
    run(lake, TEXTS[-1], anew=True)
    now = pinned(lake)
    assert isinstance(before, Lake) and isinstance(now, Lake)
    assert (now.version or 0) == (before.version or 0) + 1
    assert content(lake) == content(seed)


def test_a_commit_between_look_and_commit_is_a_conflict(
    bare: Lake, lakes: Lakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = lakes.like(bare)

    def overtaken(*arguments: object, **more: object) -> None:
        put_differences(*arguments, **more)  # type: ignore[arg-type]
        with opened_lake(lake, write=True) as other:
            other.execute("CREATE TABLE somebody_s AS SELECT 1 AS x")

    monkeypatch.setattr("etl.warehouse.lake.publish.put_differences", overtaken)
    with pytest.raises(ConflictError, match="others have published"):
        publish(pinned(lake), publication("second", "b"))
    assert ask(lake, "SELECT source_id FROM sources") == [("a",)]


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
def bare(lakes: Lakes) -> Lake:
    lake = lakes.new("bare")
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
    database = bare.dsn.split()[0].removeprefix("dbname=")
    url = f"postgresql://postgres:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}/{database}?connect_timeout=9"
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
        with pytest.raises(WarehouseError, match="another run is still publishing to ducklake:postgres:dbname=bare_"):
            in_turn(bare, Wait(0.3, said.append), lambda: None)

    in_turn(bare, None, second)
    assert len(said) == 1
    assert "waiting up to" in said[0]
    assert os.environ.get("PGPASSWORD") is None
