"""Which projects are one, why, what decisions do, and that no other notice ever changes a family's id."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.families.grouping import ALIKE, find_families
from schemas.family import FamilyBasis, FamilyDecision, FamilyRows, KnownProject
from tests.families import decision, project, projects_of, reference
from tests.growth import grows_no_faster

WORDS = reference().families
STEMS = [
    "建设城市公园",
    "老年人照顾服务计划",
    "推进社区养老服务全覆盖",
    "实施农村电网巩固提升工程",
    "医疗卫生服务",
    "停车位建设",
]


def families(projects: Sequence[KnownProject], *decisions: FamilyDecision) -> FamilyRows:
    return find_families(projects, WORDS, decisions)


def groups(rows: FamilyRows) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for member in rows.members:
        found.setdefault(member.family_id, set()).add(member.project_id)
    return found


def are_one(one: str, other: str) -> bool:
    return any(len(members) > 1 for members in groups(families([project(one, "a"), project(other, "b")])).values())


ONE = [
    ("推进错时共享停车位建设", "推进“错时共享”停车泊位建设"),
    ("开展残疾人关爱服务行动", "开展残疾人关爱服务提升行动"),
    ("开展妇女儿童综合服务体建设试点", "开展妇女儿童综合服务体项目建设试点"),
    ("老年人照顾服务计划", "老年人照顾服务行动"),
    ("实施农村饮水安全提升工程", "农村饮水建设项目"),
    ("农村供水保障工程", "农村饮水安全巩固提升"),
    ("开展重点群体就业创业帮扶", "重点群体就业创业帮扶行动"),
    ("治理城区交通拥堵", "城区交通拥堵治理攻坚"),
    ("家校社协同育人", "开展“校家社协同育人”工作"),
    ("新建口袋公园3个", "建成口袋公园12个"),
    ("医疗卫生服务", "医疗卫生服务"),
]
TWO = [
    ("建设城市公园", "城市老旧供水管网改造"),
    ("推进社区养老服务“千百工程”", "推进社区养老服务全覆盖"),
    ("建设社区卫生服务中心", "建设社区体育文化公园"),
    ("老旧城区更新改造工程", "城镇老旧小区改造和社区服务提升"),
    ("开展残疾人关爱服务行动", "助残服务行动"),
    ("青少年健康教育行动", "开展青少年心理健康教育"),
    ("失能特困人员集中照护工程", "失能特困人员集中照护及残疾人服务"),
    ("医疗卫生服务", "提升医疗卫生服务能力"),
    ("加强社区服务", "社区服务设施建设"),
    ("建设城市公园", "建设公园城市"),
    ("农村公路建设", "农村公路养护工程"),
    ("图书馆建设", "图书馆活动"),
    ("文化馆建设", "开展文化馆活动"),
    ("污水处理厂建设", "污水处理厂提升"),
    ("新建公办幼儿园", "公办幼儿园优化提升"),
    ("新建停车场", "停车场优化"),
    ("港口泊位建设", "港口停车位建设"),
    ("农村入户路建设（火炉镇）", "农村入户路建设（和顺镇）"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_other_words_for_the_same_are_one_project(one: str, other: str) -> None:
    assert are_one(one, other)
    assert are_one(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_projects_that_share_a_field_are_two(one: str, other: str) -> None:
    assert not are_one(one, other)


@pytest.mark.parametrize("name", ["重点项目建设", "示范点建设", "重点工程"])
def test_a_name_that_says_nothing_is_one_only_with_the_same(name: str) -> None:
    assert not are_one(name, "推进" + name)


def test_a_project_that_is_alone_has_no_family() -> None:
    assert families([project("老年人照顾服务计划")]) == FamilyRows()
    assert families([]) == FamilyRows()


def test_a_project_that_bears_a_known_name_is_of_that_family_though_it_is_alone() -> None:
    rows = families([project("中心城区轨道站点步行便捷性提升")])
    assert [(f.family_id, f.origin) for f in rows.families] == [("station-access", "stated")]
    assert [(m.family_id, m.other_project_id) for m in rows.members] == [("station-access", None)]


def test_two_projects_of_one_notice_are_never_one() -> None:
    assert families([project("老年人照顾服务计划", "a", 1), project("老年人照顾服务行动", "a", 2)]) == FamilyRows()


def test_of_two_projects_of_one_notice_with_a_known_name_one_is_the_member() -> None:
    rows = families([project("建设城市公园", "a", 1), project("城市公园建设工程", "a", 2)])
    assert groups(rows) == {"city-parks": {"a/p1"}}


def test_of_two_projects_of_one_notice_the_one_named_most_alike_is_the_member() -> None:
    there = [project("城市公园建设工程", "a", 1), project("建设城市公园", "a", 2), project("建设城市公园", "b", 1)]
    assert groups(families(there)) == {"city-parks": {"a/p2", "b/p1"}}


def test_a_known_project_gives_its_family_id_and_name() -> None:
    rows = families([project("推进“错时共享”停车泊位建设", "a"), project("错时共享车位", "b")])
    (family,) = rows.families
    assert (family.family_id, family.name, family.origin) == ("shared-parking", "推进错时共享停车位建设", "stated")
    assert {(m.basis, m.other_project_id) for m in rows.members} == {(FamilyBasis.STATED, None)}
    assert "comes to “错时共享停车位”" in next(iter(rows.members)).because
    assert all(ALIKE <= m.similarity <= 1 for m in rows.members)


def test_a_derived_family_says_which_two_and_why() -> None:
    rows = families([project("老年人照顾服务计划", "a", year=2020), project("老年人照顾服务行动", "b")])
    (family,) = rows.families
    assert (family.name, family.origin) == ("老年人照顾服务", "derived")
    first, second = rows.members
    assert (first.other_project_id, second.other_project_id) == ("b/p1", "a/p1")
    assert second.because == "its name and that of 渝北区 2020, “老年人照顾服务计划”, both come to “老年人照顾服务”."
    assert ALIKE < second.similarity < 1


def test_the_same_name_is_said_to_be_the_same_name() -> None:
    rows = families([project("医疗卫生服务", "a", year=None), project("医疗卫生服务", "b", year=None)])
    assert [*rows.members][1].because == "its name is that of 渝北区 (no year), “医疗卫生服务”."
    assert [*rows.members][1].similarity == 1


def test_there_are_no_chains() -> None:
    """Each of these is near the next, and no two are one."""
    near = [
        "推进社区养老服务",
        "推进社区养老服务全覆盖",
        "推进社区居家养老服务全覆盖",
        "推进社区居家养老助餐服务全覆盖",
    ]
    assert families([project(n, str(i)) for i, n in enumerate(near)]) == FamilyRows()


# properties

names = st.sampled_from(STEMS).flatmap(
    lambda stem: st.sampled_from(
        [stem, f"开展{stem}", f"{stem}工程", f"“{stem}”", f"2024年{stem}", f"{stem}（一期）", f"智慧{stem}"]
    )
)
notices = st.lists(st.lists(names, min_size=1, max_size=4), min_size=1, max_size=6)


def projects_from(lists: list[list[str]]) -> list[KnownProject]:
    return [
        project(name, f"n{n}", ordinal, year=2020 + n)
        for n, notice in enumerate(lists)
        for ordinal, name in enumerate(notice, 1)
    ]


@given(notices, st.randoms(use_true_random=False))
def test_the_order_of_projects_changes_nothing(lists: list[list[str]], order: random.Random) -> None:
    there = projects_from(lists)
    shuffled = order.sample(there, len(there))
    assert families(shuffled) == families(there)


@given(notices)
def test_another_notice_changes_no_family_that_is_there(lists: list[list[str]]) -> None:
    before, after = groups(families(projects_from(lists[:-1]))), groups(families(projects_from(lists)))
    for family_id, members in before.items():
        assert members <= after[family_id]


@given(notices)
def test_families_have_a_project_of_each_notice_at_most(lists: list[list[str]]) -> None:
    rows = families(projects_from(lists))
    for members in groups(rows).values():
        notice_ids = [m.partition("/")[0] for m in members]
        assert len(set(notice_ids)) == len(notice_ids)
    assert all(len(groups(rows)[f.family_id]) > 1 for f in rows.families if f.origin != "stated")
    assert {f.family_id for f in rows.families} == set(groups(rows))


@given(st.sampled_from([p.name for p in projects_of()]), st.data())
def test_names_alike_but_for_marks_are_one(name: str, data: st.DataObject) -> None:
    has_gloss = "（" in name  # a bracket strewn into one would end it elsewhere
    marks = ["", " ", "\u3000", "\n", "“", "”", "「", "《", *([] if has_gloss else ["（", ")", "【"])]
    written = "".join(data.draw(st.sampled_from(marks)) + c for c in name)
    wide = "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" or "A" <= c <= "Z" else c for c in written)
    assert are_one(name, written.replace("（", "(").replace("）", ")"))
    assert are_one(name, wide)


@settings(deadline=None, max_examples=5)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_five_notices_changes_nothing(order: random.Random) -> None:
    there = list(projects_of())
    expected = families(there)
    order.shuffle(there)
    assert families(there) == expected


def test_each_of_the_five_notices_adds_to_families_and_renames_none() -> None:
    there: list[KnownProject] = []
    before: dict[str, set[str]] = {}
    for name in ("yubei-2020-plan", "gaoxin-2024-plan", "yubei-2024-plan", "yubei-2021-report", "wulong-2024-plan"):
        there += projects_of(name)
        after = groups(families(there))
        assert all(members <= after[family_id] for family_id, members in before.items())
        before = after
    assert len(before) == 18


def test_ten_times_the_projects_take_about_ten_times_as_long() -> None:
    there = {
        count: [project(f"推进第{n % (count // 2)}片区停车治理", f"n{n // 20}", n % 20 + 1) for n in range(count)]
        for count in (800, 8000)
    }
    assert grows_no_faster(lambda count: families(there[count]), 800, 8000)


# decisions

A, B, C = project("失能特困人员照护", "a"), project("特困失能人员集中供养", "b"), project("失能特困人员照护工程", "c")
PARK, OLD_PARK = project("建设城市公园", "a", 2), project("建设城市公园", "b", 2)


def test_two_projects_are_one_by_decision() -> None:
    rows = families([A, B], decision("b/p1", "a/p1"))
    (family,) = rows.families
    assert family.origin is FamilyBasis.DECIDED
    assert {m.basis for m in rows.members} == {FamilyBasis.DECIDED}
    assert [*rows.members][
        1
    ].because == "王五 decided on 2024-05-01 that it is the same as “失能特困人员照护”: 同一项工作"
    assert all(m.similarity < ALIKE for m in rows.members)


def test_a_decision_brings_all_that_go_by_the_name() -> None:
    rows = families([A, B, C], decision("b/p1", "a/p1"))
    assert list(groups(rows).values()) == [{"a/p1", "b/p1", "c/p1"}]
    assert {m.project_id: m.basis.value for m in rows.members} == {
        "a/p1": "decided",
        "b/p1": "decided",
        "c/p1": "derived",
    }


def test_a_decided_family_keeps_the_id_of_the_known_one() -> None:
    rows = families(
        [A, PARK.model_copy(update={"notice_id": "x", "project_id": "x/p1"}), OLD_PARK], decision("a/p1", "x/p1")
    )
    assert list(groups(rows)) == ["city-parks"]
    assert next(iter(rows.families)).origin is FamilyBasis.STATED


def test_two_projects_of_one_notice_are_one_where_a_person_says_so() -> None:
    rows = families([A, PARK, OLD_PARK], decision("a/p1", "a/p2"))
    assert groups(rows) == {"city-parks": {"a/p1", "a/p2", "b/p2"}}


def test_two_projects_are_parted_by_decision() -> None:
    assert groups(families([PARK, OLD_PARK], decision("a/p2", "b/p2", "apart"))) == {"city-parks": {"b/p2"}}
    assert families([A, C], decision("a/p1", "c/p1", "apart")) == FamilyRows()


def test_the_first_leaves_and_the_others_stay() -> None:
    third = project("建设城市公园", "c", 2)
    rows = families([PARK, OLD_PARK, third], decision("a/p2", "b/p2", "apart"))
    assert groups(rows) == {"city-parks": {"b/p2", "c/p2"}}


def test_one_that_left_can_join_another() -> None:
    third = project("建设城市公园", "c", 2)
    rows = families([PARK, OLD_PARK, third, B], decision("a/p2", "b/p2", "apart"), decision("a/p2", "b/p1"))
    assert sorted(map(sorted, groups(rows).values())) == [["a/p2", "b/p1"], ["b/p2", "c/p2"]]


def test_who_is_apart_is_apart_though_others_are_joined() -> None:
    """B joins A's name, which C bears too; C is to be apart from B."""
    rows = families([A, B, C], decision("b/p1", "a/p1"), decision("c/p1", "b/p1", "apart"))
    assert list(groups(rows).values()) == [{"a/p1", "b/p1"}]


