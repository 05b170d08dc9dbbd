-- No notice has the same project twice in one section.
-- severity: error
-- The same name under two serial numbers with different targets is the notice's own way of writing (repeated_names);
-- without them, or with one target, a row was read twice or a continuation was read as a project.
-- Few names stand twice, and only what those rows say has to be in memory.
WITH repeated AS (
    SELECT notice_id, section, name FROM projects GROUP BY ALL HAVING count(*) > 1
),
told_apart AS (
    SELECT p.notice_id, p.section, p.name, count(*) AS times,
        min(t.place ORDER BY p.ordinal) AS place,
        count(DISTINCT p.seq) AS numbers, count(DISTINCT t.target) AS targets, count(t.target) AS with_target
    FROM projects AS p
    JOIN repeated AS r ON r.notice_id = p.notice_id AND r.name = p.name AND r.section IS NOT DISTINCT FROM p.section
    LEFT JOIN tasks AS t ON t.project_id = p.project_id AND t.part = 1
    GROUP BY ALL
)
SELECT s.path || coalesce(', ' || d.place, '') || ': “' || d.name || '” stands ' || d.times || ' times in one section; '
    || 'see with `etl inspect` whether a continuation row was read as a project.' AS message
FROM told_apart AS d
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE (d.numbers < d.times OR (d.with_target > 0 AND d.targets < d.with_target))
ORDER BY ALL;
