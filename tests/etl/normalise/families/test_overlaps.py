from collections.abc import Sequence

import pytest

from etl.normalise.families.overlaps import find_overlaps, with_overlaps
from schemas.normalised import Level, NormalisedNotice, OverlapRecord, ProjectRecord, QuantityRecord
from schemas.notice import Disposition, ParagraphReading
from tests.families import quantity, read, reference

NAMES, WORDS = reference().families, reference().overlaps
LETTER = "两类项目中指标任务存在重叠的，按高要求执行。"
REMARK = "市、区级民生实事存在交叉"

EXPECTED = [
    ("老旧小区改造提升项目 10个", "项目 9个"),
    ("建筑面积 约260万平方米", "改造面积 约260万平方米"),
    ("托位数 3.7个", "托位数 3.5个"),
    ("托位 5825个", "托位数 5400个"),
    ("青少年心理健康核心知识知晓率 80%以上", "青少年心理健康核心知识知晓率 75%"),
    ("困难重度残疾人家庭无障碍改造 500户", "残疾人家庭无障碍改造 500户"),
    ("新增残疾人就业人数 69人", "新增残疾人就业 40人"),
    ("残疾儿童康复救助 187人", "康复救助残疾儿童 200人次"),
    ("残疾人辅助器具适配 198人次", "有需求的残疾人 200名"),
]
"""What 渝府办发〔2024〕17号 and the district set twice in yubei-2024-plan, read by a person."""


def find(rows: NormalisedNotice, *letter: str) -> tuple[OverlapRecord, ...]:
    return find_overlaps(rows, letter, NAMES, WORDS)


def told(rows: NormalisedNotice, overlaps: Sequence[OverlapRecord]) -> list[tuple[str, str]]:
    known = {(q.task_id, q.ordinal): f"{q.subject} {q.text}" for q in rows.quantities}
    return [
        (known[o.municipal_task_id, o.municipal_ordinal], known[o.district_task_id, o.district_ordinal])
        for o in overlaps
    ]


def remarked(rows: NormalisedNotice, remark: str | None) -> NormalisedNotice:
    projects = tuple(p.model_copy(update={"remark": remark}) for p in rows.projects)
    return rows.model_copy(update={"projects": projects})


def test_the_overlaps_of_the_real_notice_are_those_a_person_sees() -> None:
    _, rows = read("yubei-2024-plan")
    assert told(rows, rows.overlaps) == EXPECTED


def test_its_letter_alone_gives_the_same_though_every_project_may_then_overlap() -> None:
    notice, rows = read("yubei-2024-plan")
    bare = remarked(rows, None)
    assert told(rows, find(bare, *(p.text for p in notice.paragraphs))) == EXPECTED
    assert find(bare) == ()


@pytest.mark.parametrize("name", ["gaoxin-2024-plan", "wulong-2024-plan"])
def test_a_notice_that_says_nothing_of_it_has_no_overlaps(name: str) -> None:
    assert read(name)[1].overlaps == ()


def test_every_pair_is_explained_with_the_notice_s_own_words() -> None:
    _, rows = read("yubei-2024-plan")
    assert all(o.because.endswith(f"; the remark says “{REMARK}”.") for o in rows.overlaps)
    bare = remarked(rows, None)
    assert all("the letter says “两类项目中指标任务存在重叠的,按高要求执行”" in o.because for o in find(bare, LETTER))


# a small notice: a municipal and a district project of one task each


def small(
    municipal: QuantityRecord, district: QuantityRecord, remarks: tuple[str | None, str | None] = (REMARK, REMARK)
) -> NormalisedNotice:
    _, real = read("yubei-2024-plan")
    levels = (Level.MUNICIPAL, Level.DISTRICT)
    projects: list[ProjectRecord] = [
        real.projects[n].model_copy(update={"project_id": f"p{n}", "level": level, "remark": remarks[n]})
        for n, level in enumerate(levels)
    ]
    quantities = tuple(q.model_copy(update={"task_id": f"t{n}"}) for n, q in enumerate((municipal, district)))
    tasks = tuple(
        real.tasks[n].model_copy(update={"task_id": f"t{n}", "project_id": f"p{n}", "target": f"{q.subject}{q.text}"})
        for n, q in enumerate(quantities)
    )
    return real.model_copy(
        update={"projects": tuple(projects), "tasks": tasks, "quantities": quantities, "overlaps": ()}
    )


ONE, OTHER = quantity("500个", "新增托位", 500), quantity("300个", "新增托位数", 300)


def test_a_remark_on_both_projects_is_enough() -> None:
    assert len(find(small(ONE, OTHER))) == 1


@pytest.mark.parametrize("remarks", [(REMARK, None), (None, REMARK), (None, None), ("市级", "人大票决")])
def test_a_remark_on_one_or_none_is_not(remarks: tuple[str | None, str | None]) -> None:
    assert find(small(ONE, OTHER, remarks)) == ()


@pytest.mark.parametrize(
    "letter",
    [LETTER, "市级与区级任务有交叉的，就高执行。", "指标重复的按较高标准执行；请认真贯彻。"],
)
def test_a_letter_says_it_for_all(letter: str) -> None:
    assert len(find(small(ONE, OTHER, (None, None)), "各镇人民政府：", letter)) == 1


