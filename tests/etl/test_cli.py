"""The command line as scripts rely on it: what is printed where, and the exit codes 0, 1 and 2."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

from schemas.reference import Reference
from tests.conftest import notice_path
from tests.etl.warehouse.build import (
    ROWS,
    TEXTS,
    UNKNOWN,
    Answer,
    Row,
    altered,
    ask,
    bare_warehouse,
    doctor,
    emptied,
    etl,
    five_notices,
    notice_text,
    put,
    rows_of,
    unknown_units,
)

COMMANDS = ("ingest", "rebuild", "query", "inspect", "check", "units", "families", "export")
TARGET = "建成渝湖路小游园"


class Desk:
    """A folder of notices, a warehouse and a file of decisions, and the commands run on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.raw = folder / "raw"
        self.warehouse = folder / "notices.duckdb"
        self.decisions = folder / "decisions.yml"

    def ingest(self, *arguments: object) -> Answer:
        return etl("ingest", *arguments, "--warehouse", self.warehouse, "--decisions", self.decisions)

    def rebuild(self) -> Answer:
        return etl("rebuild", "--raw", self.raw, "--warehouse", self.warehouse, "--decisions", self.decisions)

    def units(self, *arguments: object) -> Answer:
        return etl("units", *arguments, "--warehouse", self.warehouse, "--decisions", self.decisions)

    def filled(self) -> "Desk":
        put(self.warehouse, five_notices())
        return self


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with emptied(tmp_path):
        yield Desk(tmp_path)


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("five")) as folder:
        yield put(folder / "notices.duckdb", five_notices())


@pytest.fixture(scope="module", autouse=True)
def _reference_data_is_loaded_once() -> Iterator[None]:
    """Without files of decisions it is the same at every call."""
    from etl.reference import load

    fresh, kept = load.load_reference, cache(load.load_reference)

    def loaded(*paths: Path | None) -> Reference:
        return fresh(*paths) if any(path and path.exists() for path in paths) else kept()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "load_reference", loaded)
        yield


def said_in_one_line(answer: Answer) -> str:
    assert answer.stderr.startswith("etl: ") and answer.stderr.count("\n") == 1
    assert answer.data == b""
    return answer.stderr


# help


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
        "import sys\nfrom etl.cli import main\nsys.argv = ['etl', 'query', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('duckdb', 'pyarrow', 'pdfplumber', 'docx', 'jieba') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"


# ingest


def test_ingest_tells_each_file_and_the_end_on_stderr(desk: Desk) -> None:
    for path in TEXTS:
        put(desk.raw / path.name, path.read_bytes())
    answer = desk.ingest(desk.raw)
    assert (answer.code, answer.data) == (0, b"")
    lines = answer.stderr.splitlines()
    assert [line.split()[0] for line in lines] == ["loaded"] * 5 + ["5"]
    assert lines[-1] == f"5 files: 5 loaded; published {desk.warehouse}"
    again = desk.ingest(desk.raw)
    assert again.code == 0 and "5 unchanged; nothing new" in again.stderr
    check = etl("check", "--warehouse", desk.warehouse)
    assert check.code == 0
    before = rows_of(desk.warehouse)
    rebuilt = desk.rebuild()
    assert (rebuilt.code, rebuilt.data) == (0, b"")
    assert rows_of(desk.warehouse) == before
    assert ask(desk.warehouse, "SELECT command, loaded FROM runs") == [("rebuild", 5)]


