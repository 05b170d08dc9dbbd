-- Where the city and the district set the same in one notice, both figures and the one that binds: the higher one.
CREATE VIEW v_binding_targets AS
WITH both_sides AS (
    SELECT
        o.*,
        mq AS m,
        dq AS d,
        mq.si_measure IS NOT NULL AND mq.si_measure = dq.si_measure AS is_si,
        CASE WHEN is_si THEN mq.si_value ELSE mq.value END AS municipal_size,
        CASE WHEN is_si THEN dq.si_value ELSE dq.value END AS district_size
    FROM target_overlaps AS o
    JOIN quantities AS mq
        ON mq.task_id = o.municipal_task_id AND mq.ordinal = o.municipal_ordinal AND mq.field = 'target'
    JOIN quantities AS dq
        ON dq.task_id = o.district_task_id AND dq.ordinal = o.district_ordinal AND dq.field = 'target'
),
judged AS (
    SELECT
        *,
        CASE
            WHEN municipal_size = district_size THEN 'both'
            WHEN (m.comparator = '<=') = (municipal_size < district_size) THEN 'municipal'
            ELSE 'district'
        END AS binding
    FROM both_sides
)
SELECT
    r.name AS region,
    n.year,
    n.notice_id,
    n.document_number,
    coalesce(j.m.subject, j.d.subject) AS subject,
    j.m.per,
    j.binding,
    CASE WHEN j.binding = 'district' THEN j.d.value ELSE j.m.value END AS binding_value,
    CASE WHEN j.binding = 'district' THEN j.d.measure ELSE j.m.measure END AS binding_measure,
    CASE WHEN j.binding = 'district' THEN j.d.comparator ELSE j.m.comparator END AS binding_comparator,
    CASE WHEN j.binding = 'district' THEN dt.place ELSE mt.place END AS binding_place,
    j.m.value AS municipal_value,
    j.m.measure AS municipal_measure,
    j.m.comparator AS municipal_comparator,
    j.m.text AS municipal_text,
    j.m.subject AS municipal_subject,
    mp.name AS municipal_project,
    mt.target AS municipal_target,
    mt.place AS municipal_place,
    mt.task_id AS municipal_task_id,
    j.d.value AS district_value,
    j.d.measure AS district_measure,
    j.d.comparator AS district_comparator,
    j.d.text AS district_text,
    j.d.subject AS district_subject,
    dp.name AS district_project,
    dt.target AS district_target,
    dt.place AS district_place,
    dt.task_id AS district_task_id,
    j.because,
    s.path AS source_path
FROM judged AS j
JOIN tasks AS mt ON mt.task_id = j.municipal_task_id
JOIN tasks AS dt ON dt.task_id = j.district_task_id
JOIN projects AS mp ON mp.project_id = mt.project_id
JOIN projects AS dp ON dp.project_id = dt.project_id
JOIN notices AS n ON n.notice_id = j.notice_id
JOIN regions AS r USING (region_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE n.is_current
ORDER BY r.region_id, n.year, n.notice_id, mp.ordinal, mt.part, j.municipal_ordinal, dp.ordinal, dt.part, j.district_ordinal;
COMMENT ON VIEW v_binding_targets IS 'One row a pair of municipal and district targets that set the same in one notice, with the one that binds: the higher (of limits, <=, the lower), both where they are equal';
COMMENT ON COLUMN v_binding_targets.region IS 'Short name: 渝北区, 武隆区, 重庆高新区';
COMMENT ON COLUMN v_binding_targets.year IS 'Year the notice plans';
COMMENT ON COLUMN v_binding_targets.notice_id IS 'Notice that sets both';
COMMENT ON COLUMN v_binding_targets.document_number IS '发文字号 of that notice, NULL where the file has none';
COMMENT ON COLUMN v_binding_targets.subject IS 'What is counted, in the words of the municipal target, else of the district''s; NULL if neither says';
COMMENT ON COLUMN v_binding_targets.per IS 'What it is counted for each of, as in 每千人; NULL if it is a plain amount';
COMMENT ON COLUMN v_binding_targets.binding IS 'Which of both binds: municipal, district, or both where they are equal';
COMMENT ON COLUMN v_binding_targets.binding_value IS 'The binding number; compared in SI units where both have one, else as written';
COMMENT ON COLUMN v_binding_targets.binding_measure IS 'Its unit of measurement as written';
COMMENT ON COLUMN v_binding_targets.binding_comparator IS 'Its comparator: = (as stated), >= (at least), <= (at most), > (more than) or ~ (about)';
COMMENT ON COLUMN v_binding_targets.binding_place IS 'Where the task that sets it begins in the file: table 1, row 12';
COMMENT ON COLUMN v_binding_targets.municipal_value IS 'Number of the municipal target in municipal_measure, 万 and 亿 multiplied out';
COMMENT ON COLUMN v_binding_targets.municipal_measure IS 'Its unit of measurement as written';
COMMENT ON COLUMN v_binding_targets.municipal_comparator IS 'Its comparator: = (as stated), >= (at least), <= (at most), > (more than) or ~ (about)';
COMMENT ON COLUMN v_binding_targets.municipal_text IS 'The words it was read from';
COMMENT ON COLUMN v_binding_targets.municipal_subject IS 'What it counts, in the words of the text; NULL if it does not say';
COMMENT ON COLUMN v_binding_targets.municipal_project IS '项目名称 of the municipal project';
COMMENT ON COLUMN v_binding_targets.municipal_target IS 'Target of its task, whole';
COMMENT ON COLUMN v_binding_targets.municipal_place IS 'Where its task begins in the file: table 1, row 12';
COMMENT ON COLUMN v_binding_targets.municipal_task_id IS 'Stable id of its task';
COMMENT ON COLUMN v_binding_targets.district_value IS 'Number of the district''s own target in district_measure, 万 and 亿 multiplied out';
COMMENT ON COLUMN v_binding_targets.district_measure IS 'Its unit of measurement as written';
COMMENT ON COLUMN v_binding_targets.district_comparator IS 'Its comparator: = (as stated), >= (at least), <= (at most), > (more than) or ~ (about)';
COMMENT ON COLUMN v_binding_targets.district_text IS 'The words it was read from';
COMMENT ON COLUMN v_binding_targets.district_subject IS 'What it counts, in the words of the text; NULL if it does not say';
COMMENT ON COLUMN v_binding_targets.district_project IS '项目名称 of the district''s project';
COMMENT ON COLUMN v_binding_targets.district_target IS 'Target of its task, whole';
COMMENT ON COLUMN v_binding_targets.district_place IS 'Where its task begins in the file: table 1, row 12';
COMMENT ON COLUMN v_binding_targets.district_task_id IS 'Stable id of its task';
COMMENT ON COLUMN v_binding_targets.because IS 'Why these two are taken to set the same, and where the notice says that there is an overlap';
COMMENT ON COLUMN v_binding_targets.source_path IS 'File of the notice, relative to the folder where etl ran';
