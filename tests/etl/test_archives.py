"""A ZIP of notices is a folder of notices; whatever is wrong with a member is told of that member alone."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.archives import is_archive, unpacked
from etl.raw_files import DiskFile, RawFile, RefusedFile
from parsers.errors import UnreadableFileError
from tests.conftest import notice_path
from tests.etl.warehouse.build import notice_text, put
from tests.etl.zips import flagged, nested, patched, put_zip, zipped
from tests.parsers.formats.builders import docx_file, par

DOCX = docx_file(par("通知"))


def packed(path: Path) -> list[RawFile]:
    return unpacked(DiskFile(path))


def names(path: Path) -> list[str]:
    return [f.path.rsplit(f"{path.name}/", 1)[-1] for f in packed(path)]


def reason(file: RawFile) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        file.data()
    sentence = str(caught.value)
    assert "\n" not in sentence and sentence.endswith(".")
    return sentence


def test_a_zip_of_files_is_an_archive_and_its_members_have_their_bytes(tmp_path: Path) -> None:
    path = put_zip(tmp_path / "bundle.zip", {"内/通知.docx": DOCX, "b.txt": "notice", "empty.txt": ""})
    assert is_archive(DiskFile(path))
    assert names(path) == ["内/通知.docx", "b.txt", "empty.txt"]
    assert [f.data() for f in packed(path)] == [DOCX, b"notice", b""]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_are_read_however_they_are_packed(tmp_path: Path, method: int) -> None:
    path = put(tmp_path / "a.zip", zipped({"a.txt": notice_text()}, method))
    (file,) = packed(path)
    assert file.data().decode() == notice_text()


def test_the_name_of_the_zip_does_not_matter(tmp_path: Path) -> None:
    assert is_archive(DiskFile(put_zip(tmp_path / "notice.docx", {"a.txt": "x"})))


PACKAGES = {
    "word": {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"},
    "word without its types": {"word/document.xml": "<w/>"},
    "excel": {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"},
    "powerpoint": {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"},
    "ofd": {"OFD.xml": "<ofd/>", "Doc_0/Document.xml": "<d/>"},
    "odt": {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<c/>"},
    "epub": {"mimetype": "application/epub+zip", "META-INF/container.xml": "<c/>"},
    "java": {"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n"},
    "pages": {"Index/Document.iwa": "x"},
}


@pytest.mark.parametrize("kind", PACKAGES)
def test_a_package_is_a_document_and_no_folder(tmp_path: Path, kind: str) -> None:
    assert not is_archive(DiskFile(put_zip(tmp_path / "a.zip", PACKAGES[kind])))


@pytest.mark.parametrize("file_format", ["text", "docx", "pdf"])
def test_a_notice_is_no_archive(file_format: str) -> None:
    assert not is_archive(DiskFile(notice_path("gaoxin-2024-plan", file_format)))


@pytest.mark.parametrize("folder", ["word", "xl", "ppt", "META-INF"])
def test_a_folder_that_is_called_like_one_of_a_package_makes_none(tmp_path: Path, folder: str) -> None:
    assert is_archive(DiskFile(put_zip(tmp_path / "a.zip", {f"{folder}/通知.docx": DOCX, "pdf/通知.pdf": "x"})))


def test_packages_in_a_zip_are_not_looked_into(tmp_path: Path) -> None:
    assert names(put_zip(tmp_path / "a.zip", {"a.docx": DOCX, "b.docx": DOCX[:100]})) == ["a.docx", "b.docx"]


def test_what_programs_leave_behind_is_passed_over(tmp_path: Path) -> None:
    litter = ("__MACOSX/._a.txt", ".DS_Store", "内/.DS_Store", "~$a.docx", "Thumbs.db", "内/desktop.ini", ".git/x")
    path = put_zip(tmp_path / "a.zip", dict.fromkeys(litter, "x") | {"内/": "", "内/a.txt": "x"})
    assert names(path) == ["内/a.txt"]


@pytest.mark.parametrize("members", [{}, {"内/": ""}, {"__MACOSX/._a": "x", ".DS_Store": "x"}], ids=str)
def test_an_empty_zip_is_told(tmp_path: Path, members: dict[str, str]) -> None:
    path = put_zip(tmp_path / "empty.zip", members)
    assert is_archive(DiskFile(path))
    (file,) = packed(path)
    assert file.path == DiskFile(path).path
    assert reason(file) == "it is an empty ZIP (no document is in it); ask for it again."
    assert file.sha256() == DiskFile(path).sha256()


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_zips_in_zips_are_looked_into(tmp_path: Path, depth: int) -> None:
    (file,) = packed(put(tmp_path / "a.zip", nested(depth)))
    assert file.data().decode() == notice_text()
    assert file.path.count(".zip/") == depth


@pytest.mark.parametrize("depth", [4, 7])
def test_but_not_deeper_than_three(tmp_path: Path, depth: int) -> None:
    (file,) = packed(put(tmp_path / "a.zip", nested(depth)))
    assert file.path.count(".zip") == 4
    assert reason(file) == "it lies in 3 ZIPs already, one in the other; unpack them and ingest the files."


def test_a_zip_that_is_none_inside_a_zip_is_a_member_like_any_other(tmp_path: Path) -> None:
    path = put_zip(tmp_path / "a.zip", {"broken.zip": zipped({"a.txt": "x" * 100})[:60], "b.txt": "x"})
    assert names(path) == ["broken.zip", "b.txt"]


@pytest.mark.parametrize("data", [b"", b"P", b"PK\x03\x04", b"PK\x05\x06", b"text", zipped({"a.txt": "x"})[:-10]])
def test_what_has_no_directory_is_no_archive(tmp_path: Path, data: bytes) -> None:
    assert not is_archive(DiskFile(put(tmp_path / "a.zip", data)))


def test_a_file_that_is_not_there_is_no_archive(tmp_path: Path) -> None:
    assert not is_archive(DiskFile(tmp_path / "none.zip"))


def test_a_zip_of_a_newer_kind_is_no_archive(tmp_path: Path) -> None:
    assert not is_archive(DiskFile(put(tmp_path / "a.zip", patched(zipped({"a.txt": "x"}), 4, 6, 99))))


def test_a_name_that_is_no_utf_8_though_it_says_so_is_no_archive(tmp_path: Path) -> None:
    package = zipped({"ab.txt": "x"}).replace(b"ab.txt", b"\xff\xff.txt")
    assert not is_archive(DiskFile(put(tmp_path / "a.zip", flagged(package, 0x800))))


# bombs


def test_too_many_members_are_refused_before_any_is_unpacked(tmp_path: Path) -> None:
    (file,) = packed(put_zip(tmp_path / "a.zip", {f"{n}.txt": "x" for n in range(10_001)}))
    assert reason(file) == "it holds more than 10,000 files; unpack it and ingest the folders one by one."


def test_members_of_zips_in_a_zip_are_counted_together(tmp_path: Path) -> None:
    inner = zipped({f"{n}.txt": "x" for n in range(6_000)})
    files = packed(put_zip(tmp_path / "a.zip", {"1.zip": inner, "2.zip": inner, "b.txt": "x"}))
    assert [f.path.rsplit("/", 1)[-1] for f in files[-2:]] == ["2.zip", "b.txt"]
    assert [isinstance(f, RefusedFile) for f in files[-3:]] == [False, True, False]


def test_members_that_unpack_to_too_much_are_refused(tmp_path: Path) -> None:
    huge = patched(zipped({"a.txt": "x", "b.txt": "y"}), 22, 24, 1_500_000_000, "<L")
    (file,) = packed(put(tmp_path / "a.zip", huge))
    assert reason(file).startswith("its files unpack to 3,000 MB, more than the 2,000 MB that are read of one ZIP; ")


def directory_of(size: int) -> bytes:
    """A ZIP whose end states a directory of a size."""
    package = bytearray(zipped({"a.txt": "x"}))
    struct.pack_into("<L", package, len(package) - 22 + 12, size)
    return bytes(package)


@pytest.mark.parametrize("size", [5_000_000, 0xFFFFFFFF])
def test_a_directory_of_some_million_entries_is_not_read(tmp_path: Path, size: int) -> None:
    path = put(tmp_path / "a.zip", directory_of(size))
    assert is_archive(DiskFile(path))
    (file,) = packed(path)
    assert reason(file).startswith("it holds more than 10,000 files; ")


def test_the_large_form_of_the_end_is_held_against_the_limit_too(tmp_path: Path) -> None:
    package = zipped({"a.txt": "x"})
    end64 = b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 1, 1, 900_000_000, 40)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, len(package) - 22, 1)
    path = put(tmp_path / "a.zip", package[:-22] + end64 + locator + package[-22:])
    (file,) = packed(path)
    assert reason(file).startswith("it holds more than 10,000 files; ")


def test_a_large_zip_without_zip64_fields_is_read_with_them(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(b"notice")
    (file,) = packed(put(tmp_path / "a.zip", buffer.getvalue()))
    assert file.data() == b"notice"


def test_a_zip_behind_a_comment_is_read(tmp_path: Path) -> None:
    buffer = io.BytesIO(zipped({"a.txt": "x"}))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = "民生实事".encode() * 50
    assert names(put(tmp_path / "a.zip", buffer.getvalue())) == ["a.txt"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(st.data())
def test_whatever_bytes_change_every_member_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    package = bytearray(zipped({"内/通知.txt": "notice" * 20, "b.zip": zipped({"c.txt": "x" * 50}), "d.txt": ""}))
    for at in data.draw(st.lists(st.integers(0, len(package) - 1), min_size=1, max_size=6)):
        package[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(package)))
    path = put(tmp_path / "a.zip", bytes(package[cut:] if data.draw(st.booleans()) else package))
    if not is_archive(DiskFile(path)):
        return
    for file in packed(path):
        assert len(file.sha256()) == 64
        assert ".." not in file.path.split("/")
        try:
            file.data()
        except UnreadableFileError as refusal:
            assert str(refusal).endswith(".")


def test_a_member_without_a_name_is_read(tmp_path: Path) -> None:
    package = zipped({"x.txt": notice_text()}).replace(b"x.txt", b"\0.txt")
    (file,) = packed(put(tmp_path / "a.zip", package))
    assert file.path.endswith("a.zip/unnamed")
    assert file.data().decode() == notice_text()
