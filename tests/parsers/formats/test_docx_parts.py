"""A plain package gives its parts; one with anything odd is left to python-docx."""

import pytest

from parsers.formats._docx_parts import plain_parts
from parsers.formats._docx_text import W
from tests.parsers.formats.builders import DOCUMENT_PART, STYLES_PART, docx_file, docx_with_footnote, par, repack


def test_a_plain_package_gives_its_parts() -> None:
    parts = plain_parts(docx_with_footnote(par("甲"), "乙"))
    assert parts is not None
    assert {"document", "styles", "numbering", "footnotes"} == parts.keys()
    assert parts["document"].tag == W + "document"


@pytest.mark.parametrize("name", [DOCUMENT_PART, STYLES_PART, "word/settings.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [None, b"<a", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_a_package_with_anything_odd_gives_none(name: str, content: bytes | None) -> None:
    parts = plain_parts(repack(docx_file(par("甲")), {name: content}))
    assert parts is None or (name == "word/settings.xml" and content is not None)
