-- Every family has members, and every project is in the family that its membership says.
-- severity: error
-- kind: structural
SELECT 'family ' || f.family_id || ' (' || f.name || ') has no member; run `etl rebuild`.' AS message
FROM families AS f ANTI JOIN family_members USING (family_id)
UNION ALL
SELECT s.path || ': project ' || p.project_id || ' (' || left(p.name, 20) || ') is in family ' || coalesce(p.family_id, 'none')
    || ', its membership says ' || coalesce(m.family_id, 'none') || '; run `etl rebuild`.'
FROM projects AS p
LEFT JOIN family_members AS m USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE p.family_id IS DISTINCT FROM m.family_id
UNION ALL
SELECT 'task ' || q.task_id || ': its quantity ' || q.ordinal || ' is held in family ' || q.family_id || ', its project is in '
    || coalesce(p.family_id, 'none') || '; run `etl rebuild`.'
FROM family_quantities AS q
JOIN tasks AS t USING (task_id)
JOIN projects AS p USING (project_id)
WHERE q.family_id IS DISTINCT FROM p.family_id
ORDER BY 1;
