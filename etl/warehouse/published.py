"""What this process has published, for whoever is interrupted afterwards and has to say how things stand."""

from pathlib import Path

_last: list[tuple[str, Path | None, int]] = []


def forget() -> None:
    """Nothing has been published yet: what comes next is another command."""
    _last.clear()


def swapping(draft: Path, path: Path) -> None:
    """A file is about to take the place of ``path``. Noted before, as no moment is to be between the two."""
    _last[:] = [(str(path), path, draft.stat().st_ino)]


def committed(name: str) -> None:
    """A warehouse has got a new version."""
    _last[:] = [(name, None, 0)]


def published() -> str | None:
    """What was published, ``None`` if nothing was: of a file the disk knows whether it has taken its place."""
    for name, path, inode in _last:
        try:
            if path is None or path.stat().st_ino == inode:
                return name
        except OSError:
            continue
    return None
