"""What quantities count is passed on as text and comes back as it was, under another id where the notice has one."""

import pytest

from etl.normalise.families.amounts import (
    CountedTask,
    amounts,
    counted_task,
    line_of,
    lines_of,
    moved_amounts,
    task_of,
)
from etl.normalise.families.counted import Counted, Counting
from schemas.family import KnownTask
from schemas.normalised import MeasuredField
from tests.families import quantity, reference

NAMES, WORDS = reference().families, reference().overlaps
TARGET = "新建口袋公园3.50万平方米，\t改造老旧小区10个\n"


def task(number: int = 1) -> KnownTask:
    key = f"n{number}/p1t1"
    return KnownTask(
        task_id=key,
        project_id=f"n{number}/p1",
        texts={MeasuredField.TARGET: TARGET, MeasuredField.PROGRESS: "“已开工”\n公园2个"},
        quantities=(
            quantity("3.50万平方米", "口袋公园", "35000.00", "平方米", task_id=key, si_measure="m2"),
            quantity("10个", "老旧小区", 10, task_id=key, ordinal=2),
            quantity("2个", None, 2, task_id=key, field=MeasuredField.PROGRESS),
        ),
    )


def counted(number: int = 1) -> CountedTask:
    """A task as it comes back: what is counted, without the quantities themselves."""
    made = counted_task(task(number), Counting(NAMES, WORDS))
    plain = (Counted(**{name: getattr(c, name) for name in Counted.__dataclass_fields__}) for c in made.counted)
    return CountedTask(made.task_id, made.project_id, tuple(plain))


def test_the_quantities_of_each_text_are_counted_in_their_order() -> None:
    found = [(c.field, c.ordinal, c.core, c.deeds.word) for c in counted().counted]
    assert found == [
        (MeasuredField.PROGRESS, 1, None, ""),
        (MeasuredField.TARGET, 1, "口袋公园", "新建"),
        (MeasuredField.TARGET, 2, "老旧小区", "改造"),
    ]


def test_a_task_comes_back_from_its_line() -> None:
    assert task_of(line_of(counted())) == counted()
    lines = list(lines_of(amounts(map(task, (1, 2, 3)), NAMES, WORDS)))
    assert [key for key, _ in lines] == ["n1/p1", "n2/p1", "n3/p1"]
    assert [task_of(line) for _, line in lines] == [counted(1), counted(2), counted(3)]


def test_no_task_is_no_line() -> None:
    assert amounts((), NAMES, WORDS) == b"" and list(lines_of(b"")) == []


def test_a_notice_under_another_id_has_its_tasks_there() -> None:
    written = amounts(map(task, (1, 1)), NAMES, WORDS)
    assert moved_amounts(written, "n1", "n1") is written
    assert moved_amounts(written, "n1", "n2") == amounts(map(task, (2, 2)), NAMES, WORDS)


@pytest.mark.parametrize(
    "line",
    [
        b"n1/p1",
        b"n1/p1\t{}",
        b"n2/p1\t" + line_of(counted()).partition(b"\t")[2],
        line_of(counted()).replace(b'"ordinal":1', b'"ordinal":"one"'),
    ],
)
def test_a_line_that_is_none_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        task_of(line)
