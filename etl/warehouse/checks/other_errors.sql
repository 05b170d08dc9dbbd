-- No file was read with an error that no other check tells.
-- severity: error
-- The net below the checks of single rules: no finding of severity error is left out.
SELECT s.path || if(f.page IS NULL, '', ', page ' || f.page)
    || coalesce(', table ' || f.table_no || ', row ' || f.row_no, ', paragraph ' || f.paragraph_no, '')
    || ': ' || f.message || ' Compare the file with `etl inspect`.' AS message
FROM findings AS f
JOIN sources AS s USING (source_id)
WHERE f.severity = 'error' AND s.outcome = 'loaded'
    AND f.rule NOT IN ('serial_numbers', 'announced_count', 'stated_sum', 'doubtful_rule')
ORDER BY f.finding_id;