def test_ingest_of_bad_files_exits_1_and_says_why_for_each(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text())
    put(desk.raw / "empty.docx", b"")
    put(desk.raw / "picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(100))
    answer = desk.ingest(desk.raw)
    assert answer.code == 1
    assert len(re.findall(r"^QUARANTINED  \S+/(?:empty|picture)\.docx: .+\.$", answer.stderr, re.MULTILINE)) == 2
    assert "3 files: 1 loaded, 2 quarantined; published" in answer.stderr
    again = desk.ingest(desk.raw)
    assert again.code == 1 and again.stderr.count("QUARANTINED") == 2
    assert ask(desk.warehouse, "SELECT count(*) FROM sources") == [(3,)]


def test_a_changed_file_is_told_as_loaded_and_nothing_else(desk: Desk) -> None:
    path = put(desk.raw / "a.txt", notice_text())
    desk.ingest(path)
    put(path, notice_text().replace("3个", "4个"))
    answer = desk.ingest(path)
    assert answer.code == 0
    assert [line.split()[0] for line in answer.stderr.splitlines()] == ["loaded", "1"]
    assert "1 file: 1 loaded;" in answer.stderr


def test_a_copy_that_differs_is_told_with_the_place(desk: Desk) -> None:
    copy = put(desk.raw / "copy.txt", altered("yubei-2024-plan", TARGET, "建成渝湖路大游园"))
    answer = desk.ingest("--dry-run", notice_path("yubei-2024-plan", "text"), copy)
    assert answer.code == 0
    assert re.search(
        r"^superseded .*it differs in 1 place\(s\) from .*project 0*3\b.*: target", answer.stderr, re.MULTILINE
    )


def test_files_of_odd_names_have_a_line_each(desk: Desk) -> None:
    for n, name in enumerate(("two\nlines.txt", "a b.txt", "it's.txt", "关于通知.txt")):
        put(desk.raw / name, notice_text(number=f"渝北府办发〔2024〕{n + 1}号"))
    put(desk.raw / "z\ncopy.txt", notice_text(number="渝北府办发〔2024〕1号"))
    put(desk.raw / "~$a b.txt", "x")
    put(desk.raw / ".hidden.txt", "x")
    answer = desk.ingest("--dry-run", desk.raw)
    assert answer.code == 0
    assert len(answer.stderr.splitlines()) == 6
    assert "two\\nlines.txt" in answer.stderr


@pytest.mark.parametrize("name", ["none.txt", "none/deep", "民" * 300])
def test_ingest_of_a_path_that_is_not_there_exits_2_and_reads_nothing(desk: Desk, name: str) -> None:
    good = put(desk.raw / "a.txt", notice_text())
    answer = desk.ingest(good, desk.folder / name)
    assert answer.code == 2
    assert name in said_in_one_line(answer)
    assert not desk.warehouse.exists()


def test_a_dry_run_says_what_would_change_and_changes_nothing(desk: Desk) -> None:
    desk.filled()
    new = put(desk.raw / "a.txt", notice_text(number="渝北府办发〔2024〕99号"))
    answer = desk.ingest("--dry-run", new, TEXTS[0])
    assert (answer.code, answer.data) == (0, b"")
    assert "3 projects, 3 tasks" in answer.stderr and "unchanged" in answer.stderr
    assert "nothing was written (dry run)" in answer.stderr
    assert desk.warehouse.read_bytes() == five_notices()
    assert sorted(p.name for p in desk.folder.iterdir()) == ["notices.duckdb", "raw"]


def test_a_dry_run_of_bad_files_exits_1_and_makes_no_folder(desk: Desk) -> None:
    desk.warehouse = desk.folder / "deep" / "notices.duckdb"
    answer = desk.ingest("--dry-run", put(desk.raw / "a.pdf", b""))
    assert answer.code == 1
    assert not desk.warehouse.parent.exists()


def test_ingest_of_an_empty_folder_is_done_at_once(desk: Desk) -> None:
    desk.filled().raw.mkdir()
    answer = desk.ingest(desk.raw)
    assert answer.code == 0 and "0 files" in answer.stderr
    assert desk.warehouse.read_bytes() == five_notices()


@pytest.mark.parametrize("command", ["ingest", "rebuild"])
def test_data_raw_is_read_if_nothing_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = etl(command)
    assert answer.code == 2 and "data/raw" in answer.stderr


def test_the_warehouse_is_in_data_warehouse_if_nothing_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with emptied(tmp_path):
        put(tmp_path / "data" / "warehouse" / "notices.duckdb", bare_warehouse())
        assert etl("query", "SELECT 1 AS n", "--format", "json").stdout == '[\n {"n": 1}\n]\n'


def test_an_environment_variable_names_the_warehouse(five: Path) -> None:
    assert etl("query", "SELECT 7", "--format", "csv", env={"ETL_WAREHOUSE": str(five)}).stdout == "7\n7\n"


def test_the_option_wins_over_the_environment(five: Path) -> None:
    answer = etl("query", "SELECT 7 AS n", "--warehouse", five, env={"ETL_WAREHOUSE": "/none/such.duckdb"})
    assert answer.code == 0


# warehouses that are none

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


# rebuild


def test_a_rebuild_that_newly_fails_a_check_is_refused(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text([ROWS[0], ("5", *ROWS[1][1:])]))
    before = put(desk.warehouse, bare_warehouse()).read_bytes()
    answer = desk.rebuild()
    assert answer.code == 1
    assert "was not published: it fails error_findings" in answer.stderr.splitlines()[-1]
    assert desk.warehouse.read_bytes() == before
    assert not any(p.name.endswith((".new", ".wal")) for p in desk.folder.iterdir())


def test_a_rebuild_without_its_folder_exits_2(desk: Desk) -> None:
    desk.filled()
    assert desk.rebuild().code == 2
    assert desk.warehouse.read_bytes() == five_notices()


def test_a_rebuild_from_an_empty_folder_exits_2_and_leaves_the_warehouse(desk: Desk) -> None:
    desk.filled().raw.mkdir()
    answer = desk.rebuild()
    assert answer.code == 2
    assert f"there is no file in {desk.raw}" in said_in_one_line(answer)
    assert desk.warehouse.read_bytes() == five_notices()


def test_a_rebuild_from_litter_alone_leaves_the_warehouse(desk: Desk) -> None:
    desk.filled()
    put(desk.raw / "~$plan.docx", b"x")
    assert desk.rebuild().code == 2
    assert desk.warehouse.read_bytes() == five_notices()


def test_a_rebuild_of_which_no_file_can_be_read_leaves_the_warehouse(desk: Desk) -> None:
    desk.filled()
    put(desk.raw / "a.docx", b"")
    answer = desk.rebuild()
    assert answer.code == 1
    assert "no file gave a notice" in answer.stderr.splitlines()[-1]
    assert desk.warehouse.read_bytes() == five_notices()


# query


def test_a_table_is_printed_unless_another_format_is_asked_for(five: Path) -> None:
    answer = etl("query", "SELECT name FROM regions WHERE region_id = '500112'", "--warehouse", five)
    assert answer.code == 0
    assert answer.stdout == "name\n------\n渝北区\n(1 row)\n"
    assert answer.stderr == ""


def test_csv_and_json_and_parquet_say_the_same(five: Path) -> None:
    sql = "SELECT task_id, target, lead_mentions FROM v_tasks ORDER BY task_id"
    answers = {f: etl("query", sql, "--format", f, "--warehouse", five) for f in ("csv", "json", "parquet")}
    rows = json.loads(answers["json"].stdout)
    assert len(rows) == 124
    assert pq.read_table(io.BytesIO(answers["parquet"].data)).to_pylist() == rows
    table = list(csv.DictReader(io.StringIO(answers["csv"].stdout, newline="")))
    assert [
        {**r, "target": r["target"] or None, "lead_mentions": json.loads(r["lead_mentions"])} for r in table
    ] == rows


@pytest.mark.parametrize(
    "sql",
    [
        "SELEC 1",
        "SELECT * FROM nothing",
        "DROP TABLE tasks",
        "INSERT INTO families VALUES ('a', 'b', 'stated')",
        "SELECT 1; DROP TABLE tasks",
        "ATTACH 'x.duckdb'",
        "SET threads = 1",
        "",
    ],
)
def test_a_statement_that_is_wrong_or_writes_exits_2_with_one_line(five: Path, sql: str) -> None:
    answer = etl("query", sql, "--warehouse", five)
    assert answer.code == 2
    said_in_one_line(answer)
    assert five.read_bytes() == five_notices()


def test_nothing_is_printed_of_a_result_that_fails(five: Path) -> None:
    answer = etl("query", "SELECT target::INTEGER FROM tasks", "--format", "json", "--warehouse", five)
    assert answer.code == 2
    said_in_one_line(answer)


def test_a_reader_that_has_seen_enough_ends_the_command_in_peace(five: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from etl.cli import main; main()",
        "query",
        "FROM cells",
        "--warehouse",
        str(five),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


# inspect


def test_inspect_shows_every_stage_on_stdout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = notice_path("gaoxin-2024-plan", "text").resolve()
    monkeypatch.chdir(tmp_path)
    answer = etl("inspect", path)
    assert (answer.code, answer.stderr) == (0, "")
    for part in ("LETTER", "COLUMNS", "ROWS", "PARAGRAPHS", "TASKS", "FINDINGS"):
        assert part in answer.stdout
    assert list(tmp_path.iterdir()) == []


def test_inspect_of_a_file_that_cannot_be_read_exits_1_with_the_reason(tmp_path: Path) -> None:
    answer = etl("inspect", put(tmp_path / "a.docx", b""))
    assert answer.code == 1
    assert "the file is empty" in said_in_one_line(answer)


@pytest.mark.parametrize("name", ["none.txt", "", "民" * 300], ids=["missing", "folder", "too long"])
def test_inspect_of_no_file_exits_2(tmp_path: Path, name: str) -> None:
    answer = etl("inspect", tmp_path / name)
    assert answer.code == 2
    said_in_one_line(answer)


@pytest.mark.parametrize("surprise", [RuntimeError("what now"), PermissionError(13, "Permission denied")], ids=repr)
def test_inspect_of_a_file_that_surprises_exits_1_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, surprise: Exception
) -> None:
    def surprising(_: bytes) -> None:
        raise surprise

    monkeypatch.setattr("parsers.reading.read_document", surprising)
    answer = etl("inspect", put(tmp_path / "a.txt", notice_text()))
    assert answer.code == 1
    said_in_one_line(answer)


# check


def test_check_says_what_each_check_holds(five: Path) -> None:
    answer = etl("check", "--warehouse", five)
    assert (answer.code, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert len(lines) == 7
    assert all(re.fullmatch(r"ok       \w+: [A-Z].+\.", line) for line in lines)


def test_check_exits_1_and_shows_what_failed(desk: Desk) -> None:
    desk.filled()
    doctor(desk.warehouse, "UPDATE cells SET disposition = 'unread' WHERE field = 'remark' AND text <> ''")
    answer = etl("check", "--warehouse", desk.warehouse)
    assert answer.code == 1
    assert re.search(
        r"^FAILED   unread_cells: .*\n(?: {9}.*\n)* {9}.*yubei-2024-plan\.txt: \d+ cell", answer.stdout, re.MULTILINE
    )
    assert answer.stdout.count("ok ") == 6


def test_check_notices_that_a_file_has_gone(desk: Desk) -> None:
    desk.filled()
    doctor(desk.warehouse, "UPDATE sources SET path = 'gone/' || parse_filename(path)")
    answer = etl("check", "--warehouse", desk.warehouse)
    assert answer.code == 1
    assert answer.stdout.count("is gone; put it back") == 5


# units


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    """A warehouse with unit names that nobody knows."""
    put(desk.raw / "a.txt", notice_text(UNKNOWN))
    put(desk.warehouse, unknown_units())
    return desk


def test_units_lists_the_names_that_nobody_knows(waiting: Desk) -> None:
    answer = waiting.units()
    assert (answer.code, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert lines[0].split()[:2] == ["region", "mention"]
    names = ("区园林专班", "区改厕办", "区街巷办", "义诊医师", "各街巷队")
    assert {tuple(line.split()[:2]) for line in lines[2:-1]} == {("渝北区", name) for name in names}
    assert re.search(r"区园林专班 .* 2 .*a\.txt, table 1, row 2", answer.stdout)


def test_units_of_a_warehouse_where_all_are_known_lists_none(five: Path) -> None:
    assert etl("units", "--warehouse", five).stdout.endswith("(0 rows)\n")


VERDICTS = {
    "区园林专班": (("--same-as", "500112-urban-management"), [("重庆市渝北区城市管理局", "department")]),
    "区改厕办": (("--new", "渝北区农村改厕工作办公室"), [("渝北区农村改厕工作办公室", "unknown")]),
    "区街巷办": (("--group",), [("区街巷办", "group")]),
    "义诊医师": (("--not-a-unit",), []),
}


def meaning(warehouse: Path, mention: str) -> list[Row]:
    return ask(
        warehouse,
        "SELECT DISTINCT name, kind FROM task_units JOIN units USING (unit_id) WHERE mention = ?",
        mention,
    )


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, list[Row]]]]:
    """A rebuilt warehouse after a decision on each name, and what each meant right after its decision."""
    with emptied(tmp_path_factory.mktemp("decided")) as folder:
        desk = Desk(folder)
        put(desk.raw / "a.txt", notice_text(UNKNOWN))
        put(desk.warehouse, unknown_units())
        at_once: dict[str, list[Row]] = {}
        for name, (verdict, _) in VERDICTS.items():
            answer = desk.units(name, "--region", "渝北区", *verdict, "--reason", f"关于{name}", "--by", "张三")
            assert (answer.code, answer.data) == (0, b"")
            at_once[name] = meaning(desk.warehouse, name)
        assert desk.rebuild().code == 0
        yield desk, at_once


