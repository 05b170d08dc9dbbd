"""The parts of a package are those that python-docx finds; what is odd is an error, and left to python-docx."""

import io
import zipfile
import zlib

import pytest
from docx.opc.pkgreader import PackageReader
from lxml import etree

from parsers.formats._docx_package import Package, read_package
from tests.parsers.formats.builders import docx_file, docx_with_footnote, member, par, repack, zip_file

TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def unpacked(data: bytes) -> Package:
    return read_package(data, etree.fromstring)


def changed(name: str, old: bytes, new: bytes) -> bytes:
    package = docx_file(par("甲"))
    content = member(package, name)
    assert old in content
    return repack(package, {name: content.replace(old, new)})


def chain(links: int) -> bytes:
    """A package whose parts lead from one to the next."""
    types = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="XML" ContentType="x"/></Types>'
    link = '<Relationship Id="a" Type="t" Target="/{}.xml"/>'
    relation = f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'
    names = ["_rels/.rels", *(f"_rels/{n}.xml.rels" for n in range(links - 1))]
    rels = {name: relation.format(n).encode() for n, name in enumerate(names)}
    return zip_file({TYPES: types.encode(), **rels, **{f"{n}.xml": b"<a/>" for n in range(links)}})


LINK = b'<Relationship Id="x1" Type="t/hyperlink" Target="http://a.cn" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    "data",
    [
        docx_file(par("甲")),
        docx_with_footnote(par("甲"), "乙"),
        changed(RELATIONS, b"</Relationships>", LINK),
        changed(TYPES, b"/word/styles.xml", b"/WORD/styles.XML"),
        changed(RELATIONS, b'Target="styles.xml"', b'Target="../word/./styles.xml"'),
        chain(20),
    ],
)
def test_the_parts_are_those_of_python_docx(data: bytes) -> None:
    ours, theirs = unpacked(data), PackageReader.from_file(io.BytesIO(data))  # type: ignore[no-untyped-call]
    assert [(name, p.content_type, p.kind, p.blob) for name, p in ours.parts.items()] == list(theirs.iter_sparts())
    expected = [
        [(r.rId, r.reltype, None if r.is_external else r.target_partname) for r in p.srels] for p in theirs._sparts
    ]
    assert [[tuple(r) for r in p.relations.values()] for p in ours.parts.values()] == expected
    assert [r.own_id for r in ours.relations.values()] == [r.rId for r in theirs._pkg_srels]


@pytest.mark.parametrize(
    "data",
    [
        changed(RELATIONS, b"styles.xml", b"gone.xml"),
        changed(RELATIONS, b"</Relationships>", b'<Relationship Id="x1" Type="t"/></Relationships>'),
        changed(RELATIONS, b"</Relationships>", LINK.replace(b"</R", LINK[: -len(b"</Relationships>")] + b"</R")),
        changed(RELATIONS, b"Relationships", b"Others"),
        changed(TYPES, b"Types", b"Others"),
        changed(TYPES, b'Extension="jpeg"', b'Extension="png"'),
        repack(docx_file(par("甲")), {TYPES: None}),
        chain(60),
    ],
)
def test_what_is_odd_is_an_error(data: bytes) -> None:
    with pytest.raises((LookupError, ValueError)):
        unpacked(data)


def test_every_part_is_unpacked_and_its_checksum_compared() -> None:
    package = repack(docx_file(par("甲")), {"docProps/thumbnail.jpeg": b"picture " * 50})
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        place = archive.getinfo("docProps/thumbnail.jpeg")
        start = place.header_offset + 30 + len(place.filename)
    broken = bytearray(package)
    broken[start + 3] ^= 0x55
    with pytest.raises((zipfile.BadZipFile, zlib.error)):
        unpacked(bytes(broken))