@pytest.mark.parametrize(
    "letter", ["加强部门协同，避免重复建设。", "按高要求执行。", "任务有重叠。各项任务按高要求执行。", ""]
)
def test_a_letter_that_says_half_of_it_says_nothing(letter: str) -> None:
    assert find(small(ONE, OTHER, (None, None)), letter) == ()


def test_remarks_say_which_projects_and_the_letter_adds_none() -> None:
    assert find(small(ONE, OTHER, (REMARK, None)), LETTER) == ()


def test_a_limit_and_a_goal_do_not_set_the_same() -> None:
    limit = quantity("不超过300个", "新增托位数", 300, comparator="<=")
    assert find(small(ONE, limit)) == ()
    assert len(find(small(quantity("不超过500个", "新增托位", 500, comparator="<="), limit))) == 1


def test_progress_sets_nothing() -> None:
    assert find(small(ONE, quantity("300个", "新增托位数", 300, field="progress"))) == ()


def test_two_projects_of_one_level_do_not_overlap() -> None:
    rows = small(ONE, OTHER)
    both = tuple(p.model_copy(update={"level": Level.MUNICIPAL}) for p in rows.projects)
    assert find(rows.model_copy(update={"projects": both})) == ()


def test_each_quantity_is_in_one_pair_and_with_the_surest() -> None:
    rows = small(quantity("500户", "残疾人家庭无障碍改造", 500, "户"), OTHER)
    (first, second) = (
        quantity("60户", "困难重度残疾人家庭无障碍改造", 60, "户", task_id="t1"),
        quantity("70户", "残疾人家庭无障碍改造", 70, "户", task_id="t1", ordinal=2),
    )
    target = "困难重度残疾人家庭无障碍改造60户、残疾人家庭无障碍改造70户"
    tasks = (rows.tasks[0], rows.tasks[1].model_copy(update={"target": target}))
    (pair,) = find(rows.model_copy(update={"tasks": tasks, "quantities": (rows.quantities[0], first, second)}))
    assert pair.district_ordinal == 2


def test_the_letter_is_taken_from_the_notice_as_written() -> None:
    notice, _ = read("gaoxin-2024-plan")
    rows = small(ONE, OTHER, (None, None))
    said = ParagraphReading(paragraph_no=99, page=None, text=LETTER, disposition=Disposition.LETTER)
    assert with_overlaps(rows, notice, NAMES, WORDS) == rows
    written = notice.model_copy(update={"paragraphs": (*notice.paragraphs, said)})
    assert len(with_overlaps(rows, written, NAMES, WORDS).overlaps) == 1


@pytest.mark.parametrize(
    "letter",
    [
        "打破重叠交叉，高标准推进。道路交叉口整治从严。",
        "道路交叉口整治任务从严。",
        "各项目避免重复建设，管理从严。",
        "交叉重叠，按高要求执行。",
    ],
)
def test_words_that_speak_of_something_else_announce_nothing(letter: str) -> None:
    assert find(small(ONE, OTHER, (None, None)), letter) == ()


def test_the_rule_may_stand_in_the_next_sentence() -> None:
    (pair,) = find(small(ONE, OTHER, (None, None)), "两类项目指标任务存在重叠。按高要求执行。")
    assert "the letter says “两类项目指标任务存在重叠。按高要求执行”" in pair.because


def named(rows: NormalisedNotice, *names: str) -> NormalisedNotice:
    projects = tuple(p.model_copy(update={"name": name}) for p, name in zip(rows.projects, names, strict=True))
    return rows.model_copy(update={"projects": projects})


COMMON = [
    ("总投资", "万元"),
    ("床位", "张"),
    ("主体工程", "%"),
    ("学位", "个"),
    ("群众满意率", "%"),
    ("培训", "人次"),
    ("路灯", "盏"),
    ("藏书", "册"),
    ("群众", "人"),
    ("新增学位", "个"),
]


@pytest.mark.parametrize(("subject", "measure"), COMMON)
@pytest.mark.parametrize("names", [("新建幼儿园", "新建中学"), ("建设社区卫生服务中心", "实验小学扩建工程")])
def test_what_all_count_is_no_overlap_where_only_the_letter_says_so(
    subject: str, measure: str, names: tuple[str, str]
) -> None:
    one, other = (quantity(f"{n}{measure}", subject, n, measure) for n in (500, 300))
    assert find(named(small(one, other, (None, None)), *names), LETTER) == ()
    assert len(find(named(small(one, other), *names))) == 1


def test_what_all_count_is_one_where_the_projects_are_about_the_same() -> None:
    one, other = (quantity(f"{n}个", "学位", n) for n in (500, 300))
    rows = named(small(one, other, (None, None)), "新建公办幼儿园", "公办幼儿园建设工程")
    assert len(find(rows, LETTER)) == 1


def test_what_is_built_and_what_is_kept_up_set_two_things() -> None:
    one, other = (quantity(f"{n}公里", f"{act}农村公路", n, "公里") for act, n in (("新建", 100), ("养护", 800)))
    assert find(small(one, other)) == ()
