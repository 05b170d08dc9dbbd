-- The projects that are one project, region by region and year by year, and why each is taken for it.
CREATE VIEW v_families AS
SELECT
    f.family_id,
    f.name AS family,
    f.origin,
    r.name AS region,
    n.year,
    n.kind AS notice_kind,
    p.name AS project,
    p.level,
    m.basis,
    m.similarity,
    m.because,
    m.other_project_id,
    p.project_id,
    s.path AS source_path
FROM family_members AS m
JOIN families AS f USING (family_id)
JOIN projects AS p ON p.project_id = m.project_id
JOIN notices AS n USING (notice_id)
JOIN regions AS r USING (region_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE n.is_current
ORDER BY f.name, f.family_id, n.year, r.region_id, p.project_id;
COMMENT ON VIEW v_families IS 'One row a project of a current notice that is in a family: who carries it out, when, and why it is the same';
COMMENT ON COLUMN v_families.family_id IS 'Stable id of the family';
COMMENT ON COLUMN v_families.family IS 'Name of the family';
COMMENT ON COLUMN v_families.origin IS 'stated (reference data), derived from the names of its projects, or decided by a person';
COMMENT ON COLUMN v_families.region IS 'Short name: 渝北区, 武隆区, 重庆高新区';
COMMENT ON COLUMN v_families.year IS 'Year the notice plans or reports, NULL if the file does not tell';
COMMENT ON COLUMN v_families.notice_kind IS 'plan, report or progress';
COMMENT ON COLUMN v_families.project IS '项目名称';
COMMENT ON COLUMN v_families.level IS 'Who set it: municipal (市级), district (区级) or both';
COMMENT ON COLUMN v_families.basis IS 'What puts it there: stated, derived or decided';
COMMENT ON COLUMN v_families.similarity IS 'How alike the two names are, 0 to 1; from 0.9 on they come to one';
COMMENT ON COLUMN v_families.because IS 'Why it is taken for the same';
COMMENT ON COLUMN v_families.other_project_id IS 'Project it was held against, NULL where it is a name of the reference data';
COMMENT ON COLUMN v_families.project_id IS 'Project, for `etl families`';
COMMENT ON COLUMN v_families.source_path IS 'File the row was taken from, relative to the folder where etl ran';
