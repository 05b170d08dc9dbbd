from pathlib import Path

import pytest
import typer

from etl.cli.work import list_files, make_reader, read_reference, writing
from etl.reference.family_decisions import record_family_decision
from tests.etl.warehouse.build import etl, notice_text, put
from tests.families import decision


def test_the_reference_is_read_with_both_files_of_decisions(tmp_path: Path) -> None:
    record_family_decision(tmp_path / "families.yml", decision("a/p1", "b/p1"))
    read = read_reference(tmp_path / "units.yml", tmp_path / "families.yml")
    assert (len(read.decisions), len(read.family_decisions)) == (0, 1)
    assert read_reference(tmp_path / "units.yml").family_decisions == ()


def test_files_that_are_not_there_end_the_call(tmp_path: Path) -> None:
    file = put(tmp_path / "a.txt", notice_text())
    assert [Path(f.path).name for f in list_files([file])] == ["a.txt"]
    with pytest.raises(typer.Exit) as ended:
        list_files([tmp_path / "none.txt"])
    assert ended.value.exit_code == 2


def test_a_reader_waits_as_long_as_it_is_told(tmp_path: Path) -> None:
    reader = make_reader(read_reference(tmp_path / "units.yml"), 7)
    assert reader.limits.patience == 7  # type: ignore[attr-defined]


def test_a_dry_run_takes_no_lock(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb", "ingest", 0, dry=True):
        assert list(tmp_path.iterdir()) == []
    with writing(tmp_path / "w.duckdb", "ingest", 0):
        assert list(tmp_path.iterdir()) != []


def test_a_writer_knows_how_long_it_may_wait_and_tells_the_user(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with writing(tmp_path / "w.duckdb", "units", 7.5) as wait:
        wait.say("a line")
    assert wait.seconds == 7.5
    assert capsys.readouterr() == ("", "a line\n")


def test_a_writer_clears_what_a_killed_one_left_of_the_decisions(tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.yml"
    litter = put(tmp_path / ".decisions.yml.new", "- half a dec")
    with writing(tmp_path / "w.duckdb", "ingest", 0, (decisions,), dry=True):
        assert litter.exists()
    with writing(tmp_path / "w.duckdb", "ingest", 0, (decisions,)):
        assert not litter.exists()


@pytest.mark.parametrize(("name", "code"), [("a.txt", 0), ("b.pdf", 1)])
def test_a_run_ends_with_the_code_that_it_has_earned(tmp_path: Path, name: str, code: int) -> None:
    file = put(tmp_path / name, notice_text() if name == "a.txt" else "%PDF-1.4 nothing")
    assert etl("ingest", file, "--warehouse", tmp_path / "w.duckdb").code == code
    (tmp_path / "w.duckdb").unlink(missing_ok=True)
