-- The quantities of each family side by side: what every region set itself, year by year, for the same thing.
CREATE VIEW v_region_compare AS
SELECT
    f.name AS family,
    fq.topic,
    q.measure,
    q.per,
    r.name AS region,
    n.year,
    n.kind AS notice_kind,
    q.field,
    q.comparator,
    q.value,
    q.si_value,
    q.si_measure,
    q.subject,
    q.text,
    p.name AS project,
    p.level,
    t.target,
    t.place,
    s.path AS source_path,
    f.family_id,
    t.task_id,
    q.ordinal,
    fq.because
FROM family_quantities AS fq
JOIN families AS f USING (family_id)
JOIN quantities AS q USING (task_id, field, ordinal)
JOIN tasks AS t USING (task_id)
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN regions AS r USING (region_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE n.is_current
ORDER BY f.name, f.family_id, fq.topic, q.per, q.measure, n.year, r.region_id, t.task_id, q.field DESC, q.ordinal;
COMMENT ON VIEW v_region_compare IS 'One row a family, topic, measure, per, region and year: the same thing counted, side by side';
COMMENT ON COLUMN v_region_compare.family IS 'Name of the family';
COMMENT ON COLUMN v_region_compare.topic IS 'The thing counted, the same across wordings';
COMMENT ON COLUMN v_region_compare.measure IS 'Unit of measurement of value, as written';
COMMENT ON COLUMN v_region_compare.per IS 'What it is counted for each of, as in 每千人; NULL if it is a plain amount';
COMMENT ON COLUMN v_region_compare.region IS 'Short name: 渝北区, 武隆区, 重庆高新区';
COMMENT ON COLUMN v_region_compare.year IS 'Year the notice plans or reports, NULL if the file does not tell';
COMMENT ON COLUMN v_region_compare.notice_kind IS 'plan, report or progress';
COMMENT ON COLUMN v_region_compare.field IS 'target (what was set) or progress (what was reached)';
COMMENT ON COLUMN v_region_compare.comparator IS '= (as stated), >= (at least), <= (at most), > (more than) or ~ (about)';
COMMENT ON COLUMN v_region_compare.value IS 'The number in the unit of measurement of measure, 万 and 亿 multiplied out';
COMMENT ON COLUMN v_region_compare.si_value IS 'The number in si_measure; NULL where the measure has no SI unit';
COMMENT ON COLUMN v_region_compare.si_measure IS 'The SI unit of si_value: m, m², kg, …; NULL where the measure has none';
COMMENT ON COLUMN v_region_compare.subject IS 'What is counted, in the words of this notice; NULL if it does not say';
COMMENT ON COLUMN v_region_compare.text IS 'The words it was read from';
COMMENT ON COLUMN v_region_compare.project IS '项目名称';
COMMENT ON COLUMN v_region_compare.level IS 'Who set it: municipal (市级), district (区级) or both';
COMMENT ON COLUMN v_region_compare.target IS 'Target of the task as written, NULL where it is blank';
COMMENT ON COLUMN v_region_compare.place IS 'Where the task begins in its file: table 1, row 12';
COMMENT ON COLUMN v_region_compare.source_path IS 'File the row was taken from, relative to the folder where etl ran';
COMMENT ON COLUMN v_region_compare.family_id IS 'Stable id of the family';
COMMENT ON COLUMN v_region_compare.task_id IS 'Stable id of the task';
COMMENT ON COLUMN v_region_compare.ordinal IS 'Place of the quantity in its text, from 1';
COMMENT ON COLUMN v_region_compare.because IS 'Why it counts that topic';
