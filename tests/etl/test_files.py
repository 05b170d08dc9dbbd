import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.files import OwnFileError, find, find_files
from etl.raw_files import DiskFile, RawFile, Unreached
from tests.etl.closed import close
from tests.etl.warehouse.build import put

ODD_NAMES = (
    "关于印发2024年重点民生实事的通知.docx",
    "notice (1) final.docx",
    "it's “new”.pdf",
    "two\nlines.txt",
    "tab\there.txt",
    "no ending",
    "#1;50%.txt",
    "[draft] *.txt",
    "$HOME.txt",
    "-rf.txt",
)
LITTER = (
    "~$关于印发通知.docx",
    ".DS_Store",
    "._notice.docx",
    ".hidden.txt",
    "Thumbs.db",
    "desktop.ini",
    ".git/config",
    ".cache/notice.txt",
    "2024/.draft/notice.txt",
    "2024/~$notice.docx",
)


def names(folder: Path, files: list[RawFile]) -> list[str]:
    return [f.path.removeprefix(f"{folder.resolve().as_posix()}/") for f in files]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_of_any_name_is_found(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / name, "x")
    assert find_files([tmp_path]) == find_files([path]) == [DiskFile(path)]


@pytest.mark.parametrize("name", LITTER)
def test_what_programs_leave_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    put(tmp_path / name, "x")
    kept = put(tmp_path / "notice.txt", "x")
    assert find_files([tmp_path]) == [DiskFile(kept)]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    path = put(tmp_path / ".notice.txt", "x")
    assert find_files([path]) == [DiskFile(path)]


def test_a_folder_below_a_hidden_one_can_be_named(tmp_path: Path) -> None:
    path = put(tmp_path / ".cache" / "notices" / "a.txt", "x")
    assert find_files([path.parent]) == [DiskFile(path)]


def test_folders_are_searched_to_the_bottom(tmp_path: Path) -> None:
    for name in ("a.txt", "渝北/2024/b.docx", "渝北/c.pdf"):
        put(tmp_path / name, "x")
    assert set(names(tmp_path, find_files([tmp_path]))) == {"a.txt", "渝北/2024/b.docx", "渝北/c.pdf"}


def test_files_of_every_ending_are_found_because_the_content_decides(tmp_path: Path) -> None:
    for name in ("a.png", "b.PDF", "c", "d.docx.bak"):
        put(tmp_path / name, "x")
    assert len(find_files([tmp_path])) == 4


def test_an_empty_folder_has_no_files(tmp_path: Path) -> None:
    (tmp_path / "empty" / "deep").mkdir(parents=True)
    assert find_files([tmp_path]) == []


def test_nothing_asked_for_is_nothing_found() -> None:
    assert find_files([]) == []


def test_the_order_is_that_of_the_names_and_not_of_the_asking(tmp_path: Path) -> None:
    paths = [put(tmp_path / name, "x") for name in ("b/1.txt", "a/2.txt", "c.txt", "a.txt")]
    assert (
        find_files(paths)
        == find_files(reversed(paths))
        == [DiskFile(path) for path in sorted(paths, key=lambda p: p.as_posix())]
    )


def test_a_file_asked_for_twice_is_found_once(tmp_path: Path) -> None:
    path = put(tmp_path / "a" / "b.txt", "x")
    assert find_files([tmp_path, path, path.parent]) == [DiskFile(path)]


def test_a_file_asked_for_in_two_spellings_is_found_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "raw" / "a.txt", "x")
    monkeypatch.chdir(tmp_path)
    assert len(find_files([Path("raw"), path])) == 1
    assert len(find_files([Path("raw/a.txt"), Path("raw/../raw/a.txt")])) == 1


@pytest.mark.parametrize("name", ["none", "none/deep.txt", "a.txt/below-a-file"])
def test_a_path_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    put(tmp_path / "a.txt", "x")
    with pytest.raises(FileNotFoundError, match=Path(name).name):
        find_files([tmp_path / "a.txt", tmp_path / name])


def test_what_is_neither_file_nor_folder_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileNotFoundError, match="pipe"):
        find_files([tmp_path / "pipe"])
    assert find_files([tmp_path]) == []


def test_what_is_the_program_s_own_is_no_input(tmp_path: Path) -> None:
    own, kept = put(tmp_path / "w" / "n.duckdb", "x"), put(tmp_path / "notice.txt", "x")
    assert find_files([tmp_path], own=[own]) == [DiskFile(kept)]
    with pytest.raises(OwnFileError, match=r"n\.duckdb"):
        find_files([tmp_path, own], own=[own])


def test_a_name_longer_than_the_system_allows_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        find_files([Path("民" * 400)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.permutations(["a.txt", "b/a.txt", "b.txt", "b/c/d.txt"]))
def test_the_order_of_asking_changes_nothing(tmp_path: Path, order: list[str]) -> None:
    paths = [put(tmp_path / name, "x") for name in order]
    assert names(tmp_path, find_files(paths)) == ["a.txt", "b.txt", "b/a.txt", "b/c/d.txt"]


def test_what_cannot_be_looked_into_stands_among_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = put(tmp_path / "a.txt", "x")
    put(tmp_path / "closed" / "b.txt", "x")
    (tmp_path / "c.txt").symlink_to("none")
    close(monkeypatch, tmp_path / "closed")
    files = find_files([tmp_path, kept, tmp_path])
    assert names(tmp_path, files) == ["a.txt", "closed", "none"]
    assert [isinstance(file, Unreached) for file in files] == [False, True, True]


def test_folders_given_by_links_are_told(tmp_path: Path) -> None:
    put(tmp_path / "share" / "a.txt", "x")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "shared").symlink_to(tmp_path / "share")
    found = find([tmp_path / "one", tmp_path / "two"])
    assert names(tmp_path, found.files) == ["share/a.txt"]
    assert set(found.linked) == {(tmp_path / "share").resolve()}


def test_what_may_not_be_reached_is_not_taken_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "closed" / "a.txt", "x")

    def refuse(path: Path, **_: object) -> object:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(PermissionError, match=r"closed/a\.txt"):
        find_files([path])
