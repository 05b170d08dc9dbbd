import errno
import os
import shutil
from collections import namedtuple
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.warehouse.errors import WarehouseError
from etl.warehouse.faults import disk_error, disk_sentence, explained, first_line, is_interrupt

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
    assert "the disk is full; free some space" in said(path, kind(text))


def test_how_much_is_needed_is_said_where_it_is_known(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(bytes(3_000_000))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 1_200_000))
    message = said(path, OSError(errno.ENOSPC, "No space left on device"))
    assert "needs about 6.0 MB beside the warehouse and 1.2 MB are free" in message


def test_a_disk_that_has_space_again_is_not_said_to_have_too_little(path: Path) -> None:
    path.write_bytes(b"small")
    assert "MB" not in said(path, OSError(errno.ENOSPC, "No space left on device"))


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
