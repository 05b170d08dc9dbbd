-- Every task can be traced to cells or paragraphs of the file it was taken from.
SELECT s.path || ', ' || t.place || ': task ' || t.task_id || ' has neither cell nor paragraph in its file; run `etl rebuild`.' AS message
FROM tasks AS t
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE NOT EXISTS (FROM cells AS c WHERE c.source_id = n.source_id AND c.task_id = t.task_id)
    AND NOT EXISTS (FROM paragraphs AS g WHERE g.source_id = n.source_id AND g.task_id = t.task_id)
ORDER BY t.task_id;
