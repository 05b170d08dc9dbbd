-- No deadline is more than two years away from the year of its plan.
-- severity: warning
-- Works of several years do end later (a bridge of the plan of 2024 in 2028); more often a digit is wrong.
SELECT s.path || ', ' || t.place || ': the deadline ' || t.deadline || coalesce(' (“' || left(t.deadline_text, 40) || '”)', '')
    || ' of “' || left(p.name, 20) || '” is ' || abs(year(t.deadline) - n.year)
    || ' years from ' || n.year || ', the year of the notice; compare the file.' AS message
FROM tasks AS t
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN sources AS s ON s.source_id = n.source_id
WHERE abs(year(t.deadline) - n.year) > 2
ORDER BY t.task_id;
