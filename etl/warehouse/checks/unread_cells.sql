-- Every cell of every loaded file was read.
SELECT s.path || ': ' || count(*) || ' cell(s) were not read, the first in table ' || min(c.table_no)
    || '; see `etl inspect`, and add a header''s word to the reference data if one is missing.' AS message
FROM cells AS c
JOIN sources AS s USING (source_id)
WHERE c.disposition = 'unread' AND s.outcome = 'loaded'
GROUP BY s.path
ORDER BY s.path;
