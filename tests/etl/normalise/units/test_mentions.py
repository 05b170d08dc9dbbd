"""From a name to the body it means."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import resolve, told_apart
from etl.reference.load import load_reference
from schemas.normalised import NameBasis
from schemas.units import Origin, Unit, UnitKind
from tests.etl.build import decided, decision

REFERENCE = load_reference()
YUBEI = Lexicon(next(r for r in REFERENCE.regions if r.id == "500112"), REFERENCE.groups)
WULONG = Lexicon(next(r for r in REFERENCE.regions if r.id == "500156"), REFERENCE.groups)
UNKNOWN = "区某某事务中心"
REGIONS = {region.id: region for region in REFERENCE.regions}
FIELDS = [name for body in REFERENCE.bodies.bodies for name in body.names]


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


def lexicon(region: str = "500112", *years: int, **more: Any) -> Lexicon:
    return Lexicon(REGIONS[region], REFERENCE.groups, bodies=REFERENCE.bodies, years=years, **more)


@pytest.mark.parametrize(
    ("name", "unit", "basis"),
    [
        ("区教委", "500112-education", NameBasis.NAME),
        ("重庆市渝北区教育委员会", "500112-education", NameBasis.NAME),
        ("区 教委", "500112-education", NameBasis.KEY),
        ("渝北区教委", "500112-education", NameBasis.KEY),
        ("区教育委", "500112-education", NameBasis.KEY),
        ("教委", "500112-education", NameBasis.KEY),
        ("区教委等3个部门", "500112-education", NameBasis.KEY),
        ("区教委（区教育委员会）", "500112-education", NameBasis.KEY),
        ("教体局", "500112-education", NameBasis.RULE),
        ("区教育局", "500112-education", NameBasis.RULE),
        ("区发改局", "500112-development-reform", NameBasis.RULE),
        ("区住建局", "500112-housing-construction", NameBasis.RULE),
        ("区住房和城乡建设局", "500112-housing-construction", NameBasis.RULE),
        ("建委", "500112-housing-construction", NameBasis.RULE),
        ("区卫健局", "500112-health", NameBasis.RULE),
        ("区人社局", "500112-human-resources", NameBasis.NAME),
        ("区自然资源局", "500112-planning-natural-resources", NameBasis.RULE),
        ("区城管委", "500112-urban-management", NameBasis.RULE),
        ("区综合执法局", "500112-urban-management", NameBasis.RULE),
        ("区文广旅局", "500112-culture-tourism", NameBasis.RULE),
        ("区经信局", "500112-economy-information", NameBasis.RULE),
        ("区农业农村局", "500112-agriculture-rural", NameBasis.RULE),
        ("区交通运输局", "500112-transport", NameBasis.RULE),
        ("区水务局", "500112-water", NameBasis.RULE),
        ("区数据局", "500112-big-data", NameBasis.RULE),
        ("区消防大队", "500112-fire-rescue", NameBasis.RULE),
        ("团委", "500112-youth-league", NameBasis.RULE),
        ("区工会", "500112-trade-union", NameBasis.RULE),
        ("宣传部", "500112-publicity", NameBasis.RULE),
        ("区供销联社", "500112-supply-marketing", NameBasis.RULE),
        ("各镇街", None, NameBasis.GROUP),
        (UNKNOWN, None, NameBasis.PROVISIONAL),
    ],
)
def test_each_step_of_the_reading_says_that_it_was_it(name: str, unit: str | None, basis: NameBasis) -> None:
    mention = resolve(name, lexicon("500112", 2024))
    assert (mention.text, mention.basis) == (name, basis)
    assert unit is None or mention.unit_id == unit


@pytest.mark.parametrize(
    ("region", "name", "unit"),
    [
        ("500156", "武隆供电公司", "power-supply"),
        ("500156", "国网供电公司", "power-supply"),
        ("500110", "区教体局", "education"),
        ("500110", "綦江区发改委", "development-reform"),
        ("500110", "石角镇", "shijiao-town"),
        ("500157", "区卫健局", "health"),
        ("cq-gaoxin", "区住建委", "construction"),
        ("cq-gaoxin", "区市场监管局", "market-regulation"),
        ("cq-gaoxin", "区发改委", "reform-development"),
    ],
)
def test_the_rules_hold_in_every_region(region: str, name: str, unit: str) -> None:
    assert resolve(name, lexicon(region, 2026)).unit_id == f"{region}-{unit}"


@pytest.mark.parametrize(
    ("region", "name"),
    [
        ("cq-gaoxin", "区教委"),
        ("cq-gaoxin", "区交通局"),
        ("cq-gaoxin", "区城管局"),
        ("500156", "区国资委"),
        ("500112", "县教育局"),
        ("500112", "市教育局"),
        ("500112", "市教委"),
        ("500112", "江北区教体局"),
        ("500112", "区供电公司"),
        ("500112", "区行政审批局"),
        ("500112", "区委政法委（区平安办）"),
    ],
)
def test_a_rule_never_gives_a_name_to_a_body_that_is_not_called_so(region: str, name: str) -> None:
    assert resolve(name, lexicon(region, 2024)).is_provisional


def test_a_rule_never_chooses_between_two_bodies() -> None:
    twins = [{"id": i, "name": n, "short_name": n, "kind": "department", "origin": "stated"} for i, n in TWO]
    region = REGIONS["500112"].model_copy(update={"units": tuple(Unit.model_validate(t) for t in twins)})
    ours = replace(lexicon(), region=region)
    assert resolve("区教委", ours).is_provisional
    assert [resolve(name, ours).unit.id for _, name in TWO] == ["schools", "sports"]


TWO = (("schools", "区教育局"), ("sports", "区教育体育局"))


@pytest.mark.parametrize(
    ("name", "year", "unit"),
    [
        ("区卫生计生委", 2016, "500112-health-family-planning"),
        ("区卫生计生委", 2019, "500112-health-family-planning"),
        ("区卫生健康委", 2019, "500112-health"),
        ("区环保局", 2015, "500112-environmental-protection"),
        ("区农委", 2017, "500112-agriculture-commission"),
        ("区卫计局", 2017, "500112-health-family-planning"),
        ("区科委", 2018, "500112-science-commission"),
    ],
)
def test_a_name_means_the_body_that_had_it_in_its_year(name: str, year: int, unit: str) -> None:
    assert resolve(name, lexicon("500112", year)).unit_id == unit


@pytest.mark.parametrize(
    ("name", "year"),
    [("区卫生计生委", 2024), ("区卫生健康委", 2015), ("区农委", 2024), ("区科委", 2024), ("区文化委", 2021)],
)
def test_a_name_of_a_body_out_of_its_time_is_provisional(name: str, year: int) -> None:
    assert resolve(name, lexicon("500112", year)).is_provisional


def test_a_report_may_name_bodies_of_the_year_it_was_issued_in() -> None:
    assert resolve("区卫生健康委", lexicon("500112", 2018, 2019)).unit.id == "health"
    assert resolve("区卫生计生委", lexicon("500112", 2018, 2019)).unit.id == "health-family-planning"


def with_two_health_offices() -> Lexicon:
    """A district whose 区卫生局 was founded twice."""
    body = {"name": "甲", "short_name": "区卫生局", "kind": "department", "origin": "stated"}
    old = Unit.model_validate(body | {"id": "old", "valid_to": date(2010, 12, 31), "successor": "new"})
    new = Unit.model_validate(body | {"id": "new", "name": "乙", "valid_from": date(2015, 1, 1)})
    return replace(lexicon(), region=REGIONS["500112"].model_copy(update={"units": (old, new)}))


@pytest.mark.parametrize(("years", "unit"), [((2009,), "old"), ((2016,), "new"), ((2012,), None), ((), None)])
def test_a_name_that_two_bodies_had_goes_by_the_year(years: tuple[int, ...], unit: str | None) -> None:
    mention = resolve("区卫生局", replace(with_two_health_offices(), years=years))
    assert mention.is_provisional if unit is None else mention.unit.id == unit


def test_without_a_year_a_name_that_one_body_ever_had_means_it() -> None:
    assert resolve("区卫生计生委", lexicon()).unit.id == "health-family-planning"
    assert resolve("区教委", lexicon()).unit.id == "education"


@pytest.mark.parametrize("name", ["区教委", "区教体局", "区卫生计生委", UNKNOWN, "各镇街"])
def test_a_decision_comes_before_all_else(name: str) -> None:
    made = decision(name, "same_as", unit_id="500112-finance")
    mention = resolve(name, lexicon("500112", 2024, decisions=(made,)))
    assert (mention.unit_id, mention.basis) == ("500112-finance", NameBasis.DECISION)


def test_of_two_decisions_on_a_name_the_later_counts() -> None:
    made = (decision("区某办", "not_a_unit"), decision("区 某办", "same_as", unit_id="500112-finance"))
    assert resolve("区某办", lexicon(decisions=made)).unit_id == "500112-finance"
    assert lexicon(decisions=made).not_units == frozenset()
    assert lexicon(decisions=made[::-1]).not_units == {"区某办"}


@pytest.mark.parametrize(
    ("cell", "segments"),
    [
        ("区教委区财政局", [True, True]),
        ("区教委区财政局、区民政局", [True, True, False]),
        ("区教委相关镇街", [True, False]),
        ("区教委、区财政局", [False, False]),
        ("区教委\n区财政局", [False, False]),
        ("区教委", [False]),
        ("", []),
    ],
)
def test_names_that_ran_together_say_so(cell: str, segments: list[bool]) -> None:
    names = [name for name in ("区教委", "区财政局", "区民政局", "相关镇街") if name in cell]
    ours = lexicon()
    found = told_apart([resolve(name, ours) for name in names], cell)
    assert [mention.basis is NameBasis.SEGMENTS for mention in found] == segments
    assert [mention.text for mention in found] == names


# what holds of every name

BODIES = [(region.id, unit) for region in REFERENCE.regions for unit in region.units]
YEARS = st.integers(2008, 2030)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.sampled_from(BODIES), YEARS, st.data())
def test_a_name_never_means_a_unit_outside_its_years(body: tuple[str, Unit], year: int, data: st.DataObject) -> None:
    region, unit = body
    name = data.draw(st.sampled_from(unit.names))
    mention = resolve(name, lexicon(region, year))
    assert mention.is_provisional or mention.unit.is_valid_in(year)
    assert not unit.is_valid_in(year) or mention.unit_id == f"{region}-{unit.id}"


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.sampled_from(FIELDS), st.sampled_from(sorted(REGIONS)), YEARS)
def test_no_rule_means_a_unit_outside_its_years(name: str, region: str, year: int) -> None:
    mention = resolve(REGIONS[region].name[-1] + name, lexicon(region, year))
    assert mention.is_provisional or mention.unit.is_valid_in(year)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.sampled_from(BODIES), st.data())
def test_what_is_normalised_stays_as_it_is(body: tuple[str, Unit], data: st.DataObject) -> None:
    region, unit = body
    years = [unit.valid_from.year] if unit.valid_from else []
    ours = lexicon(region, *years)
    mention = resolve(data.draw(st.sampled_from(unit.names)), ours)
    for name in (mention.unit.name, mention.unit.short_name):
        assert resolve(name, ours).unit_id == mention.unit_id


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.sampled_from(BODIES), st.data())
def test_white_space_and_wide_characters_change_nothing(body: tuple[str, Unit], data: st.DataObject) -> None:
    region, unit = body
    name = data.draw(st.sampled_from(unit.names))
    at = data.draw(st.integers(0, len(name)))
    space = data.draw(st.sampled_from([" ", "\u3000", "\n", "\u00a0", "\u200b"]))
    wide = str.maketrans("()0123456789", "（）０１２３４５６７８９")
    narrow = str.maketrans("（）", "()")
    ours = lexicon(region)
    plain = resolve(name, ours)
    for variant in (name[:at] + space + name[at:], name.translate(wide), name.translate(narrow)):
        assert resolve(variant, ours).unit_id == plain.unit_id


@pytest.mark.parametrize(
    "name", ["白马镇政府", "白马镇人民政府", "白马镇", "庙垭乡政府", "芙蓉街道办", "芙蓉街道办事处"]
)
def test_a_towns_government_is_the_town(name: str, wulong: Lexicon) -> None:
    assert resolve(name, wulong).unit.kind in (UnitKind.TOWN, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)
