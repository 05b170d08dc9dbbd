"""Rows that a whole notice makes."""

import pytest

from etl.normalise.lexicon import Lexicon
from etl.normalise.mentions import Mention, resolve
from etl.normalise.records import new_aliases, new_functions, new_units, place_text
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
