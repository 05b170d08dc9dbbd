"""The strict shape of the measures."""

from typing import Any

import pytest
from pydantic import ValidationError

from etl.reference.load import load_reference
from schemas.measures import MeasureWords, PhysicalMeasure


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    return load_reference().measures.model_dump()


def test_the_measures_of_the_project_are_valid(given: dict[str, Any]) -> None:
    assert MeasureWords.model_validate(given) == load_reference().measures


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"counted": ("个", "个")}, "“个” stands twice"),
        ({"shares": ("%", "岁")}, "“岁” stands twice"),
        ({"spoken": ("斛",)}, "“斛” is none of the counted measures"),
        ({"one": ("斛",)}, "“斛” is none of the counted measures"),
        ({"needs": ({"measure": "斛", "after": ("粮",)},)}, "“斛” is none of the counted measures"),
        ({"averages": ({"word": "人均", "per": "人"},)}, "pattern"),
        ({"measure": ("个",)}, "Extra inputs"),
    ],
)
def test_contradictions_are_refused(given: dict[str, Any], change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        MeasureWords.model_validate(given | change)


@pytest.mark.parametrize("factor", ["2000/3", "1", "0.5", "1/1000"])
def test_factors_are_decimals_or_fractions(factor: str) -> None:
    if factor.startswith("0"):
        with pytest.raises(ValidationError):
            PhysicalMeasure(words=("米",), si="m", factor=factor)
    else:
        assert PhysicalMeasure(words=("米",), si="m", factor=factor).factor == factor


def test_equal_words_have_one_hash(given: dict[str, Any]) -> None:
    assert hash(MeasureWords.model_validate(given)) == hash(load_reference().measures)
