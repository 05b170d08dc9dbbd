"""Which files are of one notice: by what their letters say, and a file without a letter by its projects.

A workbook or an attachment saved by itself holds the tables of a notice and nothing of its letter, and a letter read
from a picture may be misread in its very number. Such a file joins the one notice of its region, year and kind that
lists the same projects; where there is none, or more than one, it is a notice of its own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from etl.ids import region_id
from etl.normalise.regions import UNNAMED
from etl.plural import counted
from etl.read_files import ReadFile
from schemas.facts import FileFacts
from schemas.finding import Finding, Severity
from schemas.notice import Notice, NoticeKind

_SAME_SHARE: Final = 0.8
"""Share of two notices' projects that must have the same name for both to be one: a character may be misread here and
there, and a plan of the next year repeats some names, but not four in five with the same year in its title."""
_NOWHERE: Final = region_id(UNNAMED)
_NOTHING_JOINED: Final[Mapping[str, Finding]] = {}


@dataclass(frozen=True, slots=True)
class Gathered:
    """Files of one notice, under its id; ``joined`` says of each that came by its projects, by source id, how."""

    notice_id: str
    members: tuple[ReadFile, ...]
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


def neighbours(known: Collection[str], touched: Iterable[str]) -> set[str]:
    """Known notices that a file of a touched one may be joined with, by their ids."""
    near: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in touched:
        region, *of_what, _ = plain_id(one).rsplit("-", 3)
        near[tuple(of_what)].add(region)
    found = set()
    for one in known:
        region, *of_what, _ = plain_id(one).rsplit("-", 3)
        regions = near.get(tuple(of_what), set())
        if region in regions or _NOWHERE in regions or (regions and region == _NOWHERE):
            found.add(one)
    return found


def plain_id(notice_id: str) -> str:
    """Id of a notice without what tells its editions apart: what stands behind an ``@``."""
    return notice_id.partition("@")[0]


def gather(files: Sequence[ReadFile], pictures: frozenset[str] = frozenset()) -> Iterator[Gathered]:
    """Files grouped by their notice, in the order of its id. ``pictures`` are the formats whose letters may be misread.

    Depends on the set of files alone, not on their order.
    """
    strong: dict[str, list[ReadFile]] = defaultdict(list)
    weak: dict[str, list[ReadFile]] = defaultdict(list)
    for file in sorted(files, key=lambda f: f.source.sha256):
        sure = file.facts.has_letter and file.source.format not in pictures
        (strong if sure else weak)[file.facts.notice.notice_id].append(file)
    joined: dict[str, dict[str, Finding]] = defaultdict(dict)
    for notice_id in sorted(weak):
        home = _home(notice_id, weak[notice_id][0].facts, strong)
        if home is None:
            strong[notice_id] += weak[notice_id]  # a notice of its own, which others without a letter may join
            continue
        strong[home] += weak[notice_id]
        if home != notice_id:
            joined[home] |= {f.source.source_id: _say(f.facts, home) for f in weak[notice_id]}
    for notice_id in sorted(strong):
        yield Gathered(notice_id, tuple(strong[notice_id]), joined.get(notice_id, _NOTHING_JOINED))


def _home(notice_id: str, file: FileFacts, notices: Mapping[str, Sequence[ReadFile]]) -> str | None:
    """The one notice whose projects a file without a letter of its own lists."""
    if notice_id in notices:
        return notice_id
    near = [n for n in sorted(notices) if may_be_one(n, notice_id) and _fits(file, notices[n])]
    shares = {n: max(same_share(file, other.facts) for other in notices[n]) for n in near}
    best = max(shares.values(), default=0.0)
    found = [n for n in near if shares[n] == best]
    return found[0] if best >= _SAME_SHARE and len(found) == 1 else None


def _fits(own: FileFacts, others: Sequence[ReadFile]) -> bool:
    """Whether a list may be one of a notice: a draft is none of what was settled, nor March's form that of April."""
    if own.notice.kind is not NoticeKind.PLAN and not any(_may_be_of_one_time(own, o.facts) for o in others):
        return False
    return any(own.is_draft == other.facts.is_draft for other in others)


def _may_be_of_one_time(left: FileFacts, right: FileFacts) -> bool:
    """Whether nothing tells two files apart in time: both name no part of the year, or the same, or only one does."""
    return not left.periods or not right.periods or left.periods == right.periods


def same_share(left: FileFacts, right: FileFacts) -> float:
    """Share of the projects of two readings, from 0 to 1, that both name; of the longer list, so that a part of a
    notice is not the notice."""
    ours, theirs = left.keys, right.keys
    return len(ours & theirs) / max(len(ours), len(theirs), 1)


def _say(facts: FileFacts, home: str) -> Finding:
    what = "its letter was read from a picture" if facts.has_letter else "it has no letter"
    message = (
        f"{what}; by its {counted(len(facts.projects), 'project')} it is taken for another file of {home}, the one "
        "notice of that region, year and kind which lists the same."
    )
    return Finding(severity=Severity.INFO, rule="joined_by_projects", message=message)
