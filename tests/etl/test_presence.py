from datetime import datetime

from etl.presence import REPLACED, replaced
from schemas.publication import Outcome, SourceRecord


def source(path: str, sha256: str = "a" * 64, outcome: Outcome = Outcome.LOADED) -> SourceRecord:
    return SourceRecord(
        source_id=sha256[:16],
        path=path,
        sha256=sha256,
        outcome=outcome,
        reason=None if outcome is Outcome.LOADED else "it is empty.",
        parser_version="1",
        run_id="r",
        loaded_at=datetime(2024, 3, 1),
    )


OLD, NEW = "a" * 64, "b" * 64


def test_a_file_that_is_as_it_was_is_not_replaced() -> None:
    assert replaced([source("raw/a.txt")], {"raw/a.txt": OLD}) == []


def test_a_file_that_no_run_has_looked_at_is_not_replaced() -> None:
    assert replaced([source("raw/a.txt")], {"raw/b.txt": NEW}) == []


def test_a_path_with_other_bytes_replaces_the_file() -> None:
    (marked,) = replaced([source("raw/a.txt")], {"raw/a.txt": NEW})
    assert (marked.outcome, marked.sha256) == (Outcome.SUPERSEDED, OLD)
    assert marked.reason == f"{REPLACED}; it now holds {NEW[:16]}."


def test_a_file_that_only_moved_is_not_replaced() -> None:
    assert replaced([source("raw/a.txt")], {"raw/a.txt": NEW, "raw/old/a.txt": OLD}) == []


def test_a_file_that_became_a_folder_of_files_is_replaced() -> None:
    (marked,) = replaced([source("raw/a.zip")], {"raw/a.zip/plan.txt": NEW})
    assert "read as a folder of files" in (marked.reason or "")


def test_what_is_marked_already_is_not_marked_again() -> None:
    (marked,) = replaced([source("raw/a.txt")], {"raw/a.txt": NEW})
    assert replaced([marked], {"raw/a.txt": NEW}) == []


def test_a_quarantined_file_is_replaced_too() -> None:
    (marked,) = replaced([source("raw/a.txt", outcome=Outcome.QUARANTINED)], {"raw/a.txt": NEW})
    assert marked.outcome is Outcome.SUPERSEDED
