-- Who is meant by 各镇街 or 各乡镇（街道）: the towns and subdistricts of the region in the year of the notice.
-- Groups that mean some of them only (相关镇街), or bodies that are not listed (相关部门), have no members here.
CREATE VIEW v_group_members AS
WITH named AS (
    SELECT DISTINCT tu.unit_id AS group_unit_id, n.region_id, n.year
    FROM task_units AS tu
    JOIN tasks AS t USING (task_id)
    JOIN projects AS p USING (project_id)
    JOIN notices AS n USING (notice_id)
    WHERE n.is_current AND n.year IS NOT NULL
)
SELECT
    named.group_unit_id,
    g.name AS group_name,
    r.name AS region,
    named.year,
    u.unit_id,
    u.name AS unit,
    u.kind
FROM named
JOIN group_kinds AS k ON k.unit_id = named.group_unit_id
JOIN units AS g ON g.unit_id = named.group_unit_id
JOIN regions AS r ON r.region_id = named.region_id
JOIN units AS u ON u.region_id = named.region_id AND u.kind = k.kind
WHERE u.origin <> 'provisional'
    AND coalesce(year(u.valid_from), 0) <= named.year
    AND named.year <= coalesce(year(u.valid_to), 9999)
ORDER BY region, named.year, group_name, u.unit_id;
COMMENT ON VIEW v_group_members IS 'Members of groups that mean all towns or subdistricts of their region, by the year of the notice that names them';
COMMENT ON COLUMN v_group_members.group_unit_id IS 'The group';
COMMENT ON COLUMN v_group_members.group_name IS 'Its name: 各镇街, 各乡镇（街道）';
COMMENT ON COLUMN v_group_members.region IS 'Short name: 渝北区, 武隆区, 重庆高新区';
COMMENT ON COLUMN v_group_members.year IS 'Year of a notice that names the group';
COMMENT ON COLUMN v_group_members.unit_id IS 'A town, township or subdistrict that is meant';
COMMENT ON COLUMN v_group_members.unit IS 'Its full name';
COMMENT ON COLUMN v_group_members.kind IS 'town, township or subdistrict';
