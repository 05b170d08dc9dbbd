import pytest

from etl.run_report import Fate, FileReport, RunReport, unread


def report(*files: FileReport) -> RunReport:
    return RunReport(files=files, published=True)


def line(fate: Fate = Fate.LOADED, errors: int = 0) -> FileReport:
    return FileReport(path="a.txt", fate=fate, errors=errors)


def test_files_are_counted_by_their_fate() -> None:
    run = report(line(), line(Fate.UNCHANGED), line())
    assert [run.count(fate) for fate in Fate] == [2, 1, 0, 0]


@pytest.mark.parametrize(
    ("one", "clean"),
    [
        (line(), True),
        (line(Fate.UNCHANGED), True),
        (line(Fate.SUPERSEDED), True),
        (line(Fate.QUARANTINED), False),
        (line(errors=1), False),
    ],
)
def test_a_run_is_clean_if_every_file_was_read_and_none_contradicts_itself(one: FileReport, clean: bool) -> None:
    assert report(line(), one).is_clean is clean


def test_a_run_without_files_is_clean() -> None:
    assert report().is_clean


def test_what_the_disk_did_not_give_has_no_hash() -> None:
    reports = [line(), FileReport(path="b.txt", fate=Fate.QUARANTINED, sha256="b" * 64)]
    assert unread([*reports, FileReport(path="closed", fate=Fate.QUARANTINED)]) == {"a.txt", "closed"}
