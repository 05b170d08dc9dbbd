import errno
import os
import shutil
from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.warehouse.errors import NO_MEMORY, WarehouseError
from etl.warehouse.faults import disk_error, disk_sentence, explained, filling, first_line, is_interrupt, is_no_memory
from etl.warehouse.location import Lake
from etl.warehouse.room import NoRoomError

Usage = namedtuple("Usage", "total used free")

FULL = (
    'TransactionContext Error: Failed to commit: Could not write file "/w/.n.12.new.wal": No space left on device',
    'FATAL Error: Failed to create checkpoint because of error: Could not write file "/w/n": No space left on device',
    'IO Error: Could not write file "/w/n": No space left on device\nsee also',
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notices.duckdb"


def said(path: Path, error: BaseException) -> str:
    with pytest.raises(WarehouseError) as refused, explained(path):
        raise error
    message = str(refused.value)
    assert "\n" not in message and str(path) in message and message.endswith(".")
    return message


@pytest.mark.parametrize("text", FULL)
@pytest.mark.parametrize("kind", [duckdb.TransactionException, duckdb.FatalException, duckdb.IOException])
def test_duckdb_on_a_full_disk_is_a_full_disk(path: Path, text: str, kind: type[duckdb.Error]) -> None:
    message = said(path, kind(text))
    assert "the disk is full" in message and "free some space there, then run it again." in message


def test_what_was_free_for_a_draft_is_said_though_the_draft_is_gone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = path.with_name(".draft")
    path.write_bytes(b"1" * 3_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 1_200_000))
    for error in (OSError(errno.ENOSPC, "No space left on device"), duckdb.IOException(FULL[2])):
        with pytest.raises(WarehouseError) as refused, explained(path), removed_in_the_end(draft), filling(draft, path):
            draft.write_bytes(b"1" * 2_000_000)
            raise error
        message = str(refused.value)
        assert message.startswith(f"{path} cannot be written: the disk is full: the new warehouse is filled beside")
        assert f"(3.0 MB) and needs more than the 3.2 MB free in {path.parent};" in message


@contextmanager
def removed_in_the_end(draft: Path) -> Iterator[None]:
    try:
        yield
    finally:
        draft.unlink()


@pytest.mark.parametrize("error", [duckdb.IOException("IO Error: odd"), OSError(errno.EIO, "odd"), KeyboardInterrupt()])
def test_what_else_happens_to_a_draft_passes(path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)) as passed, filling(path, None):
        raise error
    assert passed.value is error


def test_a_lake_has_no_file_to_be_beside(path: Path) -> None:
    with pytest.raises(NoRoomError, match="the new warehouse needs more than"), filling(path, Lake(":memory:")):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EDQUOT, "quota is used up"),
        (errno.EROFS, "read-only file system"),
        (errno.EACCES, "no permission"),
        (errno.EPERM, "no permission"),
        (errno.ENOTDIR, "a file and no folder"),
        (errno.EISDIR, "a folder in its place"),
        (errno.ENAMETOOLONG, "name is too long"),
        (errno.ENOENT, "folder is gone"),
        (errno.EFBIG, "ulimit"),
        (errno.EIO, "input/output error"),
        (errno.EMFILE, "too many files open"),
    ],
    ids=lambda value: errno.errorcode.get(value, value) if isinstance(value, int) else value,
)
def test_each_fault_of_a_disk_has_its_sentence_from_whomever_it_is_heard(path: Path, number: int, words: str) -> None:
    text = os.strerror(number)
    assert words in said(path, OSError(number, text))
    assert words in said(path, duckdb.IOException(f'IO Error: Cannot open file "{path}": {text}'))


def test_a_fault_that_nobody_thought_of_is_said_as_the_system_says_it(path: Path) -> None:
    assert said(path, OSError(errno.EXDEV, "Invalid cross-device link")) == (
        f"{path} cannot be written: Invalid cross-device link."
    )
    assert disk_sentence(path, OSError("odd")) == f"{path} cannot be written: odd."


def test_what_duckdb_says_of_the_rows_is_its_first_line(path: Path) -> None:
    error = duckdb.ConstraintException("Constraint Error: duplicate key.\nmore")
    assert said(path, error) == f"{path} cannot be built: Constraint Error: duplicate key."
    assert disk_error(error) is None


@pytest.mark.parametrize(
    "error",
    [
        duckdb.OutOfMemoryException("Out of Memory Error: Failed to allocate block of 262144 bytes (bad allocation)"),
        duckdb.IOException('IO Error: Checkpoint failed for database "w". Original error: Allocation failure'),
        duckdb.InvalidInputException("arrow_scan: Failed to launch worker thread: Resource temporarily unavailable"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
    ],
    ids=repr,
)
def test_that_there_is_no_memory_has_its_sentence_from_whomever_it_is_heard(path: Path, error: Exception) -> None:
    assert str(path) in said(path, error) and said(path, error).endswith(f": {NO_MEMORY}.")
    assert is_no_memory(error) is isinstance(error, duckdb.Error)


def test_an_answer_to_the_keyboard_is_an_interrupt(path: Path) -> None:
    for error in (RuntimeError("Query interrupted"), duckdb.InterruptException("INTERRUPT Error: Interrupted!")):
        assert is_interrupt(error)
        with pytest.raises(KeyboardInterrupt), explained(path):
            raise error


@pytest.mark.parametrize("error", [RuntimeError("ours"), ZeroDivisionError(), WarehouseError("as it is.")], ids=repr)
def test_what_is_no_fault_of_the_disk_passes(path: Path, error: Exception) -> None:
    assert not is_interrupt(error)
    with pytest.raises(type(error)) as passed, explained(path):
        raise error
    assert passed.value is error


@given(st.text(min_size=1).filter(lambda t: t.strip() != ""))
def test_the_first_line_is_one_line_of_the_message(message: str) -> None:
    line = first_line(ValueError(message))
    assert "\n" not in line and line in message