@given(
    st.permutations([decision("b/p1", "a/p1"), decision("a/p2", "b/p2", "apart"), decision("c/p1", "b/p1", "apart")])
)
def test_the_order_of_decisions_changes_nothing(decisions: list[FamilyDecision]) -> None:
    there = [A, B, C, PARK, OLD_PARK]
    assert families(there, *decisions) == families(there, *sorted(decisions, key=str))


def test_a_decision_on_projects_that_are_not_there_waits() -> None:
    assert families([A], decision("a/p1", "gone/p1")) == FamilyRows()
    assert families([PARK, OLD_PARK], decision("a/p2", "gone/p1", "apart")).families


def test_of_two_decisions_the_later_is_told() -> None:
    later = decision("c/p1", "b/p1", decided_on="2025-01-01", reason="再看一遍")
    rows = families([A, B, C], decision("b/p1", "a/p1"), later)
    assert {m.project_id: "再看一遍" in m.because for m in rows.members} == {"a/p1": False, "b/p1": True, "c/p1": True}


NAMED = decision("b/p1", "a/p1", project_name=B.name, other_name=A.name)


def test_a_decision_stays_with_its_projects_when_they_are_numbered_anew() -> None:
    moved = project(B.name, "b", 2)
    rows = families([A, project("修缮古桥", "b", 1), moved], NAMED)
    assert list(groups(rows).values()) == [{"a/p1", "b/p2"}]
    assert families([A, moved, B.model_copy(update={"name": "“修缮” 古桥"})], NAMED) == families([A, moved], NAMED)