@pytest.mark.parametrize("name", VERDICTS)
def test_a_decision_is_applied_at_once_and_survives_a_rebuild(
    decided: tuple[Desk, dict[str, list[Row]]], name: str
) -> None:
    desk, at_once = decided
    assert at_once[name] == VERDICTS[name][1]
    assert meaning(desk.warehouse, name) == VERDICTS[name][1]


def test_a_name_that_was_decided_on_waits_no_longer(decided: tuple[Desk, dict[str, list[Row]]]) -> None:
    assert ask(decided[0].warehouse, "SELECT mention FROM v_units_to_decide") == [("各街巷队",)]


def test_every_decision_is_recorded_with_who_and_why(decided: tuple[Desk, dict[str, list[Row]]]) -> None:
    entries = yaml.safe_load(decided[0].decisions.read_text("utf-8"))
    assert [(e["mention"], e["region"], e["reason"], e["decided_by"]) for e in entries] == [
        (name, "渝北区", f"关于{name}", "张三") for name in VERDICTS
    ]


def test_a_name_may_mean_a_unit_that_was_decided_on_before(waiting: Desk) -> None:
    new = ("--new", "渝北区园林绿化工作专班", "--function", "城市管理")
    assert waiting.units("区园林专班", "--region", "渝北区", *new, "--reason", "新设").code == 0
    ((unit,),) = ask(waiting.warehouse, "SELECT unit_id FROM units WHERE name = '渝北区园林绿化工作专班'")
    answer = waiting.units("区改厕办", "--region", "渝北区", "--same-as", unit, "--reason", "同一机构")
    assert answer.code == 0, answer.stderr
    assert ask(waiting.warehouse, "SELECT function FROM unit_functions WHERE unit_id = ?", unit) == [("城市管理",)]
    assert ask(waiting.warehouse, "SELECT DISTINCT unit_id FROM task_units WHERE mention = '区改厕办'") == [(unit,)]


