"""The files that a warehouse is made of, which are no notices, wherever a run meets them."""

from pathlib import Path
from typing import Final

from etl.warehouse.beside import logs_of
from etl.warehouse.location import Lake, Location

_DEFAULT_FOLDER: Final = ".files"
"""What DuckLake puts behind the name of a catalogue in a file, for the folder of its Parquet files."""


class OwnFiles:
    """What a warehouse is made of now: ``path in OwnFiles(warehouse)``, whatever name the file has there.

    What else lies beside a warehouse begins with a dot, and is passed over in any folder.
    """

    def __init__(self, warehouse: Location) -> None:
        """Look at what is there; a warehouse that is not there has none."""
        file = warehouse.file if isinstance(warehouse, Lake) else warehouse
        self._files = {found for path in _with_logs(file) if (found := _identity(path))} if file else set()
        self._folders = tuple(_folders(warehouse)) if isinstance(warehouse, Lake) else ()

    def __contains__(self, path: object) -> bool:
        """Whether a file is one of them."""
        if not isinstance(path, Path):
            return False
        if self._files and _identity(path) in self._files:
            return True
        return bool(self._folders) and any(path.resolve().is_relative_to(folder) for folder in self._folders)


def _with_logs(file: Path) -> list[Path]:
    try:
        return [file, *logs_of(file.resolve())]
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that no system can hold
        return []


def _folders(lake: Lake) -> list[Path]:
    folders = [lake.file.with_name(lake.file.name + _DEFAULT_FOLDER)] if lake.file else []
    if lake.data_path and "://" not in lake.data_path:
        folders.append(Path(lake.data_path))
    return [folder.resolve() for folder in folders]


def _identity(path: Path) -> tuple[int, int] | None:
    """What two names of one file have in common (``os.path.samestat``)."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
