"""Tasks in the shape in which golden files write them; white space is left aside."""

from schemas.normalised import NormalisedNotice, UnitRole


def squeezed(value: object) -> object:
    if isinstance(value, str):
        return "".join(value.split())
    return [squeezed(v) for v in value] if isinstance(value, list) else value


def as_golden(rows: NormalisedNotice) -> list[dict[str, object]]:
    """Tasks in the shape of the golden files."""
    projects = {p.project_id: p for p in rows.projects}
    said = {p.task_id: p for p in rows.progress}
    tasks: list[dict[str, object]] = []
    for task in rows.tasks:
        project = projects[task.project_id]
        units = {r: [u.mention for u in rows.task_units if (u.task_id, u.role) == (task.task_id, r)] for r in UnitRole}
        progress = said.get(task.task_id)
        tasks.append(
            {
                "section": project.section,
                "seq": project.seq,
                "part": task.part,
                "name": project.name,
                "level": project.level.value if project.level else None,
                "voted": project.voted,
                "lead": units[UnitRole.LEAD],
                "responsible": units[UnitRole.RESPONSIBLE],
                "cooperating": units[UnitRole.COOPERATING],
                "leaders": [x.name for x in rows.task_leaders if x.task_id == task.task_id],
                "target": task.target,
                "details": task.details,
                "deadline": task.deadline,
                "deadline_text": task.deadline_text,
                "deadline_precision": task.deadline_precision.value if task.deadline_precision else None,
                "deadline_basis": task.deadline_basis.value,
                "investment_yuan": task.investment_yuan,
                "remark": project.remark,
                "progress": progress.progress if progress else None,
                "status": progress.status if progress else None,
            }
        )
    return tasks
