-- Every amount of money is one that a project can cost: nothing, or from 100 yuan to 1,000,000,000,000 yuan.
-- severity: error
-- An amount outside is read in the wrong measure (元 for 万元, 亿元 for 万元), or two cells ran together.
WITH amounts AS (
    SELECT task_id, investment_yuan AS yuan, 'the investment' AS what FROM tasks
    UNION ALL
    SELECT task_id, invested_yuan, 'the money spent' FROM progress
)
SELECT s.path || ', ' || t.place || ': ' || a.what || ' of “' || left(p.name, 20) || '” is ' || format('{:,}', a.yuan)
    || ' yuan; see in the file what it is counted in.' AS message
FROM amounts AS a
JOIN tasks AS t USING (task_id)
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE a.yuan <> 0 AND a.yuan NOT BETWEEN 100 AND 1000000000000
ORDER BY ALL;
