-- Every paragraph of every loaded file was read.
-- severity: warning
-- Paragraphs around the tables may hold what belongs to no task; the values in the tables are right without them.
SELECT s.path || ', paragraph ' || min(g.paragraph_no) || ': ' || count(*)
    || CASE count(*) WHEN 1 THEN ' paragraph was' ELSE ' paragraphs were' END || ' not read, the first begins “' || left(first(g.text ORDER BY g.paragraph_no), 20)
    || '”; see with `etl inspect` whether they name a task.' AS message
FROM paragraphs AS g
JOIN sources AS s USING (source_id)
WHERE g.disposition = 'unread' AND s.outcome = 'loaded'
GROUP BY s.path
ORDER BY s.path;
