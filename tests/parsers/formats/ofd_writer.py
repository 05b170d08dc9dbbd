"""Pages to OFD packages (GB/T 33190-2016), in the ways in which different producers write them.

``write_ofd`` writes pages that ``ofd_layout`` made; ``package_of`` a package of pages given as XML, for tests of one
thing each.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count, groupby

from tests.parsers.formats.ofd_layout import FOOT, POINT, Rule, Sheet, Text

NAMESPACE = "http://www.ofdspec.org/2016"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LINE = 0.25
"""Width of a ruling line in millimetres."""


@dataclass(frozen=True)
class Style:
    """A producer's ways. ``rules``: ``strokes``, ``fills`` (thin filled rectangles) or ``cells`` (a stroked rectangle
    around each cell). ``objects``: a TextObject a ``line``, a ``char``, or a ``word`` of one script. ``prefix``: of the
    elements; ``namespace`` ``""`` leaves it out. ``grouped``: ``g 12 5.6`` for equal steps. ``scaled``: lengths in
    points under a CTM, as converters from PDF write. ``absolute``: paths from the package's root. ``head``: a running
    head, which stands in a template with the page's frame of rules.
    """

    rules: str = "strokes"
    objects: str = "line"
    prefix: str = "ofd"
    namespace: str = NAMESPACE
    grouped: bool = False
    scaled: bool = False
    absolute: bool = False
    head: str = ""


class Writer:
    """XML of pages in one style."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.ids = count(10)

    def tag(self, name: str, attributes: str = "", content: str = "", *, root: bool = False) -> str:
        name = f"{self.style.prefix}:{name}" if self.style.prefix else name
        if root and self.style.namespace:
            declared = f"xmlns:{self.style.prefix}" if self.style.prefix else "xmlns"
            attributes = f'{declared}="{self.style.namespace}" {attributes}'
        return f"<{name}{' ' if attributes else ''}{attributes.strip()}>{content}</{name}>"

    def page(self, sheet: Sheet, template: str = "") -> str:
        used = self.tag("Template", f'TemplateID="{template}" ZOrder="Background"') if template else ""
        area = self.tag("Area", "", self.tag("PhysicalBox", "", f"0 0 {sheet.width:g} {sheet.height:g}"))
        things = "".join([*self.rules(sheet), *(self.text(t) for t in sheet.texts)])
        return _XML + self.tag("Page", "", used + area + self.content(things), root=True)

    def content(self, things: str) -> str:
        return self.tag("Content", "", self.tag("Layer", f'ID="{next(self.ids)}" Type="Body"', things))

    def rules(self, sheet: Sheet) -> list[str]:
        if self.style.rules == "cells":
            return [self.rectangle(*box) for box in sheet.boxes]
        return [self.rule(rule) for rule in sheet.rules]

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, how: str = 'Stroke="true"') -> str:
        w, h = x1 - x0, y1 - y0
        data = f"M 0 0 L {w:.3f} 0 L {w:.3f} {h:.3f} L 0 {h:.3f} C"
        return self.path(f"{x0:.3f} {y0:.3f} {w:.3f} {h:.3f}", how, data)

    def path(self, boundary: str, attributes: str, data: str) -> str:
        head = f'ID="{next(self.ids)}" Boundary="{boundary}" LineWidth="{_LINE}" {attributes}'
        return self.tag("PathObject", head, self.tag("AbbreviatedData", "", data))

    def rule(self, rule: Rule) -> str:
        x0, y0, x1, y1 = rule.x0, rule.y0, rule.x1, rule.y1
        half = _LINE / 2
        if self.style.rules == "fills":
            return self.rectangle(x0 - half, y0 - half, x1 + half, y1 + half, 'Stroke="false" Fill="true"')
        box = f"{x0 - half:.3f} {y0 - half:.3f} {x1 - x0 + _LINE:.3f} {y1 - y0 + _LINE:.3f}"
        return self.path(box, "", f"M {half} {half} L {x1 - x0 + half:.3f} {y1 - y0 + half:.3f}")

    def text(self, text: Text) -> str:
        return "".join(self.run(piece) for piece in self.pieces(text))

    def pieces(self, text: Text) -> list[Text]:
        if self.style.objects == "line":
            return [text]
        by_char = self.style.objects == "char"
        found: list[Text] = []
        x = text.x
        numbers = count()
        for _, group in groupby(text.text, key=lambda c: next(numbers) if by_char else c.isascii()):
            piece = Text(x, text.y, text.size, "".join(group))
            x += sum(piece.advances)
            if piece.text.strip() or not by_char:
                found.append(piece)
        return found

    def run(self, text: Text) -> str:
        wide, scale = sum(text.advances), POINT if self.style.scaled else 1.0
        box = f"{text.x:.4f} {text.y - 0.88 * text.size:.4f} {wide:.4f} {text.size:.4f}"
        ctm = f' CTM="{POINT:.6f} 0 0 {POINT:.6f} 0 0"' if self.style.scaled else ""
        place = f'X="0" Y="{0.88 * text.size / scale:.4f}"'
        steps = self.deltas([a / scale for a in text.advances[:-1]])
        code = self.tag("TextCode", f"{place}{steps}", escape(text.text))
        head = f'ID="{next(self.ids)}" Boundary="{box}" Font="3" Size="{text.size / scale:.4f}"{ctm}'
        return self.tag("TextObject", head, code)

    def deltas(self, steps: Sequence[float]) -> str:
        written = [f"{s:.4f}".rstrip("0").rstrip(".") for s in steps]
        if self.style.grouped:
            groups = [(value, len(list(same))) for value, same in groupby(written)]
            written = [value if n == 1 else f"g {n} {value}" for value, n in groups]
        return f' DeltaX="{" ".join(written)}"' if written else ""

    def template(self, sheet: Sheet) -> str:
        """What stands on every page of this size: the running head above a rule."""
        head = Text(28.0, 20.0, FOOT, self.style.head)
        rule = Rule(28.0, 23.0, sheet.width - 26.0, 23.0)
        return _XML + self.tag("Page", "", self.content(self.text(head) + self.rule(rule)), root=True)

    def document(self, pages: Sequence[str], templates: Sequence[str], first: Sheet) -> str:
        area = self.tag("PageArea", "", self.tag("PhysicalBox", "", f"0 0 {first.width:g} {first.height:g}"))
        resources = self.tag("PublicRes", "", self.loc("PublicRes.xml"))
        declared = "".join(
            self.tag("TemplatePage", f'ID="{900 + n}" BaseLoc="{self.loc(name)}"') for n, name in enumerate(templates)
        )
        common = self.tag("CommonData", "", self.tag("MaxUnitID", "", "99999") + area + resources + declared)
        listed = "".join(self.tag("Page", f'ID="{n}" BaseLoc="{self.loc(name)}"') for n, name in enumerate(pages, 1))
        return _XML + self.tag("Document", "", common + self.tag("Pages", "", listed), root=True)

    def loc(self, name: str) -> str:
        """A part of the document as the style names it."""
        return f"/Doc_0/{name}" if self.style.absolute else name

    def entry(self) -> str:
        info = self.tag("DocInfo", "", self.tag("DocID", "", "0" * 32))
        root = self.tag("DocRoot", "", "/Doc_0/Document.xml" if self.style.absolute else "Doc_0/Document.xml")
        return _XML + self.tag("OFD", 'DocType="OFD" Version="1.0"', self.tag("DocBody", "", info + root), root=True)

    def resources(self) -> str:
        font = self.tag("Font", 'ID="3" FontName="仿宋_GB2312" FamilyName="仿宋_GB2312"')
        return _XML + self.tag("Res", 'BaseLoc="Res"', self.tag("Fonts", "", font), root=True)


