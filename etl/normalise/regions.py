"""Which region a notice is of, by what it says of itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from etl.ids import region_id
from parsers.words import squeeze
from schemas.finding import Finding, Severity
from schemas.notice import Disposition, Notice
from schemas.reference import Region

_ISSUED_BY: Final = re.compile(
    r"(?:^|[省市])(?P<name>[一-鿿]{2,8}?(?:自治县|新区|开发区|高新区|区|县|市))(?:人民政府|管委会|管理委员会|20\d\d年)"
)
UNNAMED: Final = "未载明"
"""Name under which a notice is loaded that names no region at all."""


@dataclass(frozen=True)
class RegionFound:
    """A region, and what there is to say about how it was found."""

    region: Region
    findings: tuple[Finding, ...] = ()


def find_region(notice: Notice, regions: Sequence[Region]) -> RegionFound:
    """The region of a notice: by its document number, then by names in its issuer, title, captions and letter.

    Regions that did not exist in the notice's year do not count. A region that the reference data does not
    have is made from the name the notice gives, with a finding.
    """
    valid = [r for r in regions if _is_valid(r, notice.year)]
    number = notice.letter.document_number or ""
    for region in valid:
        if any(number.startswith(prefix + "〔") for prefix in region.document_prefixes):
            return RegionFound(region)
    texts = list(_telling_texts(notice))
    unknown = _named_by_itself(texts[:2])
    for text in texts:
        found = _named_in(text, valid, weak=False)
        if found is not None and (unknown is None or unknown in found.names or text is not texts[0]):
            return RegionFound(found)
        if unknown is not None and unknown in text:
            break
    if unknown is None:
        for text in texts:
            found = _named_in(text, valid, weak=True)
            if found is not None:
                return RegionFound(found)
    return _new_region(unknown or _named_by_itself(texts) or UNNAMED)


def _is_valid(region: Region, year: int | None) -> bool:
    if year is None:
        return True
    begun = region.valid_from is None or region.valid_from.year <= year
    return begun and (region.valid_to is None or year <= region.valid_to.year)


def _telling_texts(notice: Notice) -> Iterator[str]:
    letter = notice.letter
    yield from (squeeze(t) for t in (letter.issuer, letter.title, *notice.captions) if t)
    yield from (squeeze(p.text) for p in notice.paragraphs if p.disposition is Disposition.LETTER)


def _named_in(text: str, regions: Sequence[Region], weak: bool) -> Region | None:
    """The region whose longest name stands in ``text``."""
    names = [(len(n), r) for r in regions for n in (r.weak_names if weak else r.names) if squeeze(n) in text]
    return max(names, key=lambda n: n[0])[1] if names else None


def _named_by_itself(texts: Sequence[str]) -> str | None:
    for text in texts:
        found = _ISSUED_BY.search(text)
        if found:
            return found["name"]
    return None


def _new_region(name: str) -> RegionFound:
    region = Region(id=region_id(name), name=name, full_name=name, kind="unknown", names=(name,))
    what = "the notice names no region" if name == UNNAMED else f"{name} is not in the reference data"
    message = (
        f"{what}; the notice is loaded under “{name}”, its units provisional. "
        f"Add the region as a file in the reference data and rebuild."
    )
    return RegionFound(region, (Finding(severity=Severity.WARNING, rule="unknown_region", message=message),))
