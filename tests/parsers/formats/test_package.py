"""Office packages: sizes before anything is unpacked, parts by their names, one sentence for what is wrong."""

import io
import zipfile

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._package import MAX_EXPANDED_BYTES, Package, check_package
from tests.parsers.formats.builders import repack, zip_file
from tests.parsers.formats.sheet_builders import relations

PARTS = {"xl/Workbook.xml": b"<a><b/></a>", "xl\\styles.xml": b"<s/>", "xl/broken.xml": b"<a>"}


def package() -> Package:
    return Package(zip_file(PARTS), "XLSX")


def refusal(data: bytes, most: int = MAX_EXPANDED_BYTES) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        check_package(data, "XLSX", most)
    return str(caught.value)


def test_a_package_is_refused_by_the_sizes_that_its_directory_states() -> None:
    assert refusal(zip_file({"a": bytes(2000)}), 1000).endswith("save its text without pictures in a new XLSX.")
    check_package(zip_file({"a": bytes(1000)}), "XLSX", 1000)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", zip_file(PARTS)[:-30]])
def test_a_package_that_is_cut_off_is_refused(data: bytes) -> None:
    assert refusal(data).startswith("it is a damaged XLSX (the end of the file")


def test_a_locked_package_is_refused() -> None:
    data = bytearray(zip_file({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)) == "it is locked with a password; save it without one."


@pytest.mark.parametrize("name", ["xl/workbook.xml", "/xl/Workbook.xml", "XL\\WORKBOOK.XML", "xl/styles.xml"])
def test_parts_are_found_whatever_their_case_and_slashes(name: str) -> None:
    assert package().has(name)
    assert package().xml(name) is not None


def test_a_part_that_is_missing_or_broken_is_refused() -> None:
    for name, why in (("xl/none.xml", "a part is missing"), ("xl/broken.xml", "broken XML")):
        with pytest.raises(UnreadableFileError) as caught:
            package().xml(name)
        assert str(caught.value) == f"it is a damaged XLSX ({why}); ask for the file again."


def test_a_part_with_broken_bytes_is_refused() -> None:
    data = bytearray(zip_file({"a.xml": b"<a>" + bytes(range(65, 90)) * 40 + b"</a>"}))
    data[60] ^= 0xFF
    with pytest.raises(UnreadableFileError, match="damaged XLSX"):
        list(Package(bytes(data), "XLSX").chunks("a.xml"))


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
    root = Package(zip_file({"a.xml": bomb}), "XLSX").xml("a.xml")
    assert "x" not in "".join(str(t) for t in root.itertext())


def test_relations_name_their_parts() -> None:
    listed = relations({"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "/xl/s.xml")})
    external = listed.replace(
        "</Relationships>", '<Relationship Id="x" TargetMode="External" Target="http://a/"/></Relationships>'
    )
    data = repack(zip_file(PARTS), {"xl/_rels/workbook.xml.rels": external.encode()})
    assert Package(data, "XLSX").relations("xl/workbook.xml") == {
        "rId1": ("worksheet", "xl/worksheets/sheet1.xml"),
        "rId2": ("styles", "xl/s.xml"),
    }
    assert package().relations("xl/workbook.xml") == {}


def test_a_part_comes_in_pieces() -> None:
    data = bytes(3 << 20)
    assert sum(len(p) for p in Package(zip_file({"a": data}), "XLSX").chunks("a")) == len(data)


def test_a_method_nobody_knows_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.xml", b"<a/>")
    data = bytearray(buffer.getvalue())
    for start in (data.index(b"PK\x03\x04") + 8, data.index(b"PK\x01\x02") + 10):
        data[start] = 77
    with pytest.raises(UnreadableFileError, match="cannot be unpacked"):
        Package(bytes(data), "XLSX").xml("a.xml")
