"""The names of one region, whatever the year."""

import pytest

from etl.normalise.units.region_names import fields_in, grouped, only, region_names_of
from schemas.reference import Reference
from schemas.units import Origin, Region, Unit, UnitKind


def unit(slug: str, name: str) -> Unit:
    return Unit(id=slug, name=name, short_name=name, kind=UnitKind.DEPARTMENT, origin=Origin.STATED)


def region(*units: Unit) -> Region:
    return Region(id="x", name="某区", full_name="某市某区", kind="district", names=("某区",), units=units)


def test_units_are_found_by_key_and_by_stem(reference: Reference) -> None:
    names = region_names_of(reference.bodies, region(unit("education", "区教育委员会")))
    assert [u.id for u in names.bearers["区教育委员会"]] == ["education"]
    assert [u.id for u in names.by_stem[names.stems["某区教育委员会"]]] == ["education"]


def test_a_region_is_read_once_for_the_same_words(reference: Reference) -> None:
    known = region(unit("education", "区教委"))
    assert region_names_of(reference.bodies, known) is region_names_of(reference.bodies, known)


def test_one_of_which_nothing_is_known_is_not_kept(reference: Reference) -> None:
    unknown = region()
    assert region_names_of(reference.bodies, unknown) is not region_names_of(reference.bodies, unknown)
    assert not region_names_of(reference.bodies, unknown).bearers


def test_units_of_one_name_stand_together_each_once() -> None:
    one, two = unit("one", "甲局"), unit("two", "甲局")
    assert grouped([("甲局", one), ("乙局", one), ("甲局", two), ("甲局", one)]) == {"甲局": (one, two), "乙局": (one,)}


@pytest.mark.parametrize(
    ("slugs", "found"), [([], None), (["one"], "one"), (["one", "one"], "one"), (["one", "two"], None)]
)
def test_only_one_is_the_one(slugs: list[str], found: str | None) -> None:
    one = only(unit(slug, slug) for slug in slugs)
    assert (one.id if one else None) == found


def test_each_body_has_its_fields_once(reference: Reference) -> None:
    fields = fields_in(reference.bodies)
    assert all(len(set(ids)) == len(ids) for ids in fields.values())
    assert {i for ids in fields.values() for i in ids} == {b.id for b in reference.bodies.bodies if b.names}
