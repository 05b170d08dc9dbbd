"""Libraries that a command does without, though others would import them where they are installed.

duckdb and pyarrow import pandas to see whether a parameter or a table is a value of that, which here none ever is; it
takes half a second of every command. Only a process of our own leaves it out: who uses this project as a library keeps
what is installed.
"""

import sys
from collections.abc import Collection
from importlib.abc import MetaPathFinder
from typing import Final

UNUSED: Final = ("pandas",)


class _LeftOut(MetaPathFinder):
    """What it finds nothing else finds either; to who asks, it is not installed."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(names)

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname in self._names:
            raise ModuleNotFoundError(f"No module named {fullname!r}; it is left out here", name=fullname)


def leave_out(*names: str) -> None:
    """Have these modules be as if they were not installed, for this process; one that is loaded already stays."""
    sys.meta_path.insert(0, _LeftOut(names))
