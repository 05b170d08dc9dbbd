"""Small DOCX and PDF files made in memory, each holding just what one test is about."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from schemas.document import Document, Table

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W_NS,
        "r": REL_NS,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DOCUMENT_PART, STYLES_PART, NUMBERING_PART = "word/document.xml", "word/styles.xml", "word/numbering.xml"


def element_xml(name: str, content: str) -> str:
    """``content`` in an element that declares all prefixes used here."""
    return f"<w:{name} {_NAMESPACES}>{content}</w:{name}>"


def docx_file(body: str, *, styles: str = "", numbering: str = "") -> bytes:
    """A Word package whose body, styles and lists are these XML strings."""
    parts: dict[str, str] = {
        DOCUMENT_PART: element_xml("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        STYLES_PART: element_xml("styles", styles),
        NUMBERING_PART: element_xml("numbering", numbering),
    }
    return repack(_template(), {name: (_XML + xml).encode() for name, xml in parts.items()})


def docx_with_footnote(body: str, footnote: str) -> bytes:
    """A Word package with a footnotes part that holds one note of the id 2."""
    package = docx_file(body)
    relation = f'<Relationship Id="rIdNotes" Type="{REL_NS}/footnotes" Target="footnotes.xml"/></Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    notes = element_xml("footnotes", f'<w:footnote w:id="2">{par(footnote)}</w:footnote>')
    relations, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    return repack(
        package,
        {
            "word/footnotes.xml": (_XML + notes).encode(),
            relations: member(package, relations).replace(b"</Relationships>", relation.encode()),
            types: member(package, types).replace(b"</Types>", override.encode()),
        },
    )


@cache
def _template() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return repack(buffer.getvalue(), {"docProps/thumbnail.jpeg": b"", "word/stylesWithEffects.xml": b"<styles/>"})


def repack(package: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The same ZIP with members replaced, added or, where the change is ``None``, left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        members = {name: old.read(name) for name in old.namelist()}
        for name, content in (members | dict(changes)).items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def zip_file(members: Mapping[str, bytes]) -> bytes:
    """A ZIP of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def member(package: bytes, name: str) -> bytes:
    """One member of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*content: str, properties: str = "") -> str:
    """A paragraph of runs; what is no XML becomes a run."""
    runs = "".join(c if c.startswith("<") else run(c) for c in content if c)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def switch(name: str, value: str | None = None) -> str:
    """A property element, with a value or as a mere switch."""
    return f"<w:{name}/>" if value is None else f'<w:{name} w:val="{value}"/>'


def text_box(content: str) -> str:
    """A run that anchors a text box, as Word 2010 and later write it."""
    return (
        "<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"<w:txbxContent>{content}</w:txbxContent>"
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def old_text_box(content: str) -> str:
    """A run that anchors a text box, as Word 2007 wrote it."""
    box = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r>"


def either(choice: str, fallback: str) -> str:
    """The same thing for new programs and for old ones."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def cell(*content: str, properties: str = "") -> str:
    """A table cell; what is no XML becomes a paragraph."""
    blocks = "".join(c if c.startswith("<") else par(c) for c in content) or par()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row; what is no XML becomes a cell."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(content: str) -> str:
    """``content`` inside a content control."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def numbered(num_id: int, level: int = 0) -> str:
    """Paragraph properties that point at a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def level(number: int, text: str, number_format: str = "decimal", *, start: int = 1, extra: str = "") -> str:
    """One level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract_list(abstract_id: int, *levels: str) -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{abstract_id}">{"".join(levels)}</w:abstractNum>'


def concrete_list(num_id: int, abstract_id: int, overrides: str = "") -> str:
    """A list that counts along an abstract one."""
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def texts(found: Table) -> list[list[str]]:
    """Texts of the drawn cells, row by row."""
    return [[c.text for c in found.cells if c.row == n] for n in range(1, found.rows + 1)]


def places(found: Table) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, row span and column span of each cell."""
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in found.cells]


def words(document: Document) -> list[str]:
    """Texts of the paragraphs that are no page furniture."""
    return [p.text for p in document.paragraphs if not p.furniture]


FONT = "STSong-Light"


@cache
def _register_font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Pdf:
    """A PDF under way; all coordinates are points from the top left corner of the page."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        _register_font()
        self._buffer = io.BytesIO()
        self.canvas: Any = Canvas(self._buffer, pagesize=size, invariant=True, pageCompression=1)
        self.size = size
        self.empty = True

    def text(self, x: float, top: float, text: str, size: float = 12) -> "Pdf":
        """One line of text."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.size[1] - top - 0.88 * size, text)
        self.empty = False
        return self

    def pieces(self, x: float, top: float, pieces: Sequence[tuple[float, str]], size: float = 12) -> "Pdf":
        """Texts on one line, each after a gap in ems."""
        for gap, text in pieces:
            x += gap * size
            self.text(x, top, text, size)
            x += pdfmetrics.stringWidth(text, FONT, size)
        return self

    def lines(self, x: float, top: float, lines: Sequence[str], size: float = 12, pitch: float = 18) -> "Pdf":
        """Lines of text, one below the other."""
        for number, line in enumerate(lines):
            self.text(x, top + number * pitch, line, size)
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> "Pdf":
        """A ruling line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.size[1] - top, x1, self.size[1] - bottom)
        self.empty = False
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float, text: str = "", size: float = 12) -> "Pdf":
        """A ruled cell; the lines of its text stand at its top, 5 points in."""
        for ruling in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
            self.rule(*ruling)
        return self.lines(x0 + 5, top + 4, text.split("\n"), size, 1.5 * size) if text else self

    def grid(self, x: float, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]], high: float) -> "Pdf":
        """A ruled table without merged cells, all rows ``high``."""
        for number, texts_of_row in enumerate(rows):
            left = x
            for width, text in zip(widths, texts_of_row, strict=True):
                self.box(left, top + number * high, left + width, top + (number + 1) * high, text)
                left += width
        return self

    def picture(self) -> "Pdf":
        """A picture over most of the page, as a scanner makes it."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        image = ImageReader(Image.new("L", (8, 8), 128))
        self.canvas.drawImage(image, 40, 40, self.size[0] - 80, self.size[1] - 80)
        self.empty = False
        return self

    def page(self, size: tuple[float, float] | None = None) -> "Pdf":
        """Begin the next page."""
        self.canvas.showPage()
        self.size = size or self.size
        self.canvas.setPageSize(self.size)
        self.empty = True
        return self

    def file(self) -> bytes:
        """The finished file."""
        if self.empty:
            self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    file, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return file + end % (size, entries, size, len(file))


def pdf_with_unknown_characters() -> bytes:
    """A PDF whose font has no table that says which characters its glyphs show."""
    content = b"BT /F1 12 Tf 72 700 Td <001100220033004400550066> Tj ET"
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /FontDescriptor 7 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /Ascent 880 /Descent -120 /FontBBox [0 0 1000 1000] >>",
    )


def locked_pdf(text: str, *, user_password: str) -> bytes:
    """A PDF encrypted under a user password, which may be empty; only Latin text, whose font needs no name tables."""
    buffer = io.BytesIO()
    lock = StandardEncryption(user_password, ownerPassword="owner", strength=128)
    canvas: Any = Canvas(buffer, pagesize=A4, encrypt=lock, invariant=True)
    canvas.drawString(90, 700, text)
    canvas.save()
    return buffer.getvalue()
