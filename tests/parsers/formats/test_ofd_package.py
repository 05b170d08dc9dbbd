"""Parts of a package by the paths that producers write, and XML that is not trusted."""

import zipfile

import pytest
from lxml import etree

from parsers.errors import UnreadableFileError
from parsers.formats import _ofd_package
from parsers.formats._ofd_package import Package, child, children, damaged, key, local, said
from tests.parsers.formats.ofd_writer import zipped

PARTS = {
    "OFD.xml": b"<OFD/>",
    "Doc_0/Document.xml": b"<Document/>",
    "Doc_0/Pages/Page_0/Content.xml": b"<Page/>",
    "Doc_0/Res/Font.xml": b"<Res/>",
}


def opened(**more: bytes) -> Package:
    return Package.open(zipped(PARTS | more))


def parsed(xml: bytes) -> etree._Element:
    package = opened(**{"a.xml": xml})
    return package.xml("a.xml")


@pytest.mark.parametrize(
    ("path", "base", "name"),
    [
        ("/Doc_0/Document.xml", "ofd.xml", "doc_0/document.xml"),
        ("Doc_0/Document.xml", "ofd.xml", "doc_0/document.xml"),
        ("./Doc_0/Document.xml", "ofd.xml", "doc_0/document.xml"),
        ("doc_0/DOCUMENT.XML", "ofd.xml", "doc_0/document.xml"),
        ("Doc_0\\Document.xml", "ofd.xml", "doc_0/document.xml"),
        ("\\Doc_0\\Document.xml", "ofd.xml", "doc_0/document.xml"),
        (" Doc_0/Document.xml ", "ofd.xml", "doc_0/document.xml"),
        ("Pages/Page_0/Content.xml", "doc_0/document.xml", "doc_0/pages/page_0/content.xml"),
        ("../../Res/Font.xml", "doc_0/pages/page_0/content.xml", "doc_0/res/font.xml"),
        ("Doc_0/Pages/Page_0/Content.xml", "doc_0/document.xml", "doc_0/pages/page_0/content.xml"),
        ("Res/Font.xml", "doc_0/pages/page_0/content.xml", "doc_0/res/font.xml"),
        ("/Res/Font.xml", "doc_0/document.xml", "doc_0/res/font.xml"),
        ("Gone.xml", "doc_0/document.xml", None),
        ("../../../etc/passwd", "doc_0/document.xml", None),
        ("", "doc_0/document.xml", None),
    ],
)
def test_a_part_is_found_however_its_path_is_written(path: str, base: str, name: str | None) -> None:
    assert opened().find(path, base, "doc_0/document.xml") == name


def test_a_package_packed_with_backslashes_is_read() -> None:
    assert Package.open(zipped({"Doc_0\\Document.xml": b"<D/>"})).find("/Doc_0/Document.xml", "") is not None


def test_keys_are_the_names_of_members() -> None:
    assert key(" /Doc_0\\Pages/Content.XML") == "doc_0/pages/content.xml"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", zipped(PARTS)[:-30], b"PK\x05\x06" + bytes(10)])
def test_a_broken_zip_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^it is a damaged OFD \(.*\); ask for the file again\.$"):
        Package.open(data)


def test_an_encrypted_package_is_refused_before_it_is_opened() -> None:
    with pytest.raises(UnreadableFileError, match=r"^it is encrypted and opens only with a password; save .*\.$"):
        opened(**{"Encryptions.xml": b"<Encryptions/>"})


def test_a_package_locked_by_the_zip_is_refused() -> None:
    data = bytearray(zipped(PARTS))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFileError, match="locked with a password"):
        Package.open(bytes(data))


def test_a_damaged_member_is_refused_by_its_name() -> None:
    data = bytearray(zipped(PARTS))
    data[data.index(b"OFD.xml") + len(b"OFD.xml") + 2] ^= 0xFF
    with pytest.raises(UnreadableFileError, match=r"damaged OFD \(ofd\.xml cannot be unpacked\)"):
        Package.open(bytes(data)).xml("ofd.xml")


def test_a_packing_that_is_not_known_is_refused() -> None:
    data = bytearray(zipped(PARTS))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(start) + (8 if start == b"PK\x03\x04" else 10)
        data[at : at + 2] = (99).to_bytes(2, "little")
    with pytest.raises(UnreadableFileError, match="damaged OFD"):
        Package.open(bytes(data)).xml("ofd.xml")


@pytest.mark.parametrize("xml", [b"", b"<a", b"<a></b>", b"\x00\x01", b"<a>" * 400 + b"</a>" * 400])
def test_broken_xml_is_refused_by_its_part(xml: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^it is a damaged OFD \(broken XML in a\.xml\); ask .*\.$"):
        parsed(xml)


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE a [<!ENTITY b "boom">]>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">',
        b'<!DOCTYPE a [<!ENTITY l "ll"><!ENTITY m "&l;&l;&l;&l;"><!ENTITY b "&m;&m;&m;&m;">]>',
    ],
)
def test_xml_that_declares_a_document_type_is_refused(declared: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"declares a document type|broken XML"):
        parsed(declared + b"<a>&b;</a>")


def test_xml_of_another_encoding_is_read() -> None:
    root = parsed('<?xml version="1.0" encoding="GB18030"?><a>通知</a>'.encode("gb18030"))
    assert root.text == "通知"


def test_a_part_that_unpacks_to_too_much_is_refused_unread() -> None:
    bomb = b"<a>" + b" " * (25 * 1024 * 1024) + b"</a>"
    with pytest.raises(UnreadableFileError, match=r"^its a\.xml unpacks to more than a notice can need; save .*\.$"):
        parsed(bomb)


def test_a_part_asked_for_too_often_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ofd_package, "MAX_XML_BYTES", 20)
    package = opened()
    package.xml("ofd.xml")
    with pytest.raises(UnreadableFileError, match="more than a notice can need"):
        for _ in range(5):
            package.xml("ofd.xml")


NAMED = b'<x:a xmlns:x="http://www.ofdspec.org/2016"><x:b>1</x:b><!-- no element --><x:c><x:d k="v">2</x:d></x:c></x:a>'
BARE = b'<a><b>1</b><?no element?><c><d k="v">2</d></c></a>'


@pytest.mark.parametrize("xml", [NAMED, BARE, BARE.replace(b"<a>", b'<a xmlns="http://www.ofdspec.org">')])
def test_elements_are_told_by_their_local_names(xml: bytes) -> None:
    root = parsed(xml)
    assert [local(e) for e in root] == ["b", "", "c"]
    assert [local(e) for e in children(root, "b", "c")] == ["b", "c"]
    found = child(root, "c", "d")
    assert found is not None
    assert (said(found, "k"), said(root, "b"), said(root, "gone")) == ("v", "1", "")
    assert child(root, "gone", "d") is None


def test_a_refusal_says_what_is_wrong_and_what_to_do() -> None:
    assert str(damaged("it has no page")) == "it is a damaged OFD (it has no page); ask for the file again."


def test_two_members_of_one_name_are_one_part() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped_twice()
    assert Package.open(data).xml("a.xml").tag == "second"


def zipped_twice() -> bytes:
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", "<first/>")
        archive.writestr("a.xml", "<second/>")
    return buffer.getvalue()
