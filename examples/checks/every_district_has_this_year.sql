-- Every district that had a plan in one of the last years has one for the newest year.
-- severity: warning
SELECT r.name AS region, max(n.year) AS newest
FROM notices AS n
JOIN regions AS r USING (region_id)
WHERE n.kind = 'plan' AND n.is_current
GROUP BY r.name
HAVING max(n.year) < (SELECT max(year) FROM notices WHERE kind = 'plan');
