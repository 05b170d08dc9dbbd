"""Whether a table that looks like one of tasks is one of a notice of 民生实事.

Bills of quantities, procurement lists and lists of 重点项目 have a number, a name, a content and a unit too. What tells
them apart is what the document says it is about: in the table's own words (header, title row, caption, sections), in
the title, in the letter. The nearer word wins. A table about which nothing is said is one of tasks only if it says who
must do what by when, or who takes the lead (牵头): an attachment without its letter, 2024年度目标任务分解表.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.forms import is_blank_form
from parsers.grid import Grid
from parsers.headers import Header, find_header, is_task_header
from parsers.letter import caption_span, read_letter
from parsers.words import longest_in, squeeze, squeeze_header
from schemas.document import Document, Paragraph
from schemas.notice import Role
from schemas.reference import HeaderWords, NoticeWords, Vocabulary

_LEADING: Final = ("牵头", "主办")
_TELLING_FOREIGN: Final = 2
"""So many foreign columns make a table one of something else, whatever stands beside them."""


@dataclass(frozen=True)
class _Around:
    """What is said around a table: in its own words, in the document's title, in its paragraphs; and why another table
    says ``elsewhere`` what this one says, where one does."""

    own: str
    title: str
    paragraphs: str
    elsewhere: str | None = None


def not_of_tasks(document: Document, grids: Sequence[tuple[int, Grid]], vocabulary: Vocabulary) -> dict[int, str]:
    """By the index of its block, why a table whose header could be one of tasks lists none."""
    found = [(block, grid, header) for block, grid in grids if (header := find_header(grid, vocabulary.headers))]
    candidates = [c for c in found if is_task_header(c[2]) or c[2].joint is not None]
    paragraphs = [(i, b.text) for i, b in enumerate(document.blocks) if isinstance(b, Paragraph) and not b.furniture]
    texts = [text for _, text in paragraphs]
    before = sum(i < candidates[0][0] for i, _ in paragraphs) if candidates else 0
    letter = read_letter(texts, before, vocabulary.notice)
    refused: dict[int, str] = {}
    for block, grid, header in candidates:
        at = sum(i < block for i, _ in paragraphs)
        captions = [texts[i] for i in caption_span(texts, at, letter.dispositions)]
        again = _said_elsewhere(grid, header, candidates)
        around = _Around(_own_words(grid, header, captions), letter.letter.title or "", " ".join(texts), again)
        why = _why_not(header, around, vocabulary)
        if why:
            refused[block] = why
    return refused


def _said_elsewhere(grid: Grid, header: Header, candidates: Sequence[tuple[int, Grid, Header]]) -> str | None:
    """Why a table only says again what another one of the document says better: targets, or the units of its projects.

    A budget lists the projects of the plan anew, with money and without anybody who must do them.
    """
    others = [(g, h) for _, g, h in candidates if g is not grid and is_task_header(h) and not is_blank_form(g, h)]
    names = _project_names(grid, header)
    for other, its in others:
        shared = len(names & _project_names(other, its))
        says_less = not is_task_header(header) or (its.has(Role.LEAD) and not header.has(Role.LEAD))
        if says_less and shared * 2 > len(names):
            return f"it lists again the projects of table {other.table_no} and says less of them"
    return None


def _project_names(grid: Grid, header: Header) -> set[str]:
    columns = header.columns(Role.NAME)
    cells = [c for c in grid.cells if c.column in columns and c.row > header.last_row and not c.is_blank]
    return {squeeze(c.text) for c in cells}


def _own_words(grid: Grid, header: Header, captions: Iterable[str]) -> str:
    """Captions, rows above the header, the header itself and rows of one text, such as those of sections."""
    cells = [c for c in grid.cells if c.row <= header.last_row or c.column_span >= grid.columns > 1]
    return " ".join((*captions, grid.label or "", *(squeeze(c.text) for c in cells)))


def _why_not(header: Header, around: _Around, vocabulary: Vocabulary) -> str | None:
    words = vocabulary.notice
    foreign = _foreign_columns(header, vocabulary.headers)
    is_joint = not is_task_header(header)
    if around.elsewhere is not None:
        return around.elsewhere
    if stage := longest_in(f"{around.own} {around.title}", words.unsettled):
        return f"it is about “{stage}”, which comes before or after the tasks are set"
    if _stands_twice(header):
        return "its header stands in it twice, side by side, so that a row holds two projects"
    if len(foreign) >= _TELLING_FOREIGN or (foreign and not header.has(Role.LEAD)):
        return f"its columns {_listed(foreign)} are not those of a list of tasks"
    if _names(around.own, words):
        return None
    if other := _other_subject(around, words, header):
        return f"it is about “{other}”"
    if _names(around.title, words) or _names(around.paragraphs, words):
        return None
    if is_joint or foreign or not _says_who_what_when(header):
        return "nothing speaks of 民生实事 and it does not say who must do what by when"
    return None


def _stands_twice(header: Header) -> bool:
    columns = [squeeze(header.words[c]) for c in sorted(header.words)]
    half = len(columns) // 2
    return half > 1 and columns[:half] == columns[half : 2 * half]


def _names(text: str, words: NoticeWords) -> bool:
    return longest_in(text, words.subject) is not None


def _other_subject(around: _Around, words: NoticeWords, header: Header) -> str | None:
    """Another subject of the table, or of the document. A title of 民生实事 speaks for the tables below it that name
    units, whatever they are called."""
    if _names(around.title, words):
        return None if header.has(Role.LEAD) else longest_in(around.own, words.other_subjects)
    return longest_in(around.own, words.other_subjects) or longest_in(around.title, words.other_subjects)


def _foreign_columns(header: Header, words: HeaderWords) -> list[str]:
    columns = [text.rpartition(" / ")[2] for text in header.words.values()]
    return [text for text in dict.fromkeys(columns) if squeeze_header(text) in words.foreign]


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f"“{squeeze(c)}”" for c in columns)


def _says_who_what_when(header: Header) -> bool:
    leads = [header.words[column] for column in header.columns(Role.LEAD)]
    leading = any(word in squeeze(text) for text in leads for word in _LEADING)
    return bool(leads) and (leading or header.has(Role.DEADLINE))
