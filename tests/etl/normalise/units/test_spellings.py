"""Names without what says nothing of the body."""

import pytest

from etl.normalise.units.spellings import own_prefixes, stemmer_of
from etl.reference.load import load_reference
from schemas.units import Region

REFERENCE = load_reference()
REGIONS = {region.id: region for region in REFERENCE.regions}


def stem_in(region: str, name: str) -> str:
    return stemmer_of(REFERENCE.bodies).stem(name, own_prefixes(REGIONS[region]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区教育委员会", "重庆市渝北区教育委员会"),
        ("区教育委", "渝北区教育委员会"),
        ("区发展和改革委员会", "区发展改革委"),
        ("区人力资源和社会保障局", "区人力社保局"),
        ("区市场监督管理局", "区市场监管局"),
        ("区应急管理局", "区应急局"),
        ("区退役军人事务局", "区退役军人局"),
        ("区政府办公室", "区政府办"),
        ("龙山街道办事处", "龙山街道"),
        ("统景镇人民政府", "渝北区统景镇"),
        ("渝北公安分局", "区公安分局"),
        ("区城市更新（集团）有限公司", "区城市更新集团公司"),
        ("区 教\n委", "区教委"),
        ("区教委", "区教委"),
    ],
)
def test_spellings_of_one_name_have_one_stem(one: str, other: str) -> None:
    assert stem_in("500112", one) == stem_in("500112", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区教委", "市教委"),
        ("区教委", "江北区教委"),
        ("区教委", "重庆市教育委员会"),
        ("区教委", "县教委"),
        ("区委", "区委办"),
        ("区政府", "市政府"),
        ("区政府办", "区政府督查办"),
        ("区中医院", "区人民医院"),
        ("人和街道", "人街道"),
        ("龙兴镇", "兴隆镇"),
        ("联通渝北分公司", "联通两江分公司"),
        ("区城市管理局", "区城市更新局"),
    ],
)
def test_names_of_two_bodies_have_two_stems(one: str, other: str) -> None:
    assert stem_in("500112", one) != stem_in("500112", other)


@pytest.mark.parametrize("name", ["重庆高新区建设局", "高新区管委会建设局", "管委会建设局", "区建设局", "建设局"])
def test_a_zones_bodies_may_be_its_committees(name: str) -> None:
    assert stem_in("cq-gaoxin", name) == "建设局"


@pytest.mark.parametrize("name", ["区", "渝北区", "重庆市渝北区", "", "区委", "渝北"])
def test_a_name_never_loses_all_of_itself(name: str) -> None:
    assert stem_in("500112", name) == name


@pytest.mark.parametrize("region", REFERENCE.regions, ids=lambda r: r.id)
def test_no_two_bodies_of_one_time_have_one_stem(region: Region) -> None:
    prefixes = own_prefixes(region)
    for unit in region.units:
        stems = {stemmer_of(REFERENCE.bodies).stem(name, prefixes) for name in unit.names}
        for other in region.units:
            if other.id != unit.id and other.meets(unit):
                assert stems.isdisjoint(stemmer_of(REFERENCE.bodies).stem(name, prefixes) for name in other.names), (
                    other.id
                )


def test_a_county_level_city_has_its_own_prefix() -> None:
    city = REGIONS["500112"].model_copy(update={"name": "义乌市", "names": ("义乌市", "浙江省义乌市")})
    assert own_prefixes(city)[-1] == "市"
    assert stemmer_of(REFERENCE.bodies).stem("市教育局", own_prefixes(city)) == "教育局"
