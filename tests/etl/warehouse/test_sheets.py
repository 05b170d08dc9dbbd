"""The sheets by which people compare."""

from importlib.resources import files

from etl.warehouse.sheets import NOTICES, PROJECTS, SHEETS, TASKS, make_sheets
from etl.warehouse.sides import two_sides


def test_every_sheet_has_the_columns_that_are_compared() -> None:
    with two_sides(None, None) as sides:
        make_sheets(sides)
        for sheet in SHEETS:
            for side in ("old", "new"):
                has = {row[0] for row in sides.connection.execute(f"DESCRIBE {side}.{sheet.name}").fetchall()}
                named = {
                    *sheet.key,
                    *sheet.columns,
                    sheet.label,
                    sheet.notice,
                    sheet.order,
                }
                assert named - {None} <= has, sheet.name


def test_sheets_are_told_from_the_whole_to_the_part() -> None:
    assert SHEETS[:3] == (NOTICES, PROJECTS, TASKS)
    assert len({s.name for s in SHEETS}) == len(SHEETS) == 6


def test_the_sheets_are_part_of_the_package() -> None:
    assert (files("etl.warehouse") / "sheets.sql").is_file()
