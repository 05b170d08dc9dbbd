-- Every row belongs to what it says it belongs to.
-- severity: error
-- kind: structural
-- Foreign keys hold most of these ties; the ones here cannot be keys, as they go both ways or are found later.
SELECT 'notice ' || n.notice_id || ': its file ' || n.source_id || ' is not among the sources; run `etl rebuild`.' AS message
FROM notices AS n ANTI JOIN sources USING (source_id)
UNION ALL
SELECT s.path || ': the rows of notice ' || n.notice_id || ' are taken from this file of '
    || coalesce('notice ' || s.notice_id, 'no notice') || '; run `etl rebuild`.'
FROM notices AS n JOIN sources AS s USING (source_id) WHERE s.notice_id IS DISTINCT FROM n.notice_id
UNION ALL
SELECT s.path || ': notice ' || n.notice_id || ' is current and this file of it is ' || s.outcome || '; run `etl rebuild`.'
FROM notices AS n JOIN sources AS s USING (source_id) WHERE n.is_current AND s.outcome <> 'loaded'
UNION ALL
SELECT coalesce(s.path, n.source_id) || ': notice ' || n.notice_id || ' has no project; run `etl rebuild`.'
FROM notices AS n ANTI JOIN projects USING (notice_id) LEFT JOIN sources AS s ON s.source_id = n.source_id
UNION ALL
SELECT s.path || ': the file is loaded and belongs to no notice; run `etl rebuild`.'
FROM sources AS s WHERE s.outcome = 'loaded' AND s.notice_id IS NULL
UNION ALL
SELECT s.path || ': the file holds notice ' || s.notice_id || ' and nothing of its reading is kept; run `etl rebuild`.'
FROM sources AS s ANTI JOIN readings USING (source_id) WHERE s.notice_id IS NOT NULL
UNION ALL
SELECT 'unit ' || u.unit_id || ' (' || u.short_name || ') is succeeded by ' || u.successor_id
    || ', which is not among the units; run `etl rebuild`.'
FROM units AS u WHERE u.successor_id IS NOT NULL AND u.successor_id NOT IN (SELECT unit_id FROM units)
UNION ALL
SELECT 'unit ' || u.unit_id || ' (' || u.name || ') is provisional and no task names it; run `etl rebuild`.'
FROM units AS u ANTI JOIN task_units USING (unit_id) WHERE u.origin = 'provisional'
UNION ALL
SELECT 'task ' || o.task_id || ': the overlap of its quantity ' || o.ordinal || ' speaks of none; run `etl rebuild`.'
FROM (
    SELECT municipal_task_id AS task_id, municipal_ordinal AS ordinal FROM target_overlaps
    UNION SELECT district_task_id, district_ordinal FROM target_overlaps
) AS o
ANTI JOIN (SELECT task_id, ordinal FROM quantities WHERE field = 'target') USING (task_id, ordinal)
ORDER BY 1;
SELECT coalesce(s.path, n.source_id) || ': project ' || p.project_id || ' (' || left(p.name, 20) || ') has no task; run `etl rebuild`.'
FROM projects AS p ANTI JOIN tasks USING (project_id)
JOIN notices AS n USING (notice_id) LEFT JOIN sources AS s ON s.source_id = n.source_id
ORDER BY 1;
SELECT s.path || ', table ' || c.table_no || ', row ' || c.row_no || ': the cell “' || left(c.text, 20) || '” belongs to task '
    || c.task_id || ' of another notice; run `etl rebuild`.'
FROM cells AS c JOIN sources AS s USING (source_id)
JOIN tasks AS t ON t.task_id = c.task_id JOIN projects AS p USING (project_id)
WHERE p.notice_id IS DISTINCT FROM s.notice_id
ORDER BY 1;
