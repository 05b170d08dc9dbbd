-- No notice contradicts its own rows: serial numbers, announced counts, subtotals and totals agree.
SELECT s.path || coalesce(', ' || if(f.page IS NULL, '', 'page ' || f.page || ', ')
    || coalesce('table ' || f.table_no || ', row ' || f.row_no, 'paragraph ' || f.paragraph_no), '')
    || ': ' || f.message || ' Compare the file with `etl inspect`.' AS message
FROM findings AS f
JOIN sources AS s USING (source_id)
WHERE f.severity = 'error' AND s.outcome = 'loaded'
ORDER BY f.finding_id;
