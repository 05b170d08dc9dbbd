-- Every amount of money is a number of the cells or paragraphs that it was taken from, in 元, 万元 or 亿元.
-- severity: error
WITH texts AS (
    SELECT source_id, task_id, text FROM cells WHERE disposition = 'field' AND regexp_matches(text, '\d')
    UNION ALL
    SELECT source_id, task_id, text FROM paragraphs WHERE regexp_matches(text, '\d')
),
numbers AS (
    SELECT source_id, task_id,
        unnest(regexp_extract_all(regexp_replace(translate(text, '０１２３４５６７８９．，', '0123456789.,'), '[\s,]+', '', 'g'), '\d{1,20}(?:\.\d{1,8})?')) AS number
    FROM texts
),
money AS (
    SELECT task_id, investment_yuan AS yuan, 'investment' AS what FROM tasks WHERE investment_yuan IS NOT NULL
    UNION ALL
    SELECT task_id, invested_yuan, 'money spent' FROM progress WHERE invested_yuan IS NOT NULL
),
amounts AS (
    SELECT a.*, t.project_id, n.source_id, t.place
    FROM money AS a
    JOIN tasks AS t USING (task_id)
    JOIN projects AS p USING (project_id)
    JOIN notices AS n USING (notice_id)
),
-- Money merged over several parts, or summed up over them, stands with the first part.
found AS (
    SELECT a.task_id, a.what
    FROM amounts AS a
    JOIN tasks AS t USING (project_id)
    JOIN numbers AS x ON x.task_id = t.task_id AND x.source_id = a.source_id
    WHERE abs(a.yuan - x.number::DOUBLE) < 1 OR abs(a.yuan - x.number::DOUBLE * 1e4) < 1 OR abs(a.yuan - x.number::DOUBLE * 1e8) < 1
)
SELECT s.path || ', ' || a.place || ': no cell or paragraph of the project says the ' || a.what || ' of ' || format('{:,}', a.yuan)
    || ' yuan of task ' || a.task_id || '; run `etl rebuild`, and report it if that does not help.' AS message
FROM amounts AS a
ANTI JOIN found AS f ON f.task_id = a.task_id AND f.what = a.what
JOIN sources AS s ON s.source_id = a.source_id
ORDER BY a.task_id, a.what;
