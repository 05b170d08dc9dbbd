"""What a run would change: its publication filled into a file that nobody keeps, and held against the warehouse."""

from pathlib import Path
from tempfile import TemporaryDirectory

from etl.warehouse.bounds import lift
from etl.warehouse.connect import is_there
from etl.warehouse.diff import compare
from etl.warehouse.errors import WarehouseError
from etl.warehouse.location import Location
from etl.warehouse.publish import drafted
from schemas.change import Change
from schemas.publication import Publication


class Preview:
    """Compares what a dry run hands over with the warehouse at ``warehouse``, for people ``by_sheets``, and keeps the
    changes and a note on what cannot be compared.

    Nothing is written but a folder of the system's for temporary files.
    """

    def __init__(self, warehouse: Location, *, by_sheets: bool = True, anew: bool = False) -> None:
        """``anew`` is for a run that keeps nothing of the warehouse."""
        self._old = warehouse if is_there(warehouse) else None
        self._by_sheets = by_sheets
        self._anew = anew
        self.changes: list[Change] = []
        self.note: str | None = None

    def __call__(self, publication: Publication) -> None:
        """Fill and compare. Raises ``WarehouseError`` if the draft cannot be written or the warehouse not be read."""
        with TemporaryDirectory(prefix="etl-", ignore_cleanup_errors=True) as folder:
            draft = Path(folder) / "draft.duckdb"
            kept = None if self._anew else self._old
            try:
                with drafted(draft, publication, kept) as connection:
                    lift(connection)
                    connection.execute("CHECKPOINT")
                    connection.close()
                    self.changes, self.note = compare(self._old, draft, by_sheets=self._by_sheets)
            except OSError as error:
                raise WarehouseError(f"the folder for temporary files cannot be written: {error.strerror}.") from error
