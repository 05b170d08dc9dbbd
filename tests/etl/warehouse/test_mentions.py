"""The names that the notices of each region write."""

from pathlib import Path

import pytest

from etl.warehouse.errors import WarehouseError
from etl.warehouse.mentions import names_by_region
from tests.etl.warehouse.build import five_notices, put


def test_every_region_comes_with_the_names_of_its_own_notices(tmp_path: Path) -> None:
    found = {r.region_id: r for r in names_by_region(put(tmp_path / "w.duckdb", five_notices()))}
    yubei, wulong = found["500112"], found["500156"]
    assert (yubei.name, yubei.full_name) == ("渝北区", "重庆市渝北区")
    assert {"区市场监管局", "区市场监督局", "相关镇街"} <= set(yubei.mentions)
    assert "团区委" in wulong.mentions
    assert "团区委" not in yubei.mentions
    assert list(yubei.mentions) == sorted(set(yubei.mentions))


def test_a_region_without_notices_names_nothing(tmp_path: Path) -> None:
    found = {r.region_id: r for r in names_by_region(put(tmp_path / "w.duckdb", five_notices()))}
    assert found["500110"].mentions == ()


def test_no_warehouse_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="there is no warehouse"):
        names_by_region(tmp_path / "none.duckdb")
