-- Every unit is known.
-- severity: warning
-- A notice may name units that nobody knows yet; its rows are right, only the unit waits for a person's decision.
-- Few units are so: what names them is found before all tasks are looked through for it.
WITH named AS MATERIALIZED (
    SELECT DISTINCT unit_id, task_id FROM task_units
    WHERE unit_id IN (SELECT unit_id FROM units WHERE origin = 'provisional')
),
told AS (
    SELECT m.unit_id, count(*) AS tasks, min({'path': s.path, 'task_id': t.task_id, 'place': t.place}) AS first
    FROM named AS m
    JOIN tasks AS t USING (task_id)
    JOIN projects AS p USING (project_id)
    JOIN notices AS n USING (notice_id)
    JOIN sources AS s ON s.source_id = n.source_id
    WHERE n.is_current
    GROUP BY m.unit_id
)
SELECT told.first.path || ', ' || told.first.place || ': nobody knows the unit “' || u.short_name || '” ('
    || told.tasks || CASE told.tasks WHEN 1 THEN ' task' ELSE ' tasks' END || '); decide what it is with `etl units`.' AS message
FROM told JOIN units AS u USING (unit_id)
ORDER BY ALL;