def test_a_second_decision_on_a_name_takes_the_place_of_the_first(waiting: Desk) -> None:
    waiting.units("区园林专班", "--region", "渝北区", "--group", "--reason", "误")
    waiting.units("区园林专班", "--region", "渝北区", "--same-as", "500112-urban-management", "--reason", "改正")
    (entry,) = yaml.safe_load(waiting.decisions.read_text("utf-8"))
    assert (entry["verdict"], entry["reason"]) == ("same_as", "改正")
    assert meaning(waiting.warehouse, "区园林专班") == [("重庆市渝北区城市管理局", "department")]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--region", "渝北区", "--reason", "r"),
        ("--region", "渝北区", "--group", "--not-a-unit", "--reason", "r"),
        ("--region", "渝北区", "--same-as", "500112-urban-management", "--new", "某局", "--reason", "r"),
        ("--group", "--reason", "r"),
        ("--region", "渝北区", "--group"),
        ("--region", "渝北区", "--same-as", "no-such-unit", "--reason", "r"),
        ("--region", "渝北区", "--same-as", "cq-gaoxin-finance", "--reason", "another region's"),
    ],
    ids=["no verdict", "two verdicts", "two more", "no region", "no reason", "unknown unit", "another region's unit"],
)
def test_a_decision_that_cannot_be_meant_exits_2_and_is_not_recorded(desk: Desk, arguments: tuple[str, ...]) -> None:
    put(desk.warehouse, bare_warehouse())
    answer = desk.units("区园林专班", *arguments)
    assert answer.code == 2
    said_in_one_line(answer)
    assert not desk.decisions.exists()
    assert desk.warehouse.read_bytes() == bare_warehouse()


