"""Tasks of families go to disk and come back as they were, family by family."""

import gc

import pytest

from etl import family_tasks as module
from etl.family_tasks import FamilyTasks
from schemas.family import KnownTask
from schemas.normalised import MeasuredField
from tests.families import quantity


def task(number: int) -> KnownTask:
    return KnownTask(
        task_id=f"n{number}/p1t1",
        project_id=f"n{number}/p1",
        texts={MeasuredField.TARGET: "新建口袋公园3.50万平方米", MeasuredField.PROGRESS: "“已开工”\n公园"},
        quantities=(
            quantity("3.50万平方米", "口袋公园", "35000.00", "平方米", task_id=f"n{number}/p1t1", si_measure="m2"),
        ),
    )


@pytest.mark.parametrize("in_memory", [1, 10**6])
def test_tasks_come_back_as_they_were(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_IN_MEMORY", in_memory)
    tasks = FamilyTasks()
    for number in range(20):
        tasks.put(f"f{number % 3}", task(number))
    assert list(tasks.of("f1")) == [task(number) for number in range(1, 20, 3)]
    assert [str(q.value) for t in tasks.of("f2") for q in t.quantities][:1] == ["35000.00"]
    assert list(tasks.of("f1")) == list(tasks.of("f1"))
    assert list(tasks.of("unknown")) == []


def test_what_was_put_in_is_in_no_memory() -> None:
    tasks = FamilyTasks()
    for number in range(50):
        tasks.put("f", task(number))
    gc.collect()
    held = [one for one in gc.get_objects() if isinstance(one, KnownTask) and one.project_id.startswith("n49/")]
    assert not held
