"""Cells of units told apart into names, whether anybody knows them or not."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.keys import unit_key
from etl.normalise.units.cell_names import AsideKind, CellNames, read_names, split_names
from etl.normalise.units.lexicon import Lexicon
from etl.reference.load import load_reference
from schemas.reference import Region

REFERENCE = load_reference()
WORDS = REFERENCE.cells
YUBEI = Lexicon(next(r for r in REFERENCE.regions if r.id == "500112"), REFERENCE.groups)
NOWHERE = Lexicon(
    Region(id="x-nowhere", name="某某区", full_name="某某区", kind="unknown", names=("某某区",)), REFERENCE.groups
)
BOTH = pytest.mark.parametrize("lexicon", [YUBEI, NOWHERE], ids=["known", "unknown"])


def split(cell: str, lexicon: Lexicon = NOWHERE) -> list[str]:
    return split_names(cell, lexicon, WORDS)


def asides(cell: str, lexicon: Lexicon = NOWHERE) -> list[tuple[AsideKind, str]]:
    return [(a.kind, a.text) for a in read_names(cell, lexicon, WORDS).asides]


def looked_up(cell: str, lexicon: Lexicon = NOWHERE) -> list[str]:
    return [n.looked_up for n in read_names(cell, lexicon, WORDS).names]


@BOTH
@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("区住房\n城乡建委", ["区住房城乡建委"]),
        ("区住房城乡\n建委", ["区住房城乡建委"]),
        ("区住房城乡建\n委", ["区住房城乡建委"]),
        ("区教\n委", ["区教委"]),
        ("区\n教委", ["区教委"]),
        ("区人力社\n保局", ["区人力社保局"]),
        ("区规划和自\n然资源局、区城\n市管理局", ["区规划和自然资源局", "区城市管理局"]),
        ("区教委\n区财政局\n区民政局", ["区教委", "区财政局", "区民政局"]),
        ("区教委区财\n政局", ["区教委", "区财政局"]),
        ("双龙湖街道办\n事处", ["双龙湖街道办事处"]),
        ("双龙湖\n街道", ["双龙湖街道"]),
        ("石船\n镇、统\n景镇", ["石船镇", "统景镇"]),
        ("区委\n组织部\n区财政局", ["区委组织部", "区财政局"]),
        ("区社会\n工作部", ["区社会工作部"]),
        ("区政府\n办公室", ["区政府办公室"]),
        ("有关乡镇\n（街道）", ["有关乡镇（街道）"]),
        ("区教 委、区 财 政 局", ["区教委", "区财政局"]),
        ("区 教 委　区 财 政 局", ["区教委", "区财政局"]),
        ("区　教　委", ["区教委"]),
        ("区\u200b教\ufeff委、区\u00ad财政局", ["区教委", "区财政局"]),
        ("国网重庆\n市北供电\n公司", ["国网重庆市北供电公司"]),
        ("移动\n联通\n电信", ["移动", "联通", "电信"]),
    ],
)
def test_a_line_end_cuts_a_name_or_parts_two(cell: str, names: list[str], lexicon: Lexicon) -> None:
    assert split(cell, lexicon) == names


@BOTH
@pytest.mark.parametrize(
    "separator",
    [
        "、",
        "，",
        ",",
        "；",
        ";",
        "/",
        "／",
        "|",
        "｜",
        "&",
        "＆",
        "·",
        ".",
        "。",
        "+",
        "和",
        "及",
        "与",
        "以及",
        "\t",
        "  ",
        "\n",
        "、\n",
        "\n、",
        " 、 ",
        "﹑",
        "\r\n",
        "\u2028",
        "\u3000",
        "",
        "—",
    ],
)
def test_two_names_are_told_apart_by_whatever_parts_them(separator: str, lexicon: Lexicon) -> None:
    assert split(f"区教委{separator}区财政局", lexicon) == ["区教委", "区财政局"]
    assert split(f"区文化和旅游局{separator}区财政局{separator}", lexicon)[:2] == ["区文化和旅游局", "区财政局"]


@BOTH
@pytest.mark.parametrize(
    "name",
    [
        "区规划和自然资源局",
        "区住房和城乡建设委员会",
        "区文化和旅游局",
        "区人力资源和社会保障局",
        "区经济和信息化局",
        "区发展和改革委员会",
        "区应急管理与消防安全委员会",
        "区退役军人事务局",
        "区社会和谐促进会",
        "区普及法律常识办公室",
        "市自然资源和规划局崂山分局",
        "市公安局渝北区分局",
        "国家税务总局某某区税务局",
        "区城市发展（集团）公司",
        "区机关事务（后勤）中心",
        "上海城投水务（集团）有限公司",
        "南昌市政大道房地产有限公司",
        "区数建办（区大数据局）",
        "高新园（邹区镇、奔牛镇）",
        "区市政管理处",
        "区住建局市政处",
        "重庆某某有限责任公司",
        "西部科学城管委会",
        "团区委",
        "区均等化服务中心",
    ],
)
def test_one_name_stays_one(name: str, lexicon: Lexicon) -> None:
    assert split(name, lexicon) == [name]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("1区教委2区民政局", ["区教委", "区民政局"]),
        ("1.区教委 2.区民政局", ["区教委", "区民政局"]),
        ("１．区教委\n２．区民政局", ["区教委", "区民政局"]),
        ("(1)区教委(2)区民政局", ["区教委", "区民政局"]),
        ("⑴区教委⑵区民政局", ["区教委", "区民政局"]),
        ("①区教委②区民政局", ["区教委", "区民政局"]),
        ("一、区教委\n二、区民政局", ["区教委", "区民政局"]),
        ("1.区教委", ["区教委"]),
        ("11局、12局", ["11局", "12局"]),
        ("县教委县财政局县住房城乡建委", ["县教委", "县财政局", "县住房城乡建委"]),
        ("五星街道南大街街道荷花池街道", ["五星街道", "南大街街道", "荷花池街道"]),
        ("区民政局区残联各乡镇街道", ["区民政局", "区残联", "各乡镇街道"]),
        ("区财政局区属国企", ["区财政局", "区属国企"]),
        ("（区教委）（区财政局）", ["区教委", "区财政局"]),
        ("建设：区住建委", ["区住建委"]),
        ("建设单位：区住建局\n运营单位：区城投公司", ["区住建局", "区城投公司"]),
        ("区财政局：负责资金；区住建局：建设", ["区财政局", "区住建局"]),
        ("区人社局、团区委等部门及各街道", ["区人社局", "团区委", "各街道"]),
        ("市交警支队区大队", ["市交警支队区大队"]),
        ("各社区卫生服务中心", ["各社区卫生服务中心"]),
        ("供销社区财政局", ["供销社", "区财政局"]),
    ],
)
def test_names_are_told_apart_that_nobody_knows(cell: str, names: list[str]) -> None:
    assert split(cell) == names


@BOTH
@pytest.mark.parametrize(
    ("cell", "names", "persons"),
    [
        ("区教委（张三）", ["区教委"], ["张三"]),
        ("区教委 张三", ["区教委"], ["张三"]),
        ("区教委\n张三\n区财政局\n李四", ["区教委", "区财政局"], ["张三", "李四"]),
        ("区教委张三 13800000000", ["区教委"], ["张三"]),
        ("区教委 张三 023-67221234", ["区教委"], ["张三"]),
        ("区教委（张三、李四）、区财政局", ["区教委", "区财政局"], ["张三", "李四"]),
        ("区教委（张三 13800000000）", ["区教委"], ["张三"]),
        ("区教委（张三 李四）", ["区教委"], ["张三", "李四"]),
        ("张三（区教委）", ["区教委"], ["张三"]),
        ("区教委主任张三", ["区教委"], ["主任张三"]),
        ("区教委（欧阳明华）", ["区教委"], ["欧阳明华"]),
    ],
)
def test_a_person_is_no_unit(cell: str, names: list[str], persons: list[str], lexicon: Lexicon) -> None:
    assert split(cell, lexicon) == names
    assert asides(cell, lexicon) == [(AsideKind.PERSON, p) for p in persons]


@pytest.mark.parametrize("cell", ["石船、统景镇", "金山、江北街道", "高新园（石桥镇）", "石船\n镇", "方山\n街道"])
def test_a_place_that_begins_as_a_surname_does_is_no_person(cell: str) -> None:
    assert asides(cell) == []


@pytest.mark.parametrize(
    "cell", ["待定", "暂无", "无", "/", "—", "", " ", "不涉及", "〃", "等", "、、", "（）", "13800000000"]
)
def test_a_cell_may_name_nobody(cell: str) -> None:
    assert split(cell) == []


@BOTH
@pytest.mark.parametrize(
    ("cell", "names", "rest"),
    [
        ("区教委等", ["区教委"], "等"),
        ("区教委、区财政局等部门", ["区教委", "区财政局"], "等部门"),
        ("区教委等相关部门", ["区教委"], "等相关部门"),
        ("区教委、等12家单位", ["区教委"], "等12家单位"),
        ("龙山街道、龙溪街道\n等7个街道", ["龙山街道", "龙溪街道"], "等7个街道"),
        ("石船镇等十个镇（街道）", ["石船镇"], "等十个镇（街道）"),
        ("等3个部门", [], "等3个部门"),
    ],
)
def test_the_rest_of_a_list_names_nobody_and_is_told(cell: str, names: list[str], rest: str, lexicon: Lexicon) -> None:
    assert split(cell, lexicon) == names
    assert asides(cell, lexicon) == [(AsideKind.OTHERS, rest)]


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        ("市桥、大石、钟村街道", ["市桥街道", "大石街道", "钟村街道"]),
        ("兴隆、茨竹、木耳镇", ["兴隆镇", "茨竹镇", "木耳镇"]),
        ("中关村、学院路街道，四季青、温泉镇", ["中关村街道", "学院路街道", "四季青镇", "温泉镇"]),
        ("兴隆、茨竹等3个镇", ["兴隆镇", "茨竹镇"]),
        ("教育、民政、财政等部门", ["教育部门", "民政部门", "财政部门"]),
        ("区教育、民政局", ["区教育局", "民政局"]),
        ("移动、联通、区财政局", ["移动", "联通", "区财政局"]),
        ("移动、联通、铁塔公司", ["移动公司", "联通公司", "铁塔公司"]),
        ("区教委、大石街道", ["区教委", "大石街道"]),
        ("相关部门、街道、平台公司", ["相关部门", "街道", "平台公司"]),
        ("市桥、各街道", ["市桥", "各街道"]),
        ("市桥", ["市桥"]),
        ("市桥、大石等街道、移动", ["市桥街道", "大石街道", "移动"]),
    ],
)
def test_bare_names_share_the_ending_of_a_later_one(cell: str, whole: list[str]) -> None:
    assert looked_up(cell) == whole


def test_a_name_that_shares_an_ending_stays_as_written() -> None:
    assert split("市桥、大石街道") == ["市桥", "大石街道"]
    assert split("龙山、龙溪街道", YUBEI) == ["龙山", "龙溪街道"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("有关镇街（石船镇、统景镇）", ["有关镇街", "石船镇", "统景镇"]),
        ("有关单位（区教委,区民政局）", ["有关单位", "区教委", "区民政局"]),
        ("各镇街（除双凤桥街道）", ["各镇街（除双凤桥街道）"]),
        ("各镇街（双凤桥街道除外）", ["各镇街（双凤桥街道除外）"]),
        ("各镇（街道、园区）", ["各镇（街道、园区）"]),
        ("平台公司（城投公司、交投公司）", ["平台公司（城投公司、交投公司）"]),
        ("平台公司（空港新城公司、城市更新公司）", ["平台公司", "空港新城公司", "城市更新公司"]),
    ],
)
def test_a_bracket_behind_a_group_may_name_its_members(cell: str, names: list[str]) -> None:
    assert split(cell, YUBEI) == names


@pytest.mark.parametrize(
    ("cell", "remark"),
    [
        ("某某房地产有限公司（开发商配建学校项目）", "开发商配建学校项目"),
        ("建设：区住建委", "建设"),
        ("区财政局：资金保障", "资金保障"),
    ],
)
def test_a_remark_is_told(cell: str, remark: str) -> None:
    assert asides(cell) == [(AsideKind.REMARK, remark)]


@BOTH
@pytest.mark.parametrize(
    "group",
    [
        "各镇街",
        "各乡镇（街道）",
        "有关部门",
        "区级有关部门",
        "直管园各镇街",
        "各街道办事处",
        "各镇人民政府",
        "全区各中小学校",
        "相关区属国企",
        "市级有关部门",
        "各成员单位",
        "属地镇街",
        "项目所在镇街",
        "涉及镇街",
        "各行业主管部门",
        "各村（社区）",
        "区直各部门",
        "各有关单位",
        "县各有关单位",
        "区属各重点国企",
        "各责任单位",
        "各管委会",
        "各公立医院",
        "各社区卫生服务中心",
        "各乡镇（场、街道）",
        "各县（市、区）人民政府",
        "各镇（街道）人民政府（办事处）",
        "各镇街（除双凤桥街道）",
        "有关部门和单位",
    ],
)
def test_groups_are_groups(group: str, lexicon: Lexicon) -> None:
    assert lexicon.is_group(group)
    assert split(group, lexicon) == [group]
    assert split(f"区教委、{group}和区财政局", lexicon) == ["区教委", group, "区财政局"]


def test_two_groups_joined_are_two() -> None:
    assert split("各部门和各镇街") == ["各部门", "各镇街"]
    assert split("市级各有关部门及各县市区政府") == ["市级各有关部门", "各县市区政府"]


def test_no_body_of_the_reference_data_is_a_group() -> None:
    for region in REFERENCE.regions:
        lexicon = Lexicon(region, REFERENCE.groups)
        bodies = [n for u in region.units if u.kind != "group" for n in u.names]
        assert [n for n in bodies if lexicon.is_group(n)] == []


def test_every_name_of_the_reference_data_stays_one() -> None:
    for region in REFERENCE.regions:
        for lexicon in (Lexicon(region, REFERENCE.groups), NOWHERE):
            names = {n for u in region.units for n in u.names} - {"区纪委区监委"}
            assert [n for n in sorted(names) if split(n, lexicon) != [n]] == []


KNOWN = sorted({u.short_name for u in YUBEI.region.units})
ANY = st.sampled_from(
    ["、", "，", ",", "；", ";", "\n", "、\n", " ", "/", "｜", "|", "。", "和", "及", "以及", "与", "·", "&", ""]
)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(KNOWN), ANY), min_size=1, max_size=6))
def test_known_names_come_back_whatever_parts_them(parts: list[tuple[str, str]]) -> None:
    assert split("".join(name + separator for name, separator in parts), YUBEI) == [name for name, _ in parts]


WIDE = {ord("("): "（", ord(")"): "）", ord(","): "，", ord(";"): "；", ord("/"): "／", ord("1"): "１", ord("."): "．"}
CELLS = st.text(alphabet="区县市教委财政局民办公室街道镇各有关部门和及、，,;（）()\n 1.等石船张三负责", max_size=24)


def keys(read: CellNames) -> list[str]:
    return [unit_key(n.text) for n in read.names]


@settings(deadline=None, derandomize=True, max_examples=300)
@given(CELLS)
def test_full_width_forms_and_unseen_characters_change_nothing(cell: str) -> None:
    plain = keys(read_names(cell, YUBEI, WORDS))
    assert keys(read_names(cell.translate(WIDE), YUBEI, WORDS)) == plain
    assert keys(read_names("\u200b".join(cell), YUBEI, WORDS)) == plain
    assert keys(read_names(cell.replace("\n", "\r\n").replace(" ", "\u3000"), YUBEI, WORDS)) == plain


PARTING = re.compile("以及|[和及与]|无|一、|二、|三、")


@settings(deadline=None, derandomize=True, max_examples=300)
@given(CELLS)
def test_no_character_is_lost(cell: str) -> None:
    read = read_names(cell, NOWHERE, WORDS)
    kept = "".join(sorted([*(n.text for n in read.names), *(a.text for a in read.asides)]))
    for char in set(PARTING.sub("", cell)):
        if "㐀" <= char <= "鿿":
            assert PARTING.sub("", kept).count(char) == PARTING.sub("", cell).count(char)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=60) | CELLS)
def test_any_text_is_read(cell: str) -> None:
    for name in read_names(cell, NOWHERE, WORDS).names:
        assert name.text.strip()
        assert name.looked_up.startswith(name.text)


@pytest.mark.parametrize(
    "unit", ["区", "区教委", "（", "区教委、", "区 ", "教\n", "和", "区教委和", "①", "1.", "（区", "张三 ", "等"]
)
def test_time_grows_with_the_length(unit: str) -> None:
    begun = time.process_time()
    split(unit * 4000)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("capacity", ["代建单位", "业主", "项目业主"])
def test_what_a_bracket_says_a_body_is_in_the_work_is_told_and_no_part_of_its_name(capacity: str) -> None:
    cell = f"区政务和数据局（区大数据中心）、区城投集团（{capacity}）"
    assert split(cell) == ["区政务和数据局（区大数据中心）", "区城投集团"]
    assert asides(cell) == [(AsideKind.REMARK, capacity)]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("县政府园区发展服务中心", ["县政府园区发展服务中心"]),
        ("产业园区管委会区财政局", ["产业园区管委会", "区财政局"]),
        ("社区中心区教委", ["社区中心", "区教委"]),
    ],
)
def test_a_word_that_ends_in_the_sign_of_a_district_is_not_cut(cell: str, names: list[str]) -> None:
    assert split(cell) == names


@BOTH
@pytest.mark.parametrize(
    "name",
    ["龙兴工业园区管委会", "空港工业园区管委会", "产业园区开发公司", "区园区办", "兴隆镇卫生院", "木耳镇敬老院"],
)
def test_one_name_stays_one_behind_others(name: str, lexicon: Lexicon) -> None:
    assert split(name, lexicon) == [name]
    assert split(f"区教委{name}、区财政局", lexicon)[-1] == "区财政局"
    assert split(f"{name}区教委", lexicon) == [name, "区教委"]


@BOTH
@pytest.mark.parametrize(
    "group",
    [
        "除龙溪街道、龙山街道外的各街道",
        "除龙溪街道和龙山街道外的各街道",
        "除龙溪街道外的各街道",
        "全区26个乡镇（街道）",
    ],
)
def test_a_group_that_leaves_some_out_or_is_counted_is_one(group: str, lexicon: Lexicon) -> None:
    assert split(f"区教委、{group}，区财政局", lexicon) == ["区教委", group, "区财政局"]


@pytest.mark.parametrize("cell", ["区教委（代建）", "区教委 代建", "区教委（代建、业主单位）"])
def test_what_a_body_is_in_the_work_is_no_person(cell: str) -> None:
    assert split(cell) == ["区教委"]
    assert {kind for kind, _ in asides(cell)} == {AsideKind.REMARK}


def test_a_place_of_the_region_is_no_person() -> None:
    assert split("区教委 石船", YUBEI) == ["区教委", "石船"]
    assert split("区教委（石船）", YUBEI) == ["区教委（石船）"]
    assert split("区教委 石船", NOWHERE) == ["区教委"]


def test_a_person_of_two_characters_is_doubtful_unless_more_tells() -> None:
    cell = "区教委（张三）、区财政局（李四 13800000000）、区民政局主任王五、区残联（赵小六）"
    doubtful = {a.text: a.doubtful for a in read_names(cell, NOWHERE, WORDS).asides}
    assert doubtful == {"张三": True, "李四": False, "主任王五": False, "赵小六": False}


@BOTH
@pytest.mark.parametrize(
    "cell",
    ["区教委（张三）、区教委（张三）、市桥、区教委等3个镇", "区教委、区教委", "市桥、大石街道、市桥、沙头等3个街道"],
)
def test_a_piece_says_the_same_however_often_it_comes(cell: str, lexicon: Lexicon) -> None:
    first = read_names(cell, lexicon, WORDS)
    assert read_names(cell, lexicon, WORDS) == first
    unmet = Lexicon(lexicon.region, lexicon.groups)
    turned = "、".join(reversed(cell.split("、")))
    read_names(turned, unmet, WORDS)
    assert read_names(cell, unmet, WORDS) == first
