"""A plain package gives its parts; one with anything odd is left to python-docx."""

import io

import pytest
from docx import Document
from lxml.etree import XMLSyntaxError

from parsers.formats._docx_parts import plain_parts
from parsers.formats._docx_text import W
from tests.parsers.formats.builders import (
    DOCUMENT_PART,
    NUMBERING_PART,
    STYLES_PART,
    docx_file,
    docx_with_footnote,
    numbered,
    par,
    repack,
    switch,
)

FAULTY = (
    b"",
    b"<a",
    b"<a></b>",
    b"<a/><b/>",
    b"<a>&b;</a>",
    b"<a>\x01</a>",
    b"<a>\xff</a>",
    b"<x:a/>",
    b'<a x:b="1"/>',
    b'<a b="1" b="2"/>',
    b'<a xmlns:x="u" xmlns:y="u" x:b="1" y:b="2"/>',
    b'<a xmlns:x=""/>',
    b'<a xmlns="a b"/>',
    b'<a:b:c xmlns:a="u"/>',
    b"<a>" * 300 + b"</a>" * 300,
)


def test_a_plain_package_gives_its_parts() -> None:
    parts = plain_parts(docx_with_footnote(par("甲"), "乙"))
    assert parts is not None
    assert {"document", "footnotes"} == parts.keys()
    assert parts["document"].tag == W + "document"


@pytest.mark.parametrize("name", [DOCUMENT_PART, STYLES_PART, "word/settings.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [None, b"<a", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_a_package_with_anything_odd_gives_none(name: str, content: bytes | None) -> None:
    parts = plain_parts(repack(docx_file(par("甲")), {name: content}))
    assert parts is None or (name == "word/settings.xml" and content is not None)


@pytest.mark.parametrize("properties", [numbered(1), switch("pStyle", "ListNumber")])
def test_lists_and_styles_are_there_where_a_paragraph_can_be_in_a_list(properties: str) -> None:
    parts = plain_parts(docx_file(par("甲", properties=properties)))
    assert parts is not None
    assert {"document", "styles", "numbering"} == parts.keys()


@pytest.mark.parametrize("name", [STYLES_PART, NUMBERING_PART, "word/settings.xml"])
@pytest.mark.parametrize("content", FAULTY)
def test_a_part_that_nobody_needs_is_refused_for_what_python_docx_refuses(name: str, content: bytes) -> None:
    package = repack(docx_file(par("甲")), {name: content})
    assert plain_parts(package) is None
    assert plain_parts(docx_file(par("甲"))) is not None, "the fault of one file is none of the next"
    with pytest.raises(XMLSyntaxError):
        Document(io.BytesIO(package))
