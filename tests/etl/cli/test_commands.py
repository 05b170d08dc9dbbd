"""The command line as scripts rely on it: the help, wrong calls, and what is no warehouse."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import notice_path
from tests.etl.cli.desk import Desk, said_in_one_line
from tests.etl.warehouse.build import (
    ROWS,
    TEXTS,
    ask,
    bare_warehouse,
    doctor,
    etl,
    five_notices,
    notice_text,
    put,
)

COMMANDS = ("ingest", "rebuild", "query", "inspect", "check", "units", "families", "diff", "export")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_sentences_with_an_example(command: str) -> None:
    answer = etl(command, "--help")
    text = " ".join(answer.stdout.split())
    assert (answer.code, answer.stderr) == (0, "")
    assert re.search(rf"[A-Z][^.]+\. .*Example: etl {command}\b", text)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command: str) -> None:
    options = etl(command, "--help").stdout.split("Options:")[1]
    entries = re.split(r"\n  (?=-)", options)[1:]
    assert len(entries) >= 2
    assert all(re.search(r"[A-Z]\S*\b.*[a-z]", entry.split(None, 1)[1]) for entry in entries)


def test_the_help_of_all_names_every_command_in_whole_sentences() -> None:
    text = etl("--help").stdout
    lines = [line.split(None, 1) for line in text.split("Commands:")[1].strip().splitlines()]
    assert [line[0] for line in lines] == list(COMMANDS)
    assert all(line[1].endswith(".") and not line[1].endswith("...") for line in lines)


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("ingest", "--no-such-option"),
        ("query",),
        ("query", "SELECT 1", "SELECT 2"),
        ("query", "SELECT 1", "--format", "xml"),
        ("export",),
        ("export", "out", "--format", "pdf"),
        ("inspect",),
        ("check", "extra"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_exits_2_with_nothing_on_stdout(arguments: tuple[str, ...]) -> None:
    answer = etl(*arguments)
    assert (answer.code, answer.data) == (2, b"")
    assert answer.stderr != ""


def test_help_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys\nfrom etl.cli.app import main\nsys.argv = ['etl', 'query', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('duckdb', 'pyarrow', 'pdfplumber', 'docx', 'jieba') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"


NO_WAREHOUSE = {
    "missing": None,
    "text": b"my notes\n",
    "empty": b"",
}
READERS = (
    ("query", "SELECT 1"),
    ("check",),
    ("units",),
    ("export", "out"),
)


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
@pytest.mark.parametrize("kind", NO_WAREHOUSE)
def test_what_is_no_warehouse_is_one_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(desk.folder)
    content = NO_WAREHOUSE[kind]
    if content is not None:
        put(desk.warehouse, content)
    answer = etl(*arguments, "--warehouse", desk.warehouse)
    assert answer.code in (1, 2)
    assert str(desk.warehouse) in said_in_one_line(answer)


def foreign(path: Path) -> Path:
    return doctor(path, "CREATE TABLE mine (a INTEGER)", "INSERT INTO mine VALUES (1)")


def newer(path: Path) -> Path:
    return doctor(put(path, bare_warehouse()), "UPDATE warehouse_info SET schema_version = 999")


def text(path: Path) -> Path:
    return put(path, b"my notes\n")


@pytest.mark.parametrize("make", [foreign, newer, text])
@pytest.mark.parametrize("command", ["ingest", "rebuild"])
def test_what_is_not_ours_is_not_written_over(desk: Desk, make: object, command: str) -> None:
    assert callable(make)
    make(desk.warehouse)
    before = desk.warehouse.read_bytes()
    put(desk.raw / "a.txt", notice_text())
    answer = desk.ingest(desk.raw) if command == "ingest" else desk.rebuild()
    assert desk.warehouse.read_bytes() == before
    assert answer.code in (1, 2)
    assert answer.stderr.splitlines()[-1].startswith("etl: ")


def test_an_older_schema_can_be_built_anew(desk: Desk) -> None:
    doctor(put(desk.warehouse, bare_warehouse()), "UPDATE warehouse_info SET schema_version = 0")
    put(desk.raw / "a.txt", notice_text())
    refused = desk.ingest(desk.raw)
    assert refused.code == 1 and "etl rebuild" in said_in_one_line(refused)
    assert desk.rebuild().code == 0
    assert ask(desk.warehouse, "SELECT count(*) FROM v_tasks") == [(len(ROWS),)]


@pytest.mark.parametrize(
    "arguments",
    [*READERS, ("ingest", TEXTS[0], notice_path("gaoxin-2024-plan", "docx"))],
    ids=["query", "check", "units", "export", "ingest"],
)
def test_a_damaged_warehouse_is_one_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, arguments: tuple[object, ...]
) -> None:
    arguments = tuple(a.resolve() if isinstance(a, Path) else a for a in arguments)
    monkeypatch.chdir(desk.folder)
    put(desk.warehouse, five_notices()[: len(five_notices()) // 2])
    answer = etl(*arguments, "--warehouse", desk.warehouse)
    assert answer.stderr == "" or answer.stderr.splitlines()[-1].startswith(("etl: ", "2 files"))
