"""Libraries that a command does without, though others would import them where they are installed.

duckdb and pyarrow import pandas to see whether a parameter or a table is a value of that, which here none ever is; it
takes half a second of every command. And duckdb looks up its own package's version as it is imported, by a module
that brings email, zipfile and csv along; that is a sixth of most queries, and the engine knows its version too. Only a
process of our own does without: who uses this project as a library keeps what is installed.
"""

import sys
from collections.abc import Collection
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.abc import Loader
else:
    Loader = object  # what finds and loads is asked by its methods; importlib.abc would bring tempfile along

UNUSED: Final = ("pandas",)
_DUCKDB_VERSION: Final = "duckdb._version"


class _LeftOut:
    """What it finds nothing else finds either; to who asks, it is not installed."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(names)

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname in self._names:
            raise ModuleNotFoundError(f"No module named {fullname!r}; it is left out here", name=fullname)


def leave_out(*names: str) -> None:
    """Have these modules be as if they were not installed, for this process; one that is loaded already stays."""
    sys.meta_path.insert(0, _LeftOut(names))


class _EngineVersion(Loader):
    """Finds the module in which duckdb keeps its versions, and fills it with the one that the engine tells."""

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname == _DUCKDB_VERSION else None

    def create_module(self, _: ModuleSpec) -> None:
        """The usual kind of module will do."""

    def exec_module(self, module: ModuleType) -> None:
        from _duckdb import __version__ as engine

        module.__dict__.update(__version__=engine, __duckdb_version__=engine)
        module.__dict__["version"] = lambda: f"{engine} (with duckdb {engine})"


def trust_engine_version() -> None:
    """Have duckdb, of which one version alone is allowed here, take its engine's for that of its package."""
    sys.meta_path.insert(0, _EngineVersion())
