"""Workbooks made in memory, each holding just what one test is about: XLSX from the XML of its parts, XLS from records.

``xls_file`` writes the records of BIFF8 or BIFF5 one by one and, where asked, the OLE container around them, since no
library of this project writes them.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemas.document import Document, Paragraph, Table
from tests.parsers.formats.builders import zip_file

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def relations(targets: Mapping[str, tuple[str, str]], namespace: str = RELATIONS) -> str:
    """A part of relations: id to the last word of its type and its target."""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{namespace}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{_XML}<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def c(ref: str, text: str, *, style: int = 0) -> str:
    """A cell with an inline string."""
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def n(ref: str, value: str | float, *, style: int = 0, kind: str = "n", formula: str | None = None) -> str:
    """A cell with a stored value, and a formula where one is given."""
    inside = f"<f>{formula}</f>" if formula is not None else ""
    return f'<c r="{ref}" s="{style}" t="{kind}">{inside}<v>{value}</v></c>'


def rows(*cells: str) -> str:
    """Cells in rows of their own, by the numbers in their names."""
    by_row: dict[int, list[str]] = {}
    for one in cells:
        by_row.setdefault(int("".join(x for x in one.split('"')[1] if x.isdigit())), []).append(one)
    return "".join(f'<row r="{number}">{"".join(found)}</row>' for number, found in sorted(by_row.items()))


def grid(*texts: Sequence[str], top: int = 1, left: int = 1, style: int = 0) -> str:
    """Rows of inline strings from a place on; an empty text makes no cell."""
    return rows(
        *(
            c(f"{chr(ord('A') + left - 1 + x)}{top + y}", text, style=style)
            for y, row in enumerate(texts)
            for x, text in enumerate(row)
            if text
        )
    )


@dataclass(frozen=True)
class SheetXml:
    """A sheet: its rows, what stands before and behind them, and parts that it points at (kind, name, content)."""

    rows: str
    merges: Sequence[str] = ()
    name: str = "Sheet1"
    state: str = "visible"
    columns: str = ""
    parts: Sequence[tuple[str, str, str]] = field(default=())

    def xml(self, main: str) -> str:
        """The part."""
        merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in self.merges)
        merges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        columns = f"<cols>{self.columns}</cols>" if self.columns else ""
        return f'{_XML}<worksheet xmlns="{main}">{columns}<sheetData>{self.rows}</sheetData>{merges}</worksheet>'


def styles_xml(*codes: str | int, main: str = MAIN) -> str:
    """A part of styles: the first plain, the second with borders, then one for each format code or number."""
    own = {code: 164 + i for i, code in enumerate(codes) if isinstance(code, str)}
    formats = "".join(f'<numFmt numFmtId="{i}" formatCode="{_attribute(code)}"/>' for code, i in own.items())
    numbers = [own[code] if isinstance(code, str) else code for code in codes]
    xfs = "".join(f'<xf numFmtId="{number}" borderId="0"/>' for number in numbers)
    return (
        f'{_XML}<styleSheet xmlns="{main}"><numFmts>{formats}</numFmts>'
        '<borders><border><left/><right/></border><border><left style="thin"/><bottom style="thin"/></border></borders>'
        f'<cellXfs><xf numFmtId="0" borderId="0"/><xf numFmtId="0" borderId="1"/>{xfs}</cellXfs></styleSheet>'
    )


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def xlsx_file(
    *sheets: SheetXml | str,
    styles: str | None = None,
    strings: Sequence[str] = (),
    strict: bool = False,
    properties: str = "",
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook; a sheet may be given as its rows alone, ``strings`` are the insides of the ``si`` elements."""
    main, relation = (STRICT_MAIN, STRICT_RELATIONS) if strict else (MAIN, RELATIONS)
    drawn = [s if isinstance(s, SheetXml) else SheetXml(s) for s in sheets]
    listed = "".join(
        f'<sheet name="{s.name}" sheetId="{i}" state="{s.state}" r:id="rId{i}"/>' for i, s in enumerate(drawn, 1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}, relation),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{main}" xmlns:r="{relation}"><workbookPr {properties}/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            {f"rId{i}": ("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(drawn) + 1)}
            | {"rId901": ("styles", "styles.xml"), "rId902": ("sharedStrings", "/xl/sharedStrings.xml")},
            relation,
        ),
        "xl/styles.xml": styles if styles is not None else styles_xml(main=main),
        "xl/sharedStrings.xml": f'{_XML}<sst xmlns="{main}">{"".join(f"<si>{s}</si>" for s in strings)}</sst>',
    }
    for i, sheet in enumerate(drawn, 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = sheet.xml(main)
        if sheet.parts:
            targets = {f"rId{k}": (kind, f"../{name}") for k, (kind, name, _) in enumerate(sheet.parts)}
            parts[f"xl/worksheets/_rels/sheet{i}.xml.rels"] = relations(targets, relation)
            parts |= {f"xl/{name}": content for _, name, content in sheet.parts}
    return zip_file({name: text.encode() for name, text in parts.items()} | dict(extra or {}))


def shape(document: Document) -> list[str | list[list[str]]]:
    """A document at a glance: the texts of its paragraphs, and for each table its rows of texts."""
    return [b.text if isinstance(b, Paragraph) else table_rows(b) for b in document.blocks]


def table_rows(table: Table) -> list[list[str]]:
    """Texts of a table row by row, each cell with the row and column that it begins in."""
    return [[x.text for x in table.cells if x.row == row] for row in range(1, table.rows + 1)]


def rules(document: Document) -> list[str]:
    """The rules of all findings."""
    return [f.rule for f in document.findings]


@dataclass(frozen=True)
class XlsSheet:
    """A sheet of an XLS: texts, numbers (with the index of a format) and errors by row and column from 0."""

    cells: Mapping[tuple[int, int], str | tuple[float, int]] = field(default_factory=dict)
    errors: Mapping[tuple[int, int], int] = field(default_factory=dict)
    booleans: Mapping[tuple[int, int], bool] = field(default_factory=dict)
    merges: Sequence[tuple[int, int, int, int]] = ()
    name: str = "Sheet1"
    hidden: int = 0
    blanks: Sequence[tuple[int, int, int]] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    bordered: bool = False


def record(kind: int, content: bytes = b"") -> bytes:
    """One record: its kind, its length, its content."""
    return struct.pack("<HH", kind, len(content)) + content


class _Writer:
    """Records of one version."""

    def __init__(self, biff5: bool) -> None:
        self._old = biff5

    def begin(self, kind: int) -> bytes:
        rest = (
            struct.pack("<HHHH", 0x0500, kind, 0, 0) if self._old else struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0)
        )
        return record(0x0809, rest)

    def text(self, text: str, size: str) -> bytes:
        if self._old:
            data = text.encode("gbk")
            return struct.pack("<" + size, len(data)) + data
        return struct.pack("<" + size + "B", len(text.encode("utf-16-le")) // 2, 1) + text.encode("utf-16-le")

    def style(self, number: int, bordered: bool) -> bytes:
        lines = 0x1111 if bordered else 0
        if self._old:
            return record(0x00E0, struct.pack("<HHHBBIi", 0, number, 1, 0, 0, 0, 0x1 << 6 if bordered else 0))
        return record(0x00E0, struct.pack("<HHHBBBBIIH", 0, number, 1, 0, 0, 0, 0, lines, 0, 0))

    def sheet(self, sheet: XlsSheet) -> bytes:
        first = 1 if sheet.bordered else 0
        out = bytearray(self.begin(0x10))
        out += b"".join(record(0x007D, struct.pack("<HHHHHH", x, x, 2000, 0, 1, 0)) for x in sheet.hidden_columns)
        out += b"".join(record(0x0208, struct.pack("<HHHHHHI", y, 0, 9, 255, 0, 0, 0x20)) for y in sheet.hidden_rows)
        for (y, x), value in sorted(sheet.cells.items()):
            if isinstance(value, str):
                out += record(0x0204, struct.pack("<HHH", y, x, first) + self.text(value, "H"))
            else:
                out += record(0x0203, struct.pack("<HHHd", y, x, value[1], value[0]))
        for (y, x), code in sheet.errors.items():
            out += record(0x0205, struct.pack("<HHHBB", y, x, 0, code, 1))
        for (y, x), truth in sheet.booleans.items():
            out += record(0x0205, struct.pack("<HHHBB", y, x, 0, truth, 0))
        for y, left, right in sheet.blanks:
            styles = struct.pack(f"<{right - left + 1}H", *([0] * (right - left + 1)))
            out += record(0x00BE, struct.pack("<HH", y, left) + styles + struct.pack("<H", right))
        if sheet.merges:
            areas = b"".join(
                struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in sheet.merges
            )
            out += record(0x00E5, struct.pack("<H", len(sheet.merges)) + areas)
        return bytes(out + record(0x000A))


def xls_records(
    *sheets: XlsSheet,
    formats: Sequence[str | int] = (),
    biff5: bool = False,
    code_page: int | None = 936,
    more: bytes = b"",
) -> bytes:
    """The records of a workbook. Style 0 is plain, 1 has borders, 2 and on show ``formats``; ``more`` are records of
    the globals; ``code_page`` is left out if it is ``None``."""
    writer = _Writer(biff5)
    page = (code_page if biff5 else 1200) if code_page is not None else None
    head = writer.begin(5) + (record(0x0042, struct.pack("<H", page)) if page is not None else b"") + more
    styles = [(0, False), (0, True)]
    for index, code in enumerate(formats, 164):
        if isinstance(code, str):
            head += record(0x041E, struct.pack("<H", index) + writer.text(code, "B" if biff5 else "H"))
        styles.append((index if isinstance(code, str) else code, False))
    head += b"".join(writer.style(number, bordered) for number, bordered in styles)
    bodies = [writer.sheet(s) for s in sheets]
    names = [struct.pack("<BB", s.hidden, 0) + writer.text(s.name, "B") for s in sheets]
    at = len(head) + sum(8 + len(name) for name in names) + 4
    listed = b""
    for name, body in zip(names, bodies, strict=True):
        listed += record(0x0085, struct.pack("<I", at) + name)
        at += len(body)
    return head + listed + record(0x000A) + b"".join(bodies)


def ole_file(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container ([MS-CFB]) of version 3 with these streams at its top, each padded to 4096 bytes."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    padded = {
        name: data + bytes(-len(data) % sector) + bytes(max(0, 4096 - len(data) - (-len(data) % sector)))
        for name, data in streams.items()
    }
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    body = b""
    for index, (name, data) in enumerate(padded.items(), 1):
        start, count = len(chains), len(data) // sector
        chains += [*range(start + 1, start + count), end]
        entries.append(_entry(name, 2, start, len(data), right=index + 1 if index < len(padded) else free))
        body += data
    directory = b"".join(entries) + bytes(-len(b"".join(entries)) % sector)
    directory_at, count = len(chains), len(directory) // sector
    chains += [*range(directory_at + 1, directory_at + count), end]
    tables = (len(chains) + 127) // 127
    table_at = len(chains)
    chains += [0xFFFFFFFD] * tables
    chains += [free] * (tables * 128 - len(chains))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, tables, directory_at, 0,
        4096, end, 0, end, 0, table_at,
    )  # fmt: skip
    header += b"".join(struct.pack("<I", table_at + i if i < tables else free) for i in range(1, 109))
    return header + body + directory + struct.pack(f"<{len(chains)}I", *chains)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def xls_file(
    *sheets: XlsSheet,
    formats: Sequence[str | int] = (),
    biff5: bool = False,
    code_page: int | None = 936,
    more: bytes = b"",
) -> bytes:
    """A workbook in its container."""
    records = xls_records(*sheets, formats=formats, biff5=biff5, code_page=code_page, more=more)
    return ole_file({"Book" if biff5 else "Workbook": records})
