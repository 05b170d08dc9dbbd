"""Files that the warehouse knows and that are replaced, moved or gone."""

import zipfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest

from etl.presence import (
    REPLACED,
    folders_above,
    gone,
    is_given,
    is_on_disk,
    lost_notices,
    moved,
    replaced,
    successor_of,
    unreached,
)
from schemas.publication import Outcome, SourceRecord


def source(path: str, digest: str = "a" * 64, outcome: Outcome = Outcome.LOADED) -> SourceRecord:
    return SourceRecord(
        source_id=digest[:16],
        path=path,
        sha256=digest,
        outcome=outcome,
        reason=None if outcome is Outcome.LOADED else "it is empty.",
        parser_version="1",
        run_id="r",
        loaded_at=datetime(2024, 3, 1),
    )


OLD, NEW = "a" * 64, "b" * 64


def test_a_file_that_is_as_it_was_is_not_replaced() -> None:
    assert replaced([source("raw/a.txt")], {"raw/a.txt": OLD}) == []


def test_a_file_that_no_run_has_looked_at_is_not_replaced() -> None:
    assert replaced([source("raw/a.txt")], {"raw/b.txt": NEW}) == []


def test_a_path_with_other_bytes_replaces_the_file() -> None:
    (marked,) = replaced([source("raw/a.txt")], {"raw/a.txt": NEW})
    assert (marked.outcome, marked.sha256) == (Outcome.SUPERSEDED, OLD)
    assert marked.reason == f"{REPLACED}; it now holds {NEW[:16]}."


def test_a_file_that_only_moved_is_not_replaced() -> None:
    assert replaced([source("raw/a.txt")], {"raw/a.txt": NEW, "raw/old/a.txt": OLD}) == []


def test_a_file_that_became_a_folder_of_files_is_replaced() -> None:
    (marked,) = replaced([source("raw/a.zip")], {"raw/a.zip/plan.txt": NEW})
    assert "read as a folder of files" in (marked.reason or "")


def test_what_is_marked_already_is_not_marked_again() -> None:
    (marked,) = replaced([source("raw/a.txt")], {"raw/a.txt": NEW})
    assert replaced([marked], {"raw/a.txt": NEW}) == []


def test_a_quarantined_file_is_replaced_too() -> None:
    (marked,) = replaced([source("raw/a.txt", outcome=Outcome.QUARANTINED)], {"raw/a.txt": NEW})
    assert marked.outcome is Outcome.SUPERSEDED


def test_what_took_a_file_s_place_first_stays_known() -> None:
    (marked,) = replaced([source("raw/a.txt")], {"raw/a.txt": NEW})
    assert successor_of(marked) == NEW[:16]
    assert replaced([marked], {"raw/a.txt": "c" * 64}) == []
    assert successor_of(source("raw/a.txt")) is None


# moved files


def places(
    *known: SourceRecord, now: dict[str, str], given: tuple[str, ...] = ("raw",), there: bool = False
) -> list[str]:
    return [s.path for s in moved(known, now, given, lambda _: there)]


def test_the_same_bytes_at_another_path_have_moved() -> None:
    assert places(source("raw/a.txt"), now={"raw/2024/a.txt": OLD}) == ["raw/2024/a.txt"]


def test_a_file_that_is_where_it_was_has_not_moved() -> None:
    assert places(source("raw/a.txt"), now={"raw/a.txt": OLD, "raw/b.txt": OLD}) == []


def test_of_several_copies_the_first_path_counts_as_in_a_rebuild() -> None:
    assert places(source("raw/b.txt"), now={"raw/b.txt": OLD, "raw/a.txt": OLD, "raw/c.txt": OLD}) == ["raw/a.txt"]


@pytest.mark.parametrize(("there", "expected"), [(True, []), (False, ["new/a.txt"])])
def test_a_copy_met_elsewhere_is_no_move_while_the_file_is_there(there: bool, expected: list[str]) -> None:
    assert places(source("raw/a.txt"), now={"new/a.txt": OLD}, given=("new",), there=there) == expected


def test_a_file_that_moved_while_another_took_its_path_has_moved() -> None:
    now = {"raw/a.txt": NEW, "raw/z.txt": OLD}
    assert replaced([source("raw/a.txt")], now) == []
    assert places(source("raw/a.txt"), now=now) == ["raw/z.txt"]


# files that are gone


def test_a_known_file_below_what_was_given_that_is_not_there_is_gone() -> None:
    known = [source("raw/b.txt"), source("raw/deep/a.txt", NEW), source("other/c.txt", "c" * 64)]
    assert [s.path for s in gone(known, {}, ["raw"])] == ["raw/b.txt", "raw/deep/a.txt"]
    assert [s.path for s in gone(known, {}, ["."])] == ["other/c.txt", "raw/b.txt", "raw/deep/a.txt"]
    assert len(gone(known, {}, None)) == 3
    assert gone(known, {}, []) == []


