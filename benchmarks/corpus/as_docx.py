"""A made notice as a Word package, as an office of a district leaves it: 仿宋 named in every run, digits in runs of
their own, a style for each list and table that Word knows.

The package is written member by member and stored, not deflated: what a library deflates to changes with its version,
and the same seed must give the same bytes everywhere.
"""

import io
import re
import zipfile
from functools import cache
from random import Random
from typing import Final
from xml.sax.saxutils import escape

from benchmarks.corpus.letters import Letter
from benchmarks.corpus.sheets import Cell, Sheet, Written, anchors

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES: Final = (
    f'xmlns:r="{_OFFICE}" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WIDTH: Final = 14_000
"""Of a table, in twentieths of a point: what A4 across leaves between its margins."""

_SCRIPTS: Final = re.compile(r"[ -~]+|[^ -~]+")
_DATE: Final = (2024, 1, 1, 0, 0, 0)


def written(letter: Letter, table: Sheet, random: Random) -> Written:
    """The file; Word decides where its pages end, so that none of its rows is cut."""
    body = "".join([*_letter(letter), *_attachment(letter, table, random)])
    document = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    return Written(_zipped({"word/document.xml": document} | _other_parts()))


def _letter(letter: Letter) -> list[str]:
    return [
        _paragraph(letter.number, "center"),
        _paragraph(""),
        _paragraph(letter.issuer, "center", 44),
        _paragraph(letter.title, "center", 44),
        _paragraph(""),
        *(_paragraph(text) for text in letter.body),
        _paragraph(f"附件：{letter.attachment}"),
        _paragraph(""),
        *(_paragraph(text, "right") for text in letter.signature),
        _paragraph("（此件公开发布）"),
        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>',
    ]


def _attachment(letter: Letter, table: Sheet, random: Random) -> list[str]:
    aligned = "center" if random.random() < 0.6 else "top"
    return [
        _paragraph("附件"),
        _paragraph(letter.attachment, "center", 36),
        _table(table, aligned),
        '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>',
    ]


def _paragraph(text: str, jc: str = "both", size: int = 32) -> str:
    spacing = f'<w:spacing w:line="{18 * size}" w:lineRule="exact"/>'
    runs = "".join(_run(part, size) for part in _SCRIPTS.findall(text))
    return f'<w:p w14:paraId="00000001"><w:pPr>{spacing}<w:jc w:val="{jc}"/></w:pPr>{runs}</w:p>'


def _run(text: str, size: int) -> str:
    fonts = '<w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="仿宋" w:cs="仿宋" w:hint="eastAsia"/>'
    sizes = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return f'<w:r><w:rPr>{fonts}{sizes}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _table(table: Sheet, aligned: str) -> str:
    widths = [round(_WIDTH * width / sum(table.widths)) for width in table.widths]
    covering = anchors(table)
    rows = [_row(table, widths, covering, row, aligned) for row in range(len(table.rows))]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(
    table: Sheet, widths: list[int], covering: dict[tuple[int, int], tuple[int, int]], row: int, aligned: str
) -> str:
    cells = []
    for column in range(len(widths)):
        above, left = covering[row, column]
        if left != column:
            continue
        anchor = table.rows[above][left]
        assert anchor is not None
        width = sum(widths[column : column + anchor.columns])
        cells.append(_cell(anchor, width, row - above, aligned))
    head = "<w:trPr><w:tblHeader/></w:trPr>" if row < table.heads else '<w:trPr><w:trHeight w:val="567"/></w:trPr>'
    return f"<w:tr>{head}{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int, below: int, aligned: str) -> str:
    """A cell's place in one of its rows, so many below its first."""
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = "" if cell.rows == 1 else "<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>'
    texts = [""] if below else cell.text.split("\n")
    short = "center" if max(map(len, texts)) <= 8 else "left"
    content = "".join(_paragraph(text, short, 21) for text in texts)
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="{aligned}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in ("[Content_Types].xml", *sorted(parts.keys() - {"[Content_Types].xml"})):
            member = zipfile.ZipInfo(name, _DATE)
            member.create_system, member.external_attr = 0, 0
            package.writestr(member, (_HEAD + parts[name]).encode())
    return buffer.getvalue()


@cache
def _other_parts() -> dict[str, str]:
    """What stands in every package beside the document."""
    parts = {"document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in parts.items()
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(("styles", "settings", "fontTable"), 1)
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "word/styles.xml": _styles(),
        "word/settings.xml": f'<w:settings {_NAMESPACES}><w:zoom w:percent="100"/></w:settings>',
        "word/fontTable.xml": f'<w:fonts {_NAMESPACES}><w:font w:name="仿宋_GB2312"/></w:fonts>',
    }


def _styles() -> str:
    """The styles of Word's own template in number and kind: the names that it keeps latent are most of the part."""
    latent = [
        f"{name} {n}" for name in ("heading", "index", "toc", "List", "List Bullet", "Body Text") for n in range(9)
    ]
    tables = (
        "Light Shading",
        "Light List",
        "Light Grid",
        "Medium Shading 1",
        "Medium List 2",
        "Dark List",
        "Grid Table",
    )
    latent += [f"{name} Accent {n}" for name in tables for n in range(1, 7)]
    names = "".join(f'<w:lsdException w:name="{name}" w:uiPriority="99" w:unhideWhenUsed="1"/>' for name in latent)
    own = "".join(
        f'<w:style w:type="paragraph" w:styleId="a{n}"><w:name w:val="样式 {n}"/><w:basedOn w:val="a"/>'
        '<w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr></w:style>'
        for n in range(1, 25)
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    return f"<w:styles {_NAMESPACES}><w:latentStyles>{names}</w:latentStyles>{normal}{own}</w:styles>"
