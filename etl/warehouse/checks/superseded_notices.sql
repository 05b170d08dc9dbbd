-- A notice that another took the place of leads to one that is there, and in the end to a current one.
-- severity: error
-- kind: structural
WITH RECURSIVE chain AS (
    SELECT notice_id AS first_id, superseded_by AS next_id, 1 AS steps FROM notices WHERE superseded_by IS NOT NULL
    UNION ALL
    SELECT c.first_id, n.superseded_by, c.steps + 1
    FROM chain AS c JOIN notices AS n ON n.notice_id = c.next_id
    WHERE n.superseded_by IS NOT NULL AND c.steps < 100
),
ends AS (
    SELECT first_id, arg_max(next_id, steps) AS last_id, max(steps) AS steps FROM chain GROUP BY first_id
)
SELECT coalesce(s.path, n.source_id) || ': notice ' || e.first_id || ' was superseded by '
    || CASE
        WHEN l.notice_id IS NULL THEN e.last_id || ', which is not among the notices'
        WHEN e.steps >= 100 THEN e.last_id || ', and those that follow lead back to it'
        ELSE e.last_id || ', which is not current and that no other superseded'
    END || '; run `etl rebuild`.' AS message
FROM ends AS e
JOIN notices AS n ON n.notice_id = e.first_id
LEFT JOIN sources AS s ON s.source_id = n.source_id
LEFT JOIN notices AS l ON l.notice_id = e.last_id
WHERE l.notice_id IS NULL OR e.steps >= 100 OR NOT l.is_current
ORDER BY 1;