def test_a_name_that_is_only_written_otherwise_is_still_the_project_s() -> None:
    assert families([A, B.model_copy(update={"name": "特困（失能）人员 集中供养"})], NAMED).members


@pytest.mark.parametrize(
    "others",
    [[project("修缮古桥", "b", 1)], [project("修缮古桥", "b", 1), project(B.name, "b", 2), project(B.name, "b", 3)]],
)
def test_a_decision_on_a_name_that_none_bears_or_two_waits(others: list[KnownProject]) -> None:
    assert families([A, *others], NAMED) == FamilyRows()


def test_of_decisions_that_come_to_be_on_the_same_two_the_later_counts() -> None:
    later = decision("b/p2", "a/p1", "apart", decided_on="2024-06-01")
    assert families([A, project(B.name, "b", 2)], later, NAMED) == FamilyRows()


def chain(*decisions: FamilyDecision) -> FamilyRows:
    stems = ["失能特困人员照护", "特困失能人员集中供养", "特困供养机构改造", "养老机构改造"]
    there = [project(stem, notice + str(n), 1) for n, stem in enumerate(stems) for notice in "xy"]
    return families(there, *decisions)


@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize("second", range(4))
def test_the_family_that_is_joined_keeps_its_id_and_name(first: int, second: int) -> None:
    if first == second:
        return
    alone = {m.project_id: m.family_id for m in chain().members}
    rows = chain(decision(f"x{first}/p1", f"y{second}/p1"))
    now = {m.project_id: m.family_id for m in rows.members}
    assert now[f"x{first}/p1"] == now[f"x{second}/p1"] == alone[f"x{second}/p1"]
    assert {f.family_id: f.name for f in rows.families}.items() <= {
        f.family_id: f.name for f in chain().families
    }.items()


