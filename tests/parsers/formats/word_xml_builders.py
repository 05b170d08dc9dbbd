"""Word 2003 XML and Flat OPC made of WordprocessingML, so that one body can be read in three notations."""

import io
import re
import zipfile

from tests.parsers.formats.builders import DOCUMENT_PART, NUMBERING_PART, STYLES_PART, element_xml, member

OLD_NS = "http://schemas.microsoft.com/office/word/2003/wordml"
NEW_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PKG_NS = "http://schemas.microsoft.com/office/2006/xmlPackage"
AML_NS = "http://schemas.microsoft.com/aml/2001/core"
_NUMBER_CODES = {"decimal": "0", "chineseCounting": "37", "bullet": "23", "none": "255", "lowerLetter": "4"}
_OLDER = (
    (r"\bw:vMerge\b", "w:vmerge"),
    (r"\bw:hMerge\b", "w:hmerge"),
    (r"\bw:numPr\b", "w:listPr"),
    (r"<w:numId\b", "<w:ilfo"),
    (r"<w:abstractNumId\b", "<w:ilst"),
    (r"(</?)w:abstractNum\b", r"\1w:listDef"),
    (r"w:abstractNumId=", "w:listDefId="),
    (r"(</?)w:num\b", r"\1w:list"),
    (r"w:numId=", "w:ilfo="),
    (r'<w:ins\b[^>]*/>', '<aml:annotation w:type="Word.Insertion"/>'),
    (r'<w:del\b[^>]*/>', '<aml:annotation w:type="Word.Deletion"/>'),
    (r'<w:ins\b[^>]*>', '<aml:annotation w:type="Word.Insertion"><aml:content>'),
    (r'<w:del\b[^>]*>', '<aml:annotation w:type="Word.Deletion"><aml:content>'),
    (r"</w:(ins|del)>", "</aml:content></aml:annotation>"),
)  # fmt: skip


def older(xml: str) -> str:
    """WordprocessingML of ECMA-376 in the words of Word 2003."""
    for pattern, words in _OLDER:
        xml = re.sub(pattern, words, xml)
    return re.sub(
        r'<w:numFmt w:val="(\w+)"/>', lambda found: f'<w:nfc w:val="{_NUMBER_CODES.get(found[1], "0")}"/>', xml
    )


def word_2003(body: str, *, lists: str = "", styles: str = "") -> bytes:
    """A Word 2003 file whose body, lists and styles are written in the words of Word 2003."""
    wrapped = f"<wx:sect>{body}<w:sectPr/></wx:sect>"
    content = f"<w:lists>{lists}</w:lists><w:styles>{styles}</w:styles><w:body>{wrapped}</w:body>"
    xml = element_xml("wordDocument", content).replace(NEW_NS, OLD_NS)
    spaces = f'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:aml="{AML_NS}"'
    xml = xml.replace("<w:wordDocument", f"<w:wordDocument {spaces}", 1)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
    return (head + xml).encode()


def docx_as_word_2003(package: bytes) -> bytes:
    """A DOCX as Word 2003 would save it."""
    body = _inside(member(package, DOCUMENT_PART), "body")
    names = zipfile.ZipFile(io.BytesIO(package)).namelist()
    lists = _inside(member(package, NUMBERING_PART), "numbering") if NUMBERING_PART in names else ""
    styles = _inside(member(package, STYLES_PART), "styles")
    return word_2003(older(body), lists=older(lists), styles=older(styles))


def _inside(part: bytes, name: str) -> str:
    """What stands in an element of a part, foreign attributes and elements left out."""
    found = re.search(rf"<w:{name}\b[^>]*?(?:/>|>(.*)</w:{name}>)", part.decode("utf-8"), re.DOTALL)
    text = (found[1] or "") if found else ""
    return re.sub(r"<w:latentStyles.*?</w:latentStyles>|\s(?!w:|xml:)[\w]+:[\w]+=\"[^\"]*\"", "", text, flags=re.DOTALL)


def flat_opc(package: bytes) -> bytes:
    """A DOCX as a single XML file."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{_without_head(archive.read(name))}</pkg:xmlData></pkg:part>'
            for name in archive.namelist()
            if name.endswith((".xml", ".rels")) and archive.read(name)
        )
    head = '<?xml version="1.0" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
    return f'{head}<pkg:package xmlns:pkg="{PKG_NS}">{parts}</pkg:package>'.encode()


def _without_head(part: bytes) -> str:
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", part.decode("utf-8"))
