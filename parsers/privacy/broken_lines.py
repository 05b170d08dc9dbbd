"""Paragraphs of a text dump that break off inside what is private: a label whose value stands on the next line, a list
of persons or a number that goes on there. Such lines are looked at together and stay lines of their own.
"""

import re
from collections.abc import Sequence
from typing import Final

from parsers.privacy.texts import Kind, Outcome, Texts, withhold
from parsers.privacy.words import HAN, Patterns, folded

_MOST: Final = 8
"""Lines that are looked at together at most."""
_NEAR: Final = 60
"""Characters before the end of a line in which a label may stand."""
_LABELLED: Final = re.compile(r"[^。;:\n]{0,6}:[^。;:]{0,40}$")
_RUN: Final = re.compile(rf"[{HAN}·]+")
_NUMBER: Final = re.compile(r"[(+]?[0-9]{2}")


def paragraph_outcomes(paragraphs: Sequence[str], texts: Texts) -> list[Outcome]:
    """What is left of each paragraph, those that go on with one before together with it."""
    found: list[Outcome] = []
    while len(found) < len(paragraphs):
        first = last = len(found)
        while last + 1 < min(len(paragraphs), first + _MOST) and _goes_on(
            paragraphs[last], paragraphs[last + 1], texts.words
        ):
            last += 1
        group = paragraphs[first : last + 1]
        found += [texts.outcome(group[0])] if len(group) == 1 else _together(group, texts.words)
    return found


def _together(group: Sequence[str], words: Patterns) -> list[Outcome]:
    whole = withhold("\n".join(group), words, Kind.TEXT, keep_lines=True)
    lines = whole.text.split("\n")
    outcomes: list[Outcome] = []
    for text in group:
        count = text.count("\n") + 1
        outcomes.append(Outcome("\n".join(lines[:count])))
        lines = lines[count:]
    return [Outcome(outcomes[0].text, whole.values, whole.marks), *outcomes[1:]]


def _goes_on(text: str, below: str, words: Patterns) -> bool:
    """Whether a line breaks off inside what is private and the one below goes on with it."""
    end, begin = folded(text).rstrip()[-_NEAR:], folded(below).lstrip()[:_NEAR]
    if not end or not begin:
        return False
    if any(found.start() < len(end) < found.end() for found in words.any_label.finditer(f"{end}\n{begin}")):
        return True
    label = next((f for f in words.any_label.finditer(end) if _LABELLED.match(end, f.end())), None)
    if label is None:
        return False
    if end[-1] in ":,、":
        return _NUMBER.match(begin) is not None or _is_person(begin, words)
    return bool(re.match("[0-9]", begin) and end[-1] in "0123456789-") or begin[0] == "@"


def _is_person(text: str, words: Patterns) -> bool:
    run = _RUN.match(text)
    return run is not None and words.named(run[0]) is not None
