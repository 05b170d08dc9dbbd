from datetime import datetime, timedelta

from etl.run_record import now, run_record
from etl.run_report import Fate, FileReport
from parsers import PARSER_VERSION


def test_a_run_is_counted_by_what_became_of_its_files() -> None:
    fates = [Fate.LOADED, Fate.LOADED, Fate.UNCHANGED, Fate.QUARANTINED]
    started = datetime(2024, 3, 1, 8, 30)
    record = run_record("r", "ingest", started, (FileReport(path=f"{n}", fate=f) for n, f in enumerate(fates)), 7)
    assert (record.run_id, record.command, record.started_at) == ("r", "ingest", started)
    assert (record.files, record.loaded, record.unchanged, record.quarantined, record.gone) == (4, 2, 1, 1, 7)
    assert record.parser_version == PARSER_VERSION


def test_a_run_without_files_has_none() -> None:
    record = run_record("r", "units", now(), (), 0)
    assert (record.files, record.loaded, record.unchanged, record.quarantined) == (0, 0, 0, 0)
    assert record.started_at <= record.finished_at <= record.started_at + timedelta(minutes=1)


def test_times_are_of_no_zone() -> None:
    assert now().tzinfo is None
