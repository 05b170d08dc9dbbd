"""DuckDB's extensions, from their packages."""

import duckdb
import pytest

from etl.warehouse.errors import WarehouseError
from etl.warehouse.lake.extensions import load, load_extension, loaded
from etl.warehouse.location import Lake
from tests.etl.warehouse.lake.build import needs_ducklake

LAKE = Lake("notices.ducklake")


def test_what_is_not_installed_is_said_with_what_to_install() -> None:
    with duckdb.connect() as connection, pytest.raises(WarehouseError, match=r"pip install 'minsheng-etl\[lake\]'"):
        load_extension(connection, "none_such", LAKE)


@needs_ducklake
def test_one_for_another_duckdb_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duckdb.__version__", "0.0.1")
    with duckdb.connect() as connection, pytest.raises(WarehouseError, match="is not made for DuckDB 0"):
        load(connection, LAKE)


@needs_ducklake
def test_nothing_is_ever_fetched() -> None:
    with duckdb.connect() as connection:
        load(connection, LAKE)
        for name in ("autoinstall_known_extensions", "autoload_known_extensions"):
            assert connection.execute(f"SELECT current_setting('{name}')").fetchone() == (False,)


@needs_ducklake
def test_a_connection_is_used_again_and_is_then_about_nothing() -> None:
    with loaded(LAKE) as first:
        first.execute("ATTACH ':memory:' AS other")
        first.execute("USE other")
    with loaded(LAKE) as second:
        assert second is first
        assert second.execute("SELECT current_database()").fetchone() == ("memory",)
        with loaded(LAKE) as third:
            assert third is not second


@needs_ducklake
def test_a_connection_that_failed_in_a_transaction_is_used_again() -> None:
    with pytest.raises(ZeroDivisionError), loaded(LAKE) as connection:
        connection.execute("BEGIN")
        raise ZeroDivisionError
    with loaded(LAKE) as again:
        again.execute("BEGIN")
