"""The user's file of decisions on unit names: read with the reference data, added to by ``etl units``."""

from pathlib import Path

import yaml

from etl.reference.load import ReferenceDataError, fault_of, load_reference
from schemas.reference import Decision

_HEAD = """\
# Decisions on unit names that the reference data does not have, one entry each, with who decided, when and why.
# `etl units` adds to this file; it may be edited by hand. It survives rebuilds: keep it under version control.
"""


class UnknownUnitError(ReferenceDataError):
    """A decision that names a unit that its region does not have."""


def record_decision(path: Path, decision: Decision) -> None:
    """Add a decision to the file at ``path``; an earlier one on the same name gives way.

    Raises ``ReferenceDataError`` if the file is damaged or the decision names a unit that does not exist.
    """
    reference = load_reference(path)
    if fault := fault_of(decision, reference.decisions, reference.regions):
        raise UnknownUnitError(f"{fault}.")
    kept = [d for d in reference.decisions if (d.region, d.mention) != (decision.region, decision.mention)]
    entries = [d.model_dump(mode="json", exclude_defaults=True) for d in (*kept, decision)]
    try:
        _write(path, entries)
    except OSError as error:
        raise ReferenceDataError(f"{path} cannot be written: {error.strerror or error}.") from error


def _write(path: Path, entries: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _HEAD + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=1000)
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, "utf-8")
    draft.replace(path)
