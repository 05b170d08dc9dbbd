"""The amounts of the three plans of 2024, against what a person read in them (``golden/quantities/*.yml``).

The golden files were written from the notices by the conventions of ``docs/quantities.md``, not from the program's
output. At least 98 % of the amounts must be found with value, measure and comparator right, and at least 98 % of those
found must be right; what is counted is matched word for word where words have one end.
"""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import yaml

from etl.pipeline import inspect
from etl.reference.load import load_reference
from schemas.normalised import MeasuredField, NormalisedNotice
from tests.conftest import FORMATS, GOLDEN, NOTICES, notice_path
from tests.tasks import squeezed

PLANS = sorted(p.stem for p in (GOLDEN / "quantities").glob("*.yml"))
FIELDS = ("text", "subject", "value", "measure", "comparator", "per")
CORE = ("text", "value", "measure", "comparator", "per")

Row = tuple[object, ...]


@cache
def read(name: str, file_format: str = "text") -> NormalisedNotice:
    return inspect(notice_path(name, file_format), load_reference())[1]


def golden(name: str) -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load((GOLDEN / "quantities" / f"{name}.yml").read_text("utf-8"))
    return loaded


def keys(rows: NormalisedNotice) -> dict[str, str]:
    """The golden key of each task: the ordinal of its project and its part."""
    ordinals = {p.project_id: p.ordinal for p in rows.projects}
    return {t.task_id: f"{ordinals[t.project_id]}.{t.part}" for t in rows.tasks}


def found_rows(name: str, fields: tuple[str, ...]) -> Counter[Row]:
    rows = read(name)
    key = keys(rows)
    targets = (q for q in rows.quantities if q.field is MeasuredField.TARGET)
    return Counter(
        (name, key[q.task_id], *(squeezed(float(v) if f == "value" else v) for f, v in _values(q.model_dump(), fields)))
        for q in targets
    )


def golden_rows(name: str, fields: tuple[str, ...]) -> Counter[Row]:
    return Counter(
        (name, key, *(squeezed(float(v) if f == "value" else v) for f, v in _values(entry, fields)))
        for key, entries in golden(name).items()
        for entry in entries
    )


def _values(entry: dict[str, Any], fields: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(f, getattr(entry.get(f), "value", entry.get(f))) for f in fields]


def compared(fields: tuple[str, ...]) -> tuple[Counter[Row], Counter[Row]]:
    """All amounts found and all golden ones."""
    found, expected = Counter[Row](), Counter[Row]()
    for name in PLANS:
        found += found_rows(name, fields)
        expected += golden_rows(name, fields)
    return found, expected


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f} %)"


def test_the_golden_data_covers_every_task_of_the_three_plans() -> None:
    assert len(PLANS) == 3
    for name in PLANS:
        assert set(golden(name)) == set(keys(read(name)).values())


def test_amounts_are_found_and_right(figure: Callable[[str, str], None]) -> None:
    found, expected = compared(CORE)
    right = (found & expected).total()
    figure("quantities found as written by hand", share(right, expected.total()))
    figure("quantities found that are right", share(right, found.total()))
    misses = [f"missed {row}" for row in expected - found] + [f"wrong {row}" for row in found - expected]
    assert right >= 0.98 * expected.total(), "\n".join(misses)
    assert right >= 0.98 * found.total(), "\n".join(misses)


def test_subjects_are_those_a_person_names(figure: Callable[[str, str], None]) -> None:
    found, expected = compared(FIELDS)
    right = (found & expected).total()
    figure("subjects named as by hand", share(right, expected.total()))
    assert right >= 0.95 * expected.total(), "\n".join(map(str, expected - found))


@pytest.mark.parametrize("name", PLANS)
def test_amounts_come_in_the_order_of_the_text(name: str) -> None:
    rows, expected = read(name), golden(name)
    for task_id, key in keys(rows).items():
        own = [q for q in rows.quantities if q.task_id == task_id and q.field is MeasuredField.TARGET]
        assert [q.ordinal for q in own] == list(range(1, len(expected[key]) + 1))
        assert [squeezed(q.text) for q in own] == [squeezed(e["text"]) for e in expected[key]]


@pytest.mark.parametrize("file_format", [f for f in FORMATS if f != "text"])
@pytest.mark.parametrize("name", NOTICES)
def test_every_format_gives_the_same_amounts(name: str, file_format: str) -> None:
    def told(rows: NormalisedNotice) -> list[object]:
        return [
            (squeezed(q.text), squeezed(q.subject), q.value, q.measure, q.comparator, q.per, q.ordinal)
            for q in rows.quantities
        ]

    assert told(read(name, file_format)) == told(read(name))
