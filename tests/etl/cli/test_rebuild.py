"""``etl rebuild``: when it publishes and when it does not."""

from tests.etl.cli.desk import Desk, said_in_one_line
from tests.etl.warehouse.build import (
    ROWS,
    bare_warehouse,
    five_notices,
    notice_text,
    put,
)


def test_a_rebuild_that_newly_fails_a_check_is_refused(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text([ROWS[0], ("5", *ROWS[1][1:])]))
    before = put(desk.warehouse, bare_warehouse()).read_bytes()
    answer = desk.rebuild()
    assert answer.code == 1
    assert "was not published: it fails serial_numbers" in answer.stderr.splitlines()[-1]
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
