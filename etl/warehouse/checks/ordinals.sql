-- Whatever is numbered from 1 has no gap: projects of a notice, parts of a project, units, leaders, steps and quantities of a task.
-- severity: error
-- kind: structural
-- The program counts them itself, so a gap is a row that was lost. The paths are those of the files they are from.
WITH numbered AS (
    SELECT 'tasks' AS rows_of, task_id AS id, project_id AS owner, part AS ordinal FROM tasks
    UNION ALL SELECT 'units (' || role || ')', task_id, task_id || role, ordinal FROM task_units
    UNION ALL SELECT 'leaders', task_id, task_id, ordinal FROM task_leaders
    UNION ALL SELECT 'steps of the deadline', task_id, task_id, ordinal FROM deadline_stages
    UNION ALL SELECT 'quantities (' || field || ')', task_id, task_id || field, ordinal FROM quantities
),
gaps AS (
    SELECT rows_of, min(id) AS task_id, count(*) AS rows, max(ordinal) AS last FROM numbered
    GROUP BY rows_of, owner
    HAVING count(*) <> max(ordinal) OR min(ordinal) <> 1
),
projects_of AS (
    SELECT notice_id, count(*) AS rows, max(ordinal) AS last FROM projects
    GROUP BY notice_id
    HAVING count(*) <> max(ordinal) OR min(ordinal) <> 1 OR count(DISTINCT ordinal) <> count(*)
)
SELECT s.path || ', ' || t.place || ': of the ' || g.rows_of || ' of '
    || if(g.rows_of = 'tasks', 'project ' || t.project_id, 'task ' || t.task_id)
    || ' there are ' || g.rows || ', and the last has number ' || g.last || '; run `etl rebuild`.' AS message
FROM gaps AS g
JOIN tasks AS t USING (task_id)
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
UNION ALL
SELECT s.path || ': the notice has ' || g.rows || ' projects, and the last has number ' || g.last || '; run `etl rebuild`.'
FROM projects_of AS g
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
UNION ALL
SELECT 'unit ' || unit_id || ': it has ' || count(*) || ' suggestions, and the last has number ' || max(ordinal) || '; run `etl rebuild`.'
FROM unit_suggestions
GROUP BY unit_id
HAVING count(*) <> max(ordinal)
ORDER BY 1;
