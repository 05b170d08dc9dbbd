"""Which files are of one notice: by what their letters say, and a file without a letter by its projects.

A workbook or an attachment saved by itself holds the tables of a notice and nothing of its letter, and a letter read
from a picture may be misread in its very number. Such a file joins the one notice of its region, year and kind that
lists the same projects; where there is none, or more than one, it is a notice of its own.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from etl.ids import region_id
from etl.keys import unit_key
from etl.normalise.regions import UNNAMED
from etl.plural import counted
from etl.titles import is_draft, may_be_of_one_time
from schemas.editions import EditionWords
from schemas.finding import Finding, Severity
from schemas.normalised import NormalisedNotice
from schemas.notice import Notice, NoticeKind
from schemas.publication import SourceReading

_SAME_SHARE: Final = 0.8
"""Share of two notices' projects that must have the same name for both to be one: a character may be misread here and
there, and a plan of the next year repeats some names, but not four in five with the same year in its title."""
_NOWHERE: Final = region_id(UNNAMED)

Member = tuple[SourceReading, NormalisedNotice]


@dataclass(frozen=True)
class Gathered:
    """Files of one notice, under its id; ``joined`` says of each that came by its projects, by source id, how."""

    notice_id: str
    members: tuple[Member, ...]
    joined: Mapping[str, Finding]


def has_letter(notice: Notice) -> bool:
    """Whether a file holds more of its notice than its tables."""
    letter = notice.letter
    title_is_own = letter.title is not None and letter.title not in notice.captions
    return bool(letter.document_number or letter.issuer or letter.issued_on or title_is_own)


def may_be_one(left: str, right: str) -> bool:
    """Whether two notices, by their ids, are of one region, year and kind; a file without a letter may not even name
    its region."""
    (region, *ours, _), (other, *theirs, _) = (plain_id(one).rsplit("-", 3) for one in (left, right))
    return ours == theirs and (region == other or _NOWHERE in (region, other))


def plain_id(notice_id: str) -> str:
    """Id of a notice without what tells its editions apart: what stands behind an ``@``."""
    return notice_id.partition("@")[0]


def gather(
    members: Sequence[Member], pictures: frozenset[str] = frozenset(), words: EditionWords | None = None
) -> Iterator[Gathered]:
    """Files grouped by their notice, in the order of its id. ``pictures`` are the formats whose letters may be misread.

    Depends on the set of files alone, not on their order.
    """
    words = words or EditionWords()
    strong: dict[str, list[Member]] = defaultdict(list)
    weak: dict[str, list[Member]] = defaultdict(list)
    for member in sorted(members, key=lambda m: m[0].source.sha256):
        reading, rows = member
        sure = has_letter(reading.notice) and reading.source.format not in pictures
        (strong if sure else weak)[rows.notice.notice_id].append(member)
    joined: dict[str, dict[str, Finding]] = defaultdict(dict)
    for notice_id in sorted(weak):
        home = _home(notice_id, weak[notice_id][0], strong, words)
        if home is None:
            strong[notice_id] += weak[notice_id]  # a notice of its own, which others without a letter may join
            continue
        strong[home] += weak[notice_id]
        if home != notice_id:
            joined[home] |= {r.source.source_id: _say(r, rows, home) for r, rows in weak[notice_id]}
    for notice_id in sorted(strong):
        yield Gathered(notice_id, tuple(strong[notice_id]), joined[notice_id])


def _home(notice_id: str, member: Member, notices: Mapping[str, Sequence[Member]], words: EditionWords) -> str | None:
    """The one notice whose projects a file without a letter of its own lists."""
    if notice_id in notices:
        return notice_id
    near = [n for n in sorted(notices) if may_be_one(n, notice_id) and _fits(member, notices[n], words)]
    shares = {n: max(same_share(member[1], other) for _, other in notices[n]) for n in near}
    best = max(shares.values(), default=0.0)
    found = [n for n in near if shares[n] == best]
    return found[0] if best >= _SAME_SHARE and len(found) == 1 else None


def _fits(member: Member, others: Sequence[Member], words: EditionWords) -> bool:
    """Whether a list may be one of a notice: a draft is none of what was settled, nor March's form that of April."""
    own = member[0].notice
    if own.kind is not NoticeKind.PLAN and not any(may_be_of_one_time(own, r.notice, words) for r, _ in others):
        return False
    return any(is_draft(own, words) == is_draft(r.notice, words) for r, _ in others)


def same_share(left: NormalisedNotice, right: NormalisedNotice) -> float:
    """Share of the projects of two readings, from 0 to 1, that both name; of the longer list, so that a part of a
    notice is not the notice."""
    ours, theirs = ({unit_key(p.name) for p in rows.projects} for rows in (left, right))
    return len(ours & theirs) / max(len(ours), len(theirs), 1)


def _say(reading: SourceReading, rows: NormalisedNotice, home: str) -> Finding:
    what = "its letter was read from a picture" if has_letter(reading.notice) else "it has no letter"
    message = (
        f"{what}; by its {counted(len(rows.projects), 'project')} it is taken for another file of {home}, the one "
        "notice of that region, year and kind which lists the same."
    )
    return Finding(severity=Severity.INFO, rule="joined_by_projects", message=message)
