-- Every cell of every loaded file was read.
-- severity: error
SELECT s.path || ', ' || first('table ' || c.table_no || ', row ' || c.row_no ORDER BY c.table_no, c.row_no, c.column_no)
    || ': ' || count(*) || CASE count(*) WHEN 1 THEN ' cell was' ELSE ' cells were' END || ' not read, the first is “'
    || left(first(c.text ORDER BY c.table_no, c.row_no, c.column_no), 20)
    || '”; see `etl inspect`, and add a header''s word to the reference data if one is missing.' AS message
FROM cells AS c
JOIN sources AS s USING (source_id)
WHERE c.disposition = 'unread' AND s.outcome = 'loaded'
GROUP BY s.path
ORDER BY s.path;
