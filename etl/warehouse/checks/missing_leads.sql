-- Every task has a unit that leads it.
-- severity: warning
-- Cells of leads are left empty in real notices, and some lists name no unit at all.
WITH tasks_of AS (
    SELECT n.notice_id, n.source_id, t.task_id, t.place, p.name, t.task_id IN (SELECT task_id FROM task_units WHERE role = 'lead') AS is_led
    FROM notices AS n
    JOIN projects AS p USING (notice_id)
    JOIN tasks AS t USING (project_id)
),
leads AS (
    SELECT *, bool_or(is_led) OVER notice AS is_any_led, count(*) OVER notice AS tasks
    FROM tasks_of WINDOW notice AS (PARTITION BY notice_id)
)
SELECT s.path || ', ' || l.place || ': “' || left(l.name, 20)
    || '” has no lead, and other tasks of the notice have; see whether its cell in the file is empty.' AS message
FROM leads AS l
JOIN sources AS s USING (source_id)
WHERE NOT l.is_led AND l.is_any_led
UNION ALL
SELECT DISTINCT s.path || ': none of the ' || l.tasks
    || ' tasks has a lead; see whether the file names units, and add its header''s word to the reference data if so.'
FROM leads AS l
JOIN sources AS s USING (source_id)
WHERE NOT l.is_any_led
ORDER BY 1;
