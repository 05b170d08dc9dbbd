"""Small notices, whole warehouses and the command line, as the tests of the warehouse need them."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from typer.testing import CliRunner

from etl.cli.commands import app
from etl.pipeline import Run
from etl.raw_files import DiskFile
from etl.reference.load import load_reference
from etl.run_report import RunReport
from etl.warehouse.location import Location
from etl.warehouse.publish import publish
from schemas.publication import Outcome, Publication, ReferenceRows, RunRecord, SourceRecord
from schemas.reference import Reference
from tests.conftest import NOTICES, notice_path

Row = tuple[Any, ...]

VOLATILE = {"run_id", "loaded_at"}
"""Columns that say when and by which run a row came about."""
HEADER = ("序号", "项目名称", "牵头单位", "责任单位", "目标任务", "完成时限")
ROWS = (
    ("1", "建设城市公园", "区城管局", "区财政局", "建成口袋公园3个。", "2024年12月"),
    ("2", "实施农村饮水工程", "区水利局", "各镇街", "新建水厂2座。", "2024年6月底前"),
    ("3", "发展婴幼儿照护", "区卫生健康委", "区教委", "新增托位500个。", "长期"),
)
NOW = datetime(2024, 3, 1, 8, 30)
UNKNOWN = (
    ("1", "建设城市公园", "区园林专班", "区财政局", "建成口袋公园3个。", "2024年"),
    ("2", "推进农村改厕", "区改厕办", "区园林专班", "改厕500户。", "2024年"),
    ("3", "整治背街小巷", "区街巷办", "区改厕办", "整治12条。", "2024年"),
    ("4", "开展送医下乡", "义诊医师", "各街巷队", "义诊20场。", "2024年"),
)
"""Rows whose units nobody knows."""
ROOT = Path(__file__).parents[3]
TEXTS = tuple(notice_path(name, "text") for name in NOTICES)


def notice_text(
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    number: str = "渝北府办发〔2024〕5号",
    district: str = "渝北区",
    year: int = 2024,
    header: Sequence[str] = HEADER,
) -> str:
    """A short notice as it looks when saved as text: a line a cell, an empty line after each row."""
    letter = [
        number,
        "",
        f"重庆市{district}人民政府办公室",
        f"关于印发{year}年重点民生实事工作目标任务的通知",
        "",
        "各镇人民政府，各街道办事处，有关单位：",
        "现将有关事宜通知如下，请认真贯彻执行。",
        "",
        f"重庆市{district}人民政府办公室",
        f"{year}年3月1日",
        "",
        "附件",
        f"{district}{year}年重点民生实事项目清单",
        "",
    ]
    table = [line for row in (header, *rows) for line in (*(f"\t{cell}" for cell in row), "")]
    return "\n".join([*letter, *table])


def altered(name: str, old: str, new: str) -> str:
    """One of the five notices as text with one place changed."""
    text = notice_path(name, "text").read_text("utf-8")
    assert old in text
    return text.replace(old, new, 1)


def zip_bomb(path: Path, megabytes: int = 300) -> None:
    """A DOCX whose text is nothing but spaces, many times the size of its file."""
    piece = b" " * 1_000_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(megabytes):
                part.write(piece)


@cache
def reference() -> Reference:
    """The reference data, loaded once."""
    return load_reference()


def run(warehouse: Location, *files: Path, data: Reference | None = None, anew: bool = False) -> RunReport:
    """Read files and publish them, without the command line."""
    one = Run("ingest", warehouse, data or reference(), anew=anew)
    list(one.read(map(DiskFile, files)))
    return one.publish()


def dry_run(warehouse: Path, *files: Path) -> RunReport:
    """Read files and say what publishing them would change."""
    one = Run("ingest", warehouse, reference(), dry=True)
    list(one.read(map(DiskFile, files)))
    return one.publish()


@cache
def five_notices() -> bytes:
    """A warehouse of the five text notices, under the names that they have from the project's folder."""
    with tempfile.TemporaryDirectory() as folder, chdir(ROOT):
        path = Path(folder) / "notices.duckdb"
        run(path, *TEXTS)
        return path.read_bytes()


def publication(run_id: str = "first", *sources: str) -> Publication:
    """A run over files that could not be read: the least that can be published."""
    return Publication(
        run=RunRecord(
            run_id=run_id,
            started_at=NOW,
            finished_at=NOW,
            command="ingest",
            parser_version="1",
            files=len(sources),
            loaded=0,
            unchanged=0,
            quarantined=len(sources),
        ),
        reference=ReferenceRows(digest="d", regions=(), units=(), aliases=(), functions=()),
        quarantined=tuple(
            SourceRecord(
                source_id=name,
                path=f"data/raw/{name}",
                sha256=hashlib.sha256(name.encode()).hexdigest(),
                outcome=Outcome.QUARANTINED,
                reason="it is empty.",
                parser_version="1",
                run_id=run_id,
                loaded_at=NOW,
            )
            for name in sources
        ),
    )


@cache
def bare_warehouse() -> bytes:
    """A warehouse without a notice, which is small."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notices.duckdb"
        publish(path, publication())
        return path.read_bytes()


@cache
def unknown_units() -> bytes:
    """A warehouse of ``UNKNOWN``; the file that it was read from is gone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(folder / "notices.duckdb", put(folder / "a.txt", notice_text(UNKNOWN)))
        return (folder / "notices.duckdb").read_bytes()


def put(path: Path, content: bytes | str) -> Path:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@contextmanager
def emptied(folder: Path) -> Iterator[Path]:
    """A folder whose warehouses are removed in the end; they are large, and pytest keeps its folders."""
    yield folder
    for file in folder.rglob("*.duckdb"):
        if file.is_file():
            file.unlink()


def ask(path: Path, sql: str, *values: object) -> list[Row]:
    """Rows of a query on a warehouse."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql, list(values)).fetchall()


def doctor(path: Path, *statements: str) -> Path:
    """Change a warehouse behind the program's back."""
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def rows_of(path: Path, leave_out: frozenset[str] = frozenset({"runs"})) -> dict[str, list[str]]:
    """Every row of every table, sorted, without what says when it came about."""
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
            "WHERE NOT internal GROUP BY ALL"
        ).fetchall()
        return {
            table: sorted(map(str, connection.execute(_select(table, names)).fetchall()))
            for table, names in columns
            if table not in leave_out
        }


def _select(table: str, columns: Sequence[str]) -> str:
    return f"SELECT {', '.join(c for c in columns if c not in VOLATILE)} FROM {table}"


class Answer:
    """What one call of the command line gave back."""

    def __init__(self, code: int, stdout: bytes, stderr: str) -> None:
        self.code = code
        self.data = stdout
        self.stderr = stderr

    @property
    def stdout(self) -> str:
        """The data as text."""
        return self.data.decode()


def etl(*arguments: object, env: Mapping[str, str | None] | None = None) -> Answer:
    """Call the command line; an exception that would reach the user as a traceback fails the test."""
    result = CliRunner().invoke(app, [str(a) for a in arguments], env=env, prog_name="etl")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"a traceback reaches the user: {result.exception!r}") from result.exception
    return Answer(result.exit_code, result.stdout_bytes, result.stderr)


def is_one_line(text: str) -> bool:
    """Whether a message is one line that somebody can read."""
    return text.count("\n") == 1 and text.endswith("\n") and "Traceback" not in text
