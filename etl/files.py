"""The files of a run: found below the paths given, in archives too, in one order on every machine."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from etl.archives import is_archive, unpacked
from etl.member_names import is_litter
from etl.raw_files import DiskFile, RawFile


def find_files(paths: Iterable[Path]) -> list[RawFile]:
    """Every file among and below ``paths``, each once however it is spelt, sorted by the path it is stored under.

    A ZIP that is no document is a folder, and a path may lead into it: ``data/raw/bundle.zip/通知.docx``.
    Raises ``FileNotFoundError`` for a path that is not there.
    """
    locate = locator()
    found: dict[str, RawFile] = {}
    for path in paths:
        for file in _files_at(path, locate):
            found.setdefault(file.path, file)
    return sorted(found.values(), key=lambda f: f.path)


def locator() -> Callable[[Path], list[RawFile]]:
    """A function that gives the files at one path or, if it is a folder in an archive, below it; none if there are
    none. It keeps the lists of the archives it has looked into."""

    @cache
    def packed(archive: Path) -> list[RawFile]:
        return list(_opened(DiskFile(archive)))

    def locate(path: Path) -> list[RawFile]:
        if _is_file(path):
            return packed(path)
        archive = next((p for p in path.parents if _is_file(p)), None)
        if archive is None:
            return []
        wanted = f"{DiskFile(archive).path}/{path.relative_to(archive).as_posix()}"
        return [f for f in packed(archive) if f.path == wanted or f.path.startswith(wanted + "/")]

    return locate


def _files_at(path: Path, locate: Callable[[Path], list[RawFile]]) -> list[RawFile]:
    if _exists(path) and not path.is_file():
        return [file for below in _below(path) for file in locate(below)]
    found = locate(path)
    if not found:
        raise FileNotFoundError(path)
    return found


def _opened(file: DiskFile) -> Iterator[RawFile]:
    if is_archive(file):
        yield from unpacked(file)
    else:
        yield file


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long, or that no system can hold
        return False


def _is_file(path: Path) -> bool:
    return _exists(path) and path.is_file()


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not is_litter(path.relative_to(folder).parts):
            yield path
