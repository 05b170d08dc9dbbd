"""Where a warehouse is: a DuckDB file, or a DuckLake catalogue with the folder of its Parquet files.

A place is written as text (``--warehouse``): what begins with ``ducklake:`` is a catalogue, in DuckLake's own words
(``ducklake:postgres:dbname=notices host=db``, ``ducklake:notices.ducklake``), anything else the path of a file. A
password in it is kept apart from the first moment on, so that no line, no log and no error of DuckDB's can show it.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from etl.warehouse.connection_string import parse_settings, written

PREFIX: Final = "ducklake:"
POSTGRES: Final = "postgres:"
NOTHING: Final = -1
"""The version of a catalogue in which nothing was published yet."""

_ELSEWHERE: Final = re.compile(r"(\w\w+|):", re.ASCII)
"""What DuckDB takes for the name of an extension (``md:``), a URL or memory, and not for a file; a drive is one."""
_LIKE_SETTINGS: Final = re.compile(r"\w\s*=.*\bpassword\b|\bpassword\s*=|^postgres(ql)?://", re.IGNORECASE | re.DOTALL)
_A_LAKE: Final = "a warehouse in PostgreSQL is “ducklake:postgres:dbname=… host=…”"


@dataclass(frozen=True)
class Lake:
    """A warehouse in a DuckLake. ``catalogue`` is where DuckLake keeps its own tables, as DuckLake writes it but
    without its prefix and without a password; ``data_path`` the folder or object store of the Parquet files, which only
    a new catalogue has to be told; ``version`` the snapshot that is meant, ``None`` for whichever is the last."""

    catalogue: str
    data_path: str | None = None
    password: str | None = field(default=None, repr=False)
    version: int | None = None

    def __str__(self) -> str:
        return f"{PREFIX}{self.catalogue}"

    @property
    def is_postgres(self) -> bool:
        """Whether the catalogue is in PostgreSQL, so that many machines can write to it."""
        return self.catalogue.startswith(POSTGRES)

    @property
    def dsn(self) -> str:
        """The connection string of the catalogue's database, without a password."""
        return self.catalogue.removeprefix(POSTGRES)

    @property
    def file(self) -> Path | None:
        """The file of a catalogue that is in no PostgreSQL."""
        return None if self.is_postgres else Path(self.catalogue)

    def at(self, version: int | None) -> "Lake":
        """The same as it was at a version."""
        return replace(self, version=version)


Location = Path | Lake
"""Where a warehouse is."""


def parse_location(text: str) -> Location:
    """The place that a person named. Raises ``ValueError`` with a sentence if it names none, or one of a kind that is
    not known."""
    if not text.startswith(PREFIX):
        return _file(text)
    catalogue = text.removeprefix(PREFIX).strip()
    if kind := _unknown_kind(catalogue):
        raise ValueError(f"{kind} is no catalogue that etl can use; name “ducklake:postgres:…” or “ducklake:FILE”.")
    if not catalogue.startswith(POSTGRES):
        return Lake(str(_file(catalogue).absolute()))
    settings = parse_settings(catalogue.removeprefix(POSTGRES))
    if "sslpassword" in settings:  # DuckDB keeps no such secret, and shows the rest of the string to every query
        raise ValueError(
            "sslpassword would be shown in a connection string; put it into a service file of PostgreSQL "
            "(~/.pg_service.conf) and name that with service=NAME."
        )
    password = settings.pop("password", None)
    return Lake(POSTGRES + written(settings), password=password or None)


def _file(text: str) -> Path:
    """The path of a file; raises ``ValueError`` for what DuckDB would look for elsewhere."""
    path = Path(text)
    if not path.name:
        raise ValueError(f"“{text}” names no file; name one, or leave --warehouse out.")
    if elsewhere := _ELSEWHERE.match(str(path)):
        raise ValueError(f"what begins with “{elsewhere[0]}” is no file; name the path of one, or {_A_LAKE}.")
    if _LIKE_SETTINGS.search(text):
        raise ValueError(f"this looks like a connection string, which is not the name of a file; {_A_LAKE}.")
    return path


def with_data_path(location: Location, data_path: str | None) -> Location:
    """The place with its Parquet files in ``data_path``, if that is said: a folder by its whole path, which is written
    into the catalogue for all machines, or a URL as it is. Raises ``ValueError`` with a sentence if it is a file."""
    if data_path is None:
        return location
    if isinstance(location, Path):
        raise ValueError(
            "--data-path is where a DuckLake keeps its Parquet files; name its catalogue with --warehouse "
            "'ducklake:postgres:dbname=… host=…', or leave --data-path out."
        )
    if not data_path.strip():
        raise ValueError("--data-path names no folder; name one, or leave it out.")
    return replace(location, data_path=data_path if "://" in data_path else str(Path(data_path).absolute()))


def _unknown_kind(catalogue: str) -> str | None:
    """The kind of a catalogue that is neither in PostgreSQL nor a file of DuckDB; a drive (``C:``) is none."""
    if not catalogue:
        return "ducklake:"
    kind = re.match(r"\w\w+:", catalogue)
    return None if kind is None or kind[0] == POSTGRES else f"ducklake:{kind[0]}"
