"""Every name of a unit that the five notices write, with the body it means: by hand, from reading the notices."""

from collections import defaultdict
from pathlib import Path

import pytest

from etl.normalise.assemble import normalise
from parsers.reading import read_file
from schemas.normalised import NameBasis, NormalisedNotice
from schemas.reference import Reference
from tests.conftest import notice_path

YUBEI_2024 = {
    "区住房城乡建委": "500112-housing-construction",
    "区城管局": "500112-urban-management",
    "区交通局": "500112-transport",
    "区生态环境局": "500112-ecology-environment",
    "区农业农村委": "500112-agriculture-rural",
    "区卫生健康委": "500112-health",
    "区教委": "500112-education",
    "区残联": "500112-disabled",
    "区妇联": "500112-women",
    "区民政局": "500112-civil-affairs",
    "区市场监管局": "500112-market-regulation",
    "区市场监督局": "500112-market-regulation",
    "区人力社保局": "500112-human-resources",
    "区大数据发展局": "500112-big-data",
    "区文旅委": "500112-culture-tourism",
    "区林业局": "500112-forestry",
    "区水利局": "500112-water",
    "区规划自然资源局": "500112-planning-natural-resources",
    "区经济信息委": "500112-economy-information",
    "区公安局": "500112-public-security",
    "空港新城公司": "500112-konggang-new-city",
    "城市更新公司": "500112-urban-renewal",
    "临空农业公司": "500112-linkong-agriculture",
    "移动城二分公司": "500112-china-mobile-chenger",
    "电信渝北分公司": "500112-china-telecom-yubei",
    "联通渝北分公司": "500112-china-unicom-yubei",
    "联通两江分公司": "500112-china-unicom-liangjiang",
    "铁塔两江分公司": "500112-china-tower-liangjiang",
    "龙山街道": "500112-longshan-subdistrict",
    "龙溪街道": "500112-longxi-subdistrict",
    "宝圣湖街道": "500112-baoshenghu-subdistrict",
    "回兴街道": "500112-huixing-subdistrict",
    "双龙湖街道": "500112-shuanglonghu-subdistrict",
    "两路街道": "500112-lianglu-subdistrict",
    "双凤桥街道": "500112-shuangfengqiao-subdistrict",
    "王家街道": "500112-wangjia-subdistrict",
    "茨竹镇": "500112-cizhu-town",
    "大盛镇": "500112-dasheng-town",
    "大湾镇": "500112-dawan-town",
    "古路镇": "500112-gulu-town",
    "洛碛镇": "500112-luoqi-town",
    "木耳镇": "500112-muer-town",
    "石船镇": "500112-shichuan-town",
    "统景镇": "500112-tongjing-town",
    "兴隆镇": "500112-xinglong-town",
    "玉峰山镇": "500112-yufengshan-town",
    "龙兴镇": "500112-longxing-town",
    "相关镇街": "group",
    "相关部门": "group",
    "街道": "group",
    "平台公司": "group",
}
YUBEI_2020 = {
    "区教委": "500112-education",
    "区文化旅游委": "500112-culture-tourism",
    "区卫生健康委": "500112-health",
    "区住房城乡建委": "500112-housing-construction",
    "区规划自然资源局": "500112-planning-natural-resources",
    "区城市管理局": "500112-urban-management",
    "区民政局": "500112-civil-affairs",
    "区公安分局": "500112-public-security",
    "区水利局": "500112-water",
    "区人力社保局": "500112-human-resources",
    "区委政法委": "500112-political-legal",
    "区征地中心": "500112-land-requisition",
}
YUBEI_2021 = {
    "区教委": "500112-education",
    "区卫生健康委": "500112-health",
    "区民政局": "500112-civil-affairs",
    "区公安分局": "500112-public-security",
    "区城管局": "500112-urban-management",
    "区交通局": "500112-transport",
    "区住房城乡建委": "500112-housing-construction",
    "区水利局": "500112-water",
    "区残联": "500112-disabled",
    "区人力社保局": "500112-human-resources",
    "区委政法委": "500112-political-legal",
    "区体育中心": "500112-sports-centre",
}
WULONG_2024 = {
    "区住房城乡建委": "500156-housing-construction",
    "区城市管理局": "500156-urban-management",
    "区交通局": "500156-transport",
    "区生态环境局": "500156-ecology-environment",
    "区农业农村委": "500156-agriculture-rural",
    "区供销合作社": "500156-supply-marketing",
    "区卫生健康委": "500156-health",
    "区教委": "500156-education",
    "区民政局": "500156-civil-affairs",
    "区残联": "500156-disabled",
    "区发展改革委": "500156-development-reform",
    "区财政局": "500156-finance",
    "国网重庆武隆供电公司": "500156-power-supply",
    "区规划自然资源局": "500156-planning-natural-resources",
    "区文化旅游委": "500156-culture-tourism",
    "区消防救援支队": "500156-fire-rescue",
    "区乡村振兴局": "500156-rural-revitalisation",
    "区城市发展（集团）公司": "500156-urban-development-group",
    "区旅游产业（集团）公司": "500156-tourism-industry-group",
    "区经济信息委": "500156-economy-information",
    "区公安局": "500156-public-security",
    "凤山街道": "500156-fengshan-subdistrict",
    "芙蓉街道": "500156-furong-subdistrict",
    "区水利局": "500156-water",
    "区市场监管局": "500156-market-regulation",
    "团区委": "500156-youth-league",
    "区妇联": "500156-women",
    "区林业局": "500156-forestry",
    "区应急局": "500156-emergency",
    "区农业产业公司": "500156-agricultural-industry",
    "区数建办（区大数据局）": "500156-big-data",
    "区医保局": "500156-medical-insurance",
    "区税务局": "500156-taxation",
    "各乡镇（街道）": "group",
    "有关乡镇（街道）": "group",
}
GAOXIN_2024 = {
    "建设局": "cq-gaoxin-construction",
    "城市建设事务中心": "cq-gaoxin-urban-construction-affairs",
    "生态环境局": "cq-gaoxin-ecology-environment",
    "公共服务局": "cq-gaoxin-public-services",
    "政务服务和社会事务中心": "cq-gaoxin-government-services-social-affairs",
    "统战部": "cq-gaoxin-united-front",
    "市场监督管理局": "cq-gaoxin-market-regulation",
    "公安分局": "cq-gaoxin-public-security",
}
LISTED = {
    "yubei-2024-plan": YUBEI_2024,
    "yubei-2020-plan": YUBEI_2020,
    "yubei-2021-report": YUBEI_2021,
    "wulong-2024-plan": WULONG_2024,
    "gaoxin-2024-plan": GAOXIN_2024,
}
OTHER_NAMES_OF_ONE_BODY = {
    "500112-market-regulation": {"区市场监管局", "区市场监督局"},
    "500112-urban-management": {"区城管局", "区城市管理局"},
    "500112-public-security": {"区公安局", "区公安分局"},
    "500112-culture-tourism": {"区文旅委", "区文化旅游委"},
}


