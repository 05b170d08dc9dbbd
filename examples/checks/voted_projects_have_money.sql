-- Every project that the congress voted for says what it costs.
-- severity: warning
SELECT s.path || ', ' || t.place || ': “' || p.name || '” was voted for and names no investment; ask the district.' AS message
FROM projects AS p
JOIN tasks AS t USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE p.voted AND n.is_current
GROUP BY ALL
HAVING count(t.investment_yuan) = 0;
