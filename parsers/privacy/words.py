"""The words of ``private.yml`` as patterns, compiled once for each vocabulary, and how texts are folded for them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from schemas.private import PrivateWords
from schemas.withheld import MARK, Withheld

HAN: Final = "㐀-鿿"
OPAQUE: Final = "\ue000"
PHONE: Final = "\ue001"
PERSON: Final = "\ue002"
"""Each stands for every character of a mark while a text is looked at: no word, number or name goes on over it, and
lists go on behind that of a telephone and before that of a person."""
_OPAQUE: Final = {Withheld.PHONE.mark: PHONE, Withheld.PERSON.mark: PERSON}
_FOLDED: Final = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "　\u00a0\u2002\u2003\u2009\u200b\ufeff\t\r"), " ")
    | dict.fromkeys(map(ord, "‐‑‒–—―－−﹣"), "-")
    | {ord("﹫"): "@", ord("﹕"): ":", ord("∶"): ":", ord("︰"): ":"}
)


def folded(text: str) -> str:
    """``text`` with full-width forms, dashes and spaces folded one for one, so that what is found stands at the same
    place in ``text``; marks are made opaque."""
    plain = text.translate(_FOLDED)
    return MARK.sub(lambda found: _OPAQUE.get(found[0], OPAQUE) * len(found[0]), plain) if "〔" in text else plain


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of ``words``, a longer one before what it begins with."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w))) + ")"


def spaced(words: Iterable[str]) -> str:
    """A pattern of any of ``words``, with blanks or a line end between the characters: 联 系 人."""
    forms = sorted(words, key=lambda w: (-len(w), w))
    return (
        "(?:" + "|".join("[ \\n]{0,4}".join(map(re.escape, w)) if w[0] > HAN[0] else re.escape(w) for w in forms) + ")"
    )


@dataclass(frozen=True)
class Patterns:
    """``PrivateWords`` compiled. A text without what ``trigger`` finds holds nothing private."""

    trigger: re.Pattern[str]
    phone_label: re.Pattern[str]
    phone_behind: re.Pattern[str]
    public: re.Pattern[str]
    counted: re.Pattern[str]
    amount: re.Pattern[str]
    code: re.Pattern[str]
    mail_label: re.Pattern[str]
    qq_label: re.Pattern[str]
    wechat_label: re.Pattern[str]
    identity_label: re.Pattern[str]
    person_label: re.Pattern[str]
    answerable_label: re.Pattern[str]
    person_word: re.Pattern[str]
    any_label: re.Pattern[str]
    handed: re.Pattern[str]
    asked: re.Pattern[str]
    title: re.Pattern[str]
    phone_short: re.Pattern[str]
    leader: re.Pattern[str]
    name: re.Pattern[str]
    weak_surnames: str
    no_names: frozenset[str]
    no_values: tuple[str, ...]
    unit_endings: tuple[str, ...]

    def is_name(self, run: str, *, sure: bool = False) -> bool:
        """Whether ``run`` looks like a person's name; ``sure`` where it stands where a name is asked for."""
        bare = "".join(run.split())
        if not self.name.fullmatch(run) or bare in self.no_names or bare.endswith(self.unit_endings):
            return False
        return sure or bare[0] not in self.weak_surnames

    def named(self, run: str) -> str | None:
        """The name that ``run`` is where one is asked for, without a title behind it: 张三 of 张三科长."""
        name = run if self.is_name(run, sure=True) else self.title.sub("", run, count=1)
        return name if self.is_name(name, sure=True) else None


@cache
def patterns(words: PrivateWords) -> Patterns:
    """The patterns of a vocabulary's words."""
    phone, mail, wechat = spaced(words.phone), spaced(words.mail), any_of(words.wechat)
    persons, answerable, identity = spaced(words.persons), spaced(words.answerable), any_of(words.identity)
    remark = rf"(?:[及和与、/ ]{{0,2}}\(?{any_of((*words.phone, *words.mail, *words.person_tails))}\)?)*"
    titles = any_of(words.titles)
    to, behind = any_of(words.handed_to), any_of(words.handed_behind)
    labels = "|".join((phone, mail, any_of(words.qq), wechat, persons, answerable, identity))
    digits = r"[0-9](?:[ \n\-()+.·]{0,3}[0-9*xX]){6}"
    triggers = "|".join(
        (
            digits,
            "@",
            phone,
            any_of(words.phone_before_mark),
            any_of(words.qq),
            mail,
            wechat,
            persons,
            answerable,
            to,
            identity,
        )
    )
    named = rf"(?:{any_of(words.compound_surnames)}|[{words.surnames}])[{HAN}]{{1,2}}"
    return Patterns(
        trigger=re.compile(triggers),
        phone_label=re.compile(rf"{phone}|{persons}|{any_of(words.phone_before_mark)}(?=\s*[,:(])"),
        phone_behind=re.compile(
            rf"\s?(?:\({any_of(words.phone_behind)}\)|{any_of(words.phone_behind)}(?=$|[\s,、;。)]))"
        ),
        public=re.compile("|".join(words.public_numbers)),
        counted=re.compile(rf"\s?[多余]?{any_of(words.counted)}"),
        amount=re.compile(rf"{any_of(words.amounts)}\s*$"),
        code=re.compile(rf"{any_of(words.codes)}[\s:为是#(]*$"),
        mail_label=re.compile(rf"{mail}[^@。;\n:]{{0,6}}:\s*"),
        qq_label=re.compile(any_of(words.qq)),
        wechat_label=re.compile(rf"(?<![A-Za-z]){wechat}(?!{any_of(words.wechat_public)})"),
        identity_label=re.compile(identity),
        person_label=re.compile(rf"{persons}(?:\([^()]{{0,12}}\))?{remark}\s*:"),
        answerable_label=re.compile(rf"{answerable}(?:\([^()]{{0,12}}\))?{remark}\s*:"),
        person_word=re.compile(rf"{persons}{remark}\s*[为是]?\s*"),
        any_label=re.compile(labels),
        handed=re.compile(rf"{to}\s*(?P<unit>[{HAN}]{{0,15}}?)(?P<name>{named}|[{HAN}]\s{{1,3}}[{HAN}]){behind}"),
        asked=re.compile(
            rf"{any_of(words.asked)}(?P<unit>[{HAN}]{{0,12}}?)(?P<name>{named})(?P<title>{titles})?{any_of(words.asked_behind)}"
        ),
        title=re.compile(rf"{titles}$"),
        phone_short=re.compile(rf"{any_of(words.phone_short)}\s?[:为是]?\s*$"),
        leader=re.compile(rf"{any_of(words.leaders)}[^。;,]{{0,15}}$"),
        name=re.compile(rf"{named}|[{words.surnames}]\s{{1,3}}[{HAN}]"),
        weak_surnames=words.weak_surnames,
        no_names=frozenset(words.no_names),
        no_values=words.no_values,
        unit_endings=words.unit_endings,
    )
