"""All of it at once: two clients have their files read by one cluster and publish to one lake, and what can die dies.

``make test-cluster`` runs this.
"""

from pathlib import Path

from etl.warehouse.lake.attach import opened_lake
from etl.warehouse.location import Lake
from tests.etl.warehouse.build import TEXTS, notice_text, put, run
from tests.lake.build import DYING, INGEST, ask, content, started
from tests.lake.conftest import Lakes
from tests.services import dask_preload
from tests.services.asked import asked
from tests.services.dask import cluster, kill
from tests.services.postgres import needs_postgres

pytestmark = [asked, needs_postgres]

SECONDS = 300
DISTRICTS = ("渝北区", "武隆区", "綦江区", "璧山区")


def notices(folder: Path) -> list[Path]:
    """Small notices, of which the first is held by the worker that reads it."""
    texts = [notice_text(district=d, number=f"府办发〔2024〕{n}号") for n, d in enumerate(DISTRICTS, 1)]
    texts[0] += f"\n{dask_preload.HELD.decode()}\n"
    return [put(folder / f"{n}.txt", text) for n, text in enumerate(texts)]


def parquet(lake: Lake) -> set[Path]:
    return set(Path(str(lake.data_path)).rglob("*.parquet"))


def test_who_dies_costs_no_row_and_leaves_nobody_waiting(lakes: Lakes, seed: Lake, tmp_path: Path) -> None:
    files, here, lake = notices(tmp_path / "raw"), tmp_path / "here.duckdb", lakes.like(seed)
    run(here, TEXTS[-1], *files)
    before, files_before = content(lake), parquet(lake)
    writer = started(lake, DYING, *files[2:])
    with cluster(tmp_path, workers=2) as there:
        clients = [started(lake, INGEST, *some, cluster=there.address) for some in (files[:3], files[1:])]
        assert writer.stdout is not None and writer.stdout.readline() == "written\n"
        kill(there.holder())
        assert content(lake) == before
        left = parquet(lake) - files_before  # what was written lies there, and is of no table
        kill(writer)
        there.let_go()
        said = [client.communicate(timeout=SECONDS)[1] for client in clients]
    writer.communicate()
    assert [client.returncode for client in clients] == [0, 0], said
    assert not any("geheim" in text for text in said)
    assert content(lake) == content(here)
    assert ask(lake, "SELECT count(*), count(DISTINCT sha256) FROM sources") == [(5, 5)]
    with opened_lake(lake, write=True) as connection:
        connection.execute("CALL ducklake_delete_orphaned_files('lake', cleanup_all => true)")
    assert left and not left & parquet(lake)
    assert content(lake) == content(here)
