import json
import multiprocessing
import re
import sys
from pathlib import Path

import pytest

from etl.run_log import RunLog, as_json, new_run_id
from etl.run_report import Fate, FileReport, RunReport
from schemas.log import AnyLine, FileDone, Gone, line_adapter
from tests.etl.warehouse.build import put


def report(path: str = "a.txt", fate: Fate = Fate.LOADED, reason: str | None = None) -> FileReport:
    return FileReport(path=path, fate=fate, sha256="ab", seconds=1.23456, projects=3, tasks=4, notes=2, reason=reason)


def lines(path: Path) -> list[AnyLine]:
    return [line_adapter.validate_json(line) for line in path.read_bytes().split(b"\n")[:-1]]


def told(log: Path, *reports: FileReport) -> list[str]:
    warnings: list[str] = []
    one = RunLog(str(log), "run", warnings.append)
    for each in reports:
        one.file(each)
    one.ended(0)
    return warnings


def test_a_run_is_its_files_what_is_gone_and_its_end(tmp_path: Path) -> None:
    log = RunLog(str(tmp_path / "etl.jsonl"), "run", pytest.fail)
    log.file(report())
    log.file(report("b.txt"))
    files = (report(), report("b.txt", Fate.SUPERSEDED, "it differs."))
    log.gone(("c.txt",))
    log.result(RunReport(files=files, published=True, gone=("c.txt",)))
    log.ended(1, "it was refused.")
    written = lines(tmp_path / "etl.jsonl")
    assert [line.event for line in written] == ["file", "file", "gone", "file", "refused", "run_ended"]
    assert {line.run_id for line in written} == {"run"}
    end = json.loads(as_json(written[-1]))
    assert end["exit_code"] == 1
    assert end["counts"] == {
        "files": 2,
        "loaded": 1,
        "unchanged": 0,
        "superseded": 1,
        "quarantined": 0,
        "gone": 1,
    }


def test_what_is_gone_is_counted_though_nothing_was_published(tmp_path: Path) -> None:
    log = RunLog(str(tmp_path / "log"), "run", pytest.fail)
    log.gone(("c.txt", "d.txt"))
    log.ended(1, "it was refused.")
    written = lines(tmp_path / "log")
    assert [line.event for line in written] == ["gone", "gone", "refused", "run_ended"]
    assert json.loads(as_json(written[-1]))["counts"]["gone"] == 2


def test_a_run_that_is_broken_off_counts_what_it_did(tmp_path: Path) -> None:
    assert told(tmp_path / "log", report(), report("b", Fate.QUARANTINED, "it is empty.")) == []
    end = json.loads(as_json(lines(tmp_path / "log")[-1]))
    assert (end["counts"]["files"], end["counts"]["loaded"], end["counts"]["quarantined"]) == (2, 1, 1)


def test_lines_are_appended(tmp_path: Path) -> None:
    for _ in range(2):
        told(tmp_path / "log", report())
    assert [line.event for line in lines(tmp_path / "log")] == ["file", "run_ended"] * 2


def test_a_call_that_never_became_a_run_leaves_no_line(tmp_path: Path) -> None:
    RunLog(str(tmp_path / "log"), "run", pytest.fail).ended(2, "there is no file.")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_without_a_target(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log = RunLog(None, "run", pytest.fail)
    log.file(report())
    log.ended(0)
    assert not log.is_kept and capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_a_dash_is_stderr(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    log = RunLog("-", "run", pytest.fail)
    log.file(report())
    log.ended(0)
    out, err = capfdbinary.readouterr()
    assert out == b"" and err.count(b"\n") == 2
    assert not sys.stderr.closed


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "a\u2028b\x85c\u2029.txt", "\udcff.txt", "“引号”\"'.txt", "a\0b\x1b[0m.txt"]
)
def test_an_odd_path_stays_one_line(tmp_path: Path, name: str) -> None:
    assert told(tmp_path / "log", report(name, reason=name)) == []
    text = (tmp_path / "log").read_bytes().decode()
    assert len(text.splitlines()) == 2
    (first, _) = lines(tmp_path / "log")
    assert isinstance(first, FileDone)
    assert first.path == name.encode("utf-8", "backslashreplace").decode() == first.reason


def test_chinese_is_written_as_it_is(tmp_path: Path) -> None:
    told(tmp_path / "log", report("渝北区.txt"))
    assert "渝北区.txt" in (tmp_path / "log").read_text("utf-8")


def test_a_folder_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    (warning,) = told(tmp_path / "none" / "log", report(), report())
    told_why = f"the log {tmp_path / 'none' / 'log'} cannot be written (No such file or directory)"
    assert warning == f"{told_why}; the run goes on without it"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_told_once() -> None:
    (warning,) = told(Path("/dev/full"), report(), report())
    assert "(No space left on device)" in warning


def test_a_name_that_no_system_can_hold_is_told() -> None:
    (warning,) = told(Path("a\0b"), report())
    assert warning.endswith("the run goes on without it")


def _append(path: str, who: str) -> None:
    log = RunLog(path, who, print)
    for n in range(200):
        log.write(Gone(run_id=who, path=f"{n} " + "长" * 2000))


def test_lines_of_two_runs_do_not_mix(tmp_path: Path) -> None:
    path = put(tmp_path / "log", "")
    writers = [
        multiprocessing.get_context("spawn").Process(target=_append, args=(str(path), who)) for who in ("a", "b")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    written = lines(path)
    assert len(written) == 400
    assert {line.run_id for line in written} == {"a", "b"}


def test_a_run_has_an_id_of_its_own() -> None:
    one, other = new_run_id(), new_run_id()
    assert one != other
    assert re.fullmatch(r"\d{8}T\d{6}-[0-9a-f]{6}", one)
