-- No plan sets a deadline in a year before the one it was issued in.
-- severity: warning
-- A plan may be issued after its year, or carry work over that was due before; a report speaks of what is past.
SELECT s.path || ', ' || t.place || ': the deadline ' || t.deadline || coalesce(' (“' || left(t.deadline_text, 40) || '”)', '')
    || ' of “' || left(p.name, 20) || '” lies before the year in which the notice was issued (' || n.issued_on
    || '); compare the file.' AS message
FROM tasks AS t
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE n.kind = 'plan' AND year(t.deadline) < year(n.issued_on)
ORDER BY t.task_id;
