"""What a rival's tables mean, read as fairly as a few lines can: a header row names the columns.

A table without a header goes on with the columns of the one before, as after a page's end; a header that comes again is
left out; a place that a merged cell covers says what stands above it; a row without a number and a target is a section
or a sum. Nothing is put together that a page's end has parted: that is what these few lines cannot do.
"""

from collections.abc import Sequence
from typing import Final

from benchmarks.accuracy import Values

_HEADERS: Final = (
    ("seq", ("序号",)),
    ("project", ("项目名称", "实事项目")),
    ("lead", ("牵头单位",)),
    ("target", ("目标任务", "具体支撑项目及绩效目标", "工作任务", "形象进度", "工作内容", "主要内容")),
    ("deadline", ("完成时限", "完成时间")),
    ("responsible", ("责任单位",)),
)
_ENOUGH: Final = 3
"""Columns that a row must name to be a header."""


def rows_of_work(tables: Sequence[Sequence[Sequence[str | None]]]) -> list[Values]:
    """The rows of work of a notice's tables."""
    columns: dict[str, int] = {}
    found: list[Values] = []
    for table in tables:
        above: list[str] = []
        for row in table:
            texts = _filled(row, above)
            named = _named(texts)
            if len(named) >= _ENOUGH:
                columns = columns | named if above and _named(above) else named
            elif columns and (values := _values(texts, columns)):
                found.append(values)
            above = texts
    return found


def _filled(row: Sequence[str | None], above: Sequence[str]) -> list[str]:
    return [text if text is not None else (above[n] if n < len(above) else "") for n, text in enumerate(row)]


def _named(texts: Sequence[str]) -> dict[str, int]:
    """Which column holds what, where a row says it."""
    squeezed = ["".join(text.split()) for text in texts]
    named: dict[str, int] = {}
    for role, words in _HEADERS:
        places = [n for n, text in enumerate(squeezed) if any(text == w or text.endswith(w) for w in words)]
        if places:
            named[role] = places[0]
    if "lead" not in named and "responsible" in named:
        named["lead"] = named["responsible"]
    return named


def _values(texts: Sequence[str], columns: dict[str, int]) -> Values | None:
    def text(role: str) -> str:
        column = columns.get(role)
        return texts[column] if column is not None and column < len(texts) else ""

    values = (text("seq"), text("project"), text("lead"), text("target"), text("deadline"))
    if values[0] == values[1] or not (values[0].strip().isdigit() or values[3].strip()):
        return None
    return values if values[3].strip() else None
