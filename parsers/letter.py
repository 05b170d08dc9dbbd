"""What the paragraphs around the tables say of the notice, and what became of each of them.

The parts are those of GB/T 9704 (党政机关公文格式): 发文机关标志 and 发文机关署名 (issuer), 发文字号 (document
number), 标题 (title), 成文日期 (date of issue), 附件说明 and 附件 (attachments), 版记 (imprint).
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from parsers.words import chinese_int, squeeze, tidy
from schemas.notice import Disposition, Letter, NoticeKind
from schemas.reference import NoticeWords

DOCUMENT_NUMBER: Final = re.compile(
    r"(?P<prefix>[一-鿿]{2,12})[〔\[(【［]?(?P<year>20\d\d|(?<=[〔\[(【［])(?:19|21)\d\d(?=[〕\])】］]))[〕\])】］]?第?(?P<number>\d{1,4})号"
)
_DATE: Final = re.compile(
    r"(?P<year>(?:19|2[01])\d\d|(?:二[〇○零O0]|一九|二一)[一二三四五六七八九〇○零O0]{2})年(?P<month>\d{1,2}|十?[一二三四五六七八九十])月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九]?|[二三]?十)日"
)
_YEARS: Final = (
    re.compile(r"(20\d\d|二[〇○零O0][一二三四五六七八九〇○零O0]{2})年"),
    re.compile(r"(?<!\d)((?:19|21)\d\d|(?:一九|二一)[一二三四五六七八九〇○零O0]{2})年"),
)
_ATTACHMENT: Final = re.compile(r"附件?(\d{1,2}|[一二三四五六七八九十]{1,2})?[:：]?")
_NUMBERED: Final = re.compile(
    r"^([一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节条])"
)
_SENTENCE_END: Final = re.compile(r"[。；：，、？！;:,]$")
_TOP: Final = 15
"""The head of a letter stands within its first paragraphs."""
_TITLE_LINES: Final = 4
_CAPTION_LINES: Final = 3
_CAPTION_LENGTH: Final = 60


@dataclass(frozen=True)
class Reading:
    """The letter and, by paragraph index, what each paragraph was found to be."""

    letter: Letter
    dispositions: dict[int, Disposition]


def read_letter(texts: Sequence[str], first_table: int, words: NoticeWords, furniture: Container[int] = ()) -> Reading:
    """The letter in the paragraphs before the first table of tasks. ``first_table`` is how many those are.

    ``furniture`` are indices of page numbers and of what a web page has around its article: no part of a letter, though
    a page's name may repeat its title.
    """
    shown = [i for i in range(len(texts)) if i not in furniture]
    reading = _read_shown([texts[i] for i in shown], sum(i < first_table for i in shown), words)
    return Reading(reading.letter, {shown[i]: fate for i, fate in reading.dispositions.items()})


def _read_shown(texts: Sequence[str], first_table: int, words: NoticeWords) -> Reading:
    found: dict[int, Disposition] = {}
    squeezed = [squeeze(t) for t in texts]
    end = _letter_end(squeezed, first_table)
    number = _document_number(squeezed[: min(end, _TOP)], found)
    title_at = _title_span(squeezed[:end], words)
    title = "".join(tidy(texts[i]).replace(" ", "") for i in title_at) or None
    run_on = _run_on(squeeze(title), words) if title else None
    title = run_on["title"] if run_on else title
    found.update(dict.fromkeys(title_at, Disposition.FIELD))
    day = _date_of_issue(squeezed[:end], found)
    issuer, title = _issuer(squeezed[:end], title_at, title, words, found)
    letter = Letter(document_number=number, issuer=issuer, title=title, issued_on=day)
    return Reading(letter, found)


def is_attachment_mark(text: str) -> bool:
    """Whether a paragraph is 附件1 alone, the head of an attachment (GB/T 9704 7.3.8)."""
    return _ATTACHMENT.fullmatch(squeeze(text)) is not None


def is_date(text: str) -> bool:
    """Whether a paragraph is a day and nothing else, as the 成文日期 under a signature is."""
    return _DATE.fullmatch(squeeze(text).strip("()（）")) is not None


def is_numbered_heading(text: str) -> bool:
    """Whether a paragraph is a heading such as 一、完成情况: numbered, short, and no sentence."""
    text = text.strip()
    return len(text) < 40 and "。" not in text and not _SENTENCE_END.search(text) and _NUMBERED.match(text) is not None


def _letter_end(texts: Sequence[str], first_table: int) -> int:
    """Where the letter ends: at 附件1 alone; 附件： with a colon opens the list of attachments inside the letter."""
    marks = (i for i, t in enumerate(texts[:first_table]) if is_attachment_mark(t) and not t.endswith((":", "：")))
    return next(marks, first_table)


def _document_number(texts: Sequence[str], found: dict[int, Disposition]) -> str | None:
    """A document number is a paragraph by itself; one inside a sentence is somebody else's."""
    for index, text in enumerate(texts):
        match = DOCUMENT_NUMBER.fullmatch(re.sub(r"(签发人|签发)[:：].*$", "", text))
        if match:
            found[index] = Disposition.FIELD
            return f"{match['prefix']}〔{match['year']}〕{int(match['number'])}号"
    return None


def _title_span(texts: Sequence[str], words: NoticeWords) -> list[int]:
    """Indices of the title's lines: from one that has 关于 to one that ends with a type of document (文种)."""
    endings = tuple(words.title_endings)
    for start, text in enumerate(texts[:_TOP]):
        if "关于" not in text or _SENTENCE_END.search(text) or len(text) > _CAPTION_LENGTH:
            continue
        for end in range(start, min(start + _TITLE_LINES, len(texts))):
            if re.sub(r"\([^()]*\)$", "", texts[end]).endswith(endings):
                return list(range(start, end + 1))
            if _SENTENCE_END.search(texts[end]):
                break
    return _title_without_about(texts, words) or _title_before_addressees(texts, words)


