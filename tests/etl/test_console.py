import io
import sys
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.console import (
    closing_line,
    describe,
    file_line,
    list_packed,
    moved_lines,
    print_lines,
    printable,
    progress,
    say,
)
from etl.pipeline import inspect
from etl.raw_files import Unreached
from etl.run_report import Fate, FileReport, RunReport
from schemas.reference import Reference
from tests.conftest import notice_path
from tests.etl.warehouse.build import UNKNOWN, notice_text, put


class Console(io.TextIOWrapper):
    """A stream as a program finds it: with an encoding, and perhaps a terminal."""

    terminal: ClassVar[bool] = False

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="", write_through=True)

    def isatty(self) -> bool:
        return self.terminal

    @property
    def written(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


class Terminal(Console):
    terminal = True


def loaded(path: str = "data/raw/a.txt", **counts: int) -> FileReport:
    return FileReport(path=path, fate=Fate.LOADED, projects=33, tasks=41, **counts)


LINES = {
    "loaded": (loaded(), "loaded       data/raw/a.txt: 33 projects, 41 tasks, no findings"),
    "one of each": (
        FileReport(path="a", fate=Fate.LOADED, projects=1, tasks=1, errors=1, warnings=1, notes=1),
        "loaded       a: 1 project, 1 task, 1 error, 1 warning, 1 note",
    ),
    "several": (
        loaded(warnings=2, notes=10),
        "loaded       data/raw/a.txt: 33 projects, 41 tasks, 2 warnings, 10 notes",
    ),
    "unchanged": (FileReport(path="a.txt", fate=Fate.UNCHANGED), "unchanged    a.txt"),
    "same bytes": (
        FileReport(path="b.txt", fate=Fate.UNCHANGED, reason="same bytes as a.txt"),
        "unchanged    b.txt: same bytes as a.txt",
    ),
    "quarantined": (
        FileReport(path="a.pdf", fate=Fate.QUARANTINED, reason="it is encrypted."),
        "QUARANTINED  a.pdf: it is encrypted.",
    ),
    "superseded": (
        FileReport(path="a.txt", fate=Fate.SUPERSEDED, reason="it differs in 1 place from b.docx."),
        "superseded   a.txt: it differs in 1 place from b.docx.",
    ),
}


@pytest.mark.parametrize("case", LINES)
def test_a_file_has_a_line_that_says_what_became_of_it(case: str) -> None:
    report, line = LINES[case]
    assert file_line(report) == line


@pytest.mark.parametrize("name", ["two\nlines.txt", "bell\x07.txt", "\x1b[31mred.txt", "\u202egpj.txt", "a\rb"])
def test_no_name_of_a_file_can_break_its_line(name: str) -> None:
    for report in (loaded(name), FileReport(path="a", fate=Fate.UNCHANGED, reason=f"same bytes as {name}")):
        assert file_line(report).isprintable()


@given(st.text())
def test_printable_text_is_printable(text: str) -> None:
    assert printable(text).isprintable()


@given(st.text())
def test_what_is_printable_already_stays(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(
    ("text", "shown"), [("渝北区 a“b”.txt", "渝北区 a“b”.txt"), ("a\nb", "a\\nb"), ("\x00", "\\x00")]
)
def test_printable_shows_control_characters_as_escapes(text: str, shown: str) -> None:
    assert printable(text) == shown


def report(*fates: Fate, published: bool = True) -> RunReport:
    return RunReport(files=tuple(FileReport(path="a", fate=f) for f in fates), published=published)


@pytest.mark.parametrize(
    ("run", "dry", "line"),
    [
        (report(Fate.LOADED), False, "1 file: 1 loaded; published w.duckdb"),
        (
            report(Fate.LOADED, Fate.QUARANTINED, Fate.LOADED),
            False,
            "3 files: 2 loaded, 1 quarantined; published w.duckdb",
        ),
        (
            report(Fate.UNCHANGED, Fate.UNCHANGED, published=False),
            False,
            "2 files: 2 unchanged; nothing new; w.duckdb is as it was",
        ),
        (report(Fate.LOADED, published=False), True, "1 file: 1 loaded; nothing was written (dry run)"),
        (report(published=False), False, "0 files: none; nothing new; w.duckdb is as it was"),
    ],
)
def test_a_run_ends_with_what_it_did(run: RunReport, dry: bool, line: str) -> None:
    assert closing_line(run, "w.duckdb", dry) == line


def test_a_decision_ends_with_what_was_made_of_it() -> None:
    fields: dict[str, Any] = {"files": (), "published": True, "groups": (object(),), "gone": (), "moved": ()}
    one = RunReport.model_construct(**fields)  # that of a group is of no matter here
    assert closing_line(one, "w", False, "0123456789abcdef01") == (
        "1 notice normalised anew; published w (content 0123456789abcdef)"
    )


def test_paths_that_moved_are_counted_and_told() -> None:
    moved = report(Fate.UNCHANGED).model_copy(update={"moved": (("a\n.txt", "b.txt"),)})
    assert closing_line(moved, "w", False) == "1 file: 1 unchanged, 1 moved to other paths; published w"
    assert list(moved_lines(moved)) == ["MOVED        b.txt: it was a\\n.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii", "cp1252"])
@pytest.mark.parametrize("text", ["渝北区", "〔2024〕", "😀", "a\udcd3b"])
def test_any_console_shows_any_line(monkeypatch: pytest.MonkeyPatch, encoding: str, text: str) -> None:
    console = Console(encoding)
    monkeypatch.setattr(sys, "stderr", console)
    say(text)
    assert console.written.endswith("\n") and len(console.written) > 1


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_data_is_printed_on_stdout_line_by_line(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    out, err = Console(encoding), Console(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    print_lines(["one", "渝北区", "three"])
    assert len(out.written.splitlines()) == 3
    assert err.written == ""


def test_without_a_terminal_files_are_told_as_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console()
    monkeypatch.setattr(sys, "stderr", console)
    with progress(2) as shown:
        shown.done(loaded("a.txt"))
        shown.done(loaded("b.txt"))
    assert console.written.splitlines() == [file_line(loaded("a.txt")), file_line(loaded("b.txt"))]


@pytest.mark.parametrize("name", ["a.txt", "[red]b.txt", "[/x].txt", "c\\.txt", "{task.x}.txt", "渝北区" * 20 + ".txt"])
def test_on_a_terminal_a_bar_lets_every_line_through(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    console = Terminal()
    monkeypatch.setattr(sys, "stderr", console)
    monkeypatch.setenv("TERM", "xterm")
    with progress(1) as shown:
        shown.done(loaded(name))
    assert file_line(loaded(name)) in console.written


@pytest.fixture(scope="module")
def description(reference: Reference) -> str:
    return "\n".join(describe(*inspect(notice_path("yubei-2024-plan", "text"), reference)))


@pytest.mark.parametrize(
    "said",
    [
        "LETTER (read as text)",
        "渝北府办发〔2024〕5号",
        "重庆市渝北区人民政府办公室",
        "渝北区 (500112)",
        "plan, 2024",
        "2024-02-29",
        "33 total",
        "TABLE 1: COLUMNS",
        "TABLE 1: ROWS",
        "PARAGRAPHS",
        "TASKS (normalised)",
        "FINDINGS (",
    ],
)
def test_a_description_goes_through_the_stages(description: str, said: str) -> None:
    assert said in description


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("序号", "seq"),
        ("项目名称", "name"),
        ("牵头单位", "lead"),
        ("责任单位", "responsible"),
        ("具体支撑项目及绩效目标", "target"),
        ("完成时限", "deadline"),
        ("类型", "level"),
        ("备注", "remark"),
    ],
)
def test_every_column_is_shown_with_its_role(description: str, header: str, role: str) -> None:
    columns = description.split("TABLE 1: COLUMNS")[1].split("TABLE 1: ROWS")[0]
    assert any(line.split()[1:] == [role, header] for line in columns.splitlines() if line.strip())


def test_every_row_is_shown_with_its_fate(reference: Reference, description: str) -> None:
    notice, _, _ = inspect(notice_path("yubei-2024-plan", "text"), reference)
    rows = {(c.table_no, c.row_no) for c in notice.cells}
    shown = description.split("TABLE 1: ROWS")[1].split("PARAGRAPHS")[0]
    lines = [line for line in shown.splitlines() if line[:6].strip().isdigit()]
    assert len(lines) == len(rows)
    assert all(
        line.split()[2].split("+")[0] in {"field", "header", "section", "total", "note", "form", "blank"}
        for line in lines
    )


def test_every_paragraph_is_shown_with_its_fate(reference: Reference, description: str) -> None:
    notice, _, _ = inspect(notice_path("yubei-2024-plan", "text"), reference)
    shown = description.split("PARAGRAPHS (number, fate, text)\n")[1].split("\n\nTASKS")[0]
    assert len(shown.splitlines()) == len(notice.paragraphs)


def test_every_task_is_shown_with_units_and_deadline(reference: Reference, description: str) -> None:
    _, rows, _ = inspect(notice_path("yubei-2024-plan", "text"), reference)
    assert all(task.task_id in description for task in rows.tasks)
    assert description.count("      deadline ") == description.count("      units ") == len(rows.tasks)
    assert "lead 区城管局 = 500112-" in description
    assert "2024-12-31 (stated “2024.12”)" in description


def test_leaders_and_money_are_shown_where_a_notice_has_them(reference: Reference) -> None:
    leaders = "\n".join(describe(*inspect(notice_path("yubei-2020-plan", "text"), reference)))
    money = "\n".join(describe(*inspect(notice_path("wulong-2024-plan", "text"), reference)))
    assert "leaders  张广莉" in leaders and "money " not in leaders.split("TASKS")[1]
    assert "47,000,000 yuan" in money


def test_a_finding_is_shown_with_its_place(reference: Reference, tmp_path: Path) -> None:
    notice, rows, file_format = inspect(put(tmp_path / "a.txt", notice_text(UNKNOWN)), reference)
    shown = "\n".join(describe(notice, rows, file_format)).split("FINDINGS")[1]
    assert "warning  unknown_unit [table 1, row 2]: " in shown
    assert all(f.message in shown for f in rows.findings)


def test_what_cannot_be_looked_into_is_listed_with_why() -> None:
    assert list(list_packed([Unreached("raw/closed", "this folder cannot be listed.")])) == [
        "raw/closed: this folder cannot be listed."
    ]
