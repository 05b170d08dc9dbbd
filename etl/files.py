"""The files of a run: found below the paths given, in one order on every machine, each known by its bytes."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_LITTER = ("~$", ".", "Thumbs.db", "desktop.ini")
"""Names of files that programs leave behind: Office's lock files, hidden files, thumbnails."""


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Every file among and below ``paths``, each once, sorted.

    Raises ``FileNotFoundError`` for a path that is not there.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        found.update(dict.fromkeys([path] if path.is_file() else _below(path)))
    return sorted(found, key=lambda p: p.as_posix())


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(_LITTER) for part in relative.parts):
            yield path


def shown(path: Path, base: Path | None = None) -> str:
    """``path`` as it is stored and printed: relative to the working folder where it lies below it, with slashes."""
    resolved = path.resolve()
    base = (base or Path.cwd()).resolve()
    return (resolved.relative_to(base) if resolved.is_relative_to(base) else resolved).as_posix()


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal; reads it in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
