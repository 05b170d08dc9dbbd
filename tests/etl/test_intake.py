from pathlib import Path

import pytest

from etl.hashes import Hashes, kept_hashes
from etl.intake import take, take_all
from etl.raw_files import DiskFile, RefusedFile, Unreached
from etl.readers.file_rows import FileRows
from parsers.errors import NoReaderError
from parsers.reading import Reader
from schemas.reference import Reference
from tests.conftest import DirectReader
from tests.etl.warehouse.build import notice_text, put


@pytest.fixture
def reader(reference: Reference) -> Reader[FileRows]:
    return DirectReader(reference)


@pytest.fixture
def file(tmp_path: Path) -> DiskFile:
    return DiskFile(put(tmp_path / "a.txt", notice_text()))


class NoReader:
    def start(self) -> None: ...

    def close(self) -> None: ...

    def read(self, _: bytes) -> FileRows:
        raise NoReaderError("no process could be started.")


def test_a_file_is_hashed_and_read(file: DiskFile, reader: Reader[FileRows]) -> None:
    taken = take(file, lambda _: True, Hashes(), reader)
    assert (taken.path, taken.sha256, taken.refusal) == (file.path, file.sha256(), None)
    assert taken.rows is not None and taken.rows.format == "text" and len(taken.rows.facts.projects) == 3
    assert taken.seconds > 0


def test_one_that_is_not_to_be_read_is_hashed_alone(file: DiskFile) -> None:
    asked: list[str] = []

    def is_to_be_read(sha256: str) -> bool:
        asked.append(sha256)
        return False

    taken = take(file, is_to_be_read, Hashes(), NoReader())
    assert asked == [taken.sha256] == [file.sha256()]
    assert (taken.rows, taken.refusal) == (None, None)


def test_one_that_cannot_be_read_is_refused_with_its_hash(tmp_path: Path, reader: Reader[FileRows]) -> None:
    taken = take(DiskFile(put(tmp_path / "a.pdf", b"%PDF-1.4 nothing")), lambda _: True, Hashes(), reader)
    assert taken.rows is None and taken.refusal and taken.sha256


def test_one_refused_beforehand_keeps_its_sentence(file: DiskFile, reader: Reader[FileRows]) -> None:
    assert take(RefusedFile(file, "it is locked."), lambda _: True, Hashes(), reader).refusal == "it is locked."


def test_one_that_the_disk_does_not_give_has_no_hash(tmp_path: Path, reader: Reader[FileRows]) -> None:
    taken = take(DiskFile(tmp_path / "none.txt"), lambda _: True, Hashes(), reader)
    assert (taken.sha256, taken.refusal) == (None, "it cannot be read: No such file or directory.")


def test_that_nothing_reads_is_no_fault_of_the_file(file: DiskFile) -> None:
    with pytest.raises(NoReaderError):
        take(file, lambda _: True, Hashes(), NoReader())


@pytest.mark.parametrize("workers", [1, 2])
def test_files_come_in_their_order_whether_they_are_known_or_not(
    tmp_path: Path, reference: Reference, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr("etl.hashes.time.time", lambda: 1e11)  # all were left alone for long
    files = [DiskFile(put(tmp_path / f"{n}.txt", notice_text() + " " * n)) for n in range(6)]
    hashes = Hashes()
    done = {hashes.sha256(file) for file in files[::2]}
    hashes.save(tmp_path / "notices.duckdb")
    kept = kept_hashes(tmp_path / "notices.duckdb")
    readers = [DirectReader(reference) for _ in range(workers)]
    taken = list(take_all(files, lambda sha256: sha256 not in done, readers, kept))
    assert [t.path for t in taken] == [f.path for f in files]
    assert [t.sha256 for t in taken] == [f.sha256() for f in files]
    assert [t.rows is not None for t in taken] == [False, True] * 3


def test_a_file_that_is_known_is_read_all_the_same_where_it_was_never_loaded(
    file: DiskFile, reader: Reader[FileRows], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.hashes.time.time", lambda: 1e11)
    hashes = Hashes()
    hashes.sha256(file)
    (taken,) = take_all([file], lambda _: True, [reader], hashes)
    assert taken.rows is not None


def test_what_has_no_bytes_is_refused_with_its_sentence(reader: Reader[FileRows]) -> None:
    closed = Unreached("raw/closed", "this folder cannot be listed.")
    taken = take(closed, lambda _: True, Hashes(), reader)
    assert (taken.path, taken.sha256, taken.rows) == ("raw/closed", None, None)
    assert taken.refusal == "this folder cannot be listed."
    assert [t.refusal for t in take_all([closed], lambda _: True, [reader], Hashes())] == [taken.refusal]
