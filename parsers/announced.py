"""How many projects a notice says it has, clause by clause: 33项, 市级…15项, 含区人大票决15项, （13件）."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from parsers.words import chinese_int, squeeze
from schemas.notice import AnnouncedCount, Place
from schemas.reference import LevelWords, Vocabulary

_NUMBER: Final = r"(?<![\d第前后每一二三四五六七八九十])(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})"
_NO_PROJECTS: Final = r"(?!措施|举措|工作|指标|任务指标|[项件])"
_OTHERS: Final = re.compile("去年|上年|往年|历年|每个|每年|各镇|至少|不少于|以上|力争|全部完成|已完成")
_CLAUSE: Final = re.compile(r"[^，。；：()（）、,;:\n]+")
_SENTENCE: Final = re.compile(r"[^。；\n]+")


def in_letter(texts: Sequence[str], vocabulary: Vocabulary, year: int | None = None) -> list[AnnouncedCount]:
    """Counts of projects that sentences of the letter announce.

    A sentence counts if it speaks of 民生实事, and a clause of it if it speaks of ``year``'s, of all of them, and not
    of a least number.
    """
    found: list[AnnouncedCount] = []
    for text in texts:
        for count in _in_paragraph(squeeze(text), vocabulary, year):
            if (count.scope, count.count) not in {(f.scope, f.count) for f in found}:
                found.append(count)
    return found


def _in_paragraph(text: str, vocabulary: Vocabulary, year: int | None) -> Iterator[AnnouncedCount]:
    if not any(word in text for word in vocabulary.notice.subject):
        return
    pattern = _pattern(vocabulary)
    for sentence in _SENTENCE.findall(text):
        about = any(word in sentence for word in vocabulary.notice.subject)
        for clause in _CLAUSE.findall(sentence):
            if _is_of_others(clause, year):
                continue
            for part in _parts(clause, pattern):
                match = pattern.search(part)
                number = chinese_int(match["number"]) if match else None
                scope = _scope(part, vocabulary.levels)
                if (
                    match
                    and number
                    and (about or "类" in part)
                    and (scope != "total" or _is_sum(part, match, vocabulary))
                ):
                    yield AnnouncedCount(scope=scope, count=number, quote=part)


def _is_of_others(clause: str, year: int | None) -> bool:
    other_year = any(int(y) != year for y in re.findall(r"(20\d\d)年", clause)) if year is not None else False
    return other_year or _OTHERS.search(clause) is not None


def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(_NUMBER + "(?:" + "|".join(vocabulary.notice.count_measures) + ")" + _NO_PROJECTS)


def _parts(clause: str, pattern: re.Pattern[str]) -> list[str]:
    """A clause, or its halves where each gives a count: 市级15项和区级18项."""
    halves = re.split(r"[和及]", clause)
    return halves if len(halves) > 1 and all(pattern.search(h) for h in halves) else [clause]


def _scope(clause: str, levels: LevelWords) -> str:
    for scope, words in (
        ("voted", levels.voted),
        ("municipal", levels.municipal),
        ("district", levels.district),
    ):
        if any(w in clause for w in words):
            return scope
    return "total"


def _is_sum(clause: str, match: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether a count without a scope is of all projects: 33项重点民生实事, 共两大类33项, 重点民生实事项目12件.

    The subject stands right behind the number or before it; 第二项 of a list of 民生实事 is kept out by ``_NUMBER``.
    """
    before, after = clause[: match.start()], clause[match.end("number") :]
    subject = vocabulary.notice.subject
    named_before = any(before.rstrip("共计总项目有为").endswith(w) for w in subject)
    return named_before or any(w in after for w in subject) or clause.startswith("共")


def in_section(text: str, section_no: int, place: Place, vocabulary: Vocabulary) -> AnnouncedCount | None:
    """Count that a section row announces for itself, as in 承接市级民生实事（13件）; ``None`` if it announces none."""
    match = _pattern(vocabulary).search(squeeze(text))
    number = chinese_int(match["number"]) if match else None
    if number is None:
        return None
    scope = _scope(squeeze(text), vocabulary.levels)
    return AnnouncedCount(scope=scope, count=number, quote=text, section=text, section_no=section_no, place=place)


def outright_totals(announced: Sequence[AnnouncedCount]) -> list[AnnouncedCount]:
    """Counts of all projects that the letter gives; where some stand behind 共, 共计 or 合计, those alone."""
    totals = [a for a in announced if a.scope == "total" and a.section is None]
    return [a for a in totals if re.match(r"共|总计|合计|总共", a.quote)] or totals


def total(announced: Sequence[AnnouncedCount]) -> int | None:
    """Number of all projects that the notice announces: said outright, else summed over its section rows, else
    the one count it gives; ``None`` where it says nothing that covers all."""
    outright = outright_totals(announced)
    if outright:
        return outright[0].count
    sections = [a.count for a in announced if a.section is not None]
    if sections:
        return sum(sections)
    return announced[0].count if len(announced) == 1 else None
