"""The folder of a lake's Parquet files, looked at before a run begins to read: a new catalogue has to be told one, and
one that is there has its own."""

from etl.warehouse.errors import WarehouseError
from etl.warehouse.lake.attach import ALIAS, NoLakeError, attach, elsewhere, is_elsewhere, no_folder
from etl.warehouse.lake.extensions import loaded
from etl.warehouse.location import Lake


class FolderError(WarehouseError):
    """A lake was called with no folder where it needs one, or with another than its own."""


def require_folder(lake: Lake) -> None:
    """Raise ``FolderError`` if a lake cannot be written with the folder that was named, or with none;
    ``WarehouseError`` if it cannot be reached."""
    try:
        with loaded(lake) as connection:
            folder = attach(connection, lake.at(None), ALIAS)
    except NoLakeError:
        if lake.is_postgres and not lake.data_path:
            raise FolderError(no_folder(lake)) from None
        return
    if is_elsewhere(lake, folder):
        raise FolderError(elsewhere(lake))
