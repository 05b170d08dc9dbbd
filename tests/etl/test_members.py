"""One member of a ZIP: its bytes, or the sentence that says why they cannot be had."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from etl.archives import unpacked
from etl.members import Member
from etl.raw_files import DiskFile, RawFile
from parsers.errors import UnreadableFileError
from tests.etl.warehouse.build import put
from tests.etl.zips import locked, method_changed, patched, zipped

TEXT = "".join(map(str, range(3000)))


def files(tmp_path: Path, package: bytes) -> list[RawFile]:
    return unpacked(DiskFile(put(tmp_path / "bundle.zip", package)))


def refusal(file: RawFile) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        file.data()
    return str(caught.value)


def flipped(package: bytes, at: int) -> bytes:
    return package[:at] + bytes([package[at] ^ 0xFF]) + package[at + 1 :]


def test_a_member_is_known_by_the_bytes_that_it_unpacks_to(tmp_path: Path) -> None:
    (file,) = files(tmp_path, zipped({"内/a.txt": TEXT}))
    assert file.data() == TEXT.encode()
    assert file.sha256() == hashlib.sha256(TEXT.encode()).hexdigest()
    assert file.path.endswith("/bundle.zip/内/a.txt")


def test_a_member_has_the_sha_of_the_same_file_on_disk(tmp_path: Path) -> None:
    (file,) = files(tmp_path, zipped({"a.txt": TEXT}))
    assert file.sha256() == DiskFile(put(tmp_path / "a.txt", TEXT)).sha256()


LOCKED = "is locked with a password; unpack it with the password and ingest the files."
DAMAGED = "is damaged (its checksum does not match); ask for the ZIP again."
STORED = zipped({"内/a.txt": TEXT}, zipfile.ZIP_STORED)
DEFLATED = zipped({"内/a.txt": TEXT})
BAD = {
    "locked": (locked(DEFLATED), LOCKED),
    "bad checksum": (flipped(STORED, 100), DAMAGED),
    "wrong checksum": (patched(DEFLATED, 14, 16, 7, "<L"), DAMAGED),
    "wrong size": (patched(DEFLATED, 22, 24, 50, "<L"), "is damaged ("),
    "bad data": (flipped(DEFLATED, 40), "is damaged (it cannot be unpacked); ask for the ZIP again."),
    "cut data": (patched(DEFLATED, 18, 20, 20, "<L"), "is damaged (its end is missing); ask for the ZIP again."),
    "lzma": (
        method_changed(DEFLATED, 14),
        "is packed by a method that is not read (LZMA); unpack it and ingest the files.",
    ),
    "unknown method": (method_changed(DEFLATED, 77), "is packed by a method that is not read (number 77); unpack"),
    "bomb": (
        patched(DEFLATED, 22, 24, 90_000_000, "<L"),
        "holds nothing (its 0.0 MB unpack to 90 MB); ask for the file by itself.",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_had_is_refused_by_its_name_and_its_zip(tmp_path: Path, kind: str) -> None:
    package, sentence = BAD[kind]
    (file,) = files(tmp_path, package)
    assert refusal(file).startswith(f"内/a.txt in bundle.zip {sentence}")


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_had_is_still_known_by_something_that_stays(tmp_path: Path, kind: str) -> None:
    package, _ = BAD[kind]
    (first,) = files(tmp_path, package)
    (second,) = files(tmp_path / "again", package)
    assert first.sha256() == second.sha256()
    assert len(first.sha256()) == 64


def test_two_locked_members_are_two_sources(tmp_path: Path) -> None:
    first, second = files(tmp_path, locked(zipped({"a.txt": "x", "b.txt": "x"})))
    assert first.sha256() != second.sha256()


def test_a_member_that_is_not_where_the_zip_says_is_damaged(tmp_path: Path) -> None:
    path = put(tmp_path / "bundle.zip", DEFLATED)
    for offset in (3, 10**6, -5, 2**63):
        assert "is damaged" in refusal(Member(DiskFile(path), "a.txt", offset, 10, 10, 0, 8))


def test_a_large_member_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.raw_files.MAX_BYTES", 1000)
    (file,) = files(tmp_path, zipped({"a.txt": TEXT}))
    assert "more than the 0 MB that are read" in refusal(file)


def test_one_bad_member_leaves_the_others_alone(tmp_path: Path) -> None:
    package = zipped({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED)
    bad, good = files(tmp_path, flipped(package, 100))
    assert "is damaged" in refusal(bad)
    assert good.data() == TEXT.encode()


@pytest.mark.parametrize(("content", "is_zip"), [(zipped({"a": "x"}), True), (b"text", False), (b"", False)])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_in_a_zip_is_told_by_its_first_bytes(tmp_path: Path, content: bytes, is_zip: bool, method: int) -> None:
    path = put(tmp_path / "a.zip", zipped({"b": content}, method))
    with zipfile.ZipFile(path) as archive:
        (info,) = archive.infolist()
    member = Member(DiskFile(path), "b", info.header_offset, info.compress_size, info.file_size, info.CRC, method)
    assert member.may_be_zip() is is_zip


def test_a_zip_that_went_from_disk_is_told_by_the_system(tmp_path: Path) -> None:
    (file,) = files(tmp_path, DEFLATED)
    (tmp_path / "bundle.zip").unlink()
    with pytest.raises(FileNotFoundError):
        file.data()
