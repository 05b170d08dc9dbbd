"""Tasks of families go to disk and come back as they were, family by family."""

import gc

import pytest

from etl import family_tasks as module
from etl.family_tasks import FamilyTasks
from etl.normalise.families.amounts import CountedTask, line_of
from etl.normalise.families.counted import Counted, Deeds
from schemas.normalised import MeasuredField


def task(number: int) -> CountedTask:
    deeds = Deeds(frozenset({2}), "新建")
    counted = Counted(MeasuredField.TARGET, 1, "口袋公园", None, "“已开工”\n公园", "公园", ("m2", None), deeds)
    return CountedTask(f"n{number}/p1t1", f"n{number}/p1", (counted,))


@pytest.mark.parametrize("in_memory", [1, 10**6])
def test_tasks_come_back_as_they_were(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_IN_MEMORY", in_memory)
    tasks = FamilyTasks()
    for number in range(20):
        tasks.put(f"f{number % 3}", [line_of(task(number))])
    assert list(tasks.of("f1")) == [task(number) for number in range(1, 20, 3)]
    assert list(tasks.of("f1")) == list(tasks.of("f1"))
    assert list(tasks.of("unknown")) == []


def test_what_was_put_in_is_in_no_memory() -> None:
    tasks = FamilyTasks()
    for number in range(50):
        tasks.put("f", [line_of(task(number))])
    gc.collect()
    held = [one for one in gc.get_objects() if isinstance(one, CountedTask) and one.project_id.startswith("n49/")]
    assert not held