def test_a_decision_without_a_warehouse_makes_none(desk: Desk) -> None:
    desk.units("区园林专班", "--region", "渝北区", "--group", "--reason", "r")
    assert not desk.warehouse.exists()


# broken decisions


@pytest.mark.parametrize(
    "content",
    [
        "- region: 渝北区\n  mention: 区专班\n".encode("gb18030"),
        b"- [",
        b"region: x\n",
        b"- mention: x\n",
        b"- {region: a, region: b}\n",
    ],
    ids=["another encoding", "no yaml", "no list", "incomplete", "a key twice"],
)
def test_decisions_that_cannot_be_read_are_one_line_that_names_the_file(desk: Desk, content: bytes) -> None:
    put(desk.decisions, content)
    put(desk.raw / "a.txt", notice_text())
    answer = desk.ingest(desk.raw)
    assert answer.code in (1, 2)
    assert str(desk.decisions) in said_in_one_line(answer)
    assert not desk.warehouse.exists()


def test_decisions_that_cannot_be_written_are_one_line(desk: Desk) -> None:
    put(desk.warehouse, unknown_units())
    desk.decisions = put(desk.folder / "file", b"x") / "decisions.yml"
    answer = desk.units("区园林专班", "--region", "渝北区", "--group", "--reason", "r")
    assert answer.code in (1, 2)
    said_in_one_line(answer)


def test_a_folder_of_decisions_is_one_line(desk: Desk) -> None:
    desk.decisions.mkdir()
    answer = desk.ingest(put(desk.raw / "a.txt", notice_text()))
    assert answer.code in (1, 2)
    said_in_one_line(answer)


# export


@pytest.mark.parametrize("table_format", ["parquet", "csv", "xlsx"])
def test_export_prints_the_files_it_wrote(tmp_path: Path, table_format: str) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    answer = etl("export", tmp_path / "out", "--format", table_format, "--warehouse", warehouse)
    assert (answer.code, answer.stderr) == (0, "")
    written = [Path(line) for line in answer.stdout.splitlines()]
    assert sorted(written) == sorted((tmp_path / "out").iterdir())
    assert all(file.suffix == f".{table_format}" for file in written)


def test_export_is_parquet_unless_said_otherwise(tmp_path: Path) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    assert etl("export", tmp_path / "out", "--warehouse", warehouse).stdout.splitlines()[0].endswith("cells.parquet")


def test_export_into_a_file_exits_1_with_one_line(tmp_path: Path) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    answer = etl("export", put(tmp_path / "out", "x"), "--warehouse", warehouse)
    assert answer.code in (1, 2)
    said_in_one_line(answer)
