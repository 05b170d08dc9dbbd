"""Unit cells of other districts with what a person reads in them, and how many of them are read right."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from etl.ids import region_id
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.task_units import RowUnits, UnitReader
from schemas.normalised import UnitRole
from schemas.notice import Place, TaskRow
from schemas.reference import Reference, Region


@dataclass(frozen=True)
class Outcome:
    """One cell as read and as a person reads it, by role; ``None`` for a role means that nobody can say."""

    text: str
    found: dict[str, list[str]]
    expected: dict[str, list[str]]
    also: list[list[str]]
    names_only: bool

    @property
    def is_right(self) -> bool:
        """Whether names and, where these are sure, roles are those that a person reads."""
        if self.names_only or self.also:
            names = sorted(n for names in self.found.values() for n in names)
            wanted = [[n for names in self.expected.values() for n in names], *self.also]
            if any(names == sorted(w) for w in wanted) and (self.names_only or self.found != self.expected):
                return True
        return self.found == self.expected


def outcomes(path: Path, reference: Reference) -> list[Outcome]:
    """Each cell of a file as it is read in a region that nobody knows."""
    return [_outcome(entry, reference) for entry in yaml.safe_load(path.read_text("utf-8"))]


def _outcome(entry: dict[str, Any], reference: Reference) -> Outcome:
    row = read_unknown(entry["region_hint"], entry["column"], entry["text"], reference)
    found = {role.value: [squeezed(m.text) for m in mentions] for role, mentions in row.by_role().items()}
    expected = {role.value: [squeezed(n) for n in entry["roles"].get(role.value, [])] for role in UnitRole}
    also = [[squeezed(n) for n in names] for names in entry.get("also_ok", [])]
    return Outcome(entry["text"], found, expected, also, entry.get("check") == "names")


def read_unknown(name: str, column: str, text: str, reference: Reference) -> RowUnits:
    """One cell of a table's only unit column as it is read in a region that the reference data does not have."""
    region = Region(id=region_id(name), name=name, full_name=name, kind="unknown", names=(name,))
    reader = UnitReader(Lexicon(region, reference.groups, bodies=reference.bodies), reference.roles, reference.cells)
    return reader.read(TaskRow(part=1, place=Place(table_no=1, row_no=2), **{column: text}), None)


def squeezed(name: str) -> str:
    """A name without white space."""
    return "".join(name.split())
