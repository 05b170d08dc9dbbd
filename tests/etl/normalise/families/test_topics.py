"""What the quantities of a family count: the same topic in every region, whatever its words."""

import itertools
import random
from functools import cache
from typing import Any

import pytest

from etl.normalise.families.counted import Counted, Deeds, alike
from etl.normalise.families.grouping import find_families
from etl.normalise.families.topics import Topics, with_topics
from schemas.family import FamilyRows, KnownTask
from schemas.normalised import MeasuredField, QuantityRecord
from tests.families import MEASURED, project, projects_of, quantity, read, reference, tasks_of
from tests.growth import grows_no_faster

NAMES, WORDS = reference().families, reference().overlaps

Y, W, G = "渝北区", "武隆区", "重庆高新区"
MEETING: list[tuple[str, str, str | None, dict[str, list[float]]]] = [
    ("infant-care", "托位数", "每千人", {Y: [3.7], W: [3.7], G: [3.9]}),
    ("infant-care", "普惠托位占比", None, {W: [40], G: [40]}),
    ("shared-parking", "错时共享停车位", None, {Y: [1400], W: [1000], G: [1300]}),
    ("disabled-care", "残疾儿童康复救助", None, {Y: [187], W: [30], G: [75]}),
    ("disabled-care", "新增残疾人就业", None, {Y: [69], W: [15], G: [11]}),
    ("disabled-care", "困难重度残疾人家庭无障碍改造", None, {Y: [500], W: [400], G: [7]}),
    ("disabled-care", "残疾人辅助器具适配", None, {Y: [198], W: [81], G: [53]}),
    ("disabled-care", "渝馨家园", None, {Y: [3], W: [3], G: [3]}),
    ("city-parks", "口袋公园", None, {Y: [3], W: [2], G: [3]}),
    ("confined-spaces", "窨井盖", None, {Y: [500], W: [500]}),
    ("black-waters", "黑臭水体", None, {Y: [21], G: [16]}),
    ("youth-minds", "心理健康测评", "每学年", {Y: [1], W: [1], G: [1]}),
    ("youth-minds", "青少年心理健康核心知识知晓率", None, {Y: [80], W: [80], G: [80]}),
    ("old-estates", "城镇老旧小区", None, {Y: [10, 2600000], W: [41], G: [1, 22700]}),
    ("urban-greening", "街头绿地提质项目", None, {Y: [5], G: [5, 160000]}),
    ("urban-greening", "山城绿道项目", None, {Y: [2, 5.6], G: [2, 6]}),
    ("rural-road-safety", "农村公路生命安全防护", None, {Y: [60], W: [120]}),
]
"""Topics of the three notices of 2024 that must meet, read by a person, with the figure of each region."""


@cache
def rows() -> FamilyRows:
    found = find_families(projects_of(*MEASURED), NAMES)
    members = {m.project_id for m in found.members}
    return with_topics(found, [t for t in tasks_of(*MEASURED) if t.project_id in members], NAMES, WORDS)


@cache
def quantities() -> dict[tuple[str, int], tuple[str, QuantityRecord]]:
    return {(q.task_id, q.ordinal): (r.region.name, q) for n in MEASURED for r in [read(n)[1]] for q in r.quantities}


@pytest.mark.parametrize(("family", "topic", "per", "figures"), MEETING)
def test_the_regions_meet_in_a_topic(family: str, topic: str, per: str | None, figures: dict[str, list[float]]) -> None:
    found: dict[str, list[float]] = {}
    for record in rows().quantities:
        region, counted = quantities()[record.task_id, record.ordinal]
        if (record.family_id, record.topic, counted.per) == (family, topic, per):
            found.setdefault(region, []).append(float(counted.value))
    assert {region: sorted(values) for region, values in found.items()} == figures


def test_what_is_not_the_same_does_not_meet() -> None:
    topics: dict[tuple[str, str, str, str | None], set[str]] = {}
    for record in rows().quantities:
        region, counted = quantities()[record.task_id, record.ordinal]
        topics.setdefault((record.family_id, record.topic, counted.measure, counted.per), set()).add(region)
    met = {key[:2] for key, regions in topics.items() if len(regions) > 1}
    in_other_measures = {("black-waters", "黑臭水体")}  # 21条 and 16处
    assert met | in_other_measures == {(family, topic) for family, topic, _, _ in MEETING}


def test_every_quantity_of_a_family_has_one_topic_and_a_reason() -> None:
    members = {m.project_id for m in rows().members}
    expected = {(q.task_id, q.ordinal) for t in tasks_of(*MEASURED) if t.project_id in members for q in t.quantities}
    found = [(r.task_id, r.ordinal) for r in rows().quantities]
    assert len(found) == len(set(found)) and set(found) == expected
    assert all(r.topic and r.because.endswith(".") for r in rows().quantities)


def test_the_order_of_tasks_changes_nothing() -> None:
    members = {m.project_id for m in rows().members}
    tasks = [t for t in tasks_of(*MEASURED) if t.project_id in members]
    random.Random(5).shuffle(tasks)
    assert with_topics(rows(), tasks, NAMES, WORDS) == rows()


