"""The files of a run: found below the paths given, in archives too, in one order on every machine."""

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from etl.archives import is_archive, unpacked
from etl.folders import look_below
from etl.hashes import Hashes
from etl.raw_files import DiskFile, RawFile


class OwnFileError(ValueError):
    """A file was named that is no input but one of the program's own."""


class Found(NamedTuple):
    """What is to be read: ``files``, each once, sorted by the path it is stored under, and the folders that a person
    gave by links, which lie elsewhere."""

    files: list[RawFile]
    linked: list[Path]


def find_files(paths: Iterable[Path], hashes: Hashes | None = None, own: Container[Path] = ()) -> list[RawFile]:
    """The files of ``find``."""
    return find(paths, hashes, own).files


def find(paths: Iterable[Path], hashes: Hashes | None = None, own: Container[Path] = ()) -> Found:
    """Every file among and below ``paths``, each once however it is spelt, and what cannot be looked into.

    A ZIP that is no document is a folder, and a path may lead into it: ``data/raw/bundle.zip/通知.docx``. Links are
    followed, to folders too. A file whose hash is known of ``hashes`` was no ZIP when it was hashed, and is not looked
    into again. Files that are the program's ``own`` are no input: those in a folder are passed over.
    Raises ``FileNotFoundError`` for a path where neither a file nor a folder is, ``OwnFileError`` for one of its own,
    ``PermissionError`` for one that cannot be reached.
    """
    locate = locator(hashes)
    found: dict[str, RawFile] = {}
    linked: list[Path] = []
    for path in paths:
        at = _found_at(path, locate, hashes, own)
        linked += at.linked
        for file in at.files:
            found.setdefault(file.path, file)
    return Found(sorted(found.values(), key=lambda f: f.path), linked)


def locator(hashes: Hashes | None = None) -> Callable[[Path], list[RawFile]]:
    """A function that gives the files at one path or, if it is a folder in an archive, below it; none if there are
    none. It keeps the lists of the archives it has looked into."""

    @cache
    def packed(archive: Path) -> list[RawFile]:
        return list(_opened(DiskFile(archive), hashes))

    def locate(path: Path) -> list[RawFile]:
        if _is_file(path):
            return packed(path)
        archive = next((p for p in path.parents if _is_file(p)), None)
        if archive is None:
            return []
        wanted = f"{DiskFile(archive).path}/{path.relative_to(archive).as_posix()}"
        return [f for f in packed(archive) if f.path == wanted or f.path.startswith(wanted + "/")]

    return locate


def _found_at(
    path: Path, locate: Callable[[Path], list[RawFile]], hashes: Hashes | None, own: Container[Path]
) -> Found:
    if _exists(path) and path.is_dir():
        below = look_below(path, own)
        return Found([*below.unreached, *(file for one in below.files for file in _opened(one, hashes))], below.linked)
    if path in own:
        raise OwnFileError(path)
    found = locate(path)
    if not found:
        raise FileNotFoundError(path)
    return Found(found, [])


def _opened(file: DiskFile, hashes: Hashes | None) -> Iterator[RawFile]:
    if (hashes is None or hashes.known(file) is None) and is_archive(file):
        yield from unpacked(file)
    else:
        yield file


def _exists(path: Path) -> bool:
    """Whether something is there. Raises ``PermissionError`` if that may not be known."""
    try:
        return path.exists()
    except PermissionError:
        raise
    except (OSError, ValueError):  # a name that is too long, or that no system can hold
        return False


def _is_file(path: Path) -> bool:
    return _exists(path) and path.is_file()
