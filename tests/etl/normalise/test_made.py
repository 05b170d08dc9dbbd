"""A record made without checks is the record that is checked."""

from decimal import Decimal

import pytest

from etl.normalise.made import quantity_record, task_unit_record
from etl.normalise.quantities.reading import read_quantities
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import resolve
from schemas.base import Record
from schemas.normalised import MeasuredField, QuantityRecord, TaskUnitRecord, UnitRole
from schemas.reference import Reference


def is_the_same(made: Record, checked: Record) -> None:
    assert (made, hash(made), repr(made)) == (checked, hash(checked), repr(checked))
    assert vars(made) == vars(checked)
    assert list(vars(made)) == list(type(checked).model_fields)
    assert made.model_fields_set == checked.model_fields_set
    assert made.model_dump_json(exclude_unset=True) == checked.model_dump_json(exclude_unset=True)
    assert {k: type(v) for k, v in vars(made).items()} == {k: type(v) for k, v in vars(checked).items()}
    assert made.model_copy(update={"task_id": "乙"}) == checked.model_copy(update={"task_id": "乙"})


@pytest.mark.parametrize("name", ["区教委", "渝北区教委", "各镇街", "谁也不知道的局"])
def test_a_row_of_a_unit(name: str, yubei: Lexicon) -> None:
    mention = resolve(name, yubei)
    checked = TaskUnitRecord(
        task_id="甲",
        role=UnitRole.LEAD,
        ordinal=2,
        mention=mention.text,
        unit_id=mention.unit_id,
        basis=mention.basis,
    )
    is_the_same(task_unit_record("甲", UnitRole.LEAD, 2, mention), checked)


@pytest.mark.parametrize(
    "text", ["建成公园3个", "改造约1.5万平方米", "每千人托位数达到3.7个", "合格率98%以上，投资2,000万元"]
)
def test_a_row_of_a_quantity(text: str, reference: Reference) -> None:
    for quantity in read_quantities(text, reference.measures):
        checked = QuantityRecord(task_id="甲", ordinal=1, field=MeasuredField.TARGET, **quantity._asdict())
        is_the_same(quantity_record("甲", 1, MeasuredField.TARGET, quantity), checked)
        assert quantity.value.is_finite()
        assert isinstance(quantity.value, Decimal)
