"""Cells of units told apart into names, and each name mapped to one body."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.units.cell_names import split_names
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import Mention
from etl.normalise.units.reading import read_units
from etl.reference.load import load_reference
from schemas.reference import UnitKind
from tests.etl.build import decided, decision

REFERENCE = load_reference()
WORDS = REFERENCE.cells
YUBEI = Lexicon(next(r for r in REFERENCE.regions if r.id == "500112"), REFERENCE.groups)
WULONG = Lexicon(next(r for r in REFERENCE.regions if r.id == "500156"), REFERENCE.groups)
GAOXIN = Lexicon(next(r for r in REFERENCE.regions if r.id == "cq-gaoxin"), REFERENCE.groups)
UNKNOWN = "区某某事务中心"

YUBEI_2024 = {
    "区住房城乡建委": "区住房城乡建委",
    "区城管局": "区城管局",
    "区交通局": "区交通局",
    "区生态环境局": "区生态环境局",
    "区农业农村委": "区农业农村委",
    "区卫生健康委": "区卫生健康委",
    "区教委": "区教委",
    "区残联": "区残联",
    "区妇联": "区妇联",
    "区民政局": "区民政局",
    "区市场监管局": "区市场监管局",
    "区市场监督局": "区市场监管局",
    "区人力社保局": "区人力社保局",
    "区大数据发展局": "区大数据发展局",
    "区文旅委": "区文旅委",
    "区林业局": "区林业局",
    "区水利局": "区水利局",
    "区规划自然资源局": "区规划自然资源局",
    "区经济信息委": "区经济信息委",
    "区公安局": "区公安分局",
    "空港新城公司": "空港新城公司",
    "城市更新公司": "城市更新公司",
    "临空农业公司": "临空农业公司",
    "移动城二分公司": "移动城二分公司",
    "电信渝北分公司": "电信渝北分公司",
    "联通渝北分公司": "联通渝北分公司",
    "联通两江分公司": "联通两江分公司",
    "铁塔两江分公司": "铁塔两江分公司",
    "龙山街道": "龙山街道",
    "龙溪街道": "龙溪街道",
    "宝圣湖街道": "宝圣湖街道",
    "回兴街道": "回兴街道",
    "双龙湖街道": "双龙湖街道",
    "两路街道": "两路街道",
    "双凤桥街道": "双凤桥街道",
    "王家街道": "王家街道",
    "茨竹镇": "茨竹镇",
    "大盛镇": "大盛镇",
    "大湾镇": "大湾镇",
    "古路镇": "古路镇",
    "洛碛镇": "洛碛镇",
    "木耳镇": "木耳镇",
    "石船镇": "石船镇",
    "统景镇": "统景镇",
    "兴隆镇": "兴隆镇",
    "玉峰山镇": "玉峰山镇",
    "龙兴镇": "龙兴镇",
    "区发展改革委": "区发展改革委",
    "区政府办督查室": "区政府办督查室",
}
YUBEI_2020 = {
    "区教委": "区教委",
    "区文化旅游委": "区文旅委",
    "区卫生健康委": "区卫生健康委",
    "区住房城乡建委": "区住房城乡建委",
    "区规划自然资源局": "区规划自然资源局",
    "区城市管理局": "区城管局",
    "区民政局": "区民政局",
    "区公安分局": "区公安分局",
    "区水利局": "区水利局",
    "区人力社保局": "区人力社保局",
    "区委政法委": "区委政法委",
    "区征地中心": "区征地中心",
}
YUBEI_2021 = {
    "区教委": "区教委",
    "区卫生健康委": "区卫生健康委",
    "区民政局": "区民政局",
    "区公安分局": "区公安分局",
    "区城管局": "区城管局",
    "区交通局": "区交通局",
    "区住房城乡建委": "区住房城乡建委",
    "区水利局": "区水利局",
    "区残联": "区残联",
    "区人力社保局": "区人力社保局",
    "区委政法委": "区委政法委",
    "区体育中心": "区体育中心",
}
WULONG_2024 = {
    "区住房城乡建委": "区住房城乡建委",
    "区城市管理局": "区城市管理局",
    "区交通局": "区交通局",
    "区生态环境局": "区生态环境局",
    "区农业农村委": "区农业农村委",
    "区供销合作社": "区供销合作社",
    "区卫生健康委": "区卫生健康委",
    "区教委": "区教委",
    "区民政局": "区民政局",
    "区残联": "区残联",
    "区发展改革委": "区发展改革委",
    "区财政局": "区财政局",
    "国网重庆武隆供电公司": "国网重庆武隆供电公司",
    "区规划自然资源局": "区规划自然资源局",
    "区文化旅游委": "区文化旅游委",
    "区消防救援支队": "区消防救援支队",
    "区乡村振兴局": "区乡村振兴局",
    "区城市发展（集团）公司": "区城市发展（集团）公司",
    "区旅游产业（集团）公司": "区旅游产业（集团）公司",
    "区经济信息委": "区经济信息委",
    "区公安局": "区公安局",
    "凤山街道": "凤山街道",
    "芙蓉街道": "芙蓉街道",
    "区水利局": "区水利局",
    "区市场监管局": "区市场监管局",
    "团区委": "团区委",
    "区妇联": "区妇联",
    "区林业局": "区林业局",
    "区应急局": "区应急局",
    "区农业产业公司": "区农业产业公司",
    "区数建办（区大数据局）": "区数建办",
    "区医保局": "区医保局",
    "区税务局": "区税务局",
    "区政府督查办": "区政府督查办",
    "区融媒体中心": "区融媒体中心",
}
GAOXIN_2024 = {
    "建设局": "建设局",
    "城市建设事务中心": "城市建设事务中心",
    "生态环境局": "生态环境局",
    "公共服务局": "公共服务局",
    "政务服务和社会事务中心": "政务服务和社会事务中心",
    "统战部": "统战部",
    "市场监督管理局": "市场监督管理局",
    "公安分局": "公安分局",
    "曾家镇": "曾家镇",
    "西永街道": "西永街道",
    "走马镇": "走马镇",
    "虎溪街道": "虎溪街道",
}
OF_THE_NOTICES = [
    (lexicon, name, short_name)
    for lexicon, names in (
        (YUBEI, YUBEI_2024),
        (YUBEI, YUBEI_2020),
        (YUBEI, YUBEI_2021),
        (WULONG, WULONG_2024),
        (GAOXIN, GAOXIN_2024),
    )
    for name, short_name in names.items()
]


def read(cell: str | None, lexicon: Lexicon = YUBEI) -> list[Mention]:
    return read_units(cell, lexicon, WORDS)


def split(cell: str, lexicon: Lexicon = YUBEI) -> list[str]:
    return split_names(cell, lexicon, WORDS)


def test_the_notices_name_about_120_units() -> None:
    assert len(OF_THE_NOTICES) == 120


@pytest.mark.parametrize(("lexicon", "name", "short_name"), OF_THE_NOTICES)
def test_every_name_of_the_five_notices_is_the_unit_it_means(lexicon: Lexicon, name: str, short_name: str) -> None:
    (mention,) = read(name, lexicon)
    assert (mention.text, mention.unit.short_name) == (name, short_name)
    assert mention.unit_id.startswith(lexicon.region.id + "-")
    assert not mention.is_provisional


@pytest.mark.parametrize(
    "cell",
    [
        "区教委、区财政局",
        "区教委，区财政局",
        "区教委,区财政局",
        "区教委；区财政局",
        "区教委;区财政局",
        "区教委、 区财政局",
        "区教委\n区财政局",
        "区教委\n\n区财政局\n",
        "区教委、\n区财政局",
        "区教委\n、区财政局",
        "区教委、、区财政局",
        "、区教委、区财政局、",
        "区教委、区财政局。",
        "区教委、区财政局.",
        " 区教委 、区财政局 ",
        "区教委区财政局",
        "区教委 区财政局",
        "区教委　区财政局",
        "区教\n委、区财\n政局",
        "区 教 委、区 财 政 局",
    ],
)
def test_two_names_are_told_apart_however_they_are_written(cell: str) -> None:
    assert ["".join(name.split()) for name in split(cell)] == ["区教委", "区财政局"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "区发展改革委、区财政局、区城市发展（集团）公司，有关乡镇（街道）",
            ["区发展改革委", "区财政局", "区城市发展（集团）公司", "有关乡镇（街道）"],
        ),
        ("区财政局，各乡镇（街道）", ["区财政局", "各乡镇（街道）"]),
        ("区数建办（区大数据局）、区医保局", ["区数建办（区大数据局）", "区医保局"]),
        ("区财政局、有关乡镇（街道、平台公司）", ["区财政局", "有关乡镇（街道、平台公司）"]),
    ],
)
def test_a_separator_inside_brackets_parts_no_names(cell: str, names: list[str]) -> None:
    assert split(cell, WULONG) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("区委政法委区住房城乡建委", ["区委政法委", "区住房城乡建委"]),
        ("区公安分局区住房城乡建委", ["区公安分局", "区住房城乡建委"]),
        ("区公安分局区住房城乡\n建委", ["区公安分局", "区住房城乡建委"]),
        ("区公安分局区住房\n城乡建委、区教委", ["区公安分局", "区住房城乡建委", "区教委"]),
        ("龙山街道龙溪街道", ["龙山街道", "龙溪街道"]),
        ("区教委相关部门", ["区教委", "相关部门"]),
        ("区残联各镇街", ["区残联", "各镇街"]),
    ],
)
def test_names_that_run_together_are_told_apart(cell: str, names: list[str]) -> None:
    assert split(cell) == names


@pytest.mark.parametrize(
    ("cell", "short_names"),
    [
        ("区财政局区城市发展（集团）公司", ["区财政局", "区城市发展（集团）公司"]),
        ("区城市发展（集团）公司区财政局", ["区城市发展（集团）公司", "区财政局"]),
    ],
)
def test_names_with_brackets_that_run_together_are_told_apart(cell: str, short_names: list[str]) -> None:
    assert [m.unit.short_name for m in read(cell, WULONG)] == short_names


@pytest.mark.parametrize(
    "cell",
    [
        "区住房城乡\n建委",
        "区住房\n城乡\n建委",
        "区住房城乡建\n委",
        "区\n住房城乡建委",
        "区住房城乡 建委",
        "区住房城乡　建委",
        "区住房城乡建委。",
    ],
)
def test_a_name_broken_over_lines_is_one_name(cell: str) -> None:
    assert split(cell) == ["区住房城乡建委"]


@pytest.mark.parametrize(
    ("cell", "short_name"),
    [
        ("区城市发展（集\n团）公司", "区城市发展（集团）公司"),
        ("区城市发展\n（集团）公司", "区城市发展（集团）公司"),
        ("区城市发展(集团)公司", "区城市发展（集团）公司"),
        ("区数建办\n（区大数据局）", "区数建办"),
        ("国网重庆武隆\n供电公司", "国网重庆武隆供电公司"),
        ("有关乡镇\n（街道）", "有关乡镇（街道）"),
    ],
)
def test_brackets_and_line_ends_do_not_hide_a_name(cell: str, short_name: str) -> None:
    assert [m.unit.short_name for m in read(cell, WULONG)] == [short_name]


def test_a_line_that_nobody_knows_is_a_name_beside_a_known_one() -> None:
    assert split(f"区教委\n{UNKNOWN}") == ["区教委", UNKNOWN]
    assert [m.is_provisional for m in read(f"区教委\n{UNKNOWN}")] == [False, True]


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        " ",
        "\n",
        "　",
        "无",
        " 无 ",
        "无。",
        "—",
        "——",
        "— —",
        "-",
        "–",
        "－",
        "/",
        "／",
        "、",
        "暂无",
        "无、无",
    ],
)
def test_a_cell_may_name_no_unit(cell: str | None) -> None:
    assert read(cell) == []


@pytest.mark.parametrize("cell", ["--", "---", "———", "‘", "’", "“”", "·", "。", "（）"])
def test_a_mark_without_a_word_is_never_a_unit(cell: str) -> None:
    assert read(cell) == []


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("相关镇街", ["相关镇街"]),
        ("各乡镇（街道）", ["各乡镇（街道）"]),
        ("有关乡镇（街道）", ["有关乡镇（街道）"]),
        ("相关部门、街道、平台公司", ["相关部门", "街道", "平台公司"]),
        ("各镇、街道", ["各镇", "街道"]),
        ("各乡镇人民政府、街道办事处", ["各乡镇人民政府", "街道办事处"]),
    ],
)
def test_groups_of_units_are_kept_as_groups(cell: str, groups: list[str]) -> None:
    mentions = read(cell)
    assert [m.text for m in mentions] == groups
    assert {m.unit.kind for m in mentions} == {UnitKind.GROUP}
    assert not any(m.is_provisional for m in mentions)


@pytest.mark.parametrize(
    "name", ["武隆区教委", "重庆市武隆区教育委员会", "江北区教委", "市教委", "重庆市教育委员会", "凤山街道"]
)
def test_a_name_of_elsewhere_never_becomes_a_unit_of_here(name: str) -> None:
    (mention,) = read(name)
    assert mention.text == name
    assert mention.is_provisional
    assert mention.unit_id.startswith("500112-")
    assert mention.unit.functions == ()


@pytest.mark.parametrize("name", ["渝北区教委", "重庆市渝北区教委", "区教委"])
def test_the_same_cell_is_read_by_the_regions_own_units(name: str) -> None:
    assert read(name)[0].unit_id == "500112-education"
    assert read("区教委", WULONG)[0].unit_id == "500156-education"


def test_mentions_stand_in_the_order_written_with_their_own_spelling() -> None:
    mentions = read("区市场监督局、渝北区教委、区公安局")
    assert [m.text for m in mentions] == ["区市场监督局", "渝北区教委", "区公安局"]
    assert [m.unit.short_name for m in mentions] == ["区市场监管局", "区教委", "区公安分局"]


def test_a_name_decided_to_be_no_unit_names_none() -> None:
    lexicon = decided(YUBEI, decision("详见附件", "not_a_unit"))
    assert [m.text for m in read("区教委、详见附件、详 见附件", lexicon)] == ["区教委"]


def test_a_decided_name_is_no_longer_provisional() -> None:
    for verdict, more in (("same_as", {"unit_id": "500112-education"}), ("new", {}), ("group", {})):
        (mention,) = read(UNKNOWN, decided(YUBEI, decision(UNKNOWN, verdict, **more)))
        assert not mention.is_provisional


NAMES = st.lists(st.sampled_from(sorted({u.short_name for u in YUBEI.region.units})), min_size=1, max_size=6)
SEPARATORS = st.sampled_from(["、", "，", ",", "；", ";", "\n", "、\n", " "])


@settings(deadline=None, derandomize=True)
@given(NAMES, SEPARATORS)
def test_known_names_come_back_whatever_parts_them(names: list[str], separator: str) -> None:
    assert split(separator.join(names)) == names


@settings(deadline=None, derandomize=True)
@given(st.text() | st.text(alphabet="区教委财政局、，；（）()\n 无—/各镇街道相关部门某", max_size=30))
def test_any_text_is_read_without_an_error(cell: str) -> None:
    for mention in read(cell):
        assert mention.text.strip()
        assert mention.unit_id.startswith("500112-")


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="区教委财政局某中心", min_size=2, max_size=20))
def test_no_character_of_a_name_is_lost(cell: str) -> None:
    assert "".join(split(cell)) == cell


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("1.区教委；2.区卫生健康委", ["区教委", "区卫生健康委"]),
        ("区城管局等", ["区城管局"]),
        ("区城管局等部门", ["区城管局"]),
        ("区生态环境局牵头", ["区生态环境局"]),
        ("区教委和区财政局", ["区教委", "区财政局"]),
        ("区教委/区财政局", ["区教委", "区财政局"]),
    ],
)
def test_what_stands_around_a_name_does_not_hide_it(cell: str, units: list[str], yubei: Lexicon) -> None:
    words = WORDS
    assert [m.unit.short_name for m in read_units(cell, yubei, words)] == units


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("1.区教委 2.区财政局", ["区教委", "区财政局"]),
        ("1、区教委2、区财政局", ["区教委", "区财政局"]),
        ("（1）区教委（2）区财政局", ["区教委", "区财政局"]),
        ("①区教委②区财政局", ["区教委", "区财政局"]),
        ("高新园（邹区镇、奔牛镇）、区教委", ["高新园（邹区镇、奔牛镇）", "区教委"]),
        ("高新园（邹区镇\n奔牛镇）", ["高新园（邹区镇奔牛镇）"]),
        ("某某园（一期、区财政局", ["某某园（一期", "区财政局"]),
        ("龙溪街道、龙山街道\n等7个街道", ["龙溪街道", "龙山街道"]),
        ("龙溪街道、龙山街道，等三个镇（街道）", ["龙溪街道", "龙山街道"]),
        ("不涉及", []),
        ("1、2", []),
        ("等3个部门", []),
        ("11局、12局", ["11局", "12局"]),
    ],
)
def test_how_cells_list_their_units(cell: str, names: list[str]) -> None:
    assert split_names(cell, YUBEI, WORDS) == names
