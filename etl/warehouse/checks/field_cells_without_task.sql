-- Every cell read as a field belongs to a task.
-- severity: error
-- kind: structural
SELECT s.path || ', table ' || c.table_no || ', row ' || c.row_no || ': the cell “' || left(c.text, 20)
    || '” was read as a field of no task; run `etl rebuild`.' AS message
FROM cells AS c
JOIN sources AS s USING (source_id)
WHERE c.disposition = 'field' AND c.task_id IS NULL AND s.outcome = 'loaded'
ORDER BY ALL;
