"""A corpus of made notices: the same seed gives the same bytes, on another machine and another day.

Each notice is a file as a district's office would issue it and, beside it, what a person reads in it, so that what a
program reads can be counted right or wrong. The first hundred of a thousand are the hundred of the same seed.
"""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from benchmarks.corpus import as_docx, as_pdf, as_text
from benchmarks.corpus.letters import letter
from benchmarks.corpus.sheets import Row, layout, sheet
from benchmarks.corpus.words import years_of_districts
from benchmarks.corpus.works import projects

SEED: Final = 20240229
NOTICES: Final = 2_000
FORMATS: Final = ("docx", "pdf")
_WRITERS: Final = {"docx": as_docx.written, "pdf": as_pdf.written, "txt": as_text.written}


class Made(NamedTuple):
    """A made file and its truth."""

    name: str
    data: bytes
    rows: tuple[Row, ...]


def corpus(notices: int = NOTICES, seed: int = SEED, formats: tuple[str, ...] = FORMATS) -> Iterator[Made]:
    """So many notices, in these formats by turns (``docx``, ``pdf``, ``txt``)."""
    for number, (district, year, ordinal) in enumerate(islice(years_of_districts(), notices)):
        file_format = formats[number % len(formats)]
        random = Random(f"{seed}/{number}")
        chosen = layout(random)
        promised = projects(district, year, random, alone=chosen.is_alone)
        table = sheet(chosen, promised, year)
        words = letter(district, year, ordinal, len(promised), random)
        written = _WRITERS[file_format](words, table, random)
        rows = tuple(row._replace(cut=n in written.cut) for n, row in table.truth)
        yield Made(f"{number:05}-{year}-{district.name}.{file_format}", written.data, rows)


def write(folder: Path, made: Iterator[Made]) -> dict[str, tuple[Row, ...]]:
    """Put files into a folder, and say what stands in each by its name."""
    folder.mkdir(parents=True, exist_ok=True)
    truth: dict[str, tuple[Row, ...]] = {}
    for each in made:
        (folder / each.name).write_bytes(each.data)
        truth[each.name] = each.rows
    return truth


def save_truth(path: Path, truth: dict[str, tuple[Row, ...]]) -> None:
    """Keep a truth as JSON, for a process that has not made the files."""
    path.write_text(json.dumps(truth, ensure_ascii=False), "utf-8")


def load_truth(path: Path) -> dict[str, tuple[Row, ...]]:
    """A truth that was kept."""
    kept = json.loads(path.read_text("utf-8"))
    return {name: tuple(Row(*row) for row in rows) for name, rows in kept.items()}
