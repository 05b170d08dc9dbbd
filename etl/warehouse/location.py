"""Where a warehouse is: a DuckDB file, or a DuckLake catalogue with the folder of its Parquet files.

A place is written as text (``--warehouse``): what begins with ``ducklake:`` is a catalogue, in DuckLake's own words
(``ducklake:postgres:dbname=notices host=db``, ``ducklake:notices.ducklake``), anything else the path of a file. A
password in it is kept apart from the first moment on, so that no line, no log and no error of DuckDB's can show it.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote

PREFIX: Final = "ducklake:"
POSTGRES: Final = "postgres:"
NOTHING: Final = -1
"""The version of a catalogue in which nothing was published yet."""

_PASSWORD: Final = re.compile(r"(?:^|(?<=\s))password\s*=\s*('(?:\\.|[^'\\])*'|\S+)\s*", re.IGNORECASE)
"""As libpq reads a connection string: a value in quotes may have blanks, and a backslash before what it means."""
_IN_URL: Final = re.compile(r"(?<=://)([^:@/?]*):([^@/]*)@")
_IN_QUERY: Final = re.compile(r"(?<=[?&])password=([^&]*)&?")


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
    """The place that a person named. Raises ``ValueError`` with a sentence if it is a catalogue of a kind that is not
    known."""
    if not text.startswith(PREFIX):
        return Path(text)
    catalogue = text.removeprefix(PREFIX).strip()
    if kind := _unknown_kind(catalogue):
        raise ValueError(f"{kind} is no catalogue that etl can use; name “ducklake:postgres:…” or “ducklake:FILE”.")
    if not catalogue.startswith(POSTGRES):
        return Lake(str(Path(catalogue).absolute()))
    catalogue, password = _without_password(catalogue)
    return Lake(catalogue, password=password)


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
    return replace(location, data_path=data_path if "://" in data_path else str(Path(data_path).absolute()))


def _unknown_kind(catalogue: str) -> str | None:
    """The kind of a catalogue that is neither in PostgreSQL nor a file of DuckDB; a drive (``C:``) is none."""
    if not catalogue:
        return "ducklake:"
    kind = re.match(r"\w\w+:", catalogue)
    return None if kind is None or kind[0] == POSTGRES else f"ducklake:{kind[0]}"


def _without_password(catalogue: str) -> tuple[str, str | None]:
    """A catalogue and its password, apart."""
    if in_url := _IN_URL.search(catalogue):
        return _IN_URL.sub(r"\1@", catalogue, count=1), unquote(in_url[2])
    if "://" in catalogue:
        found = _IN_QUERY.search(catalogue)
        return _IN_QUERY.sub("", catalogue).rstrip("?&"), unquote(found[1]) if found else None
    kind, settings = catalogue[: len(POSTGRES)], catalogue[len(POSTGRES) :]
    found = _PASSWORD.search(settings)
    if found is None:
        return catalogue, None
    return kind + _PASSWORD.sub("", settings).strip(), _unquoted(found[1])


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1] if value.startswith("'") else value)
