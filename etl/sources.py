"""The warehouse against its sources: every file it was built from still has the bytes that were read."""

from pathlib import Path

from etl.files import sha256_of
from etl.warehouse.check import Check
from etl.warehouse.state import read_state
from schemas.publication import Outcome


def source_lines(warehouse: Path) -> Check:
    """Loaded files that have changed or gone since. Raises ``WarehouseError`` if the warehouse cannot be opened."""
    failures: list[str] = []
    for source in sorted(read_state(warehouse).sources.values(), key=lambda s: s.path):
        path = Path(source.path)
        if source.outcome is not Outcome.LOADED:
            continue
        if not path.is_file():
            failures.append(f"{source.path} is gone; put it back, or run `etl rebuild` to build without it.")
        elif sha256_of(path) != source.sha256:
            failures.append(f"{source.path} has changed since it was read; run `etl ingest {source.path}`.")
    return Check(
        name="sources",
        promise="Every loaded file is still where it was, unchanged.",
        failures=tuple(failures),
    )
