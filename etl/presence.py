"""Which files that the warehouse knows are no longer there as they were read."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from etl import ids
from etl.resolve import REPLACED
from schemas.publication import Outcome, SourceRecord


def replaced(known: Iterable[SourceRecord], now: Mapping[str, str]) -> list[SourceRecord]:
    """Known files whose path now holds other bytes, or is now a ZIP of files, marked as superseded.

    ``now`` are the SHA-256 of the files that a run has seen, by path. Files that are marked already are not returned.
    """
    folders = {folder.as_posix() for path in now for folder in PurePosixPath(path).parents}
    seen = set(now.values())
    marked = []
    for source in known:
        digest = now.get(source.path)
        if digest is not None and digest != source.sha256 and source.sha256 not in seen:
            reason = f"{REPLACED}; it now holds {ids.source_id(digest)}."
        elif source.path in folders:
            reason = f"{REPLACED}; it is now read as a folder of files."
        else:
            continue
        changed = source.model_copy(update={"outcome": Outcome.SUPERSEDED, "reason": reason})
        if changed != source:
            marked.append(changed)
    return marked
