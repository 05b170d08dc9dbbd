-- Serial numbers follow on without a gap or a repeat.
-- severity: error
-- A number that is missing is a row that was not read, or one that the notice has not: a person must see which.
-- The numbers are gone through here again, so that a project which is deleted or changed afterwards is found too.
WITH numbered AS (
    SELECT
        p.notice_id, p.ordinal, p.seq, p.seq_text, p.name, t.place,
        coalesce(regexp_extract(t.place, 'table \d+'), '') || '/'
            || regexp_extract(p.project_id, '/(s\d+)', 1) AS part_of_notice
    FROM projects AS p
    LEFT JOIN tasks AS t ON t.project_id = p.project_id AND t.part = 1
    -- 1.1 counts inside 1
    WHERE NOT regexp_full_match(trim(p.seq_text), '\d+[.．\-—]\d+[.、．]?')
),
-- A number that could not be read counts as the one expected, so that it makes one failure and not two.
runs_of_numbers AS (
    SELECT *, count(seq) OVER (PARTITION BY notice_id ORDER BY ordinal) AS run_no FROM numbered
),
counted AS (
    SELECT
        *,
        coalesce(first_value(seq) OVER run - 1, 0) + row_number() OVER run AS counts_as
    FROM runs_of_numbers
    WINDOW run AS (PARTITION BY notice_id, run_no ORDER BY ordinal)
),
expecting AS (
    SELECT
        *,
        coalesce(lag(counts_as) OVER notice, 0) + 1 AS expected,
        coalesce(lag(part_of_notice) OVER notice <> part_of_notice, true) AS opens
    FROM counted
    WINDOW notice AS (PARTITION BY notice_id ORDER BY ordinal)
),
told AS (
    SELECT s.path, f.notice_id, f.finding_id,
        if(f.page IS NULL, '', ', page ' || f.page)
        || coalesce(', table ' || f.table_no || ', row ' || f.row_no, ', paragraph ' || f.paragraph_no, '') AS place,
        f.message
    FROM findings AS f
    JOIN sources AS s USING (source_id)
    WHERE f.rule = 'serial_numbers' AND f.severity = 'error' AND s.outcome = 'loaded'
),
failing AS (
    SELECT path, place, message, finding_id AS in_order FROM told
    UNION ALL
    SELECT s.path, coalesce(', ' || e.place, ''),
        'serial number “' || e.seq_text || '” (' || left(e.name, 20) || ') stands where ' || e.expected
        || ' was expected.', printf('%06d', e.ordinal)
    FROM expecting AS e
    JOIN notices AS n USING (notice_id)
    JOIN sources AS s ON s.source_id = n.source_id
    WHERE e.seq <> e.expected AND NOT (e.opens AND e.seq = 1)
        AND e.notice_id NOT IN (SELECT notice_id FROM findings WHERE rule = 'serial_numbers' AND notice_id IS NOT NULL)
)
SELECT path || place || ': ' || message || ' See with `etl inspect` which row of the file is missing or read twice.' AS message
FROM failing
ORDER BY path, in_order;
