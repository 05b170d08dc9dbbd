"""What is said where a version of a lake is asked for that it does not have."""

import re
from typing import Final

from etl.warehouse.location import Lake, Location

_MISSING: Final = re.compile(r"No snapshot found at (version|timestamp) ([^\n]+)")
_LISTED: Final = "`FROM lake.snapshots()` lists those it has."


def no_version(place: Location, error: Exception) -> str | None:
    """The sentence for an error of DuckDB's about a version that is not there, ``None`` for any other."""
    found = _MISSING.search(str(error))
    if found is None:
        return None
    which = f"version {found[2]}" if found[1] == "version" else f"version of {found[2]}"
    return f"{place} has no {which}; {_LISTED}"


def before_the_first(lake: Lake) -> str:
    """The sentence for a version in which there is no warehouse."""
    return f"version {lake.version} of {lake} is from before the first publish, without tables; {_LISTED}"
