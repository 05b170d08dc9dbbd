"""A DOCX in one XML file."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats import docx, flatopc
from parsers.formats._sample import Sample
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.builders import (
    abstract_list,
    concrete_list,
    docx_file,
    docx_with_footnote,
    level,
    numbered,
    par,
    words,
)
from tests.parsers.formats.word_xml_builders import PKG_NS, flat_opc, word_2003


@pytest.mark.parametrize("name", NOTICES)
def test_the_five_notices_are_the_same_as_in_docx(name: str) -> None:
    package = notice_path(name, "docx").read_bytes()
    flat = flatopc.read(flat_opc(package))
    assert (flat.format, flat.blocks) == ("flatopc", docx.read(package).blocks)


def test_a_package_is_claimed_by_its_namespace() -> None:
    assert flatopc.claims(Sample.of(flat_opc(docx_file(par("通知")))))
    assert not flatopc.claims(Sample.of(docx_file(par("通知"))))
    assert not flatopc.claims(Sample.of(word_2003(par("通知"))))


def test_lists_and_notes_are_found() -> None:
    lists = abstract_list(0, level(0, "%1、")) + concrete_list(1, 0)
    package = docx_file(par("甲", properties=numbered(1)), numbering=lists)
    assert words(flatopc.read(flat_opc(package))) == ["1、甲"]
    assert "含票决项目" in words(flatopc.read(flat_opc(docx_with_footnote(par("甲"), "含票决项目"))))


@pytest.mark.parametrize(
    "content", ["", "<x/>", '<pkg:part pkg:name="/ppt/p.xml"><pkg:xmlData><p/><!-- x --></pkg:xmlData></pkg:part>']
)
def test_a_package_without_a_document_is_refused(content: str) -> None:
    with pytest.raises(
        UnreadableFileError, match=r"^it is a package without a document .*; save the notice as a DOCX\.$"
    ):
        flatopc.read(f'<pkg:package xmlns:pkg="{PKG_NS}">{content}</pkg:package>'.encode())


def test_a_package_cut_off_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="damaged Word XML file"):
        flatopc.read(flat_opc(docx_file(par("通知")))[:-100])
