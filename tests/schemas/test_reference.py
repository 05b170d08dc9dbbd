"""The shapes of what we know of the world."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemas.normalised import Level
from schemas.notice import Role
from schemas.reference import Decision, HeaderWords, NoticeWords, Origin, Region, Unit, UnitKind

UNIT: dict[str, Any] = {
    "id": "education",
    "name": "重庆市渝北区教育委员会",
    "short_name": "区教委",
    "kind": "department",
    "origin": "derived",
}
REGION: dict[str, Any] = {
    "id": "500112",
    "name": "渝北区",
    "full_name": "重庆市渝北区",
    "kind": "district",
    "names": ["渝北区"],
}
DECISION: dict[str, Any] = {
    "region": "渝北区",
    "mention": "区教体局",
    "verdict": "new",
    "reason": "机构改革",
    "decided_by": "王五",
    "decided_on": "2024-05-01",
}


def unit(**more: Any) -> Unit:
    return Unit.model_validate(UNIT | more)


def test_a_unit_goes_by_its_short_name_first() -> None:
    assert unit(aliases=["区教育局", "区教育委员会"]).names == (
        "区教委",
        "重庆市渝北区教育委员会",
        "区教育局",
        "区教育委员会",
    )


@pytest.mark.parametrize("slug", ["education", "a", "china-mobile-2", "500112"])
def test_a_unit_id_is_made_of_plain_letters(slug: str) -> None:
    assert unit(id=slug).id == slug


@pytest.mark.parametrize("slug", ["", "Education", "区教委", "a b", "a_b", "a/b", "a\n", "é"])
def test_no_other_letters_stand_in_a_unit_id(slug: str) -> None:
    with pytest.raises(ValidationError):
        unit(id=slug)


@pytest.mark.parametrize("wrong", [{"kind": "bureau"}, {"origin": "guessed"}, {"alias": []}, {"valid_to": "去年"}])
def test_a_unit_says_nothing_that_is_not_in_its_shape(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        unit(**wrong)


@pytest.mark.parametrize("missing", UNIT)
def test_a_unit_leaves_nothing_out(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        Unit.model_validate({key: value for key, value in UNIT.items() if key != missing})


def test_a_region_refuses_two_units_of_one_id() -> None:
    with pytest.raises(ValidationError, match="education"):
        Region.model_validate(REGION | {"units": [UNIT, UNIT | {"short_name": "区教体局"}]})


def test_a_region_may_have_no_units_yet() -> None:
    region = Region.model_validate(REGION)
    assert (region.units, region.weak_names, region.document_prefixes) == ((), (), ())


@pytest.mark.parametrize("verdict", ["same_as", "new", "group", "not_a_unit"])
def test_a_decision_has_one_of_four_verdicts(verdict: str) -> None:
    assert Decision.model_validate(DECISION | {"verdict": verdict, "unit_id": "500112-education"}).verdict == verdict


@pytest.mark.parametrize("verdict", ["", "same", "new ", "NEW", "newer", "a_group"])
def test_no_other_verdict_is_known(verdict: str) -> None:
    with pytest.raises(ValidationError):
        Decision.model_validate(DECISION | {"verdict": verdict})


@pytest.mark.parametrize("missing", DECISION)
def test_a_decision_says_who_decided_what_when_and_why(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        Decision.model_validate({key: value for key, value in DECISION.items() if key != missing})


def test_a_decision_that_a_name_is_another_s_names_that_unit() -> None:
    with pytest.raises(ValidationError):
        Decision.model_validate(DECISION | {"verdict": "same_as"})


def test_header_words_stand_under_roles_that_exist() -> None:
    with pytest.raises(ValidationError):
        HeaderWords.model_validate({"exact": {"leed": ["牵头单位"]}, "contains": {}, "group": []})
    words = HeaderWords.model_validate({"exact": {"lead": ["牵头单位"]}, "contains": {}, "group": []})
    assert words.exact == {Role.LEAD: ("牵头单位",)}


def test_measures_of_money_are_whole_yuan() -> None:
    shape: dict[str, Any] = {name: [] for name in NoticeWords.model_fields} | {
        "kinds": {},
        "money_measures": {"角": 0.1},
    }
    with pytest.raises(ValidationError, match="money_measures"):
        NoticeWords.model_validate(shape)


def test_the_kinds_of_units_know_the_group() -> None:
    assert UnitKind.GROUP.value == "group"
    assert {o.value for o in Origin} == {"stated", "derived", "decided", "provisional"}
    assert Level.BOTH.value == "both"