def test_one_that_moved_or_cannot_be_read_now_is_not_gone() -> None:
    assert gone([source("raw/a.txt")], {"raw/b.txt": OLD}, ["raw"]) == []
    assert gone([source("raw/a.txt")], {}, ["raw"], {"raw/a.txt"}) == []
    assert gone([source("raw/a.txt")], {"raw/a.txt": NEW}, ["raw"]) == []


@pytest.mark.parametrize("given", [["raw"], None])
def test_nobody_knows_of_a_file_below_what_cannot_be_read_whether_it_is_gone(given: list[str] | None) -> None:
    known = [source("raw/closed/deep/a.txt"), source("raw/closed.txt", NEW)]
    assert [s.path for s in gone(known, {}, given, {"raw/closed"})] == ["raw/closed.txt"]


def test_files_below_what_cannot_be_read_are_those_that_nobody_has_met() -> None:
    known = [source("raw/closed/b.txt"), source("raw/closed/a.txt", NEW), source("raw/c.txt", "c" * 64)]
    met = {"raw/closed", "raw/c.txt"}
    assert [s.path for s in unreached(known, {}, met)] == ["raw/closed/a.txt", "raw/closed/b.txt"]
    assert [s.path for s in unreached(known, {"raw/copy.txt": OLD}, met)] == ["raw/closed/a.txt"]
    assert [s.path for s in unreached(known, {"raw/closed/b.txt": NEW}, met)] == []
    assert unreached(known, {}, set()) == []


def test_a_copy_of_one_below_what_cannot_be_read_is_no_move() -> None:
    now, there = {"raw/copy.txt": OLD}, source("raw/closed/a.txt")
    assert [s.path for s in moved([there], now, ["raw"], lambda _: False)] == ["raw/copy.txt"]
    assert moved([there], now, ["raw"], lambda _: False, {"raw/closed"}) == []
    first = {"raw/a.txt": OLD, "raw/closed/a.txt": OLD}
    assert [s.path for s in moved([there], first, ["raw"], lambda _: False, {"raw/closed"})] == ["raw/a.txt"]


def test_one_that_was_replaced_is_told_once() -> None:
    (marked,) = replaced([source("raw/a.txt")], {"raw/a.txt": NEW})
    assert gone([marked], {}, ["raw"]) == []


@pytest.mark.parametrize(
    ("path", "given", "expected"),
    [
        ("raw/a.txt", ["raw"], True),
        ("raw/a.txt", ["raw/a.txt"], True),
        ("raw/bundle.zip/a.txt", ["raw/bundle.zip"], True),
        ("rawer/a.txt", ["raw"], False),
        ("/abs/a.txt", ["."], False),
        ("/abs/a.txt", ["/abs"], True),
    ],
)
def test_what_lies_below_what_was_given(path: str, given: list[str], expected: bool) -> None:
    assert is_given(path, given) is expected


def test_a_notice_is_lost_with_its_last_file() -> None:
    known = [
        source("a").model_copy(update={"notice_id": "n"}),
        source("b", NEW).model_copy(update={"notice_id": "n"}),
        source("c", "c" * 64).model_copy(update={"notice_id": "m"}),
        source("d", "d" * 64),
    ]
    assert lost_notices(known, {OLD}) == ["m"]
    assert lost_notices(known, set()) == ["m", "n"]


def test_a_file_is_on_disk_if_its_bytes_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"x")
    here = source("a.txt", sha256(b"x").hexdigest())
    assert is_on_disk(here)
    assert not is_on_disk(source("a.txt"))
    assert not is_on_disk(source("none/b.zip/c.txt"))


def test_a_file_recorded_from_the_root_is_on_disk_where_the_program_runs_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "raw/b.zip", "w") as archive:
        archive.writestr("inner/c.txt", b"x")
    monkeypatch.chdir(tmp_path)
    for name in ("raw/a.txt", "raw/b.zip/inner/c.txt"):
        assert is_on_disk(source((tmp_path / name).as_posix(), sha256(b"x").hexdigest()))
        assert is_on_disk(source(name, sha256(b"x").hexdigest()))
    assert not is_on_disk(source((tmp_path / "raw/b.zip/c.txt").as_posix(), sha256(b"x").hexdigest()))


@pytest.mark.parametrize(
    ("paths", "folders"),
    [
        ([], set()),
        (["a.txt"], {"."}),
        (["raw/2024/a.txt", "raw/2024/b.txt", "raw/c.zip/d.txt"], {"raw/2024", "raw", "raw/c.zip", "."}),
        (["/srv/raw/a.txt"], {"/srv/raw", "/srv", "/"}),
        (["/a.txt"], {"/"}),
        (["C:/raw/a.txt"], {"C:/raw", "C:", "."}),
    ],
)
def test_folders_above_are_all_that_a_path_goes_through(paths: list[str], folders: set[str]) -> None:
    assert folders_above(paths) == folders
    assert folders == {folder.as_posix() for path in paths for folder in PurePosixPath(path).parents}
