-- Names of units that nobody knows yet, with where they stand: the review list of `etl units`.
CREATE VIEW v_units_to_decide AS
SELECT
    r.name AS region,
    tu.mention,
    u.unit_id,
    count(*) AS tasks,
    us.suggested_unit_id,
    any_value(su.short_name) AS suggestion,
    us.score,
    min(s.path || ', ' || t.place) AS first_place
FROM units AS u
JOIN regions AS r USING (region_id)
JOIN task_units AS tu USING (unit_id)
JOIN tasks AS t USING (task_id)
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
LEFT JOIN unit_suggestions AS us ON us.unit_id = u.unit_id AND us.ordinal = 1
LEFT JOIN units AS su ON su.unit_id = us.suggested_unit_id
WHERE u.origin = 'provisional'
GROUP BY ALL
ORDER BY region, mention, u.unit_id;
COMMENT ON VIEW v_units_to_decide IS 'Unit names that need a person''s decision';
COMMENT ON COLUMN v_units_to_decide.region IS 'Short name of the region of the notice';
COMMENT ON COLUMN v_units_to_decide.mention IS 'Name of the unit as written';
COMMENT ON COLUMN v_units_to_decide.unit_id IS 'Provisional unit it stands for until then';
COMMENT ON COLUMN v_units_to_decide.tasks IS 'Number of times it is named';
COMMENT ON COLUMN v_units_to_decide.suggested_unit_id IS 'Unit that it likeliest is, NULL if none comes near; unit_suggestions has the others, and why';
COMMENT ON COLUMN v_units_to_decide.suggestion IS 'Short name of that unit, NULL if none comes near';
COMMENT ON COLUMN v_units_to_decide.score IS 'How likely, from 0 to 100; NULL if none comes near';
COMMENT ON COLUMN v_units_to_decide.first_place IS 'First file and row that names it';
