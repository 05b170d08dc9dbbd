-- No two projects of a section have one name.
-- severity: warning
-- Notices do write one name under two serial numbers, each with its own target; it may as well be a misprint.
-- Few names stand twice, and only what those rows say has to be in memory.
WITH repeated AS (
    SELECT notice_id, section, name FROM projects GROUP BY ALL HAVING count(*) > 1
),
told_apart AS (
    SELECT p.notice_id, p.section, p.name, count(*) AS times, list(p.seq ORDER BY p.ordinal) AS numbers,
        min(t.place ORDER BY p.ordinal) AS place,
        count(DISTINCT p.seq) AS different, count(DISTINCT t.target) AS targets, count(t.target) AS with_target
    FROM projects AS p
    JOIN repeated AS r ON r.notice_id = p.notice_id AND r.name = p.name AND r.section IS NOT DISTINCT FROM p.section
    LEFT JOIN tasks AS t ON t.project_id = p.project_id AND t.part = 1
    GROUP BY ALL
)
SELECT s.path || coalesce(', ' || d.place, '') || ': “' || d.name || '” is the name of the serial numbers '
    || array_to_string(d.numbers, ' and ') || '; see in the file whether that is meant.' AS message
FROM told_apart AS d
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE d.different = d.times AND (d.with_target = 0 OR d.targets = d.with_target)
ORDER BY ALL;