def _title_before_addressees(texts: Sequence[str], words: NoticeWords) -> list[int]:
    """A title that fills its line, so that a page does not tell where it ends and the addressees begin."""
    return [i for i, text in enumerate(texts[:_TOP]) if _is_run_on(text, words)][:1]


def _is_run_on(text: str, words: NoticeWords) -> bool:
    return "关于" in text and _run_on(text, words) is not None


def _run_on(text: str, words: NoticeWords) -> re.Match[str] | None:
    endings = "|".join(map(re.escape, words.title_endings))
    return re.fullmatch(rf"(?P<title>[^，。；：:;]{{8,80}}(?:{endings}))(?P<to>各[^。；;]{{2,200}}[:：])", text)


def _title_without_about(texts: Sequence[str], words: NoticeWords) -> list[int]:
    """A title such as 2025年重点民生实事工作方案: a line of the head that names the subject and a type of document.

    An addressee or a body stands below it; a line right above a table is that table's caption.
    """
    for index, text in enumerate(texts[:_TOP]):
        if not any(t.endswith((":", "：")) or len(t) > _CAPTION_LENGTH for t in texts[index + 1 :]):
            break
        names_subject = any(word in text for word in words.subject)
        is_title = text.endswith(tuple(words.title_endings)) and len(text) <= _CAPTION_LENGTH and "附件" not in text
        if names_subject and is_title and not re.search(r"[，。；：,;:]", text):
            return [index]
    return []


def _date_of_issue(texts: Sequence[str], found: dict[int, Disposition]) -> date | None:
    """The last paragraph that is a date and nothing else, the 成文日期 under the signature."""
    for index in range(len(texts) - 1, -1, -1):
        match = _DATE.fullmatch(texts[index].strip("()（）"))
        day = _to_date(match) if match else None
        if day:
            found[index] = Disposition.FIELD
            return day
    return None


def _to_date(match: re.Match[str]) -> date | None:
    year = _year_number(match["year"])
    month, day = chinese_int(match["month"]), chinese_int(match["day"])
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _year_number(text: str) -> int | None:
    """A year in Arabic or Chinese numerals, whatever sign stands for its noughts: 2024, 二〇二四, 二O二0."""
    return chinese_int(text if text.isdecimal() else re.sub("[○O0]", "〇", text))


def _issuer(
    texts: Sequence[str],
    title_at: Sequence[int],
    title: str | None,
    words: NoticeWords,
    found: dict[int, Disposition],
) -> tuple[str | None, str | None]:
    """Issuer and title; one line may hold both (…人民政府办公室关于…的通知), else the issuer stands above the title
    or, as a signature, by itself below the text."""
    endings = tuple(words.issuer_endings)
    if title and not title.startswith("关于"):
        name, about, rest = title.partition("关于")
        if name.endswith(endings):
            return name, about + rest
    texts = [t.removesuffix("文件") for t in texts]  # 发文机关标志 may add 文件 to the issuer's name
    first = title_at[0] if title_at else min(len(texts), _TOP)
    named = [
        i
        for i, t in enumerate(texts)
        if t.endswith(endings) and 4 <= len(t) <= 30 and not re.search(r"[，。；：、,;:()]", t)
    ]
    near_head = [i for i in named if i < first]
    chosen = near_head[-1:] or named[-1:]
    for index in named:
        if texts[index] == (texts[chosen[0]] if chosen else None):
            found[index] = Disposition.FIELD
    return (texts[chosen[0]] if chosen else None), title


def kind_of(title: str | None, captions: Sequence[str], words: NoticeWords) -> NoticeKind:
    """What kind of notice this is, by its title, else by its captions; a plan where neither says."""
    for text in (title, *captions):
        for kind in (NoticeKind.PROGRESS, NoticeKind.REPORT, NoticeKind.PLAN):
            if text and any(w in _without(squeeze(text), words.named_works) for w in words.kinds.get(kind, ())):
                return kind
    return NoticeKind.PLAN


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


def year_of(
    title: str | None, captions: Sequence[str], issued_on: date | None, opening: Sequence[str] = ()
) -> int | None:
    """The year a notice plans or reports: the first one its title names, else its captions, else its date's, else the
    ``opening`` of its letter."""
    for text in (title, *captions):
        if year := _year_in(text or ""):
            return year
    if issued_on:
        return issued_on.year
    return next((year for text in opening if (year := _year_in(text))), None)


def _year_in(text: str) -> int | None:
    """The first year of this century that a text names, else the first of the one before or after it."""
    squeezed = squeeze(text)
    found = next(filter(None, (year.search(squeezed) for year in _YEARS)), None)
    return _year_number(found[1]) if found else None


def caption_span(texts: Sequence[str], end: int, taken: Container[int], furniture: Container[int] = ()) -> list[int]:
    """Indices of the paragraphs right above a table that name it: short, no sentences, at most three.

    Paragraphs that are ``taken`` for something else end the span; page numbers between are passed over.
    """
    span: list[int] = []
    for index in range(end - 1, -1, -1):
        if index in furniture:
            continue
        text = texts[index].strip()
        if len(span) == _CAPTION_LINES or index in taken or not _can_name_a_table(text):
            break
        span.insert(0, index)
    return span


def _can_name_a_table(text: str) -> bool:
    if len(text) > _CAPTION_LENGTH or is_attachment_mark(text) or text.startswith(("附件", "（此件", "(此件")):
        return False
    is_sentence = _SENTENCE_END.search(text) and not text.startswith("单位")
    return not is_sentence and not _NUMBERED.match(text)
