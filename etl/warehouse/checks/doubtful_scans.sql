-- The rules of every scanned table are whole enough to tell its cells.
-- severity: error
-- Where many rules are broken or covered, rows and columns may be out of place, and with them every value.
SELECT s.path || coalesce(', page ' || f.page, '') || ': ' || f.message
    || ' Scan the page anew, or ingest another file of the notice.' AS message
FROM findings AS f
JOIN sources AS s USING (source_id)
WHERE f.rule = 'doubtful_rule' AND f.severity = 'error' AND s.outcome = 'loaded'
ORDER BY f.finding_id;
