"""Options that several commands have, with the help that each gives them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

DEFAULT_RAW = Path("data/raw")
DEFAULT_WAREHOUSE = "data/warehouse/notices.duckdb"
DEFAULT_DECISIONS = Path("data/unit_decisions.yml")
DEFAULT_FAMILY_DECISIONS = Path("data/family_decisions.yml")
DEFAULT_CHECKS = Path("checks")


def in_utf8(path: Path) -> Path:
    """``path``, unless its name is none in UTF-8 (one in GBK on Linux), which DuckDB cannot open."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        shown = str(path).encode("utf-8", "backslashreplace").decode()
        raise typer.BadParameter(f"{shown} is no name in UTF-8, as DuckDB needs it; name another.") from None
    return path


def _place(text: str | Path) -> Any:
    """Where the warehouse is, a ``Location``."""
    from etl.warehouse.location import parse_location

    try:
        place = parse_location(str(text))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    return in_utf8(place) if isinstance(place, Path) else place


if TYPE_CHECKING:
    _Place = Any  # a Location, which the callback makes of it
else:
    _Place = str  # Path would take slashes out of a URL, and for any other type typer loads pydantic

Warehouse = Annotated[
    _Place,
    typer.Option(
        "--warehouse",
        envvar="ETL_WAREHOUSE",
        metavar="PATH",
        help="The DuckDB file of the warehouse; or a DuckLake, “ducklake:postgres:dbname=… host=…”.",
        show_default=True,
        callback=_place,
    ),
]
DataPath = Annotated[
    str | None,
    typer.Option(
        "--data-path",
        envvar="ETL_DATA_PATH",
        metavar="DIR",
        help="Where a new DuckLake keeps its Parquet files: a folder that all machines reach, or s3://….",
    ),
]


def at_data_path(warehouse: Any, data_path: str | None) -> Any:
    """The place of the warehouse, its Parquet files in ``data_path`` if that is said; leaves with 2 if it is a file."""
    from etl.cli.exits import fail
    from etl.warehouse.location import with_data_path

    try:
        return with_data_path(warehouse, data_path)
    except ValueError as error:
        fail(str(error), 2)


Decisions = Annotated[
    Path,
    typer.Option("--decisions", envvar="ETL_DECISIONS", help="The file of decisions on unit names.", show_default=True),
]
FamilyDecisions = Annotated[
    Path,
    typer.Option(
        "--family-decisions",
        envvar="ETL_FAMILY_DECISIONS",
        help="The file of decisions on families of projects.",
        show_default=True,
    ),
]


def _folder_of_checks(folder: Path) -> Path:
    """The folder as given; one that is named and not there is a wrong call, as none of its checks would be run."""
    if folder != DEFAULT_CHECKS and not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}.")
    return folder


Checks = Annotated[
    Path,
    typer.Option(
        "--checks",
        envvar="ETL_CHECKS",
        metavar="DIR",
        help="The folder of your own checks (*.sql). The default one need not be there; one that you name must be.",
        show_default=True,
        callback=_folder_of_checks,
    ),
]
Patience = Annotated[
    float,
    typer.Option(
        "--patience",
        envvar="ETL_PATIENCE",
        min=1,
        metavar="SECONDS",
        help="How long a file may take without getting on to its next page or sheet.",
    ),
]
DEFAULT_PATIENCE = 20.0
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        envvar="ETL_WORKERS",
        min=1,
        max=64,
        metavar="N",
        help="How many files to read at a time, each in a process that may take a gigabyte; if not said, one for "
        "every four files, up to the number of cores and to four. What is loaded is the same with any number.",
        show_default=False,
    ),
]


def _address(cluster: str | None) -> str | None:
    """The address as given; what is none is a wrong call, told before anything is imported for it."""
    host, _, port = (cluster or "").removeprefix("tcp://").removeprefix("tls://").rpartition(":")
    is_one = str(cluster).startswith(("tcp://", "tls://")) and bool(host) and port.isdecimal() and int(port) < 65536
    if cluster in (None, "local") or is_one:
        return cluster
    raise typer.BadParameter(f"“{cluster}” is neither tcp://HOST:PORT, nor tls://HOST:PORT, nor local.")


Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        envvar="ETL_CLUSTER",
        metavar="ADDRESS",
        help="Have the files read by the workers of a Dask cluster: tcp://HOST:PORT or tls://HOST:PORT is its "
        "scheduler, local starts one here. The files are sent; --workers is then how many are on their way at a time, "
        "or with local the number of its processes; --wait is also for workers.",
        show_default=False,
        callback=_address,
    ),
]
Log = Annotated[
    str | None,
    typer.Option(
        "--log",
        envvar="ETL_LOG",
        metavar="FILE",
        help="Append what happens to FILE as JSON lines, one event each; - is stderr.",
    ),
]
MaxLoss = Annotated[
    float,
    typer.Option(
        "--max-loss",
        envvar="ETL_MAX_LOSS",
        min=0,
        max=100,
        metavar="PERCENT",
        help="How much of the tasks, and of the notices, of the present warehouse may go at once.",
    ),
]
DEFAULT_MAX_LOSS = 5.0
Accept = Annotated[
    bool,
    typer.Option("--accept", help="Publish what would be refused; what was let pass is recorded in the table runs."),
]
Waiting = Annotated[
    float,
    typer.Option(
        "--wait",
        envvar="ETL_WAIT",
        min=0,
        metavar="SECONDS",
        help="How long to wait for another run that is writing the warehouse; 0 is not at all.",
    ),
]
DEFAULT_WAIT = 600.0

At = Annotated[
    str | None,
    typer.Option(
        metavar="PLACE", help="Show what stands at a place: “table 1, row 12, column 4”, “page 3”, “paragraph 7”."
    ),
]
PictureFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="With --at: draw the page that it stands on into FILE, the place framed."),
]
