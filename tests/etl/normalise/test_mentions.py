"""From a name to the body it means."""

from etl.normalise.lexicon import Lexicon
from etl.normalise.mentions import resolve
from etl.reference.load import load_reference
from schemas.reference import Origin, UnitKind
from tests.etl.build import decided, decision

REFERENCE = load_reference()
YUBEI = Lexicon(next(r for r in REFERENCE.regions if r.id == "500112"), REFERENCE.groups)
WULONG = Lexicon(next(r for r in REFERENCE.regions if r.id == "500156"), REFERENCE.groups)
UNKNOWN = "区某某事务中心"


def test_a_group_has_one_id_in_its_region_however_it_is_written() -> None:
    one, other = resolve("各乡镇（街道）", YUBEI), resolve("各乡镇 (街道)", YUBEI)
    assert one.unit_id == other.unit_id != resolve("各乡镇（街道）", WULONG).unit_id


def test_a_name_nobody_knows_is_kept_as_a_provisional_unit() -> None:
    mention = resolve(UNKNOWN, YUBEI)
    assert (mention.text, mention.unit.name, mention.unit.short_name) == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert (mention.unit.kind, mention.unit.origin) == (UnitKind.UNKNOWN, Origin.PROVISIONAL)
    assert mention.is_provisional
    assert mention.unit.functions == ()


def test_an_unknown_name_has_one_id_however_it_is_written() -> None:
    spellings = ("区机关事务（后勤）中心", "区机关事务(后勤)中心", "区机关事务 （后勤）\n中心")
    assert len({resolve(s, YUBEI).unit_id for s in spellings}) == 1
    assert resolve(spellings[0], YUBEI).unit_id != resolve(spellings[0], WULONG).unit_id


def test_a_decision_that_a_name_is_new_keeps_its_provisional_id() -> None:
    new = decided(YUBEI, decision(UNKNOWN, "new", name="重庆市渝北区某某事务中心"))
    assert resolve(UNKNOWN, new).unit_id == resolve(UNKNOWN, YUBEI).unit_id


def test_the_rest_of_a_list_does_not_hide_its_last_name() -> None:
    assert resolve("龙山街道等七个街道", YUBEI).unit.short_name == "龙山街道"
