"""The tasks of a notice that families are measured by, with what their quantities count."""

from etl.family_amounts import amounts_of, new_tasks
from etl.normalise.families.amounts import lines_of, task_of
from schemas.normalised import MeasuredField
from tests.families import read, reference


def test_tasks_are_known_with_their_texts() -> None:
    _, rows = read("yubei-2024-plan")
    tasks = {t.task_id: t for t in new_tasks(rows)}
    assert set(tasks) == {q.task_id for q in rows.quantities}
    assert all("target" in t.texts and t.quantities for t in tasks.values())


def test_every_quantity_is_counted_once() -> None:
    _, rows = read("yubei-2024-plan")
    tasks = [task_of(line) for _, line in lines_of(amounts_of(rows, reference()))]
    places = [(t.task_id, c.field, c.ordinal) for t in tasks for c in t.counted]
    assert sorted(places) == sorted((q.task_id, q.field, q.ordinal) for q in rows.quantities)
    assert {(t.task_id, t.project_id) for t in tasks} <= {(t.task_id, t.project_id) for t in rows.tasks}


def test_what_is_done_by_now_is_counted_in_the_words_of_the_progress() -> None:
    _, rows = read("yubei-2024-plan")
    (first, *_), task = rows.quantities, rows.tasks[0]
    said = first.model_copy(update={"task_id": task.task_id, "field": MeasuredField.PROGRESS, "ordinal": 1})
    bare = rows.model_copy(update={"quantities": (said,), "progress": ()})
    assert [t.texts.get(MeasuredField.PROGRESS) for t in new_tasks(bare)] == [None]
    assert all(not task_of(line).counted for _, line in lines_of(amounts_of(bare, reference())))


def test_a_notice_without_quantities_has_no_line() -> None:
    _, rows = read("yubei-2024-plan")
    assert amounts_of(rows.model_copy(update={"quantities": ()}), reference()) == b""
