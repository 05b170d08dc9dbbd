-- No notice has the same project twice in one section.
SELECT any_value(s.path) || ': “' || p.name || '” stands ' || count(*) || ' times in one section; '
    || 'see whether a continuation row was read as a project.' AS message
FROM projects AS p
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
GROUP BY p.notice_id, p.section, p.name
HAVING count(*) > 1
ORDER BY ALL;
