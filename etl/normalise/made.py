"""The records that a task makes most of, made of parts that are typed and counted already.

What they are made of was read from a ``Notice``, which was checked, and counted here from 1. Checking it again is most
of what making them costs. A test holds each equal to the record that is checked.
"""

from typing import Final

from etl.normalise.quantities.reading import Quantity
from etl.normalise.units.mentions import Mention
from schemas.normalised import MeasuredField, QuantityRecord, TaskUnitRecord, UnitRole

_OF_UNIT: Final = set(TaskUnitRecord.model_fields)
_OF_QUANTITY: Final = set(QuantityRecord.model_fields)
_new = object.__new__
_set = object.__setattr__


def task_unit_record(task_id: str, role: UnitRole, ordinal: int, mention: Mention) -> TaskUnitRecord:
    """The row of the unit of a task that a mention means; ``ordinal`` counts those of its role from 1."""
    record = _new(TaskUnitRecord)
    fields = {
        "task_id": task_id,
        "role": role,
        "ordinal": ordinal,
        "mention": mention.text,
        "unit_id": mention.unit_id,
        "basis": mention.basis,
    }
    _set(record, "__dict__", fields)
    _set(record, "__pydantic_fields_set__", _OF_UNIT)
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    return record


def quantity_record(task_id: str, ordinal: int, field: MeasuredField, quantity: Quantity) -> QuantityRecord:
    """The row of a quantity of a task; ``ordinal`` counts those of its field from 1."""
    record = _new(QuantityRecord)
    fields = {
        "task_id": task_id,
        "ordinal": ordinal,
        "field": field,
        "text": quantity.text,
        "subject": quantity.subject,
        "value": quantity.value,
        "measure": quantity.measure,
        "comparator": quantity.comparator,
        "per": quantity.per,
        "si_value": quantity.si_value,
        "si_measure": quantity.si_measure,
    }
    _set(record, "__dict__", fields)
    _set(record, "__pydantic_fields_set__", _OF_QUANTITY)
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    return record