@pytest.fixture(scope="module", params=LISTED)
def read(request: pytest.FixtureRequest, reference: Reference) -> tuple[str, NormalisedNotice]:
    file = notice_path(request.param, "docx")
    return request.param, normalise(read_file(Path(file).read_bytes(), reference.vocabulary).notice, reference)


def test_about_120_names_are_listed() -> None:
    assert sum(map(len, LISTED.values())) == 118


def test_the_list_has_every_name_that_the_notice_writes_and_no_other(read: tuple[str, NormalisedNotice]) -> None:
    name, rows = read
    assert {u.mention for u in rows.task_units} == set(LISTED[name])


def test_every_mention_means_the_body_listed(read: tuple[str, NormalisedNotice]) -> None:
    name, rows = read
    for unit in rows.task_units:
        listed = LISTED[name][unit.mention]
        is_group = listed == "group"
        assert (unit.basis is NameBasis.GROUP) == is_group
        assert is_group or unit.unit_id == listed


def test_no_unit_is_provisional(read: tuple[str, NormalisedNotice]) -> None:
    _, rows = read
    assert {u.kind for u in rows.units} <= {"group"}
    assert "unknown_unit" not in {f.rule for f in rows.findings}
    assert rows.suggestions == ()


def test_two_names_are_one_body_only_where_that_is_listed() -> None:
    names: dict[str, set[str]] = defaultdict(set)
    for listed in LISTED.values():
        for name, unit in listed.items():
            names[unit].add(name)
    del names["group"]
    assert {unit: found for unit, found in names.items() if len(found) > 1} == OTHER_NAMES_OF_ONE_BODY


def test_every_listed_body_is_in_the_reference_data(reference: Reference) -> None:
    units = {f"{region.id}-{unit.id}" for region in reference.regions for unit in region.units} | {"group"}
    assert {unit for listed in LISTED.values() for unit in listed.values()} <= units