@given(st.permutations(range(4)), st.permutations(range(3)))
def test_a_chain_ends_in_the_family_that_joins_none(way: list[int], order: list[int]) -> None:
    steps = [decision(f"x{way[n]}/p1", f"x{way[n + 1]}/p1") for n in order]
    last = {m.project_id: m.family_id for m in chain().members}[f"x{way[3]}/p1"]
    assert {m.family_id for m in chain(*steps).members} == {last}


def test_those_that_join_each_other_come_to_one_whatever_the_order() -> None:
    ring = [decision(f"x{n}/p1", f"y{(n + 1) % 3}/p1") for n in range(3)]
    assert chain(*ring).families == chain(*reversed(ring)).families


def test_a_known_family_keeps_its_id_though_it_is_said_to_join() -> None:
    there = [A, C, project("建设城市公园", "x"), project("建设城市公园", "y")]
    assert set(groups(families(there, decision("x/p1", "a/p1")))) == {"city-parks"}


@pytest.mark.parametrize("name", ["人民医院建设", "第一中学建设", "实验小学建设", "长江大桥建设", "图书馆建设"])
def test_what_every_region_has_is_one_only_in_its_region(name: str) -> None:
    here, later = project("渝北区" + name, "a"), project(name, "b", year=2025)
    there = project("武隆区" + name, "c", region="武隆区", region_names=("武隆区",))
    assert list(groups(families([here, later, there])).values()) == [{"a/p1", "b/p1"}]
