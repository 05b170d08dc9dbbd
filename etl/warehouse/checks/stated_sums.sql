-- Every subtotal and 合计 of money is the sum of its rows.
-- severity: error
-- A sum that differs means that an amount was not read or is read in the wrong measure, or that the notice miscounts.
SELECT s.path || if(f.page IS NULL, '', ', page ' || f.page) || coalesce(', table ' || f.table_no || ', row ' || f.row_no, '')
    || ': ' || f.message || ' Compare the amounts with `etl inspect`.' AS message
FROM findings AS f
JOIN sources AS s USING (source_id)
WHERE f.rule = 'stated_sum' AND f.severity = 'error' AND s.outcome = 'loaded'
ORDER BY f.finding_id;
