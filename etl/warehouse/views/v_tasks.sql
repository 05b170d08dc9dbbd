-- One row a task of a current notice, with all that an analyst wants without a join.
CREATE VIEW v_tasks AS
WITH unit_lists AS (
    SELECT
        tu.task_id,
        list(u.name ORDER BY tu.ordinal) FILTER (tu.role = 'lead') AS lead_units,
        list(tu.mention ORDER BY tu.ordinal) FILTER (tu.role = 'lead') AS lead_mentions,
        -- 'responsible' sorts after 'cooperating'; the notice names it first
        list(u.name ORDER BY tu.role DESC, tu.ordinal) FILTER (tu.role <> 'lead') AS supporting_units,
        list(tu.mention ORDER BY tu.role DESC, tu.ordinal) FILTER (tu.role <> 'lead') AS supporting_mentions
    FROM task_units AS tu
    JOIN units AS u USING (unit_id)
    GROUP BY tu.task_id
),
leader_lists AS (
    SELECT task_id, list(name ORDER BY ordinal) AS leaders
    FROM task_leaders
    GROUP BY task_id
),
latest_progress AS (
    SELECT
        task_id,
        arg_max(struct_pack(progress := progress, status := status), (coalesce(as_of, DATE '0001-01-01'), progress_id)) AS latest
    FROM progress
    GROUP BY task_id
)
SELECT
    t.task_id,
    r.name AS region,
    n.year,
    n.document_number,
    n.kind AS notice_kind,
    p.section,
    p.seq,
    t.part,
    p.name AS project,
    p.level,
    p.voted,
    coalesce(ul.lead_units, []) AS lead_units,
    coalesce(ul.lead_mentions, []) AS lead_mentions,
    coalesce(ul.supporting_units, []) AS supporting_units,
    coalesce(ul.supporting_mentions, []) AS supporting_mentions,
    coalesce(ll.leaders, []) AS leaders,
    t.target,
    t.details,
    t.deadline,
    t.deadline_text,
    t.deadline_precision,
    t.deadline_basis,
    t.investment_yuan,
    lp.latest.progress AS progress,
    lp.latest.status AS status,
    f.name AS family,
    s.path AS source_path,
    t.place
FROM tasks AS t
JOIN projects AS p USING (project_id)
JOIN notices AS n USING (notice_id)
JOIN regions AS r USING (region_id)
JOIN sources AS s ON s.source_id = n.source_id
LEFT JOIN unit_lists AS ul USING (task_id)
LEFT JOIN leader_lists AS ll USING (task_id)
LEFT JOIN latest_progress AS lp USING (task_id)
LEFT JOIN families AS f USING (family_id)
WHERE n.is_current
ORDER BY r.region_id, n.year, n.notice_id, p.ordinal, t.part;
COMMENT ON VIEW v_tasks IS 'One row a task of a current notice, all that an analyst wants without a join';
COMMENT ON COLUMN v_tasks.task_id IS 'Stable id of the task';
COMMENT ON COLUMN v_tasks.region IS 'Short name: 渝北区, 武隆区, 重庆高新区';
COMMENT ON COLUMN v_tasks.year IS 'Year the notice plans or reports, NULL if the file does not tell';
COMMENT ON COLUMN v_tasks.document_number IS '发文字号, NULL where the file has none';
COMMENT ON COLUMN v_tasks.notice_kind IS 'plan, report or progress';
COMMENT ON COLUMN v_tasks.section IS 'Section row above it as written, NULL where the table has none';
COMMENT ON COLUMN v_tasks.seq IS '序号 of its project as a number, NULL where there is none; sections may count anew';
COMMENT ON COLUMN v_tasks.part IS 'Part of its project, from 1';
COMMENT ON COLUMN v_tasks.project IS '项目名称';
COMMENT ON COLUMN v_tasks.level IS 'Who set it: municipal (市级), district (区级) or both';
COMMENT ON COLUMN v_tasks.voted IS 'Marked as voted by the district''s congress (人大票决)';
COMMENT ON COLUMN v_tasks.lead_units IS 'Full names of its leads (牵头单位), in the order written; empty where none is named';
COMMENT ON COLUMN v_tasks.lead_mentions IS 'Its leads as written, in that order';
COMMENT ON COLUMN v_tasks.supporting_units IS 'Full names of its responsible and cooperating units, in the order written; empty where none is named';
COMMENT ON COLUMN v_tasks.supporting_mentions IS 'Its responsible and cooperating units as written, in that order';
COMMENT ON COLUMN v_tasks.leaders IS 'Leaders in charge (牵头领导), in the order written; empty where none is named';
COMMENT ON COLUMN v_tasks.target IS '目标任务, 主要内容, 工作内容; or, alone, 具体支撑项目及绩效目标. NULL where it is blank';
COMMENT ON COLUMN v_tasks.details IS '具体支撑项目及绩效目标 where the notice has a target beside it, else NULL';
COMMENT ON COLUMN v_tasks.deadline IS 'Last day that still meets the deadline; NULL if open or undetermined';
COMMENT ON COLUMN v_tasks.deadline_text IS 'Words that the deadline was read from; NULL where nothing is stated';
COMMENT ON COLUMN v_tasks.deadline_precision IS 'How exactly it is stated: day, month, quarter, half or year; NULL if open or undetermined';
COMMENT ON COLUMN v_tasks.deadline_basis IS 'stated (deadline column), text (words of the target), plan_year (end of the plan''s year), open, undetermined';
COMMENT ON COLUMN v_tasks.investment_yuan IS 'Investment in yuan; money merged over several parts stands with the first; NULL where none is stated';
COMMENT ON COLUMN v_tasks.progress IS 'What the latest report or form says of it, NULL if none does';
COMMENT ON COLUMN v_tasks.status IS '完成情况 of the latest report or form as written, NULL if none says it';
COMMENT ON COLUMN v_tasks.family IS 'Name of the family of its project, NULL if it is in none';
COMMENT ON COLUMN v_tasks.source_path IS 'File the row was taken from, relative to the folder where etl ran';
COMMENT ON COLUMN v_tasks.place IS 'Where it begins in that file: page 3, table 1, row 12, or paragraph 12 where it stands in prose';
