"""A decision from the words of the command line."""

from typing import Any, NamedTuple

import pytest

from etl.review import fault_of_functions, fault_of_name, make_decision, region_called
from schemas.reference import Decision


def made(mention: str = "区教体局", region: str | None = "500112", **given: Any) -> Decision | str:
    plain = {
        "same_as": None,
        "new": None,
        "functions": (),
        "group": False,
        "not_a_unit": False,
        "reason": "三定方案",
        "by": "王五",
    }
    return make_decision(mention, region, **(plain | given))


@pytest.mark.parametrize(
    ("given", "verdict", "unit", "name"),
    [
        ({"same_as": "500112-education"}, "same_as", "500112-education", None),
        ({"new": "重庆市渝北区教育和体育局"}, "new", None, "重庆市渝北区教育和体育局"),
        ({"group": True}, "group", None, None),
        ({"not_a_unit": True}, "not_a_unit", None, None),
    ],
)
def test_each_verdict_keeps_what_was_said(
    given: dict[str, Any], verdict: str, unit: str | None, name: str | None
) -> None:
    decision = made(**given)
    assert isinstance(decision, Decision)
    assert (decision.mention, decision.region, decision.verdict) == ("区教体局", "500112", verdict)
    assert (decision.unit_id, decision.name) == (unit, name)
    assert (decision.reason, decision.decided_by) == ("三定方案", "王五")


def test_the_functions_of_a_new_unit_are_kept_in_their_order() -> None:
    decision = made(new="重庆市渝北区教育和体育局", functions=["教育", "体育"])
    assert isinstance(decision, Decision)
    assert decision.functions == ("教育", "体育")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"same_as": "500112-education", "group": True},
        {"new": "某局", "not_a_unit": True},
        {"group": True, "not_a_unit": True},
        {"same_as": "500112-education", "new": "某局", "group": True, "not_a_unit": True},
        {"same_as": "", "new": ""},
    ],
)
def test_exactly_one_verdict_must_be_given(given: dict[str, Any]) -> None:
    sentence = made(**given)
    assert isinstance(sentence, str)
    for option in ("--same-as", "--new", "--group", "--not-a-unit"):
        assert option in sentence


@pytest.mark.parametrize("missing", [{"region": None}, {"region": ""}, {"reason": None}, {"reason": ""}])
def test_a_decision_needs_a_region_and_a_reason(missing: dict[str, Any]) -> None:
    sentence = made(group=True, **missing)
    assert isinstance(sentence, str)
    assert "--region" in sentence
    assert "--reason" in sentence


@pytest.mark.parametrize("nobody", [None, ""])
def test_whoever_is_logged_in_decided_where_nobody_is_named(
    nobody: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "zhaoliu")
    decision = made(group=True, by=nobody)
    assert isinstance(decision, Decision)
    assert decision.decided_by == "zhaoliu"


class Place(NamedTuple):
    region_id: str
    name: str
    full_name: str


PLACES = [Place("500112", "渝北区", "重庆市渝北区"), Place("500156", "武隆区", "重庆市武隆区")]


@pytest.mark.parametrize("words", ["500112", "渝北区", "重庆市渝北区"])
def test_a_region_is_called_by_id_name_or_full_name(words: str) -> None:
    assert region_called(words, PLACES) == PLACES[0]


def test_a_region_that_is_not_there_is_told_from_those_that_are() -> None:
    said = region_called("渝北", PLACES)
    assert isinstance(said, str)
    assert "渝北区, 武隆区" in said


def test_a_name_that_is_written_has_no_fault_however_it_is_spelled() -> None:
    assert fault_of_name("区 教体局", "渝北区", ["区教体局"]) is None


def test_a_name_that_nobody_writes_comes_with_those_near_it() -> None:
    said = fault_of_name("区教体委", "渝北区", ["区教体局", "相关镇街"])
    assert said is not None
    assert "区教体局" in said
    assert "相关镇街" not in said


def test_fields_of_work_are_known_words() -> None:
    assert fault_of_functions(["教育"], ["教育", "体育"]) is None
    assert fault_of_functions([], ["教育"]) is None
    said = fault_of_functions(["教体"], ["教育", "体育"])
    assert said is not None
    assert "体育, 教育" in said
