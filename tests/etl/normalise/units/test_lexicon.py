"""The names of one region: looked up, told from groups, and cut where they run together."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from etl.normalise.units.lexicon import Lexicon, lexicon_of
from schemas.reference import Origin, Reference, UnitKind
from tests.etl.build import decided, decision


def found_id(lexicon: Lexicon, name: str) -> str | None:
    entry = lexicon.find(name)
    return entry.unit_id if entry else None


@pytest.mark.parametrize(
    "name",
    [
        "区教委",
        "区教育委员会",
        "重庆市渝北区教育委员会",
        "渝北区教育委员会",
        "渝北区教委",
        "重庆市渝北区教委",
        "区 教 委",
        "区　教委",
        " 渝北区 教委 ",
    ],
)
def test_all_names_of_a_unit_find_it(name: str, yubei: Lexicon) -> None:
    assert found_id(yubei, name) == "500112-education"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("渝北区龙山街道", "500112-longshan-subdistrict"),
        ("重庆市渝北区龙山街道", "500112-longshan-subdistrict"),
        ("重庆市渝北区龙山街道办事处", "500112-longshan-subdistrict"),
        ("渝北区统景镇", "500112-tongjing-town"),
        ("渝北区统景镇人民政府", "500112-tongjing-town"),
        ("渝北区委政法委", "500112-political-legal"),
        ("渝北区公安分局", "500112-public-security"),
        ("渝北区城管局", "500112-urban-management"),
    ],
)
def test_the_regions_own_name_may_stand_before_a_units(name: str, unit: str, yubei: Lexicon) -> None:
    assert found_id(yubei, name) == unit


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("重庆高新区建设局", "cq-gaoxin-construction"),
        ("西部科学城重庆高新区公共服务局", "cq-gaoxin-public-services"),
        ("重庆高新区虎溪街道", "cq-gaoxin-huxi-subdistrict"),
        ("建设局", "cq-gaoxin-construction"),
    ],
)
def test_a_zone_whose_units_have_no_district_in_their_names_is_the_same(name: str, unit: str, gaoxin: Lexicon) -> None:
    assert found_id(gaoxin, name) == unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区城管局", "区城市管理局"),
        ("区市场监管局", "区市场监督局"),
        ("区市场监管局", "区市场监督管理局"),
        ("区文旅委", "区文化旅游委"),
        ("区公安局", "区公安分局"),
        ("区公安局", "重庆市公安局渝北区分局"),
        ("区人力社保局", "区人社局"),
        ("区住房城乡建委", "区住建委"),
        ("区卫生健康委", "区卫健委"),
        ("区发展改革委", "区发改委"),
        ("区大数据发展局", "区大数据局"),
        ("移动城二分公司", "中国移动城二分公司"),
    ],
)
def test_two_names_of_one_body_are_one_unit(one: str, other: str, yubei: Lexicon) -> None:
    assert found_id(yubei, one) == found_id(yubei, other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区委", "区委办"),
        ("区政府办", "区政府办督查室"),
        ("联通渝北分公司", "联通两江分公司"),
        ("区教委", "区中小学校建设指挥部"),
        ("龙兴镇", "兴隆镇"),
        ("区人民医院", "区中医院"),
    ],
)
def test_names_of_two_bodies_are_two_units(one: str, other: str, yubei: Lexicon) -> None:
    assert None not in (found_id(yubei, one), found_id(yubei, other))
    assert found_id(yubei, one) != found_id(yubei, other)


def test_the_same_name_in_two_regions_is_two_units_of_one_function(yubei: Lexicon, wulong: Lexicon) -> None:
    ours, theirs = yubei.find("区城市管理局"), wulong.find("区城市管理局")
    assert ours and theirs
    assert ours.unit_id != theirs.unit_id
    assert ours.unit.functions == theirs.unit.functions == ("城市管理",)


@pytest.mark.parametrize(
    ("function", "in_yubei", "in_wulong", "in_gaoxin"),
    [
        ("教育", "区教委", "区教委", "公共服务局"),
        ("城市管理", "区城管局", "区城市管理局", "城市建设事务中心"),
        ("住房城乡建设", "区住房城乡建委", "区住房城乡建委", "建设局"),
        ("卫生健康", "区卫生健康委", "区卫生健康委", "公共服务局"),
        ("市场监管", "区市场监督局", "区市场监管局", "市场监督管理局"),
        ("公安", "区公安分局", "区公安局", "公安分局"),
        ("民政", "区民政局", "区民政局", "政务服务和社会事务中心"),
        ("残疾人", "区残联", "区残联", "政务服务和社会事务中心"),
        ("生态环境", "区生态环境局", "区生态环境局", "生态环境局"),
    ],
)
def test_a_field_of_work_meets_in_every_region(
    function: str, in_yubei: str, in_wulong: str, in_gaoxin: str, yubei: Lexicon, wulong: Lexicon, gaoxin: Lexicon
) -> None:
    for lexicon, name in ((yubei, in_yubei), (wulong, in_wulong), (gaoxin, in_gaoxin)):
        entry = lexicon.find(name)
        assert entry and function in entry.unit.functions


@pytest.mark.parametrize(
    "name",
    [
        "武隆区教委",
        "重庆市武隆区教育委员会",
        "江北区教委",
        "凤山街道",
        "国网重庆武隆供电公司",
        "电信武隆分公司",
        "市教委",
        "重庆市教育委员会",
        "城市建设事务中心",
        "",
        "区",
        "渝北区",
        "重庆市渝北区",
    ],
)
def test_a_name_that_is_not_of_this_region_finds_nothing(name: str, yubei: Lexicon) -> None:
    assert yubei.find(name) is None


@pytest.mark.parametrize("name", ["渝北区教委", "区征地中心", "空港新城公司", "龙山街道", "移动城二分公司"])
def test_units_of_one_region_are_unknown_in_another(name: str, wulong: Lexicon, gaoxin: Lexicon) -> None:
    assert wulong.find(name) is None
    assert gaoxin.find(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "相关镇街",
        "相关部门",
        "街道",
        "平台公司",
        "各乡镇（街道）",
        "各乡镇(街道)",
        "有关乡镇（街道）",
        "相关乡镇（街道）",
        "各镇（街道）",
        "各镇街",
        "各街镇",
        "各街道办事处",
        "各镇人民政府",
        "各乡镇人民政府（街道办事处）",
        "有关单位",
        "各有关部门和单位",
        "其他相关部门",
        "区级有关部门",
        "区级各部门",
        "区级相关部门",
        "各区属国有公司",
        "各村（社区）",
        "属地镇街",
        "全区各镇街",
        "有关 乡镇\n（街道）",
    ],
)
def test_a_determiner_and_kinds_of_units_make_a_group(name: str, yubei: Lexicon) -> None:
    assert yubei.is_group(name)


@pytest.mark.parametrize(
    "name", ["龙山街道", "区教委", "两路街道办事处", "空港新城公司", "统景镇", "相关", "各", "", "某某公司", "镇江部门"]
)
def test_a_proper_name_is_no_group(name: str, yubei: Lexicon) -> None:
    assert not yubei.is_group(name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区委政法委区住房城乡建委", ["区委政法委", "区住房城乡建委"]),
        ("区公安分局区住房城乡建委", ["区公安分局", "区住房城乡建委"]),
        ("区住房城乡建委区委政法委区公安分局", ["区住房城乡建委", "区委政法委", "区公安分局"]),
        ("龙山街道龙溪街道宝圣湖街道", ["龙山街道", "龙溪街道", "宝圣湖街道"]),
        ("区政府办督查室区政府办", ["区政府办督查室", "区政府办"]),
        ("区委区政府", ["区委", "区政府"]),
        ("区教委相关部门", ["区教委", "相关部门"]),
        ("区残联各镇街", ["区残联", "各镇街"]),
        ("区教委平台公司", ["区教委", "平台公司"]),
    ],
)
def test_names_that_run_together_are_cut(text: str, names: list[str], yubei: Lexicon) -> None:
    assert yubei.cut(text) == names


@pytest.mark.parametrize(
    "text",
    ["区财政局区城市发展（集团）公司", "区城市发展（集团）公司区财政局", "区数建办（区大数据局）区医保局"],
)
def test_names_with_brackets_are_cut_too(text: str, wulong: Lexicon) -> None:
    names = wulong.cut(text)
    assert names is not None
    assert len(names) == 2
    assert all(wulong.find(name) for name in names)


@pytest.mark.parametrize(
    "text", ["", "区教委", "某某局", "区教委某某局", "某某局区教委", "武隆区教委", "区教委区", "教委区教委"]
)
def test_a_text_with_anything_unknown_in_it_is_not_cut(text: str, yubei: Lexicon) -> None:
    assert yubei.cut(text) is None


@pytest.mark.parametrize("unit", ["yubei", "wulong", "gaoxin"])
def test_no_name_of_the_reference_data_is_cut_in_two(unit: str, request: pytest.FixtureRequest) -> None:
    lexicon: Lexicon = request.getfixturevalue(unit)
    for body in lexicon.region.units:
        assert all(found_id(lexicon, name) == f"{lexicon.region.id}-{body.id}" for name in body.names)


def test_a_name_decided_to_be_another_finds_that_unit(yubei: Lexicon) -> None:
    lexicon = decided(yubei, decision("区教体局", "same_as", unit_id="500112-education"))
    assert found_id(lexicon, "区教体局") == found_id(lexicon, "区 教体局") == "500112-education"
    assert lexicon.cut("区教体局区财政局") == ["区教体局", "区财政局"]


def test_a_name_decided_to_be_new_is_a_unit_of_its_own(yubei: Lexicon) -> None:
    new = decision("区机关事务局", "new", name="重庆市渝北区机关事务管理局", functions=["机关事务"])
    entry = decided(yubei, new).find("区机关事务局")
    assert entry
    assert entry.unit_id.startswith("500112-")
    assert entry.unit.name == "重庆市渝北区机关事务管理局"
    assert entry.unit.short_name == "区机关事务局"
    assert entry.unit.functions == ("机关事务",)
    assert entry.unit.origin is Origin.DECIDED


def test_a_name_decided_to_be_a_group_is_one(yubei: Lexicon) -> None:
    entry = decided(yubei, decision("项目所在地镇街", "group")).find("项目所在地镇街")
    assert entry
    assert (entry.unit.kind, entry.unit.origin) == (UnitKind.GROUP, Origin.DECIDED)


def test_a_name_decided_to_be_no_unit_is_known_as_such(yubei: Lexicon) -> None:
    lexicon = decided(yubei, decision("详见附件", "not_a_unit"))
    assert lexicon.not_units == {"详见附件"}
    assert lexicon.find("详见附件") is None


def test_a_name_may_be_decided_to_be_a_unit_that_was_decided_before(yubei: Lexicon) -> None:
    first = decision("区机关事务局", "new", name="重庆市渝北区机关事务管理局")
    new_id = found_id(decided(yubei, first), "区机关事务局")
    second = decision("机关事务局", "same_as", unit_id=new_id)
    assert found_id(decided(yubei, first, second), "机关事务局") == new_id


def test_a_decision_never_leads_to_another_regions_unit(yubei: Lexicon) -> None:
    lexicon = decided(yubei, decision("区某某专班", "same_as", unit_id="500156-education"))
    assert lexicon.find("区某某专班") is None


def test_a_decision_leads_to_no_body_that_was_gone_in_the_notices_year(reference: Reference) -> None:
    """区文化委 of 2022 is not the commission that ended in 2019, whoever says so; in 2018 it is."""
    region = next(r for r in reference.regions if r.id == "500112")
    made = decision("区文体委", "same_as", unit_id="500112-culture-commission")
    later, then = (Lexicon(region, reference.groups, (made,), reference.bodies, (year,)) for year in (2022, 2018))
    assert later.find("区文体委") is None
    assert found_id(then, "区文体委") == "500112-culture-commission"


def test_a_decision_does_not_touch_the_lexicon_without_it(yubei: Lexicon) -> None:
    decided(yubei, decision("区某某专班", "same_as", unit_id="500112-education"))
    assert yubei.find("区某某专班") is None


CUT_ALONE = """
import jieba
from etl.normalise.units.lexicon import Lexicon, lexicon_of
from etl.reference.load import load_reference
reference = load_reference()
region = next(r for r in reference.regions if r.id == "500112")
lexicon = Lexicon(region, reference.groups)
assert lexicon.cut("区委政法委区住房城乡建委") == ["区委政法委", "区住房城乡建委"]
assert not jieba.dt.initialized
"""


def test_cutting_leaves_jiebas_own_tokenizer_alone_and_writes_no_cache(tmp_path: Path) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "TMP": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-B", "-c", CUT_ALONE],
        env=environment,
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_the_reference_knows_its_three_regions(reference: Reference) -> None:
    assert {r.id for r in reference.regions} >= {"500112", "500156", "cq-gaoxin"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区发改局区住建局", ["区发改局", "区住建局"]),
        ("区教体局龙山街道", ["区教体局", "龙山街道"]),
        ("区卫健局相关镇街", ["区卫健局", "相关镇街"]),
    ],
)
def test_names_that_a_rule_resolves_are_cut_too(text: str, names: list[str], yubei: Lexicon) -> None:
    assert yubei.cut(text) == names


def test_names_of_another_time_are_not_cut(yubei: Lexicon) -> None:
    assert replace(yubei, years=(2024,)).cut("区卫生计生委区文化委") is None
    assert replace(yubei, years=(2016,)).cut("区卫生计生委区文化委") == ["区卫生计生委", "区文化委"]


@pytest.mark.parametrize(
    ("group", "kinds"),
    [
        ("各镇街", {"town", "township", "subdistrict"}),
        ("各乡镇（街道）", {"town", "township", "subdistrict"}),
        ("各镇（街道）", {"town", "subdistrict", "township"}),
        ("全区各镇街", {"town", "township", "subdistrict"}),
        ("所有镇街", {"town", "township", "subdistrict"}),
        ("各街镇", {"town", "township", "subdistrict"}),
        ("各街道", {"subdistrict"}),
        ("各街道办事处", {"subdistrict"}),
        ("各镇", {"town"}),
        ("各乡镇", {"town", "township"}),
        ("各乡镇和街道", {"town", "township", "subdistrict"}),
        ("相关镇街", set()),
        ("有关乡镇（街道）", set()),
        ("属地镇街", set()),
        ("镇街", set()),
        ("街道", set()),
        ("各部门", set()),
        ("各镇街和部门", set()),
        ("各村（社区）", set()),
        ("其他镇街", set()),
    ],
)
def test_a_group_of_all_towns_says_so(group: str, kinds: set[str], yubei: Lexicon) -> None:
    assert set(yubei.kinds_of(group)) == kinds


def test_a_region_whose_towns_are_not_all_listed_has_no_groups_of_all(yubei: Lexicon, reference: Reference) -> None:
    young = next(r for r in reference.regions if r.id == "500157")
    assert replace(yubei, region=young).kinds_of("各镇街") == ()


def test_a_lexicon_is_made_once_for_a_region_and_its_years(yubei: Lexicon) -> None:
    given = (yubei.region, yubei.groups, (), yubei.bodies)
    one = lexicon_of(*given, (2024,))
    assert lexicon_of(*given, (2024,)) is one
    assert lexicon_of(*given, (2018,)) is not one
    other = lexicon_of(yubei.region, yubei.groups, (decision("区某办", "group"),), yubei.bodies, (2024,))
    assert other is not one
    assert other.find("区某办")
    assert lexicon_of(*given, (2024,)).find("区某办") is None


@pytest.mark.parametrize(
    ("run", "tokens"),
    [
        ("统景镇卫生院", None),
        ("龙溪街道社区卫生服务中心", None),
        ("统景镇各村", ["统景镇", "各村"]),
        ("区民政局相关企业", ["区民政局", "相关企业"]),
        ("镇街区教委", ["镇街", "区教委"]),
    ],
)
def test_a_bare_kind_of_unit_is_no_second_name(run: str, tokens: list[str] | None, yubei: Lexicon) -> None:
    assert yubei.cut(run) == tokens


def test_a_group_with_a_number_means_all_if_there_are_so_many(yubei: Lexicon) -> None:
    towns = [u for u in yubei.region.units if u.kind in yubei.kinds_of("各镇街") and yubei.was_in_time(u)]
    assert yubei.kinds_of(f"全区{len(towns)}个镇街") == yubei.kinds_of("各镇街") != ()
    assert yubei.kinds_of(f"全区{len(towns) + 1}个镇街") == ()
    assert yubei.leaves_out("除龙溪街道外的各街道") and not yubei.leaves_out("各街道")


@pytest.mark.parametrize(("text", "begins"), [("统景", True), ("财政", True), ("张三", False), ("龙湖", False)])
def test_places_and_fields_begin_names(text: str, begins: bool, yubei: Lexicon) -> None:
    assert yubei.begins_name(text) is begins


def test_what_no_name_begins_is_not_cut(reference: Reference) -> None:
    lexicon = Lexicon(next(r for r in reference.regions if r.id == "500112"), reference.groups)
    assert lexicon.cut("某某局区教委") is None
    assert lexicon.cut("区教委区财政局") == ["区教委", "区财政局"]
    assert lexicon.cut("各镇街区教委") == ["各镇街", "区教委"]
