-- Every notice has as many projects as it announces: in all, of each level, in each section.
-- severity: error
-- Where the two differ a project was not read, or one row was read as two. The counts are held here against the rows
-- again, so that a project which is deleted or changed afterwards is found too.
WITH announced AS (
    SELECT r.source_id, n.notice_id, n.announced_projects, s.path, unnest(from_json(
        r.announced, '[{"scope": "VARCHAR", "count": "BIGINT", "quote": "VARCHAR", "section": "VARCHAR", "section_no": "BIGINT"}]'
    ), recursive := true)
    FROM readings AS r
    JOIN notices AS n USING (source_id)
    JOIN sources AS s USING (source_id)
),
per_notice AS (
    SELECT notice_id, count(*) AS total,
        count(*) FILTER (level IN ('municipal', 'both')) AS municipal,
        count(*) FILTER (level IN ('district', 'both')) AS district,
        count(*) FILTER (voted) AS voted
    FROM projects GROUP BY notice_id
),
per_section AS (
    SELECT notice_id, regexp_extract(project_id, '/s(\d+)', 1) AS section_no, count(*) AS total
    FROM projects GROUP BY ALL
),
told AS (
    SELECT f.notice_id, f.severity, s.path, f.message,
        coalesce(', table ' || f.table_no || ', row ' || f.row_no, ', paragraph ' || f.paragraph_no, '') AS place
    FROM findings AS f
    JOIN sources AS s USING (source_id)
    WHERE f.rule = 'announced_count' AND s.outcome = 'loaded'
),
-- A count that the reading has spoken of, and one of several totals of which another is right, are left to it.
counted AS (
    SELECT a.*, CASE
        WHEN a.section_no IS NOT NULL THEN coalesce(in_section.total, 0)
        WHEN a.scope = 'municipal' THEN n.municipal
        WHEN a.scope = 'district' THEN n.district
        WHEN a.scope = 'voted' THEN n.voted
        ELSE n.total
    END AS counted,
    n.total AS all_of_it,
    bool_or(a.section_no IS NULL AND a.scope = 'total' AND a.count = n.total) OVER (PARTITION BY a.notice_id) AS is_proven,
    bool_or(a.section_no IS NULL AND a.scope = 'total' AND a.count = a.announced_projects) OVER (PARTITION BY a.notice_id) AS is_said,
    count(*) OVER (PARTITION BY a.notice_id) AS counts,
    bool_or(a.section_no IS NOT NULL OR a.scope = 'total') OVER (PARTITION BY a.notice_id) AS covers_all
    FROM announced AS a
    JOIN per_notice AS n USING (notice_id)
    LEFT JOIN per_section AS in_section
        ON in_section.notice_id = a.notice_id AND in_section.section_no = a.section_no::VARCHAR
),
failing AS (
    SELECT path, place, message FROM told WHERE severity = 'error'
    UNION
    SELECT path, '', '“' || left(quote, 60) || '” announces ' || count || ' projects, ' || counted || ' are there.'
    FROM counted
    WHERE count <> counted
        AND notice_id NOT IN (SELECT notice_id FROM findings WHERE rule = 'announced_count' AND notice_id IS NOT NULL)
        AND NOT (section_no IS NULL AND scope = 'total' AND is_proven)
    UNION
    SELECT path, '', 'the notice announces ' || announced_projects || ' projects, ' || all_of_it || ' are there.'
    FROM counted
    WHERE announced_projects <> all_of_it AND covers_all AND NOT (is_proven AND is_said)
        AND notice_id NOT IN (SELECT notice_id FROM findings WHERE rule = 'announced_count' AND severity = 'error' AND notice_id IS NOT NULL)
)
SELECT path || place || ': ' || message || ' Count the rows of the file with `etl inspect`.' AS message
FROM failing
ORDER BY ALL;
