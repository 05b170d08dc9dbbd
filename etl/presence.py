"""Which files that the warehouse knows are no longer there as they were read: replaced, moved or gone."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from etl import ids
from etl.files import locator
from parsers.errors import UnreadableFileError
from schemas.publication import Outcome, SourceRecord

REPLACED: Final = "the file at this path has changed since"
"""How the reason of a file begins whose path now holds other bytes."""
_NOW_HOLDS: Final = "; it now holds "


def is_replaced(outcome: Outcome, reason: str | None) -> bool:
    """Whether a file is no longer there as it was read."""
    return outcome is Outcome.SUPERSEDED and (reason or "").startswith(REPLACED)


def successor_of(source: SourceRecord) -> str | None:
    """Id of the file that took a replaced one's place first, ``None`` if it was not replaced by one file."""
    if not is_replaced(source.outcome, source.reason):
        return None
    found = re.search(f"{_NOW_HOLDS}([0-9a-f]+)", source.reason or "")
    return found[1] if found else None


def replaced(known: Iterable[SourceRecord], now: Mapping[str, str]) -> list[SourceRecord]:
    """Known files whose path now holds other bytes, or is now a ZIP of files, marked as superseded.

    ``now`` are the SHA-256 of the files that a run has seen, by path. Files that are marked already are not returned:
    what took their place first tells which of several came before which.
    """
    folders = folders_above(now)
    seen = set(now.values())
    marked = []
    for source in known:
        if is_replaced(source.outcome, source.reason):
            continue
        digest = now.get(source.path)
        if digest is not None and digest != source.sha256 and source.sha256 not in seen:
            reason = f"{REPLACED}{_NOW_HOLDS}{ids.source_id(digest)}."
        elif source.path in folders and source.sha256 not in seen:
            reason = f"{REPLACED}; it is now read as a folder of files."
        else:
            continue
        marked.append(source.model_copy(update={"outcome": Outcome.SUPERSEDED, "reason": reason}))
    return marked


def folders_above(paths: Iterable[str]) -> set[str]:
    """Every folder that one of the paths lies below, the working folder as ``.``."""
    direct = {path[: path.rfind("/") + 1] for path in paths}
    return {folder.as_posix() for one in direct for folder in (PurePosixPath(one), *PurePosixPath(one).parents)}


def moved(
    known: Iterable[SourceRecord],
    now: Mapping[str, str],
    given: Sequence[str],
    is_there: Callable[[SourceRecord], bool],
    met: Collection[str] = (),
) -> list[SourceRecord]:
    """Known files whose bytes a run has seen at another path, with that path.

    Of several paths the first in order is the file's, as in a rebuild. A path outside of what was ``given`` stays while
    ``is_there`` finds the file there: the run has only met a copy of it. So does one at or below what it has ``met``
    without having the bytes: nobody knows whether the file is there.
    """
    at: dict[str, list[str]] = {}
    for path in sorted(now):
        at.setdefault(now[path], []).append(path)
    changed = []
    for source in known:
        paths = at.get(source.sha256)
        if not paths or is_replaced(source.outcome, source.reason) or paths[0] == source.path:
            continue
        if source.path not in paths and is_given(source.path, met):
            continue
        if source.path in paths or is_given(source.path, given) or not is_there(source):
            changed.append(source.model_copy(update={"path": paths[0]}))
    return changed


def gone(
    known: Iterable[SourceRecord], now: Mapping[str, str], given: Sequence[str] | None, met: Collection[str] = ()
) -> list[SourceRecord]:
    """Known files below what was ``given`` (wherever, if that is ``None``) that are not there any more, nor anywhere
    else in the run, by path.

    ``met`` are paths that the run has met without having their bytes; of what lies there or below nobody knows whether
    it is gone. Replaced files are not returned: they were told when they were replaced.
    """
    return [
        source
        for source in _missed(known, now)
        if (given is None or is_given(source.path, given)) and not is_given(source.path, met)
    ]


def unreached(known: Iterable[SourceRecord], now: Mapping[str, str], met: Collection[str]) -> list[SourceRecord]:
    """Known files below what a run has ``met`` without having its bytes (a folder that cannot be listed), and nowhere
    else in the run, by path."""
    return [s for s in _missed(known, now) if s.path not in met and is_given(s.path, met)] if met else []


def _missed(known: Iterable[SourceRecord], now: Mapping[str, str]) -> list[SourceRecord]:
    """Known files that are neither at their path nor anywhere else in the run, and were not replaced, by path."""
    seen = set(now.values())
    missed = (s for s in known if s.path not in now and s.sha256 not in seen)
    return sorted((s for s in missed if not is_replaced(s.outcome, s.reason)), key=lambda s: (s.path, s.sha256))


def lost_notices(known: Iterable[SourceRecord], seen: Collection[str]) -> list[str]:
    """Ids of notices and earlier editions of which no file is among those ``seen``, by their SHA-256."""
    sources = [s for s in known if s.notice_id is not None]
    kept = {s.notice_id for s in sources if s.sha256 in seen}
    return sorted({s.notice_id for s in sources if s.notice_id is not None} - kept)


def is_on_disk(source: SourceRecord) -> bool:
    """Whether a known file is still where it was read, with the same bytes, in an archive too."""
    try:
        place = Path(source.path).resolve()  # a name may be from the root, or from the folder where the program runs
        files = locator()(Path(source.path))
        return any(Path(f.path).resolve() == place and f.sha256() == source.sha256 for f in files)
    except (OSError, UnreadableFileError):
        return True  # something is there; what, the next run over it will tell


def is_given(path: str, given: Collection[str]) -> bool:
    """Whether a stored path is one of those given, or lies below one; ``.`` is the working folder."""
    above = {path, *(folder.as_posix() for folder in PurePosixPath(path).parents)}
    return any(one in above for one in given)
