"""The answers of ``docs/queries.md`` are those that a person counts in the five notices."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.etl.warehouse.build import ask, emptied, five_notices, put

PAGE = Path(__file__).parents[1] / "docs" / "queries.md"

ANSWERS: dict[int, list[tuple[Any, ...]]] = {
    # 渝北府办发〔2020〕14号: 备注 says 市级 nine times, 市（区）级 once, 区级 eleven times. 2021: 10, all voted.
    # 渝北府办发〔2024〕5号: “市级…15项…区级…18项（含区人大票决15项）”. 武隆区: 13件, 10件. 重庆高新区: 10, 10 rows.
    1: [
        ("武隆区", 2024, "district", False, 10),
        ("武隆区", 2024, "municipal", False, 13),
        ("渝北区", 2020, "both", False, 1),
        ("渝北区", 2020, "district", False, 11),
        ("渝北区", 2020, "municipal", False, 9),
        ("渝北区", 2021, "district", True, 10),
        ("渝北区", 2024, "district", False, 3),
        ("渝北区", 2024, "district", True, 15),
        ("渝北区", 2024, "municipal", False, 15),
        ("重庆高新区", 2024, "district", False, 10),
        ("重庆高新区", 2024, "municipal", False, 10),
    ],
    2: [("渝北区", "开展妇女儿童综合服务体建设试点", date(2024, 6, 30), "2024.6", ["区妇联"])],
    # 序号 1, 4, 17, 18, 31; 2, 3, 5, 6, 28; 11, 12, 22, 30.
    3: [
        ("重庆市渝北区住房和城乡建设委员会", 5),
        ("重庆市渝北区城市管理局", 5),
        ("重庆市渝北区教育委员会", 4),
    ],
    5: [
        ("武隆区", "城区砂砖房整治", 500 + 118_500),
        ("武隆区", "地质灾害搬迁金土工程", 8_000),
        ("武隆区", "城镇老旧小区改造和社区服务提升", 4_700),
    ],
    # The subtotals and the 合计 that the notice prints.
    6: [("承接市级民生实事（13件）", 8_820), ("实施区级民生实事（10件）", 133_039), (None, 141_859)],
    # One 完成时限 of 41 is a dash; the other notices have no such column. 29, 21, 13 and 20 are their rows of work.
    8: [
        ("武隆区", 2024, "plan_year", 29),
        ("渝北区", 2020, "plan_year", 21),
        ("渝北区", 2021, "plan_year", 13),
        ("渝北区", 2024, "stated", 40),
        ("渝北区", 2024, "undetermined", 1),
        ("重庆高新区", 2024, "plan_year", 20),
    ],
    10: [
        ("心理健康测评", ">=", 1, "次", "每学年"),
        ("渝馨家园", "=", 3, "家", None),
        ("青少年心理健康核心知识知晓率", ">=", 80, "%", None),
    ],
    # 序号 1 and 17 (10 and 9 小区), 10 and 20, 12 and 22, 13 and 19.
    11: [
        ("托位", 5825, 5400, "municipal", 5825),
        ("托位数", Decimal("3.7"), Decimal("3.5"), "municipal", Decimal("3.7")),
        ("新增残疾人就业人数", 69, 40, "municipal", 69),
        ("残疾人辅助器具适配", 198, 200, "district", 200),
        ("残疾儿童康复救助", 187, 200, "district", 200),
        ("老旧小区改造提升项目", 10, 9, "municipal", 10),
        ("青少年心理健康核心知识知晓率", 80, 75, "municipal", 80),
    ],
    14: [
        (2020, "target", 3_000, "开展重点群体就业创业帮扶"),
        (2021, "target", 3_000, "就业创业帮扶"),
        (2021, "progress", 4_000, "就业创业帮扶"),
        (2024, "target", 1_200, "重点群体就业创业帮扶行动"),
    ],
}
NARROW: dict[int, tuple[tuple[int, ...], list[tuple[Any, ...]]]] = {
    # The street stands under 责任单位 of 序号 1, 14, 17 (twice) and 26.
    4: ((0, 1), [(1, 1), (14, 1), (17, 1), (17, 2), (26, 1)]),
    # 序号 16 to 30.
    7: ((0, 1), [("渝北区", seq) for seq in range(16, 31)]),
    # 序号 1 to 7, 9 and 10 of 渝北区 have their like in both others.
    9: (
        (0,),
        [
            (name,)
            for name in (
                *("发展婴幼儿照护服务", "地下“有限空间”安全监测整治", "城镇老旧小区改造和社区服务提升"),
                *("实施城市绿荫工程", "建设城市公园", "开展残疾人关爱服务行动", "开展青少年心理健康教育"),
                *("推进农村黑臭水体治理攻坚", "推进错时共享停车位建设"),
            )
        ],
    ),
    # 完成情况 of 序号 7, 9 and 10 is said for each of their two rows.
    12: ((0, 1), [(1, 1), (3, 1), (5, 1), (7, 2), (8, 1), (9, 2), (10, 1), (10, 2)]),
    # The table's 11th row; the text file's line is that of the cell.
    13: ((0, 1, 2, 3), [("渝北区", "发展婴幼儿照护服务", "table 1, row 11", "line 119")]),
}
"""Answers of which some columns are counted."""


def queries() -> dict[int, list[str]]:
    chapters = re.split(r"^## (\d+)\. ", PAGE.read_text("utf-8"), flags=re.M)[1:]
    return {
        int(number): re.findall(r"```sql\n(.*?)```", text, re.S)
        for number, text in zip(chapters[::2], chapters[1::2], strict=True)
    }


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with emptied(tmp_path_factory.mktemp("queries")) as folder:
        yield put(folder / "notices.duckdb", five_notices())


def test_there_are_fifteen_questions_in_two_languages() -> None:
    assert list(queries()) == list(range(1, 16))
    chapters = PAGE.read_text("utf-8").split("\n## ")[1:]
    assert all(re.search(r"？\n", chapter) and chapter.split("\n")[0].endswith("?") for chapter in chapters)


@pytest.mark.parametrize("number", ANSWERS)
def test_the_answer_is_what_the_notices_say(five: Path, number: int) -> None:
    (sql,) = queries()[number]
    assert ask(five, sql) == ANSWERS[number]


@pytest.mark.parametrize("number", NARROW)
def test_what_is_counted_of_the_answer_is_what_the_notices_say(five: Path, number: int) -> None:
    (sql,) = queries()[number]
    columns, expected = NARROW[number]
    assert [tuple(row[c] for c in columns) for row in ask(five, sql)] == expected


def test_no_name_of_the_five_notices_waits_and_nothing_is_more_than_a_remark(five: Path) -> None:
    findings, names = queries()[15]
    assert {row[0] for row in ask(five, findings)} == {"info"}
    ((waiting, found),) = ask(five, names)
    assert waiting == 0
    assert found == ask(five, "SELECT count(*) FROM task_units")[0][0]


def test_every_question_is_answered_by_one_of_these_tests() -> None:
    assert {*ANSWERS, *NARROW, 15} == set(queries())
