"""The warehouse against its sources: every file it was built from still has the bytes that were read."""

from typing import Final

from etl.console import printable
from etl.files import locator
from etl.raw_files import on_disk, shown
from etl.warehouse.check_model import Check
from etl.warehouse.connect import is_there
from etl.warehouse.errors import WarehouseError
from etl.warehouse.location import Location
from etl.warehouse.state import read_state
from schemas.publication import Outcome

SOURCES: Final = "sources"
"""Name of the check."""
_SHOWN: Final = 20


def source_lines(warehouse: Location) -> Check:
    """Loaded files that have changed or gone since. Raises ``WarehouseError`` if the warehouse cannot be opened."""
    if not is_there(warehouse):
        raise WarehouseError(f"there is no warehouse at {warehouse}; make one with `etl ingest`.")
    failures: list[str] = []
    locate = locator()
    for source in sorted(read_state(warehouse).sources.values(), key=lambda s: s.path):
        name = printable(source.path)
        if source.outcome is not Outcome.LOADED:
            continue
        try:
            path = on_disk(source.path)
            now = [file.sha256() for file in locate(path) if file.path == shown(path)]
        except OSError as error:
            failures.append(f"{name} cannot be read ({error.strerror}); see to its permissions.")
            continue
        if not now:
            failures.append(f"{name} is gone; put it back, or run `etl rebuild` to build without it.")
        elif now != [source.sha256]:
            failures.append(f"{name} has changed since it was read; run `etl ingest {name}`.")
    return Check(
        name=SOURCES,
        promise="Every loaded file is still where it was, unchanged.",
        failures=tuple(failures[:_SHOWN]),
        count=len(failures),
    )
