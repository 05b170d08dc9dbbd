import errno
import os
from pathlib import Path

import pytest

from etl.folders import Below, look_below
from etl.raw_files import DiskFile
from parsers.errors import UnreadableFileError
from tests.etl.closed import close
from tests.etl.warehouse.build import put


def link(path: Path, target: Path | str) -> Path:
    if os.name != "posix":
        pytest.skip("links need a permission elsewhere")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
    return path


def names(folder: Path, below: Below) -> list[str]:
    """The files, by the path that each is stored under."""
    return sorted(os.path.relpath(file.path, folder.resolve()) for file in below.files)


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "raw" / "2024" / "a.txt", "x")
    return Path("raw")


def test_files_are_found_to_the_bottom(raw: Path) -> None:
    put(raw / "2024" / "深" / "b.txt", "x")
    below = look_below(raw)
    assert names(raw, below) == ["2024/a.txt", "2024/深/b.txt"]
    assert below == Below([DiskFile(raw / "2024" / "a.txt"), DiskFile(raw / "2024" / "深" / "b.txt")])


def test_very_deep_folders_are_searched(raw: Path) -> None:
    deep = raw / "/".join("d" * 200)
    deep.mkdir(parents=True)
    put(deep / "b.txt", "x")
    assert len(look_below(raw).files) == 2


# what cannot be listed


