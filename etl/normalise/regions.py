"""Which region a notice is of, by what it says of itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from etl.ids import region_id
from parsers.words import squeeze
from schemas.finding import Finding, Severity
from schemas.notice import Disposition, Notice, NoticeKind
from schemas.reference import Region

_PLACE: Final = r"(?P<name>[一-鿿]{1,14}?(?:自治县|区|县|市))"
_ABOVE: Final = r"(?:[一-鿿]{2,8}?(?:省|自治区))?(?:[一-鿿]{2,4}市)?"
"""Province and city, which stand before a district's name and are no part of it."""
_OF_ISSUER: Final = re.compile(rf"^{_ABOVE}{_PLACE}")
_OF_TITLE: Final = re.compile(rf"^{_ABOVE}{_PLACE}(?=(?:19|2[01])\d\d年|人民政府|管委会|重点民生|民生)")
_ABOUT: Final = re.compile(
    r"^关于(?:印发|下达|做好|公布|分解|报送|制定|实施|开展|调整|明确|全面|推进|落实|认真)*[《“]?"
)
_OPENING, _HEADING = 6, 60
"""Paragraphs of an opening, and characters of one that may be a title."""
UNNAMED: Final = "未载明"
"""Name under which a notice is loaded that names no region at all."""


@dataclass(frozen=True)
class RegionFound:
    """A region, and what there is to say about how it was found."""

    region: Region
    findings: tuple[Finding, ...] = ()


def find_region(notice: Notice, regions: Sequence[Region]) -> RegionFound:
    """The region of a notice: by its document number, then by names in its issuer, title, captions and letter.

    Regions that did not exist in the notice's time do not count. A region that the reference data does not
    have is made from the name the notice gives, with a finding.
    """
    valid = [r for r in regions if _is_valid(r, notice)]
    number = notice.letter.document_number or ""
    for region in valid:
        if any(number.startswith(prefix + "〔") for prefix in region.document_prefixes):
            return RegionFound(region, _after_its_end(region, notice))
    own_name = _own_name(notice)
    headings = list(_headings(notice))
    texts = headings if own_name is not None else [*headings, *_letter(notice)]
    # What a place that nobody knows says of other places does not make it one of them.
    telling = next((n + 1 for n, t in enumerate(headings) if own_name is not None and own_name in t), len(texts))
    found = _first_named(texts[:telling], valid, weak=False)
    if found is None and (own_name is None or _is_weak(own_name, valid)):
        found = _first_named(texts, valid, weak=True)
    if found is None:
        return _new_region(own_name or UNNAMED)
    return RegionFound(found, _after_its_end(found, notice))


def _after_its_end(region: Region, notice: Notice) -> tuple[Finding, ...]:
    """What is to be said of a notice that a region is supposed to have issued after it ended: one of both is misread.
    A report on a region's last year is written after it."""
    issued = notice.letter.issued_on
    if issued is None or region.valid_to is None or issued <= region.valid_to or notice.kind is NoticeKind.REPORT:
        return ()
    message = (
        f"the notice is dated {issued}, after {region.name} ended on {region.valid_to}; it is kept with {region.name}: "
        "check its date and its region."
    )
    return (Finding(severity=Severity.WARNING, rule="after_region_ended", message=message),)


def _first_named(texts: Sequence[str], regions: Sequence[Region], weak: bool) -> Region | None:
    return next((found for text in texts if (found := _named_in(text, regions, weak)) is not None), None)


def _is_valid(region: Region, notice: Notice) -> bool:
    """Whether a notice may be a region's by its time: the region existed in the year that the notice is of, and had
    begun when it was issued. A plan without a date was issued in the first half of its year, so that a plan for 2025 is
    not of 两江新区 the district, which began in November."""
    if notice.year is None:
        return True
    month, day = (6, 30) if notice.kind is NoticeKind.PLAN else (12, 31)
    issued = notice.letter.issued_on or date(notice.year, month, day)
    return region.is_valid_in(notice.year) and (region.valid_from is None or region.valid_from <= issued)


def _headings(notice: Notice) -> Iterator[str]:
    letter = notice.letter
    yield from (squeeze(t) for t in (letter.issuer, letter.title, *notice.captions) if t)


def _letter(notice: Notice) -> Iterator[str]:
    yield from (squeeze(p.text) for p in notice.paragraphs if p.disposition is Disposition.LETTER)


def _own_name(notice: Notice) -> str | None:
    """The place that issuer, title or caption names, whether anybody knows it or not."""
    issuer = _OF_ISSUER.match(squeeze(notice.letter.issuer or ""))
    if issuer:
        return issuer["name"]
    for text in (notice.letter.title or "", *notice.captions, *_opening(notice)):
        found = _OF_TITLE.match(_ABOUT.sub("", squeeze(text)))
        if found:
            return found["name"]
    return None


def _opening(notice: Notice) -> Iterator[str]:
    """The first paragraphs of the file, where a title may stand that ends in no type of document."""
    fates = (Disposition.LETTER, Disposition.HEADING, Disposition.FIELD)
    yield from (p.text for p in notice.paragraphs[:_OPENING] if p.disposition in fates and len(p.text) <= _HEADING)


def _is_weak(name: str, regions: Sequence[Region]) -> bool:
    return any(name in region.weak_names for region in regions)


def _named_in(text: str, regions: Sequence[Region], weak: bool) -> Region | None:
    """The region whose longest name stands in ``text``."""
    names = [(len(n), r) for r in regions for n in (r.weak_names if weak else r.names) if squeeze(n) in text]
    return max(names, key=lambda n: n[0])[1] if names else None


def _new_region(name: str) -> RegionFound:
    region = Region(id=region_id(name), name=name, full_name=name, kind="unknown", names=(name,))
    what = "the notice names no region" if name == UNNAMED else f"{name} is not in the reference data"
    message = (
        f"{what}; the notice is loaded under “{name}”, its units provisional. "
        f"Add the region as a file in the reference data and rebuild."
    )
    return RegionFound(region, (Finding(severity=Severity.WARNING, rule="unknown_region", message=message),))
