"""Publishing to a lake: a file is filled and checked as for any warehouse, and what differs is committed."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from etl.warehouse.bounds import lift
from etl.warehouse.check_model import Check
from etl.warehouse.check_store import require_unaltered, store_checks, structural_objection
from etl.warehouse.connect import is_there
from etl.warehouse.errors import ConflictError, WarehouseError
from etl.warehouse.faults import first_line, is_interrupt
from etl.warehouse.lake.attach import ALIAS, has_tables, last_version, literal, opened_lake, pinned_lake, told
from etl.warehouse.lake.differences import DRAFT, differs_in_schema, make_schema, put_differences
from etl.warehouse.location import NOTHING, Lake
from etl.warehouse.publish import drafted, refuse_unless_tolerant
from etl.warehouse.published import committed
from schemas.publication import Publication


def publish_to_lake(
    lake: Lake,
    publication: Publication,
    *,
    keep_old: bool = True,
    accept: Callable[[duckdb.DuckDBPyConnection], None] | None = None,
    checks: Path | None = None,
    tolerant: bool = False,
) -> tuple[Check, ...]:
    """Put a publication into a lake, as ``etl.warehouse.publish.publish`` does into a file.

    It is made from what the lake has at its ``version``. Raises ``ConflictError`` if that is no longer its last one,
    ``WarehouseError`` for the same reasons as ``publish``; the lake is then as it was.
    """
    old = lake if keep_old and is_there(lake) else None
    if old is not None:
        require_unaltered(old)
    with TemporaryDirectory(prefix="etl-", ignore_cleanup_errors=True) as folder:
        draft = Path(folder) / "draft.duckdb"
        with told(lake), drafted(draft, publication, old) as connection:
            failing = store_checks(connection, checks, lake)
            if objection := structural_objection(failing):
                refuse_unless_tolerant(connection, objection, lake, publication.run.run_id, tolerant)
            lift(connection)
            if accept is not None:
                accept(connection)
            connection.execute("CHECKPOINT")
            connection.close()
            _commit(draft, lake, f"{publication.run.command} {publication.run.run_id}")
    return failing


def _commit(draft: Path, lake: Lake, message: str) -> None:
    """Make the lake what the draft is, in one transaction and one snapshot."""
    with opened_lake(lake.at(None), write=True) as connection:
        # Nothing that others commit meanwhile is to be taken for no matter: DuckLake would try an insert again on top
        # of their rows, and a publish is made from all that was there.
        connection.execute("SET ducklake_max_retry_count = 0")
        connection.execute(f"ATTACH {literal(str(draft))} AS {DRAFT} (READ_ONLY)")
        connection.execute("BEGIN")
        seen = _require_version(connection, lake)
        fresh = not has_tables(connection) or differs_in_schema(connection)
        if fresh:
            make_schema(connection)
        put_differences(connection, fresh=fresh)
        connection.execute(f"CALL ducklake_set_commit_message('{ALIAS}', 'etl', {literal(message)})")
        try:
            connection.execute("COMMIT")
        except duckdb.Error as error:
            if is_interrupt(error):
                raise
            raise _not_committed(lake, seen, error) from error
        committed(str(lake))


def _require_version(connection: duckdb.DuckDBPyConnection, lake: Lake) -> int:
    """The snapshot that the transaction sees. Raises ``ConflictError`` if it is not the one that was read."""
    seen = last_version(connection)
    expected = NOTHING if not has_tables(connection) else seen
    if lake.version is not None and lake.version != expected:
        raise _conflict(lake)
    return seen


def _not_committed(lake: Lake, seen: int, error: duckdb.Error) -> WarehouseError:
    """Why a commit failed: because of another one, if there is one."""
    if pinned_lake(lake).version != (seen if lake.version != NOTHING else NOTHING):
        return _conflict(lake)
    return WarehouseError(f"{lake} was not published, it stays as it was: {first_line(error)}")


def _conflict(lake: Lake) -> ConflictError:
    return ConflictError(f"{lake} was not published: others have published to it meanwhile; try again.")
