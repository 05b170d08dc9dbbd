"""Contact persons in a folded text: those that a word announces, and those whose name stands beside a number.

A name is private in that place alone: the same name in a column of leaders stays.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from parsers.privacy.numbers import Number, is_phone
from parsers.privacy.spans import Span
from parsers.privacy.words import HAN, PERSON, Patterns
from schemas.withheld import Withheld

_RUN: Final = re.compile(rf"(?:[{HAN}·A-Za-z]|[0-9]{{1,2}}(?=[{HAN},、]))+")
_JOINT: Final = re.compile(r"\s{0,12}(?P<mark>[、/,;])?\s{0,6}")
_GAP: Final = re.compile(r"[\s,;、(]{1,4}")
_LATIN: Final = re.compile("[A-Z][a-z]{0,15}")
_BRACKET: Final = re.compile(r"\s?\([^()。]{0,40}\)")
_LONGEST_VALUE: Final = 24
"""Characters that a person with unit and office has at most; what is longer is a sentence."""
_SOON: Final = 24
"""Characters between a name and the number that makes it a contact person."""
_BEFORE_NUMBER: Final = re.compile(
    rf"(?P<run>[{HAN}](?:[{HAN}]| (?=[{HAN}](?![{HAN}]))){{1,11}})(?P<joint>[\s,:(、]{{0,3}})$"
)
_BEFORE_PERSON: Final = re.compile(rf"(?<![{HAN}])(?P<run>[{HAN}]{{2,4}})[、和及](?={PERSON})")
_MORE_BEFORE: Final = re.compile(rf"(?<![{HAN}])(?P<run>[{HAN}]{{2,4}})[、和及]$")
_BEHIND_NUMBER: Final = re.compile(rf"(?P<joint>\s{{0,2}}\(?)(?P<run>[{HAN}]{{2,4}})(?=[),,、;。\s0-9]|$)")
_ASKED: Final = ("由", "找", "与", "向", "给", "系", "询", "电", "报", "送", "至", "交")
"""Characters that a name may follow without a mark: 请找张三, 致电张三."""
_OPENS: Final = re.compile(r"(?:^|[\s(,、;。:/])$")
_CLOSES: Final = re.compile(r"[)\s,、;。]|$")


def find_persons(text: str, words: Patterns, numbers: Sequence[Number], *, leaders: bool = False) -> Iterator[Span]:
    """Contact persons of a folded text, and bare numbers that stand beside one; ``numbers`` are those of the text.

    ``leaders`` says that the text is a cell of leaders, whose names stay.
    """
    for label in words.person_label.finditer(text):
        yield from _values(text, label.end(), words, numbers)
    if not leaders:
        for label in words.answerable_label.finditer(text):
            yield from (s for s in _values(text, label.end(), words, numbers) if words.is_name(text[s.start : s.end]))
        yield from _beside_numbers(text, words, numbers)
        yield from _listed(text, words)
    yield from _without_colon(text, words, numbers)
    for found in words.handed.finditer(text):
        unit, name = found["unit"], found["name"]
        if words.is_name(name) and (not unit or unit.endswith(words.unit_endings)):
            yield Span(*found.span("name"), Withheld.PERSON)


def _run_at(text: str, at: int, words: Patterns) -> tuple[int, int] | None:
    """The run of letters from ``at`` on, up to the next label."""
    found = _RUN.match(text, at)
    if found is None:
        return None
    label = words.any_label.search(text, at, found.end())
    end = label.start() if label else found.end()
    return (at, end) if end > at else None


def _values(text: str, at: int, words: Patterns, numbers: Sequence[Number]) -> Iterator[Span]:
    """The persons from ``at`` on, each with the unit or office before it."""
    ends = {number.start: number.end for number in numbers}
    before, mark = "", ""
    at = _behind_spaces(text, at)
    while True:
        if at in ends:
            at, mark = ends[at], ""
        elif run := _run_at(text, at, words):
            piece = text[slice(*run)]
            if not _may_follow(piece, before, mark, words):
                return
            yield Span(*run, Withheld.PERSON)
            before, at = piece, run[1]
        else:
            return
        if bracket := _BRACKET.match(text, at):
            at = bracket.end()
        if joint := _JOINT.match(text, at):
            mark, at = joint["mark"] or " ", joint.end()


def _behind_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _may_follow(piece: str, before: str, mark: str, words: Patterns) -> bool:
    """Whether a run of letters is a person where one is asked for: the first is, unless it is a remark or a sentence;
    later ones must look like it."""
    if piece.startswith(words.no_values) or len(piece) > _LONGEST_VALUE:
        return False
    if not before or mark == "、":
        return True
    halves = len(before) == 1 and len(piece) <= 2
    is_latin = mark == " " and _LATIN.fullmatch(before) and _LATIN.fullmatch(piece)
    return halves or bool(is_latin) or words.named(piece) is not None or _tail(piece, words, sure=True) is not None


def _tail(run: str, words: Patterns, *, sure: bool = False) -> str | None:
    """The name at the end of a run that opens with a unit: 张三 of 区教委张三."""
    for length in (3, 2, 4):
        name, unit = run[-length:], run[:-length]
        if unit.endswith((*words.unit_endings, *_ASKED)) and words.is_name(name, sure=sure):
            return name
    return None


def _without_colon(text: str, words: Patterns, numbers: Sequence[Number]) -> Iterator[Span]:
    """联系人张三，电话67820064, （联系人张三）, and 请与张三联系，电话67820064."""
    for label in words.person_word.finditer(text):
        run = _run_at(text, label.end(), words)
        name = words.named(text[slice(*run)]) if run else None
        if run is None or name is None or not words.is_name(name):
            continue
        bracketed = text[run[1] : run[1] + 1] == ")" and text[label.start() - 1 : label.start()] == "("
        if bracketed or _comes_soon(run[1], text, numbers) or _label_follows(run[1], text, words):
            yield Span(run[0], run[0] + len(name), Withheld.PERSON)
    for found in words.asked.finditer(text):
        unit, name = found["unit"], found["name"]
        is_whole = words.is_name(name) and (not unit or unit.endswith(words.unit_endings))
        is_asked = found["title"] is not None and not found[0].endswith("负责")
        if is_whole and (is_asked or _comes_soon(found.end(), text, numbers)):
            yield Span(*found.span("name"), Withheld.PERSON)


def _label_follows(at: int, text: str, words: Patterns) -> bool:
    """Whether a word for a number or an address comes next, with its colon: 联络员张三，QQ：."""
    gap = _GAP.match(text, at)
    label = words.any_label.match(text, gap.end()) if gap else None
    return label is not None and re.match(r"\s*:", text[label.end() :]) is not None


def _comes_soon(at: int, text: str, numbers: Sequence[Number]) -> bool:
    """Whether the number of a telephone follows in the same sentence."""
    near = (n for n in numbers if is_phone(n) and at <= n.start <= at + _SOON)
    return any("。" not in text[at : n.start] for n in near)


def _listed(text: str, words: Patterns) -> Iterator[Span]:
    """The names in a list before a person who was withheld already."""
    for found in _BEFORE_PERSON.finditer(text):
        if words.is_name(found["run"]) and not words.leader.search(text, 0, found.start()):
            yield Span(*found.span("run"), Withheld.PERSON)


def _beside_numbers(text: str, words: Patterns, numbers: Sequence[Number]) -> Iterator[Span]:
    for number in numbers:
        if is_phone(number):
            yield from _before(text, number, words)
            yield from _behind(text, number, words)
        elif (pair := _pair(text, number, words)) or (pair := _alone(text, number, words)):
            yield Span(number.start, number.end, Withheld.PHONE)
            yield pair


def _named(run: str, words: Patterns) -> str | None:
    """The name that a run of characters is, or ends with behind a unit or behind 负责人 and the like."""
    label = words.any_label.match(run)
    run = run[label.end() :] if label else run
    return run if words.is_name(run) else _tail(run, words)


def _before(text: str, number: Number, words: Patterns) -> Iterator[Span]:
    """The name before a number, and those that stand before it in a list."""
    begun = max(0, number.start - 24)
    lead = text[begun : number.start]
    for label in words.any_label.finditer(lead):
        if re.fullmatch(r"[\s:(]*", lead[label.end() :]):
            lead = lead[: label.start()]
            break
    found = _BEFORE_NUMBER.search(lead)
    name = _named(found["run"], words) if found else None
    if found is None or name is None or words.leader.search(text, 0, begun + found.end("run") - len(name)):
        return
    end = begun + found.end("run")
    yield Span(end - len(name), end, Withheld.PERSON)
    at = end - len(name)
    while (more := _MORE_BEFORE.search(text, max(0, at - 8), at)) and words.is_name(more["run"]):
        yield Span(*more.span("run"), Withheld.PERSON)
        at = more.start("run")


def _behind(text: str, number: Number, words: Patterns) -> Iterator[Span]:
    found = _BEHIND_NUMBER.match(text, number.end)
    if found and words.is_name(found["run"]):
        yield Span(*found.span("run"), Withheld.PERSON)


def _pair(text: str, number: Number, words: Patterns) -> Span | None:
    """The name that makes a bare number one of a telephone: （张三，67820064）."""
    found = _BEFORE_NUMBER.search(text[max(0, number.start - 24) : number.start])
    if found is None or not found["joint"].strip("、") or not _CLOSES.match(text, number.end):
        return None
    end = number.start - len(found["joint"])
    start = end - len(found["run"])
    name = _named(found["run"], words)
    if (
        name is None
        or (name == found["run"] and not _OPENS.search(text[:start]))
        or words.leader.search(text, 0, start)
    ):
        return None
    return Span(end - len(name), end, Withheld.PERSON)


def _alone(text: str, number: Number, words: Patterns) -> Span | None:
    """The name behind a bare number where a text is nothing but these two: 67820064张三."""
    found = _BEHIND_NUMBER.match(text, number.end)
    if found is None or text[: number.start].strip() or text[found.end() :].strip(") "):
        return None
    return Span(*found.span("run"), Withheld.PERSON) if words.is_name(found["run"]) else None
