import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.raw_files import DiskFile, Unreached, names_in, shown, shown_link
from parsers.errors import UnreadableFileError
from tests.etl.warehouse.build import put


def test_a_file_below_the_working_folder_is_shown_from_there(tmp_path: Path) -> None:
    assert shown(tmp_path / "data" / "raw" / "a.txt", tmp_path) == "data/raw/a.txt"


def test_the_working_folder_is_where_the_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(Path("data/../raw/a.txt")) == "raw/a.txt"
    assert shown(tmp_path / "raw" / "a.txt") == "raw/a.txt"


def test_a_file_elsewhere_is_shown_in_full(tmp_path: Path) -> None:
    assert shown(tmp_path / "a.txt", tmp_path / "work") == (tmp_path / "a.txt").resolve().as_posix()


def test_a_folder_that_only_begins_alike_is_elsewhere(tmp_path: Path) -> None:
    assert shown(tmp_path / "work2" / "a.txt", tmp_path / "work").endswith("/work2/a.txt")


@pytest.mark.parametrize("name", ["渝北区.txt", "a b.txt", "two\nlines.txt"])
def test_a_name_is_shown_as_it_is(tmp_path: Path, name: str) -> None:
    assert shown(tmp_path / name, tmp_path) == name


def test_a_name_in_another_encoding_can_be_stored(tmp_path: Path) -> None:
    name = "渝北.txt".encode("gb18030").decode("utf-8", "surrogateescape")
    assert shown(tmp_path / name, tmp_path).encode("utf-8").endswith(b".txt")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.binary(max_size=3000))
def test_a_file_is_known_by_the_sha_256_of_its_bytes(tmp_path: Path, data: bytes) -> None:
    assert DiskFile(put(tmp_path / "file", data)).sha256() == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["a.txt", "通知 一.docx", "-", "a\\b", "\udcc4\udcfa.txt", "line\nbreak.txt"])
@pytest.mark.parametrize("below", ["", "raw/2024", "../elsewhere"])
def test_the_names_in_a_folder_are_those_of_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str, name: str
) -> None:
    (tmp_path / "here" / "raw" / "2024").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    folder = Path(below)
    assert names_in(folder)(name) == shown(folder / name)
    assert names_in(folder.resolve())(name) == shown(folder / name)


@pytest.mark.skipif(os.name != "posix", reason="links need a permission elsewhere")
def test_a_link_has_the_name_of_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").symlink_to(tmp_path / "real" / "a.txt")
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    assert shown(tmp_path / "b.txt") == shown(tmp_path / "real" / "a.txt")
    assert names_in(tmp_path / "linked")("a.txt") == shown(tmp_path / "real" / "a.txt")
    assert shown_link(tmp_path / "b.txt") == f"{shown(tmp_path)}/b.txt"
    assert shown_link(tmp_path / "linked") == f"{shown(tmp_path)}/linked"


@pytest.mark.parametrize("path", ["b.txt", "raw/b.txt", "raw/../\udcc4.txt"])
def test_a_link_is_shown_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    (tmp_path / "raw").mkdir()
    monkeypatch.chdir(tmp_path)
    assert shown_link(Path(path)) == shown(Path(path))


def test_what_was_met_in_the_place_of_files_gives_nothing() -> None:
    closed = Unreached("raw/closed", "it cannot be listed.")
    for ask in (closed.open, closed.data, closed.sha256):
        with pytest.raises(UnreadableFileError, match="cannot be listed"):
            ask()
