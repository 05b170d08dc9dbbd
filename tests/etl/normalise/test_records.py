"""Rows that a whole notice makes."""

from datetime import date

import pytest

from etl.normalise.records import new_aliases, new_functions, new_units, place_text, stage_records
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import Mention, resolve
from schemas.normalised import Basis, Deadline, Precision, Stage, StageRecord
from schemas.notice import Place
from schemas.reference import Origin


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(table_no=1, row_no=12, page=3), "page 3, table 1, row 12"),
        (Place(table_no=2, row_no=1), "table 2, row 1"),
        (Place(paragraph_no=12), "paragraph 12"),
        (Place(paragraph_no=12, page=3), "page 3, paragraph 12"),
    ],
)
def test_a_place_reads_as_a_person_would_say_it(place: Place, words: str) -> None:
    assert place_text(place) == words


def mentions(yubei: Lexicon, *names: str) -> list[Mention]:
    return [resolve(name, yubei) for name in names]


def test_units_of_the_reference_data_are_not_new(yubei: Lexicon) -> None:
    known = mentions(yubei, "区教委", "区城管局")
    assert list(new_units(known, yubei.region)) == []
    assert list(new_functions(known, yubei.region)) == []
    assert list(new_aliases(known, yubei.region)) == []


def test_groups_and_unknown_names_are_new_units(yubei: Lexicon) -> None:
    units = {u.name: u for u in new_units(mentions(yubei, "相关镇街", "区某某专班"), yubei.region)}
    assert units["相关镇街"].kind == "group"
    assert (units["区某某专班"].kind, units["区某某专班"].origin) == ("unknown", "provisional")


def test_a_name_given_twice_makes_one_unit(yubei: Lexicon) -> None:
    assert len(list(new_units(mentions(yubei, "区某某专班", "区某某专班"), yubei.region))) == 1


def test_a_spelling_that_a_rule_resolved_is_a_derived_alias(yubei: Lexicon) -> None:
    (alias,) = new_aliases(mentions(yubei, "渝北区教委"), yubei.region)
    assert (alias.alias, alias.unit_id, alias.origin) == ("渝北区教委", "500112-education", Origin.DERIVED)


def test_the_steps_of_a_deadline_are_rows_in_the_order_written() -> None:
    first, last = date(2024, 4, 1), date(2024, 6, 30)
    stages = (
        Stage(text="4—6月开工", action="开工", start=first, day=last, precision=Precision.MONTH),
        Stage(text="年内完工", action="完工", day=date(2024, 12, 31), precision=Precision.YEAR),
    )
    rows = list(stage_records("t", Deadline(day=date(2024, 12, 31), basis=Basis.STATED, stages=stages)))
    assert rows[0] == StageRecord(
        task_id="t",
        ordinal=1,
        text="4—6月开工",
        action="开工",
        starts_on=first,
        ends_on=last,
        precision=Precision.MONTH,
    )
    assert [(row.ordinal, row.action, row.starts_on) for row in rows] == [(1, "开工", first), (2, "完工", None)]


def test_a_deadline_of_one_step_has_no_rows() -> None:
    assert list(stage_records("t", Deadline(day=None, basis=Basis.OPEN))) == []
