"""What the end of a run says."""

from tests.conftest import left_out


def test_what_was_left_out_is_told_by_its_reason() -> None:
    skipped = [
        ("tests/lake/test_lake.py::test_one", "Skipped: run `make test-cluster`"),
        ("tests/cluster/test_local.py::test_two[x/y]", "Skipped: run `make test-cluster`"),
        ("tests/test_scans.py::test_three", "Skipped: is long"),
    ]
    assert left_out(skipped) == [
        "left out: 1 test of tests/test_scans.py: is long",
        "left out: 2 tests of tests/cluster and tests/lake: run `make test-cluster`",
    ]


def test_nothing_is_said_of_nothing() -> None:
    assert left_out([]) == []
