-- How many tasks each lead unit has by each deadline, over the current notices.
WITH leads AS (
    SELECT region, year, unnest(lead_units) AS lead_unit, deadline, deadline_basis
    FROM {{ source('minsheng', 'v_tasks') }}
)

SELECT
    region,
    year,
    lead_unit,
    deadline,
    count(*) AS tasks,
    count(*) FILTER (deadline_basis = 'stated') AS tasks_with_a_stated_deadline
FROM leads
GROUP BY ALL
