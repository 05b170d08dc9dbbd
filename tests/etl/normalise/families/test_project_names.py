import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.families.project_names import Names, bare_name, likeness, pairs, plain_name
from tests.families import reference
from tests.growth import grows_no_faster

NAMES = Names(reference().families)
HAN = st.text("停车位建设城市公园农村改造工程行动推进开展老年人服务与和及的口袋2024年个条", min_size=1, max_size=20)

CORES = {
    "推进“错时共享”停车泊位建设": "错时共享停车位",
    "推进错时共享停车位建设": "错时共享停车位",
    "开展残疾人关爱服务提升行动": "残疾人关爱服务",
    "开展妇女儿童综合服务体项目建设试点": "妇女儿童综合服务体",
    "老年人照顾服务计划": "老年人照顾服务",
    "实施农村饮水安全提升工程": "农村饮水",
    "农村供水保障": "农村饮水",
    "开展2024年食品安全“你点我检服务惠民”活动": "食品安全你点我检服务惠民",
    "开展2024年度基层医疗机构计量器具免费检定工作": "基层医疗机构计量器具免费检定",
    "治理城区交通拥堵": "城区交通拥堵治理",
    "城区交通拥堵治理": "城区交通拥堵治理",
    "改造老旧小区工程": "老旧小区改造",
    "开展重点群体就业创业帮扶": "就业创业帮扶",
    "建成口袋公园3个": "口袋公园",
    "新建农村公路约120公里": "农村公路",
    "渝北区农村入户路建设": "农村入户路",
    "重庆市渝北区农村入户路建设": "农村入户路",
    "二〇二四年农村入户路建设": "农村入户路",
}
KEPT = {
    "道路建设": "道路建设",
    "绿化工程": "绿化工程",
    "建设": "建设",
    "工程项目": "工程项目",
    "四好农村路": "四好农村路",
    "5G通讯基础设施建设工程": "5G通信基础设施",
    "15分钟便民生活圈": "15分钟便民生活圈",
    "“厕所革命”": "厕所革命",
    "城市公园": "城市公园",
    "公园城市": "公园城市",
}
"""Names of which too little would be left, or whose figures are part of the name."""


@pytest.mark.parametrize(("name", "core"), [*CORES.items(), *KEPT.items()])
def test_a_name_comes_to_what_it_is_about(name: str, core: str) -> None:
    assert NAMES.core(name, ("渝北区", "重庆市渝北区")) == core


DIFFERENT = [
    ("青少年健康教育行动", "开展青少年心理健康教育"),
    ("老旧城区更新改造工程", "城镇老旧小区改造和社区服务提升"),
    ("推进社区养老服务“千百工程”", "推进社区养老服务全覆盖"),
    ("建设社区卫生服务中心", "建设社区体育文化公园"),
    ("建设城市公园", "建设公园城市"),
    ("建设城市公园", "城市老旧供水管网改造"),
    ("开展残疾人关爱服务行动", "助残服务行动"),
    ("建设村级养老服务站", "建设社区养老服务站"),
    ("乳腺癌筛查", "宫颈癌筛查"),
    ("农村公路建设", "农村公路养护"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_that_only_share_a_field_come_to_two(one: str, other: str) -> None:
    assert NAMES.key(NAMES.core(one)) != NAMES.key(NAMES.core(other))


def test_joining_words_and_case_make_no_difference() -> None:
    one, other = (NAMES.core(n) for n in ("学校、医院及周边停车综合治理", "学校医院和周边停车综合治理"))
    assert NAMES.key(one) == NAMES.key(other)
    assert NAMES.key("5G基站") == NAMES.key("5g基站")


@pytest.mark.parametrize(
    "written",
    [
        "推进 错时共享 停车位建设",
        "推进“错时共享”停车位建设",
        "推进「错时共享」停车位建设",
        "推进（错时共享）停车位建设",
        "推进【错时共享】停车位建设",
        "推进\n错时共享\u3000停车位建设",
    ],
)
def test_white_space_quotes_and_brackets_make_no_difference(written: str) -> None:
    assert plain_name(written) == "推进错时共享停车位建设"


def test_full_width_forms_are_folded() -> None:
    assert plain_name("５Ｇ（新型）") == plain_name("5G(新型)") == "5G新型"


def test_a_bare_name_has_nothing_in_brackets() -> None:
    assert bare_name("推进“双减”（减轻作业负担）工作") == "推进双减工作"
    assert bare_name("推进双减") == "推进双减"


def known(name: str) -> str | None:
    found = NAMES.known_family(name, NAMES.core(name))
    return found[0].id if found else None


def test_a_known_project_is_known_by_each_of_its_names() -> None:
    for family in reference().families.known:
        assert {known(n) for n in (family.name, *family.names)} == {family.id}


def test_no_name_of_two_known_projects_comes_to_one() -> None:
    cores = {(NAMES.key(NAMES.core(n)), f.id) for f in reference().families.known for n in (f.name, *f.names)}
    assert len({core for core, _ in cores}) == len(cores)


def test_a_known_project_is_known_by_what_stands_before_its_brackets() -> None:
    assert known("推进义务教育阶段学生“双减”（减轻义务教育阶段学生作业负担和校外培训负担）") == "double-reduction"
    assert known("（双减）") is None


def test_a_name_that_only_says_its_field_is_one() -> None:
    assert NAMES.is_a_field(NAMES.core("提升医疗卫生服务能力"))
    assert NAMES.is_a_field(NAMES.core("城乡养老服务"))
    assert not NAMES.is_a_field(NAMES.core("婴幼儿照护服务"))
    assert not NAMES.is_a_field(NAMES.core("建设城市公园"))


@given(HAN)
def test_something_is_left_of_every_name(name: str) -> None:
    assert NAMES.core(name)
    assert NAMES.key(NAMES.core(name))


@given(HAN)
def test_a_core_is_made_of_the_name_s_own_words(name: str) -> None:
    assert len(NAMES.core(name)) <= len(NAMES.in_one_word(plain_name(name)))


@given(HAN, HAN)
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


def test_pairs_are_neighbours() -> None:
    assert pairs("停车位") == ["停车", "车位"]
    assert pairs("停") == []


@pytest.mark.parametrize("word", ["工程", "建设"])
def test_a_name_of_nothing_but_endings_takes_time_in_proportion(word: str) -> None:

    assert grows_no_faster(lambda size: NAMES.core(word * (size // 2)), 1500, 12_000)
