-- Tasks by the field of work of their units: how 教育 fares in every region, whatever its bodies are called there.
CREATE VIEW v_function_tasks AS
SELECT
    uf.function,
    tu.role,
    u.name AS unit,
    tu.mention,
    v.region,
    v.year,
    v.notice_kind,
    v.section,
    v.seq,
    v.part,
    v.project,
    v.target,
    v.deadline,
    v.deadline_basis,
    v.task_id
FROM task_units AS tu
JOIN unit_functions AS uf USING (unit_id)
JOIN units AS u USING (unit_id)
JOIN v_tasks AS v USING (task_id)
ORDER BY uf.function, v.region, v.year, v.task_id, tu.role DESC, tu.ordinal;
COMMENT ON VIEW v_function_tasks IS 'One row a task, unit and field of work: compares 教育 or 城市管理 over all regions';
COMMENT ON COLUMN v_function_tasks.function IS 'Field of work, the same words in every region: 教育, 卫生健康, 城市管理, …';
COMMENT ON COLUMN v_function_tasks.role IS 'Part it has in the task: lead (accountable), responsible or cooperating';
COMMENT ON COLUMN v_function_tasks.unit IS 'Full name of the unit';
COMMENT ON COLUMN v_function_tasks.mention IS 'Its name as written';
COMMENT ON COLUMN v_function_tasks.region IS 'Short name: 渝北区, 武隆区, 重庆高新区';
COMMENT ON COLUMN v_function_tasks.year IS 'Year the notice plans or reports, NULL if the file does not tell';
COMMENT ON COLUMN v_function_tasks.notice_kind IS 'plan, report or progress';
COMMENT ON COLUMN v_function_tasks.section IS 'Section row above the project as written, NULL where the table has none';
COMMENT ON COLUMN v_function_tasks.seq IS '序号 of the project as a number, NULL where there is none';
COMMENT ON COLUMN v_function_tasks.part IS 'Part of the project, from 1';
COMMENT ON COLUMN v_function_tasks.project IS '项目名称';
COMMENT ON COLUMN v_function_tasks.target IS 'Target of the task as written, NULL where it is blank';
COMMENT ON COLUMN v_function_tasks.deadline IS 'Last day that still meets the deadline; NULL if open or undetermined';
COMMENT ON COLUMN v_function_tasks.deadline_basis IS 'stated (deadline column), text (words of the target), plan_year (end of the plan''s year), open, undetermined';
COMMENT ON COLUMN v_function_tasks.task_id IS 'Stable id of the task';
