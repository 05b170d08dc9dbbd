"""The one base class of every model."""

import pytest
from pydantic import ValidationError

import schemas.document
import schemas.family
import schemas.finding
import schemas.normalised
import schemas.notice
import schemas.publication
import schemas.reference
from schemas.base import Record, lean

STAGES = (
    schemas.document,
    schemas.family,
    schemas.finding,
    schemas.normalised,
    schemas.notice,
    schemas.publication,
    schemas.reference,
)
MODELS = [
    model
    for stage in STAGES
    for model in vars(stage).values()
    if isinstance(model, type) and issubclass(model, Record) and model.__module__ == stage.__name__
]


class Pair(Record):
    left: int
    right: tuple[str, ...] = ()


def test_a_value_cannot_be_changed() -> None:
    pair = Pair(left=1)
    with pytest.raises(ValidationError):
        pair.left = 2  # type: ignore[misc]


def test_a_misspelt_field_is_an_error() -> None:
    with pytest.raises(ValidationError, match="lfet"):
        Pair.model_validate({"left": 1, "lfet": 2})


def test_values_are_compared_by_what_they_hold() -> None:
    assert Pair(left=1) == Pair(left=1) != Pair(left=2)
    assert len({Pair(left=1, right=("a",)), Pair(left=1, right=("a",))}) == 1


def test_there_are_models_in_every_stage() -> None:
    assert {model.__module__ for model in MODELS} == {stage.__name__ for stage in STAGES}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_model_is_frozen_and_strict_and_says_what_it_is(model: type[Record]) -> None:
    assert model.model_config.get("frozen") is True
    assert model.model_config.get("extra") == "forbid"
    assert model.__doc__


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_no_model_holds_what_could_be_changed_behind_its_back(model: type[Record]) -> None:
    assert not any("list[" in str(field.annotation) for field in model.model_fields.values())


def test_a_lean_record_is_the_same_and_shares_what_tells_the_fields_given() -> None:
    class One(Record):
        number: int
        name: str | None = None

    ones = [lean(One(number=n)) for n in range(2)]
    assert ones[1] == One(number=1) and ones[1].model_dump() == {"number": 1, "name": None}
    assert ones[0].model_fields_set is ones[1].model_fields_set
    assert ones[0].model_copy(update={"name": "a"}) == One(number=0, name="a")
    assert ones[0] == One(number=0) and hash(ones[0]) == hash(One(number=0))
