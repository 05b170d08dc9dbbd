"""Deadlines from notices that the code was not written for: how many of them it reads right.

``tests/heldout/deadlines.yml`` lists deadline cells and sentences of targets of other districts with what they mean,
read by a person, and the source of each. At first reading, before a word was changed for them, 38 of the 39 were right.
"""

from pathlib import Path
from typing import Any, Protocol

import pytest
import yaml

from etl.normalise.deadlines.reading import read_deadline
from schemas.reference import Reference

HELD_OUT = Path(__file__).parent / "heldout" / "deadlines.yml"
FLOOR = 39
"""At least so many of them are read right."""


class Figure(Protocol):
    """Prints a figure at the end of the run."""

    def __call__(self, name: str, text: str) -> None: ...


def miss_of(row: dict[str, Any], reference: Reference) -> str | None:
    """What is wrong with the reading of one of them, in words; ``None`` if nothing is."""
    is_cell = row["kind"] == "cell"
    cell, target = (row["text"], None) if is_cell else (None, row["text"])
    found = read_deadline(cell, target, row["year"], reference.deadlines)
    read = {
        "deadline": found.day and found.day.isoformat(),
        "start": found.start and found.start.isoformat(),
        "precision": found.precision and found.precision.value,
        "basis": found.basis.value,
    }
    right = {"basis": row.get("basis_any", [row["basis"]])}
    right |= {name: [None if row[name] is None else str(row[name])] for name in ("deadline", "start", "precision")}
    wrong = [f"{name} is {read[name]}, not {right[name][0]}" for name in read if read[name] not in right[name]]
    return f"{row['text']!r} of {row['year']}: {'; '.join(wrong)} ({row['source']})" if wrong else None


@pytest.mark.skipif(not HELD_OUT.exists(), reason="there is no tests/heldout/deadlines.yml")
def test_most_deadlines_of_other_districts_are_read_right(reference: Reference, figure: Figure) -> None:
    rows = yaml.safe_load(HELD_OUT.read_text("utf-8"))
    misses = [miss for row in rows if (miss := miss_of(row, reference))]
    right = len(rows) - len(misses)
    figure("deadlines of other districts", f"{right} of {len(rows)} read right")
    assert right >= FLOOR, "\n".join([f"{right} of {len(rows)} are read right:", *misses])


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"kind": "cell", "text": "12月底前", "deadline": "2024-12-31", "precision": "month", "basis": "stated"}, None),
        (
            {"kind": "cell", "text": "12月底前", "deadline": "2024-12-30", "precision": "month", "basis": "stated"},
            "not",
        ),
        (
            {"kind": "target", "text": "建成公园", "deadline": "2024-12-31", "precision": "year", "basis": "text"},
            "basis",
        ),
    ],
)
def test_a_miss_is_told_from_a_hit(row: dict[str, Any], wrong: str | None, reference: Reference) -> None:
    miss = miss_of({"year": 2024, "start": None, "source": "of nowhere", **row}, reference)
    assert miss is None if wrong is None else wrong in (miss or "")
