-- Every name, target, deadline, unit and leader of a task stands in the cells or paragraphs that it was taken from.
-- severity: error
-- This is what "trusted to the cell" means. White space and the width of signs are left aside: page breaks cut cells.
-- What its own project's cells do not say must stand elsewhere in the file: one cell may hold for several projects.
WITH texts AS (
    SELECT source_id, task_id, field, table_no * 1000000 + row_no AS place, column_no, text
    FROM cells WHERE disposition = 'field'
    UNION ALL
    SELECT source_id, task_id, 'paragraph', paragraph_no, 0, text FROM paragraphs
),
-- The pieces of a field come together again; a cell that holds for several parts stands with the first of them.
-- Lists are sorted once they are there: an aggregate that sorts makes ready for it in every field of one piece too.
fields AS (
    SELECT t.project_id, x.field,
        array_to_string(list_transform(
            list_sort(list({'place': x.place, 'column_no': x.column_no, 'text': x.text})), lambda piece: piece.text
        ), '') AS text
    FROM texts AS x
    JOIN tasks AS t USING (task_id)
    JOIN projects AS p USING (project_id)
    JOIN notices AS n ON n.notice_id = p.notice_id AND n.source_id = x.source_id
    GROUP BY ALL
),
written AS (
    SELECT project_id, translate(regexp_replace(
        array_to_string(list_transform(list_sort(list({'field': field, 'text': text})), lambda told: told.text), '|'),
        '[\s\p{Z}\p{C}]+', '', 'g'),
        '，；：？！（）０１２３４５６７８９％．－', ',;:?!()0123456789%.-') AS text
    FROM fields GROUP BY project_id
),
told AS (
    SELECT project_id, NULL AS task_id, 'name' AS what, name AS value FROM projects
    UNION ALL SELECT project_id, task_id, 'target', target FROM tasks WHERE target IS NOT NULL
    -- details of several columns have a line each, which opens with the column's header
    UNION ALL SELECT project_id, task_id, 'details', unnest(string_split(details, chr(10))) FROM tasks WHERE details IS NOT NULL
    UNION ALL SELECT project_id, task_id, 'deadline', deadline_text FROM tasks WHERE deadline_text IS NOT NULL
    UNION ALL SELECT project_id, task_id, 'unit', mention FROM task_units JOIN tasks USING (task_id)
    UNION ALL SELECT project_id, task_id, 'leader', name FROM task_leaders JOIN tasks USING (task_id)
    UNION ALL SELECT project_id, task_id, 'progress', progress FROM progress JOIN tasks USING (task_id) WHERE progress IS NOT NULL
    UNION ALL SELECT project_id, task_id, 'status', status FROM progress JOIN tasks USING (task_id) WHERE status IS NOT NULL
),
missing AS (
    SELECT n.source_id, v.*
    FROM (
        SELECT *, translate(regexp_replace(value, '[\s\p{Z}\p{C}]+', '', 'g'),
            '，；：？！（）０１２３４５６７８９％．－', ',;:?!()0123456789%.-') AS bare
        FROM told
    ) AS v
    LEFT JOIN written AS w USING (project_id)
    JOIN projects AS p USING (project_id)
    JOIN notices AS n USING (notice_id)
    WHERE NOT contains(coalesce(w.text, ''), v.bare)
        AND NOT (v.what = 'details' AND contains(coalesce(w.text, ''), regexp_replace(v.bare, '^[^:]*:', '')))
),
-- Elsewhere in the file: long texts as a whole cell, short ones anywhere.
elsewhere AS (
    SELECT x.source_id, x.bare
    FROM (
        SELECT source_id, translate(regexp_replace(text, '[\s\p{Z}\p{C}]+', '', 'g'),
            '，；：？！（）０１２３４５６７８９％．－', ',;:?!()0123456789%.-') AS bare
        FROM texts WHERE source_id IN (SELECT source_id FROM missing)
    ) AS x
    SEMI JOIN missing AS m USING (source_id, bare)
    UNION
    SELECT m.source_id, m.bare
    FROM (SELECT DISTINCT source_id, bare FROM missing WHERE what IN ('unit', 'leader', 'deadline', 'status')) AS m
    JOIN (
        SELECT source_id, translate(regexp_replace(string_agg(text, '|'), '[\s\p{Z}\p{C}]+', '', 'g'),
            '，；：？！（）０１２３４５６７８９％．－', ',;:?!()0123456789%.-') AS text
        FROM texts WHERE source_id IN (SELECT source_id FROM missing) GROUP BY source_id
    ) AS f USING (source_id)
    WHERE contains(f.text, m.bare)
)
SELECT s.path || ', ' || t.place || ': no cell or paragraph of the file says the ' || m.what || ' “' || left(m.value, 30)
    || '” of task ' || t.task_id || '; run `etl rebuild`, and report it if that does not help.' AS message
FROM missing AS m
ANTI JOIN elsewhere USING (source_id, bare)
JOIN tasks AS t ON t.project_id = m.project_id AND (t.task_id = m.task_id OR (m.task_id IS NULL AND t.part = 1))
JOIN sources AS s ON s.source_id = m.source_id
ORDER BY t.task_id, m.what, m.value;