def write_ofd(sheets: Sequence[Sheet], style: Style) -> bytes:
    """Pages as an OFD package, the same bytes each time."""
    writer = Writer(style)
    sizes = list(dict.fromkeys((s.width, s.height) for s in sheets)) if style.head else []
    names = [f"Tpls/Tpl_{n}/Content.xml" for n in range(len(sizes))]
    pages = [f"Pages/Page_{n}/Content.xml" for n in range(len(sheets))]
    parts = {"OFD.xml": writer.entry(), "Doc_0/Document.xml": writer.document(pages, names, sheets[0])}
    parts["Doc_0/PublicRes.xml"] = writer.resources()
    for name, size in zip(names, sizes, strict=True):
        parts[f"Doc_0/{name}"] = writer.template(Sheet(*size))
    for name, sheet in zip(pages, sheets, strict=True):
        size = (sheet.width, sheet.height)
        parts[f"Doc_0/{name}"] = writer.page(sheet, str(900 + sizes.index(size)) if size in sizes else "")
    return zipped({name: part.encode() for name, part in parts.items()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of these members, without the time of day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def package_of(parts: Mapping[str, str | bytes | None], *pages: str) -> bytes:
    """A package whose pages hold these objects, each page A4; ``parts`` replaces or adds parts by name, or leaves out
    those for which it says ``None``."""
    writer = Writer(Style())
    names = [f"Pages/Page_{n}/Content.xml" for n in range(len(pages))]
    made: dict[str, str | bytes | None] = {
        "OFD.xml": writer.entry(),
        "Doc_0/Document.xml": writer.document(names, [], Sheet(210, 297)),
        "Doc_0/PublicRes.xml": writer.resources(),
    }
    for name, things in zip(names, pages, strict=True):
        made[f"Doc_0/{name}"] = page_xml(things)
    return zipped(
        {
            name: part.encode() if isinstance(part, str) else part
            for name, part in (made | dict(parts)).items()
            if part is not None
        }
    )


def page_xml(things: str, before: str = "") -> str:
    """A page of these objects in one layer."""
    layer = f'<ofd:Layer ID="2" Type="Body">{things}</ofd:Layer>'
    return f'{_XML}<ofd:Page xmlns:ofd="{NAMESPACE}">{before}<ofd:Content>{layer}</ofd:Content></ofd:Page>'


def text_xml(text: str, x: float = 30, y: float = 50, size: float = 5, attributes: str = "", code: str = "") -> str:
    """A TextObject whose first character starts at ``x`` on the base line ``y``."""
    box = f"{x} {y - size} {len(text) * size} {size * 1.2}"
    inner = f'<ofd:TextCode X="0" Y="{size}" {code}>{escape(text)}</ofd:TextCode>'
    return f'<ofd:TextObject ID="5" Boundary="{box}" Font="3" Size="{size}" {attributes}>{inner}</ofd:TextObject>'


def path_xml(data: str, attributes: str = "", boundary: str = "0 0 210 297", content: str = "") -> str:
    """A PathObject."""
    inner = f"{content}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="6" Boundary="{boundary}" {attributes}>{inner}</ofd:PathObject>'