@pytest.mark.parametrize(
    ("number", "advice"), [(errno.EACCES, "see to its permissions"), (errno.EIO, "put that right")]
)
def test_a_folder_that_cannot_be_listed_is_told_and_the_rest_goes_on(
    raw: Path, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    put(raw / "closed" / "b.txt", "x")
    close(monkeypatch, raw / "closed", number)
    below = look_below(raw)
    assert names(raw, below) == ["2024/a.txt"]
    (told,) = below.unreached
    assert told.path == "raw/closed"
    assert told.reason == (
        f"this folder cannot be listed ({os.strerror(number)}), so none of its files was read; {advice}, then run it "
        "again."
    )
    for ask in (told.open, told.data, told.sha256):
        with pytest.raises(UnreadableFileError, match="cannot be listed"):
            ask()


def test_so_is_the_folder_that_was_given(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close(monkeypatch, raw)
    below = look_below(raw)
    assert (below.files, [u.path for u in below.unreached]) == ([], ["raw"])


@pytest.mark.parametrize("name", [".git", "~$tmp", "__MACOSX"])
def test_what_programs_leave_behind_is_not_even_listed(raw: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    put(raw / name / "b.txt", "x")
    close(monkeypatch, raw / name)
    link(raw / name / "nowhere", "none")
    below = look_below(raw)
    assert (names(raw, below), below.unreached) == (["2024/a.txt"], [])


def test_nor_is_a_folder_of_the_program_s_own(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(raw / "lake" / "b.parquet", "x")
    close(monkeypatch, raw / "lake")
    below = look_below(raw, own=[raw / "lake"])
    assert (names(raw, below), below.unreached) == (["2024/a.txt"], [])


def test_a_file_of_which_the_disk_tells_nothing_is_told(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder may be listed and not gone into; where the system keeps no kinds with the names, it has to be asked."""

    class Entry:
        name = "b.txt"

        def is_symlink(self) -> bool:
            return False

        def is_dir(self) -> bool:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    class Entries(list[Entry]):
        def __enter__(self) -> "Entries":
            return self

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(os, "scandir", lambda _: Entries([Entry()]))
    (told,) = look_below(raw).unreached
    assert (told.path, told.reason) == ("raw/b.txt", "it cannot be read: Permission denied.")


# links


def test_a_linked_folder_is_followed_and_its_files_have_the_names_that_they_have_there(raw: Path) -> None:
    put(raw.parent / "share" / "深" / "b.txt", "x")
    link(raw / "2024" / "共享", "../../share")
    below = look_below(raw)
    assert names(raw, below) == ["../share/深/b.txt", "2024/a.txt"]
    assert below.linked == [Path("share").resolve()]
    assert {file.path for file in below.files} == {"share/深/b.txt", "raw/2024/a.txt"}


def test_a_folder_given_by_a_link_is_no_linked_one(raw: Path) -> None:
    given = link(Path("given"), "raw")
    below = look_below(given)
    assert (names(raw, below), below.linked) == (["2024/a.txt"], [])


def test_a_linked_file_has_the_name_of_the_file(raw: Path) -> None:
    put(raw.parent / "share" / "b.txt", "x")
    link(raw / "b.txt", "../share/b.txt")
    assert {file.path for file in look_below(raw).files} == {"share/b.txt", "raw/2024/a.txt"}


@pytest.mark.parametrize("target", [".", "..", "../2024", "../..", "../up"])
def test_a_link_that_leads_up_ends_and_no_file_is_met_twice(raw: Path, target: str) -> None:
    link(raw / "up", "2024")
    link(raw / "2024" / "loop", target)
    below = look_below(raw)
    assert (names(raw, below), below.unreached) == (["2024/a.txt"], [])


def test_two_links_to_one_folder_are_one(raw: Path) -> None:
    put(raw.parent / "share" / "b.txt", "x")
    link(raw.parent / "share" / "again", "../raw/two")
    for name in ("one", "two"):
        link(raw / name, "../share")
    below = look_below(raw)
    assert names(raw, below) == ["../share/b.txt", "2024/a.txt"]
    assert below.linked == [Path("share").resolve()]


def test_what_is_linked_within_is_met_by_its_own_name(raw: Path) -> None:
    link(raw / "1st", "2024")
    assert [file.disk for file in look_below(raw).files] == [raw / "2024" / "a.txt"]


def test_a_linked_folder_that_cannot_be_listed_is_told_by_where_it_is(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(raw.parent / "share" / "b.txt", "x")
    link(raw / "share", "../share")
    close(monkeypatch, Path("share"))
    below = look_below(raw)
    assert [u.path for u in below.unreached] == ["share"]
    assert below.linked == [Path("share").resolve()]


def test_a_link_that_leads_nowhere_is_told_by_where_it_leads(raw: Path) -> None:
    link(raw / "通知.docx", "../share/notice.docx")
    (told,) = look_below(raw).unreached
    assert told.path == "share/notice.docx"
    assert told.reason == "raw/通知.docx is a link to it, and nothing is there; put it back, or remove the link."


def test_a_link_to_what_may_not_be_reached_says_so(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link(raw / "b.txt", "../share/b.txt")
    scandir = os.scandir

    class Link:
        def __init__(self, entry: os.DirEntry[str]) -> None:
            self.name = entry.name

        def is_dir(self) -> bool:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

        def is_symlink(self) -> bool:
            return True

    class Entries(list[Link | os.DirEntry[str]]):
        def __enter__(self) -> "Entries":
            return self

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(
        os, "scandir", lambda path: Entries(Link(e) if e.is_symlink() else e for e in list(scandir(path)))
    )
    (told,) = look_below(raw).unreached
    assert told.path == "share/b.txt"
    assert told.reason == (
        "raw/b.txt is a link to it, and it cannot be reached (Permission denied); see to its permissions."
    )


@pytest.mark.parametrize("target", ["loop", "other"])
def test_a_link_that_leads_back_to_itself_is_told(raw: Path, target: str) -> None:
    link(raw / "loop", target)
    if target == "other":
        link(raw / "other", "loop")
    told = look_below(raw).unreached
    assert [u.path for u in told] == sorted({"raw/loop", f"raw/{target}"})
    assert {u.reason for u in told} == {"it is a link that leads back to itself; remove it, or have it lead to a file."}


def test_a_link_to_a_pipe_is_no_file_as_the_pipe_is_none(raw: Path) -> None:
    os.mkfifo(raw / "pipe")
    link(raw / "b.txt", "pipe")
    below = look_below(raw)
    assert (names(raw, below), below.unreached) == (["2024/a.txt"], [])
