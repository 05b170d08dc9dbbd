"""The files of a run: found below the paths given, in one order on every machine, each known by its bytes."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_LITTER = ("~$", ".", "Thumbs.db", "desktop.ini")
"""Names of files that programs leave behind: Office's lock files, hidden files, thumbnails."""


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Every file among and below ``paths``, each once however it is spelt, sorted.

    Raises ``FileNotFoundError`` for a path that is not there.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not _exists(path):
            raise FileNotFoundError(path)
        for file in [path] if path.is_file() else _below(path):
            found.setdefault(file.resolve(), file)
    return sorted(found.values(), key=lambda p: p.as_posix())


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long, or that no system can hold
        return False


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(_LITTER) for part in relative.parts):
            yield path


def shown(path: Path, base: Path | None = None) -> str:
    """``path`` as it is stored and printed: relative to the working folder where it lies below it, with slashes."""
    resolved = path.resolve()
    base = (base or Path.cwd()).resolve()
    name = (resolved.relative_to(base) if resolved.is_relative_to(base) else resolved).as_posix()
    return name.encode("utf-8", "backslashreplace").decode("utf-8")  # a name in GBK on a system in UTF-8


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal; reads it in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
