"""The paragraphs of a document in reading order, and what became of each."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.letter import Reading, is_attachment_mark, is_numbered_heading
from parsers.outline import Line
from parsers.prose_items import Told
from parsers.words import squeeze, tidy
from schemas.document import Box, Document, Paragraph
from schemas.finding import Finding, Severity
from schemas.notice import Disposition, ParagraphReading

_IMPRINT: Final = re.compile(r"印发$|^抄送|^主送|^\(?此件.*公开|^（?此件")
_NAMES_UNIT: Final = re.compile(r"[【\[（(]?(牵头|责任|主办)(单位|部门)[:：]")


@dataclass(frozen=True)
class Numbered:
    """A paragraph with its number among all paragraphs, from 1, and that of its block in the document, from 0."""

    no: int
    block: int
    text: str
    page: int | None
    furniture: bool
    box: Box | None = None
    origin: str | None = None


def furniture_of(paragraphs: Sequence[Numbered]) -> frozenset[int]:
    """Indices, from 0, of page numbers, running heads and what a web page has around its article."""
    return frozenset(p.no - 1 for p in paragraphs if p.furniture)


def numbered(document: Document) -> list[Numbered]:
    """Every paragraph of a document, counted."""
    found = [(block, b) for block, b in enumerate(document.blocks) if isinstance(b, Paragraph)]
    return [Numbered(no, block, p.text, p.page, p.furniture, p.box, p.origin) for no, (block, p) in enumerate(found, 1)]


def lines_of(paragraphs: Sequence[Numbered]) -> list[Line]:
    """The lines of all paragraphs that are no page numbers or running heads."""
    return [
        Line(p.no, line.strip()) for p in paragraphs if not p.furniture for line in p.text.splitlines() if line.strip()
    ]


def names_in(texts: Sequence[str], span: Sequence[int]) -> tuple[str, ...]:
    """Captions that name a table, without those that give its unit of money."""
    return tuple(tidy(texts[i]) for i in span if not texts[i].strip().startswith("单位"))


def paragraph_readings(
    paragraphs: Sequence[Numbered],
    before_tasks: int,
    reading: Reading,
    captions: Container[int],
    told: Mapping[int, Told],
    headings: Container[int],
) -> tuple[ParagraphReading, ...]:
    """What became of every paragraph. ``before_tasks`` is how many stand before the first task, ``captions`` are
    indices from 0; ``told`` and ``headings`` are known by the paragraphs' numbers."""
    return tuple(
        _reading(p, told.get(p.no), p.no in headings, _fate(p, before_tasks, reading, captions)) for p in paragraphs
    )


def _reading(paragraph: Numbered, told: Told | None, is_heading: bool, fate: Disposition) -> ParagraphReading:
    if told is not None:
        fate = Disposition.HEADING if told.is_heading and not told.fields else Disposition.FIELD
    elif is_heading:
        fate = Disposition.HEADING
    return ParagraphReading(
        paragraph_no=paragraph.no,
        page=paragraph.page,
        text=paragraph.text,
        disposition=fate,
        fields=told.fields if told else (),
        project=told.project if told else None,
        part=told.part if told else None,
        box=paragraph.box,
        origin=paragraph.origin,
    )


def _fate(paragraph: Numbered, before_tasks: int, reading: Reading, captions: Container[int]) -> Disposition:
    index = paragraph.no - 1
    if index in reading.dispositions:
        return reading.dispositions[index]
    if index in captions:
        return Disposition.CAPTION
    if paragraph.furniture:
        return Disposition.NOTE
    if is_attachment_mark(paragraph.text) or is_numbered_heading(paragraph.text):
        return Disposition.HEADING
    if index < before_tasks or _IMPRINT.search(squeeze(paragraph.text)):
        return Disposition.LETTER
    return Disposition.NOTE


def orphans(paragraphs: Sequence[ParagraphReading]) -> list[Finding]:
    """Units named in prose that belong to no project: duties of everybody, or the chapters of a report that are of no
    row of its table."""
    return [
        Finding(
            severity=Severity.INFO,
            rule="unit_in_prose",
            message=f"paragraph {p.paragraph_no} names a unit and is of no project (“{p.text[:40]}”); it stays a note.",
            paragraph_no=p.paragraph_no,
            page=p.page,
        )
        for p in paragraphs
        if p.disposition is Disposition.NOTE and _NAMES_UNIT.search(p.text)
    ]
