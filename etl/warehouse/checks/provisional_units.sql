-- Every unit is known.
-- severity: warning
-- A notice may name units that nobody knows yet; its rows are right, only the unit waits for a person's decision.
SELECT first(s.path || ', ' || t.place ORDER BY s.path, t.task_id) || ': nobody knows the unit “' || u.short_name || '” ('
    || count(DISTINCT t.task_id) || CASE count(DISTINCT t.task_id) WHEN 1 THEN ' task' ELSE ' tasks' END || '); decide what it is with `etl units`.' AS message
FROM units AS u
JOIN task_units AS m USING (unit_id)
JOIN tasks AS t USING (task_id)
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE u.origin = 'provisional' AND n.is_current
GROUP BY u.unit_id, u.short_name
ORDER BY ALL;
