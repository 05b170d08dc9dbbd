"""The reference data as rows."""

from collections import Counter

import pytest

from etl.reference.rows import reference_rows
from schemas.publication import ReferenceRows
from schemas.reference import Reference


@pytest.fixture(scope="module")
def rows(reference: Reference) -> ReferenceRows:
    return reference_rows(reference)


def test_the_digest_goes_along(rows: ReferenceRows, reference: Reference) -> None:
    assert rows.digest == reference.digest


def test_every_region_is_a_row(rows: ReferenceRows, reference: Reference) -> None:
    assert [r.region_id for r in rows.regions] == [r.id for r in reference.regions]
    yubei = next(r for r in rows.regions if r.region_id == "500112")
    assert (yubei.name, yubei.full_name, yubei.kind) == ("渝北区", "重庆市渝北区", "district")


def test_every_unit_is_a_row_with_an_id_of_its_own(rows: ReferenceRows, reference: Reference) -> None:
    ids = [u.unit_id for u in rows.units]
    assert len(ids) == len(set(ids)) == sum(len(r.units) for r in reference.regions)
    education = next(u for u in rows.units if u.unit_id == "500112-education")
    assert (education.region_id, education.name) == ("500112", "重庆市渝北区教育委员会")
    assert (education.short_name, education.kind) == ("区教委", "department")


def test_every_name_is_an_alias_of_its_unit(rows: ReferenceRows) -> None:
    found = {(a.alias, a.unit_id) for a in rows.aliases if a.region_id == "500112"}
    for name in ("区教委", "区教育委员会", "重庆市渝北区教育委员会"):
        assert (name, "500112-education") in found


def test_an_alias_means_one_unit_of_its_region(rows: ReferenceRows) -> None:
    claims = Counter((a.region_id, a.alias) for a in rows.aliases)
    assert [claim for claim, count in claims.items() if count > 1] == []


def test_aliases_and_functions_are_of_units_that_exist(rows: ReferenceRows) -> None:
    units = {u.unit_id: u.region_id for u in rows.units}
    assert all(units[a.unit_id] == a.region_id for a in rows.aliases)
    assert {f.unit_id for f in rows.functions} <= units.keys()


def test_a_unit_has_each_of_its_functions_once(rows: ReferenceRows) -> None:
    claims = Counter((f.unit_id, f.function) for f in rows.functions)
    assert max(claims.values()) == 1
    services = {f.function for f in rows.functions if f.unit_id == "cq-gaoxin-public-services"}
    assert services == {"教育", "卫生健康", "文化旅游", "人力社保"}


def test_a_function_finds_the_units_of_all_regions(rows: ReferenceRows) -> None:
    found = {f.unit_id for f in rows.functions if f.function == "城市管理"}
    assert found == {
        *(f"{region}-urban-management" for region in ("500110", "500112", "500156", "500157")),
        "cq-gaoxin-urban-construction-affairs",
    }


def test_no_reference_gives_no_rows(reference: Reference) -> None:
    empty = reference_rows(reference.model_copy(update={"regions": ()}))
    assert (empty.regions, empty.units, empty.aliases, empty.functions) == ((), (), (), ())