def family(*notices: list[tuple[str, QuantityRecord]]) -> dict[tuple[str, int], str]:
    """Topics of a family of one task in each notice: its text and quantities."""
    projects = [project("建设城市公园", f"n{n}") for n in range(len(notices))]
    tasks = [
        KnownTask(
            task_id=f"n{n}/p1t1",
            project_id=f"n{n}/p1",
            texts={MeasuredField.TARGET: "，".join(text for text, _ in own)},
            quantities=tuple(
                q.model_copy(update={"task_id": f"n{n}/p1t1", "ordinal": i}) for i, (_, q) in enumerate(own, 1)
            ),
        )
        for n, own in enumerate(notices)
    ]
    found = with_topics(find_families(projects, NAMES), tasks, NAMES, WORDS)
    return {(q.task_id[:2], q.ordinal): q.topic for q in found.quantities}


def test_a_figure_without_a_subject_counts_what_the_family_is_about() -> None:
    topics = family([("改造面积3万平方米", quantity("3万平方米", "改造面积", 30000, "平方米"))], [])
    assert topics == {("n0", 1): "城市公园"}


def test_two_things_of_one_task_stay_two() -> None:
    both = [
        ("建成口袋公园3个", quantity("3个", "口袋公园", 3)),
        ("社区口袋公园2个", quantity("2个", "社区口袋公园", 2)),
    ]
    other = [("建成社区口袋公园5个", quantity("5个", "社区口袋公园", 5))]
    topics = family(both, other)
    assert topics["n0", 1] != topics["n0", 2] == topics["n1", 1]


def test_a_topic_is_named_as_most_notices_name_it() -> None:
    topics = family(
        [("建成口袋公园总数3个", quantity("3个", "口袋公园总数", 3))],
        [("建成口袋公园3个", quantity("3个", "口袋公园", 3))],
        [("建成口袋公园4个", quantity("4个", "口袋公园", 4))],
    )
    assert set(topics.values()) == {"口袋公园"}


def test_what_was_set_and_what_was_reached_meet() -> None:
    projects = [project("建设城市公园", "n0"), project("建设城市公园", "n1")]
    task = KnownTask(
        task_id="n0/p1t1",
        project_id="n0/p1",
        texts={MeasuredField.TARGET: "建成口袋公园3个", MeasuredField.PROGRESS: "口袋公园建成4个"},
        quantities=(
            quantity("3个", "口袋公园", 3, task_id="n0/p1t1"),
            quantity("4个", "口袋公园", 4, task_id="n0/p1t1", field="progress"),
        ),
    )
    found = with_topics(find_families(projects, NAMES), [task], NAMES, WORDS)
    assert [(q.field.value, q.topic) for q in found.quantities] == [("progress", "口袋公园"), ("target", "口袋公园")]


def test_what_is_built_and_what_is_renovated_are_two_topics() -> None:
    topics = family(
        [("新建口袋公园80个", quantity("80个", "口袋公园", 80))],
        [("改造口袋公园5个", quantity("5个", "口袋公园", 5))],
        [("口袋公园4个", quantity("4个", "口袋公园", 4))],
        [("建成口袋公园6个", quantity("6个", "口袋公园", 6))],
    )
    assert topics["n0", 1] == topics["n3", 1] != topics["n1", 1]


def counted(core: str, clause: str = "", **more: Any) -> Counted:
    """A quantity that counts something, with the words around it."""
    return Counted(MeasuredField.TARGET, 1, core, core, clause, clause, more.get("size", ("个", None)), Deeds())


def test_no_topic_is_passed_over_that_a_subject_is_like() -> None:
    choose = random.Random(11)
    for _ in range(150):
        letters = "公园绿地口袋改造"[: choose.randint(2, 8)]
        written = ["".join(choose.choices(letters, k=choose.randint(0, 8))) for _ in range(30)]
        context = "".join(choose.choices(letters, k=choose.randint(0, 4)))
        topics = Topics(context)
        for core, clause in zip(written[::2], written[1::2], strict=True):
            one = counted(core, clause)
            near = topics.near(one)
            like = [t for t in topics.found if alike(t.leader, one, context)]
            assert [t for t in near if t in like] == like
            topics.new(one)


def test_topics_of_another_measure_are_not_looked_at() -> None:
    topics = Topics("公园")
    topics.new(counted("口袋公园"))
    assert topics.near(counted("口袋公园"))
    assert not topics.near(counted("口袋公园", size=("平方米", None)))


def test_many_subjects_of_a_family_take_in_proportion() -> None:
    syllables = "龙山溪湖兴回双凤桥路宝圣茨竹大盛湾古洛碛木耳石船统景隆玉峰和安乐平白马火炉江口仙女金含谷曾家虎巴福"
    names = ["".join(pair) for pair in itertools.permutations(syllables, 3)]
    random.Random(3).shuffle(names)

    def find(size: int) -> None:
        family(
            *(
                [(f"建成{n}公园3个", quantity("3个", f"{n}公园")), (f"{n}站", quantity("1个", f"{n}站"))]
                for n in names[:size]
            )
        )

    assert grows_no_faster(find, 60, 600)
