-- Every deadline that is a range begins before it ends, and every deadline has its precision.
-- severity: error
SELECT s.path || ', ' || t.place || ': the deadline of “' || left(p.name, 20) || '” ' || wrong
    || coalesce(' (“' || left(t.deadline_text, 40) || '”)', '') || '; compare the file, and report it if the file is right.' AS message
FROM tasks AS t
JOIN (
    SELECT task_id, 'begins on ' || deadline_start || ' and ends on ' || deadline AS wrong FROM tasks WHERE deadline_start > deadline
    UNION ALL
    SELECT task_id, 'has a step that begins on ' || starts_on || ' and ends on ' || ends_on FROM deadline_stages WHERE starts_on > ends_on
    UNION ALL
    SELECT task_id, 'has no precision' FROM tasks WHERE deadline IS NOT NULL AND deadline_precision IS NULL
) USING (task_id)
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
ORDER BY ALL;
