-- The sheets that two warehouses are compared by; made in the schema of each side, on its tables.
CREATE VIEW notice_names AS
SELECT
    n.notice_id,
    concat_ws(' ', r.name, coalesce(n.year::VARCHAR, 'undated'), n.kind)
        || CASE WHEN contains(n.notice_id, '@') THEN ' @' || split_part(n.notice_id, '@', 2) ELSE '' END AS name
FROM notices AS n
LEFT JOIN regions AS r USING (region_id);

CREATE VIEW notice_sheet AS
SELECT
    n.*,
    nn.name || coalesce(' ' || n.document_number, '') AS label,
    (SELECT count(*) FROM projects AS p WHERE p.notice_id = n.notice_id) AS projects,
    (SELECT count(*) FROM projects AS p JOIN tasks AS t USING (project_id) WHERE p.notice_id = n.notice_id) AS tasks
FROM notices AS n
JOIN notice_names AS nn USING (notice_id);

-- What a project's tasks do not show.
CREATE VIEW project_sheet AS
SELECT
    p.project_id,
    p.notice_id,
    p.ordinal,
    concat(
        nn.name, ', project ', coalesce(p.seq, p.ordinal),
        ' (', CASE WHEN length(p.name) > 20 THEN left(p.name, 19) || '…' ELSE p.name END, ')'
    ) AS label,
    coalesce(p.seq, p.ordinal)::VARCHAR AS number
FROM projects AS p
JOIN notice_names AS nn USING (notice_id);

CREATE VIEW task_sheet AS
WITH unit_lists AS (
    SELECT
        tu.task_id,
        tu.role,
        string_agg(
            tu.mention || CASE
                WHEN u.origin = 'provisional' THEN '（?）'
                WHEN u.name <> tu.mention THEN '（' || u.name || '）'
                ELSE ''
            END,
            '、' ORDER BY tu.ordinal
        ) AS names
    FROM task_units AS tu
    LEFT JOIN units AS u USING (unit_id)
    GROUP BY ALL
),
leader_lists AS (
    SELECT task_id, string_agg(name, '、' ORDER BY ordinal) AS names FROM task_leaders GROUP BY task_id
),
amounts AS (
    SELECT
        task_id,
        string_agg(
            concat_ws(' ', subject, CASE comparator WHEN '=' THEN NULL ELSE comparator END, rtrim(rtrim(value::VARCHAR, '0'), '.'), measure, per),
            '; ' ORDER BY field DESC, ordinal
        ) AS listed
    FROM quantities
    GROUP BY task_id
),
said AS (
    SELECT
        task_id,
        string_agg(progress, chr(10) ORDER BY progress_id) AS progress,
        string_agg(status, chr(10) ORDER BY progress_id) AS status,
        sum(invested_yuan) AS invested_yuan,
        string_agg(problems, chr(10) ORDER BY progress_id) AS problems,
        string_agg(next_steps, chr(10) ORDER BY progress_id) AS next_steps
    FROM progress
    GROUP BY task_id
)
SELECT
    t.task_id,
    p.notice_id,
    p.ordinal * 1000000 + t.part AS place,
    concat(
        nn.name, ', project ', coalesce(p.seq, p.ordinal), ', part ', t.part,
        ' (', CASE WHEN length(p.name) > 20 THEN left(p.name, 19) || '…' ELSE p.name END, ')'
    ) AS label,
    p.name,
    p.section,
    p.level || CASE WHEN p.voted THEN ', voted' ELSE '' END AS level,
    p.remark,
    t.target,
    t.details,
    coalesce(t.deadline::VARCHAR, '-') || ' (' || concat_ws(' ', t.deadline_basis, t.deadline_text) || ')' AS deadline,
    le.names AS lead,
    re.names AS responsible,
    co.names AS cooperating,
    ll.names AS leaders,
    t.investment_yuan,
    a.listed AS quantities,
    s.progress,
    s.status,
    s.invested_yuan,
    s.problems,
    s.next_steps,
    f.name AS family
FROM tasks AS t
JOIN projects AS p USING (project_id)
JOIN notice_names AS nn USING (notice_id)
LEFT JOIN unit_lists AS le ON le.task_id = t.task_id AND le.role = 'lead'
LEFT JOIN unit_lists AS re ON re.task_id = t.task_id AND re.role = 'responsible'
LEFT JOIN unit_lists AS co ON co.task_id = t.task_id AND co.role = 'cooperating'
LEFT JOIN leader_lists AS ll ON ll.task_id = t.task_id
LEFT JOIN amounts AS a ON a.task_id = t.task_id
LEFT JOIN said AS s ON s.task_id = t.task_id
LEFT JOIN families AS f ON f.family_id = p.family_id;

-- Units that the reference data does not have; what those of it mean shows in the tasks that name them.
CREATE VIEW unit_sheet AS
SELECT
    u.unit_id,
    concat_ws(' ', r.name, 'unit', u.short_name) AS label,
    u.name,
    u.short_name,
    u.kind,
    u.origin,
    (SELECT string_agg(DISTINCT a.alias, '、' ORDER BY a.alias) FROM unit_aliases AS a WHERE a.unit_id = u.unit_id) AS aliases
FROM units AS u
LEFT JOIN regions AS r USING (region_id)
WHERE u.origin IN ('provisional', 'decided');

-- A finding is the same if the notice has it in the same words, whichever file it came from.
CREATE VIEW finding_sheet AS
WITH said AS (
    SELECT
        f.notice_id,
        f.message,
        concat_ws(
            ', ', coalesce(nn.name, s.path), f.severity || ' ' || f.rule, 'page ' || f.page, 'table ' || f.table_no,
            'row ' || f.row_no, 'paragraph ' || f.paragraph_no
        ) AS label
    FROM findings AS f
    LEFT JOIN notice_names AS nn USING (notice_id)
    LEFT JOIN sources AS s USING (source_id)
)
SELECT *, concat_ws(' ', label, md5(message), row_number() OVER (PARTITION BY notice_id, label, message)) AS finding_id
FROM said;

CREATE VIEW file_sheet AS
SELECT source_id, 'file ' || path AS label, path, outcome, reason FROM sources;
