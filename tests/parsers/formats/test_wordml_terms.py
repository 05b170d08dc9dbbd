"""Words of Word 2003 in those of ECMA-376."""

import pytest
from lxml import etree

from parsers.formats._docx_text import W
from parsers.formats._wordml_terms import taken_notes, translated
from tests.parsers.formats.builders import par
from tests.parsers.formats.word_xml_builders import word_2003


def names(body: str) -> list[str]:
    """Names of all elements of a body, translated."""
    root = translated(etree.fromstring(word_2003(body)))
    (found,) = root.iter(W + "body")
    return [str(e.tag).removeprefix(W) for e in found.iter()]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:vmerge/>", "vMerge"),
        ("<w:hmerge/>", "hMerge"),
        ("<w:listPr/>", "numPr"),
        ("<w:ilfo/>", "numId"),
        ("<w:nfc/>", "numFmt"),
        ("<w:listDef/>", "abstractNum"),
        ("<w:list/>", "num"),
        ("<w:t/>", "t"),
        ('<aml:annotation w:type="Word.Insertion"/>', "ins"),
        ('<aml:annotation w:type="Word.Deletion"/>', "del"),
        ('<aml:annotation w:type="Word.Comment"/>', "rPr"),
    ],
)
def test_names_are_translated(old: str, new: str) -> None:
    assert names(f"<w:p>{old}</w:p>")[2:] == ["p", new, "sectPr"]


def test_what_was_changed_stands_in_the_change_itself() -> None:
    change = (
        '<aml:annotation w:type="Word.Insertion"><aml:content><w:r><w:t>x</w:t></w:r></aml:content></aml:annotation>'
    )
    assert names(f"<w:p>{change}</w:p>")[2:6] == ["p", "ins", "r", "t"]


def test_wrappers_around_paragraphs_are_known_and_elements_inside_are_left() -> None:
    found = names("<wx:sub-section><w:p><wx:x/></w:p></wx:sub-section>")
    assert found[:4] == ["body", "customXml", "customXml", "p"]
    assert found[4].endswith("}x")


def test_attributes_are_translated() -> None:
    root = translated(etree.fromstring(word_2003("", lists='<w:list w:ilfo="4"/><w:listDef w:listDefId="5"/>')))
    assert [e.get(W + "numId") for e in root.iter(W + "num")] == ["4"]
    assert [e.get(W + "abstractNumId") for e in root.iter(W + "abstractNum")] == ["5"]


def test_notes_are_taken_out() -> None:
    root = translated(etree.fromstring(word_2003(f"<w:p><w:r><w:footnote>{par('注')}</w:footnote></w:r></w:p>")))
    (body,) = root.iter(W + "body")
    assert len(list(taken_notes(body))) == 1
    assert list(body.iter(W + "footnote")) == []


def test_comments_and_entities_are_passed_over() -> None:
    assert names("<!-- x --><w:p/>")[2:] != []
