"""``etl check``: what each check holds, and what failed."""

import re
from pathlib import Path

from tests.etl.cli.desk import Desk
from tests.etl.warehouse.build import (
    doctor,
    etl,
)


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
