-- Every task can be traced to the cells, or in prose the paragraphs, of the file it was taken from.
-- severity: error
-- kind: structural
SELECT coalesce(s.path, n.source_id) || ', ' || t.place || ': task ' || t.task_id
    || ' has no cell or paragraph in its file; run `etl rebuild`.' AS message
FROM tasks AS t
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
LEFT JOIN sources AS s ON s.source_id = n.source_id
WHERE CASE WHEN contains(t.place, 'table ')
    THEN NOT EXISTS (FROM cells AS c WHERE c.source_id = n.source_id AND c.task_id = t.task_id)
    ELSE NOT EXISTS (FROM paragraphs AS g WHERE g.source_id = n.source_id AND g.task_id = t.task_id)
END
ORDER BY t.task_id;
