"""One publish at a time."""

from pathlib import Path

import pytest

from etl.warehouse.errors import ConflictError, WarehouseError
from etl.warehouse.lake import turn
from etl.warehouse.lake.turn import in_turn
from etl.warehouse.wait import Wait
from tests.etl.warehouse.lake.build import new_lake


def test_a_file_needs_no_turn(tmp_path: Path) -> None:
    assert in_turn(tmp_path / "notices.duckdb", None, lambda: 7) == 7
    assert list(tmp_path.iterdir()) == []


def test_what_was_overtaken_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "_PAUSES", (0.0,))
    tries, said = iter((True, True, False)), list[str]()

    def act() -> str:
        if next(tries):
            raise ConflictError("others were first")
        return "done"

    assert in_turn(new_lake(tmp_path), Wait(60, said.append), act) == "done"
    assert len(said) == 2


def test_it_is_not_tried_for_ever(tmp_path: Path) -> None:
    def act() -> None:
        raise ConflictError("others were first")

    with pytest.raises(ConflictError):
        in_turn(new_lake(tmp_path), Wait(0), act)


def test_the_turn_ends_with_who_had_it(tmp_path: Path) -> None:
    lake = new_lake(tmp_path)

    def second() -> None:
        with pytest.raises(WarehouseError, match="another run is still publishing"):
            in_turn(lake, Wait(0.1), lambda: None)

    in_turn(lake, None, second)
    assert in_turn(lake, Wait(0.1), lambda: "mine") == "mine"
