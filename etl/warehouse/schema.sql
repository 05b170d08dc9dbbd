-- The warehouse's tables. Every table and column has a comment; docs and queries rely on them.
-- Rows are never updated: every publish fills a new file, so the keys below cost nothing at update.

CREATE TABLE warehouse_info (
    schema_version INTEGER NOT NULL CHECK (schema_version >= 0),
    reference_digest VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL CHECK (regexp_full_match(content_hash, '[0-9a-f]{64}'))
);
COMMENT ON TABLE warehouse_info IS 'One row: what this file was built with';
COMMENT ON COLUMN warehouse_info.schema_version IS 'Version of these tables; a program refuses a version it does not know';
COMMENT ON COLUMN warehouse_info.reference_digest IS 'SHA-256 of the reference data and decisions that the rows were normalised with';
COMMENT ON COLUMN warehouse_info.content_hash IS 'SHA-256 over content_hashes: the same for the same notices on every machine, whenever and by however many workers they were read';

CREATE TABLE content_hashes (
    table_name VARCHAR PRIMARY KEY,
    row_count BIGINT NOT NULL CHECK (row_count >= 0),
    sha256 VARCHAR NOT NULL CHECK (regexp_full_match(sha256, '[0-9a-f]{64}'))
);
COMMENT ON TABLE content_hashes IS 'One row a table: a hash of its rows without what says when and from where they were loaded; etl check holds the tables against it';
COMMENT ON COLUMN content_hashes.table_name IS 'Table';
COMMENT ON COLUMN content_hashes.row_count IS 'Number of its rows when it was published';
COMMENT ON COLUMN content_hashes.sha256 IS 'SHA-256 of its rows, in whatever order they were loaded';

CREATE TABLE checks (
    name VARCHAR PRIMARY KEY,
    severity VARCHAR NOT NULL CHECK (severity IN ('error', 'warning')),
    promise VARCHAR NOT NULL,
    failures BIGINT NOT NULL CHECK (failures >= 0),
    first_failure VARCHAR,
    CHECK ((failures = 0) = (first_failure IS NULL))
);
COMMENT ON TABLE checks IS 'One row a check that was run before this file was published, and what it found';
COMMENT ON COLUMN checks.name IS 'Name of the check: that of its SQL file';
COMMENT ON COLUMN checks.severity IS 'error (a rebuild that newly fails it is not published) or warning';
COMMENT ON COLUMN checks.promise IS 'What it holds, in one sentence';
COMMENT ON COLUMN checks.failures IS 'Number of failures, 0 if it passed';
COMMENT ON COLUMN checks.first_failure IS 'The first failure: what, where in which file, and what to do; NULL if it passed';

CREATE TABLE runs (
    run_id VARCHAR PRIMARY KEY,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP NOT NULL,
    command VARCHAR NOT NULL,
    parser_version VARCHAR NOT NULL,
    files INTEGER NOT NULL CHECK (files >= 0),
    loaded INTEGER NOT NULL CHECK (loaded >= 0),
    unchanged INTEGER NOT NULL CHECK (unchanged >= 0),
    quarantined INTEGER NOT NULL CHECK (quarantined >= 0),
    gone INTEGER NOT NULL CHECK (gone >= 0),
    accepted VARCHAR,
    content_hash VARCHAR CHECK (regexp_full_match(content_hash, '[0-9a-f]{64}'))
);
COMMENT ON TABLE runs IS 'One row a run that published; a run that finds nothing new publishes nothing';
COMMENT ON COLUMN runs.run_id IS 'Id of the run';
COMMENT ON COLUMN runs.started_at IS 'When it started (UTC)';
COMMENT ON COLUMN runs.finished_at IS 'When it had read its last file (UTC)';
COMMENT ON COLUMN runs.command IS 'Name of the command: ingest, rebuild, units or families';
COMMENT ON COLUMN runs.parser_version IS 'Version of the parsers that read its files';
COMMENT ON COLUMN runs.files IS 'Files it was given';
COMMENT ON COLUMN runs.loaded IS 'Files of these that it read and loaded';
COMMENT ON COLUMN runs.unchanged IS 'Files of these that the warehouse had already';
COMMENT ON COLUMN runs.quarantined IS 'Files of these that could not be read';
COMMENT ON COLUMN runs.gone IS 'Files that the warehouse knew and that were no longer in the folders given';
COMMENT ON COLUMN runs.accepted IS 'What would have stopped the publish and was let pass by --accept, a line each; NULL if nothing was';
COMMENT ON COLUMN runs.content_hash IS 'SHA-256 of the whole content after this run, as warehouse_info has it; NULL only while the run is being written';

CREATE TABLE regions (
    region_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    full_name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    valid_from DATE,
    valid_to DATE,
    CHECK (valid_from <= valid_to)
);
COMMENT ON TABLE regions IS 'Districts and zones: those of the reference data, and those that a notice names and it does not have';
COMMENT ON COLUMN regions.region_id IS 'Code of GB/T 2260 where there is one, cq-gaoxin for 重庆高新区, x-… for a region not in the reference data';
COMMENT ON COLUMN regions.name IS 'Short name: 渝北区, 武隆区, 重庆高新区';
COMMENT ON COLUMN regions.full_name IS 'Full name';
COMMENT ON COLUMN regions.kind IS 'district, functional zone, or unknown';
COMMENT ON COLUMN regions.valid_from IS 'First day it existed, NULL if not known';
COMMENT ON COLUMN regions.valid_to IS 'Day it ended, NULL if it has not';

CREATE TABLE region_successions (
    region_id VARCHAR NOT NULL REFERENCES regions (region_id),
    predecessor_id VARCHAR NOT NULL CHECK (predecessor_id <> region_id),
    since DATE,
    PRIMARY KEY (region_id, predecessor_id)
);
COMMENT ON TABLE region_successions IS 'Which regions a region was made of: 两江新区 of 渝北区 and 江北区';
COMMENT ON COLUMN region_successions.region_id IS 'The region';
COMMENT ON COLUMN region_successions.predecessor_id IS 'Code of one it was made of, which may be a region that is not in regions';
COMMENT ON COLUMN region_successions.since IS 'First day of the new region, NULL if not known';

CREATE TABLE notices (
    notice_id VARCHAR PRIMARY KEY,
    region_id VARCHAR NOT NULL REFERENCES regions (region_id),
    year INTEGER CHECK (year BETWEEN 1900 AND 2200),
    kind VARCHAR NOT NULL CHECK (kind IN ('plan', 'report', 'progress')),
    title VARCHAR,
    document_number VARCHAR,
    issuer VARCHAR,
    issued_on DATE,
    announced_projects INTEGER CHECK (announced_projects >= 0),
    is_current BOOLEAN NOT NULL,
    superseded_by VARCHAR,
    superseded_because VARCHAR,
    source_id VARCHAR NOT NULL,
    CHECK ((superseded_by IS NULL) = (superseded_because IS NULL)),
    CHECK (superseded_by IS NULL OR NOT is_current)
);
COMMENT ON TABLE notices IS 'One row an issued document, whatever files it came in';
COMMENT ON COLUMN notices.notice_id IS 'Stable id: region, year, kind and a hash of the document number, or of the title where there is none; an earlier edition has its day, or the first 8 digits of its file''s id, behind an @';
COMMENT ON COLUMN notices.region_id IS 'Region it is of';
COMMENT ON COLUMN notices.year IS 'Year it plans or reports, NULL if the file does not tell';
COMMENT ON COLUMN notices.kind IS 'plan, report or progress';
COMMENT ON COLUMN notices.title IS '标题 from 关于 on, or the table''s caption where the file has no letter; NULL if it has neither';
COMMENT ON COLUMN notices.document_number IS '发文字号, brackets written 〔〕; NULL where the file has none';
COMMENT ON COLUMN notices.issuer IS '发文机关, NULL where the file does not name it';
COMMENT ON COLUMN notices.issued_on IS '成文日期, NULL where the file has none';
COMMENT ON COLUMN notices.announced_projects IS 'Number of projects the notice says it has: in its letter, or summed over its section rows; NULL if it says none';
COMMENT ON COLUMN notices.is_current IS 'Whether it holds now: a file of it is still there, and no later edition or other notice took its place';
COMMENT ON COLUMN notices.superseded_by IS 'Notice that took its place: a corrected or re-issued one; NULL if none did';
COMMENT ON COLUMN notices.superseded_because IS 'Why that one is taken to have done so, in one sentence; NULL if none did';
COMMENT ON COLUMN notices.source_id IS 'File that the rows of this notice were taken from';

CREATE TABLE sources (
    source_id VARCHAR PRIMARY KEY,
    notice_id VARCHAR REFERENCES notices (notice_id),
    path VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL UNIQUE CHECK (regexp_full_match(sha256, '[0-9a-f]{64}')),
    format VARCHAR,
    pages INTEGER CHECK (pages >= 0),
    outcome VARCHAR NOT NULL CHECK (outcome IN ('loaded', 'superseded', 'quarantined')),
    reason VARCHAR,
    parser_version VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL REFERENCES runs (run_id),
    loaded_at TIMESTAMP NOT NULL,
    CHECK (outcome = 'loaded' OR reason IS NOT NULL),
    CHECK (outcome <> 'loaded' OR format IS NOT NULL)
);
COMMENT ON TABLE sources IS 'One row a file, known by the SHA-256 of its bytes';
COMMENT ON COLUMN sources.source_id IS 'First 16 digits of the SHA-256';
COMMENT ON COLUMN sources.notice_id IS 'Notice that the file holds, NULL if it was quarantined';
COMMENT ON COLUMN sources.path IS 'Where it was read, relative to the working folder where it lies below it';
COMMENT ON COLUMN sources.sha256 IS 'SHA-256 of its bytes, hexadecimal';
COMMENT ON COLUMN sources.format IS 'Format its content was found to be, NULL if none';
COMMENT ON COLUMN sources.pages IS 'Number of pages, NULL for formats without fixed pages';
COMMENT ON COLUMN sources.outcome IS 'loaded; superseded: another file''s reading of the notice is used; quarantined: it could not be read';
COMMENT ON COLUMN sources.reason IS 'Why it is not loaded, in one sentence; NULL if it is';
COMMENT ON COLUMN sources.parser_version IS 'Version of the parsers that read it';
COMMENT ON COLUMN sources.run_id IS 'Run that read it';
COMMENT ON COLUMN sources.loaded_at IS 'When it was read (UTC)';

CREATE TABLE readings (
    source_id VARCHAR PRIMARY KEY REFERENCES sources (source_id),
    announced JSON NOT NULL,
    sha256 VARCHAR NOT NULL,
    notice BLOB NOT NULL
);
COMMENT ON TABLE readings IS 'The notice as each file writes it, before normalising: what changed reference data is applied to without reading files again';
COMMENT ON COLUMN readings.source_id IS 'File that was read';
COMMENT ON COLUMN readings.announced IS 'The numbers of projects that it announces (schemas.notice.AnnouncedCount)';
COMMENT ON COLUMN readings.sha256 IS 'SHA-256 of the notice as written, hexadecimal';
COMMENT ON COLUMN readings.notice IS 'The notice as written (schemas.notice.Notice): JSON in zlib''s format';

CREATE TABLE families (
    family_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('stated', 'derived', 'decided'))
);
COMMENT ON TABLE families IS 'The same project in several regions or years';
COMMENT ON COLUMN families.origin IS 'stated (reference data), derived from the names of its projects, or decided by a person';
COMMENT ON COLUMN families.family_id IS 'Id of the family';
COMMENT ON COLUMN families.name IS 'Name of the family';

CREATE TABLE projects (
    project_id VARCHAR PRIMARY KEY,
    notice_id VARCHAR NOT NULL REFERENCES notices (notice_id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    section VARCHAR,
    seq INTEGER CHECK (seq >= 0),
    seq_text VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    level VARCHAR NOT NULL CHECK (level IN ('municipal', 'district', 'both')),
    voted BOOLEAN NOT NULL,
    remark VARCHAR,
    family_id VARCHAR REFERENCES families (family_id)
);
COMMENT ON TABLE projects IS 'One row a numbered livelihood project of a notice';
COMMENT ON COLUMN projects.project_id IS 'Stable id: notice, section and serial number';
COMMENT ON COLUMN projects.notice_id IS 'Notice it stands in';
COMMENT ON COLUMN projects.ordinal IS 'Its place in the notice, from 1';
COMMENT ON COLUMN projects.section IS 'Section row above it as written, NULL where the table has none';
COMMENT ON COLUMN projects.seq IS '序号 as a number, NULL where there is none';
COMMENT ON COLUMN projects.seq_text IS '序号 as written';
COMMENT ON COLUMN projects.name IS '项目名称';
COMMENT ON COLUMN projects.level IS 'Who set it: municipal (市级), district (区级) or both';
COMMENT ON COLUMN projects.voted IS 'Whether the notice marks it as voted by the district''s congress (人大票决)';
COMMENT ON COLUMN projects.remark IS '备注, NULL where it is blank or only says the level';
COMMENT ON COLUMN projects.family_id IS 'Family it belongs to, NULL where it is alone and bears no known project''s name, and in a notice that is not current: families are of current notices';

CREATE TABLE family_members (
    project_id VARCHAR PRIMARY KEY REFERENCES projects (project_id),
    family_id VARCHAR NOT NULL REFERENCES families (family_id),
    basis VARCHAR NOT NULL CHECK (basis IN ('stated', 'derived', 'decided')),
    similarity DOUBLE NOT NULL CHECK (similarity BETWEEN 0 AND 1),
    other_project_id VARCHAR REFERENCES projects (project_id),
    because VARCHAR NOT NULL
);
COMMENT ON TABLE family_members IS 'Why each project is in its family; projects that are alone have no row, unless they bear a known project''s name';
COMMENT ON COLUMN family_members.project_id IS 'Project';
COMMENT ON COLUMN family_members.family_id IS 'Family it belongs to';
COMMENT ON COLUMN family_members.basis IS 'stated (it bears a name of the reference data), derived from the names, or decided by a person';
COMMENT ON COLUMN family_members.similarity IS 'How alike the two names are, 0 to 1; from 0.9 on they come to one';
COMMENT ON COLUMN family_members.other_project_id IS 'Project it was held against, NULL where it is a name of the reference data';
COMMENT ON COLUMN family_members.because IS 'Why it is taken for the same';

CREATE TABLE tasks (
    task_id VARCHAR PRIMARY KEY,
    project_id VARCHAR NOT NULL REFERENCES projects (project_id),
    part INTEGER NOT NULL CHECK (part >= 1),
    target VARCHAR,
    details VARCHAR,
    deadline DATE,
    deadline_start DATE,
    deadline_text VARCHAR,
    deadline_precision VARCHAR CHECK (deadline_precision IN ('day', 'month', 'quarter', 'half', 'year')),
    deadline_basis VARCHAR NOT NULL CHECK (deadline_basis IN ('stated', 'text', 'plan_year', 'open', 'undetermined')),
    investment_yuan BIGINT CHECK (investment_yuan >= 0),
    place VARCHAR NOT NULL,
    CHECK ((deadline IS NULL) = (deadline_basis IN ('open', 'undetermined')))
);
COMMENT ON TABLE tasks IS 'One row of work under a project: its target, its deadline, its units';
COMMENT ON COLUMN tasks.task_id IS 'Stable id: project and part';
COMMENT ON COLUMN tasks.project_id IS 'Project it belongs to';
COMMENT ON COLUMN tasks.part IS 'Part of the project, from 1';
COMMENT ON COLUMN tasks.target IS '目标任务, 主要内容, 工作内容; or, alone, 具体支撑项目及绩效目标. Paragraphs are parted by newlines. NULL where it is blank';
COMMENT ON COLUMN tasks.details IS '具体支撑项目及绩效目标 where the table has a target beside it, else NULL';
COMMENT ON COLUMN tasks.deadline IS 'Last day that still meets the deadline; NULL if open or undetermined';
COMMENT ON COLUMN tasks.deadline_start IS 'First day of a deadline stated as a range, NULL if it is none';
COMMENT ON COLUMN tasks.deadline_text IS 'Words that the deadline was read from; NULL where nothing is stated';
COMMENT ON COLUMN tasks.deadline_precision IS 'How exactly it is stated: day, month, quarter, half or year; NULL if open or undetermined';
COMMENT ON COLUMN tasks.deadline_basis IS 'stated (deadline column), text (words of the target), plan_year (end of the plan''s year), open, undetermined';
COMMENT ON COLUMN tasks.investment_yuan IS 'Investment in yuan; money merged over several parts stands with the first; NULL where none is stated';
COMMENT ON COLUMN tasks.place IS 'Where it begins in the file: page 3, table 1, row 12, or paragraph 12 where it stands in prose';

CREATE TABLE deadline_stages (
    task_id VARCHAR NOT NULL REFERENCES tasks (task_id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    text VARCHAR NOT NULL,
    action VARCHAR,
    starts_on DATE,
    ends_on DATE NOT NULL,
    precision VARCHAR NOT NULL CHECK (precision IN ('day', 'month', 'quarter', 'half', 'year')),
    PRIMARY KEY (task_id, ordinal)
);
COMMENT ON TABLE deadline_stages IS 'The steps of deadlines that name several: 6月底前开工，12月底前完工; a deadline of one step has none here, unless that step only begins the work';
COMMENT ON COLUMN deadline_stages.task_id IS 'Task';
COMMENT ON COLUMN deadline_stages.ordinal IS 'Place in the deadline, from 1';
COMMENT ON COLUMN deadline_stages.text IS 'The words of this step';
COMMENT ON COLUMN deadline_stages.action IS 'What is done by then: 开工, 完工, 投入使用; NULL where it is not said';
COMMENT ON COLUMN deadline_stages.starts_on IS 'First day of a step stated as a range, NULL if it is none';
COMMENT ON COLUMN deadline_stages.ends_on IS 'Last day that still meets it';
COMMENT ON COLUMN deadline_stages.precision IS 'day, month, quarter, half or year';

CREATE TABLE units (
    unit_id VARCHAR PRIMARY KEY,
    region_id VARCHAR NOT NULL REFERENCES regions (region_id),
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN (
        'department', 'party_organ', 'mass_organisation', 'institution', 'branch', 'company', 'subdistrict', 'town',
        'township', 'group', 'unknown'
    )),
    valid_from DATE,
    valid_to DATE,
    successor_id VARCHAR,
    origin VARCHAR NOT NULL CHECK (origin IN ('stated', 'derived', 'decided', 'provisional'))
);
COMMENT ON COLUMN units.successor_id IS 'Unit that its work went to when it ended, NULL if it has not or that is not known';
COMMENT ON TABLE units IS 'Organisations, one row a body of a region; groups such as 相关镇街 are units of kind group';
COMMENT ON COLUMN units.unit_id IS 'Stable id';
COMMENT ON COLUMN units.region_id IS 'Region it belongs to';
COMMENT ON COLUMN units.name IS 'Full name';
COMMENT ON COLUMN units.short_name IS 'Name that notices of its region use';
COMMENT ON COLUMN units.kind IS 'department, party_organ, mass_organisation, institution, branch, company, subdistrict, town, township, group or unknown';
COMMENT ON COLUMN units.valid_from IS 'First day it existed, NULL if not known';
COMMENT ON COLUMN units.valid_to IS 'Day it ended, NULL if it has not or that is not known';
COMMENT ON COLUMN units.origin IS 'Where its full name comes from: stated by a source, derived by rule, decided by a person, or provisional';

CREATE TABLE unit_aliases (
    region_id VARCHAR NOT NULL REFERENCES regions (region_id),
    alias VARCHAR NOT NULL,
    unit_id VARCHAR NOT NULL REFERENCES units (unit_id),
    origin VARCHAR NOT NULL CHECK (origin IN ('stated', 'derived', 'decided', 'provisional')),
    PRIMARY KEY (region_id, alias, unit_id)
);
COMMENT ON TABLE unit_aliases IS 'Every name that means a unit of a region; two units may have had one name at different times';
COMMENT ON COLUMN unit_aliases.region_id IS 'Region where the name means this';
COMMENT ON COLUMN unit_aliases.alias IS 'The name';
COMMENT ON COLUMN unit_aliases.unit_id IS 'Unit it means';
COMMENT ON COLUMN unit_aliases.origin IS 'stated (reference data), derived by rule, decided by a person, or provisional';

CREATE TABLE unit_functions (
    unit_id VARCHAR NOT NULL REFERENCES units (unit_id),
    function VARCHAR NOT NULL,
    PRIMARY KEY (unit_id, function)
);
COMMENT ON TABLE unit_functions IS 'Fields of work of each unit, the same words in every region';
COMMENT ON COLUMN unit_functions.unit_id IS 'Unit';
COMMENT ON COLUMN unit_functions.function IS 'Field of work: 教育, 卫生健康, 城市管理, …';

CREATE TABLE unit_suggestions (
    unit_id VARCHAR NOT NULL REFERENCES units (unit_id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    suggested_unit_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL CHECK (score BETWEEN 0 AND 100),
    because VARCHAR NOT NULL,
    PRIMARY KEY (unit_id, ordinal)
);
COMMENT ON TABLE unit_suggestions IS 'Which units a provisional one may be, for a person to decide; never applied by themselves';
COMMENT ON COLUMN unit_suggestions.unit_id IS 'Provisional unit';
COMMENT ON COLUMN unit_suggestions.ordinal IS 'Place among its suggestions, from 1, the likeliest first';
COMMENT ON COLUMN unit_suggestions.suggested_unit_id IS 'Unit of the same region that it may be';
COMMENT ON COLUMN unit_suggestions.score IS 'How likely, from 0 to 100';
COMMENT ON COLUMN unit_suggestions.because IS 'Why';

CREATE TABLE group_kinds (
    unit_id VARCHAR NOT NULL REFERENCES units (unit_id),
    kind VARCHAR NOT NULL CHECK (kind IN ('town', 'township', 'subdistrict')),
    PRIMARY KEY (unit_id, kind)
);
COMMENT ON TABLE group_kinds IS 'Groups that mean all units of a kind in their region, such as 各镇街; v_group_members names them';
COMMENT ON COLUMN group_kinds.unit_id IS 'The group';
COMMENT ON COLUMN group_kinds.kind IS 'town, township or subdistrict';

CREATE TABLE task_units (
    task_id VARCHAR NOT NULL REFERENCES tasks (task_id),
    role VARCHAR NOT NULL CHECK (role IN ('lead', 'responsible', 'cooperating')),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    mention VARCHAR NOT NULL,
    unit_id VARCHAR NOT NULL REFERENCES units (unit_id),
    basis VARCHAR NOT NULL CHECK (basis IN ('name', 'key', 'rule', 'segments', 'decision', 'group', 'provisional')),
    PRIMARY KEY (task_id, role, ordinal)
);
COMMENT ON COLUMN task_units.basis IS 'Step that found the unit: name (as listed), key (spelling, white space, the region before it), rule (what bodies are called in every region), segments (told from names run together), decision, group or provisional';
COMMENT ON TABLE task_units IS 'Units of each task, in the order written';
COMMENT ON COLUMN task_units.task_id IS 'Task';
COMMENT ON COLUMN task_units.role IS 'lead (牵头单位, or the only unit column), responsible (责任单位 beside a lead) or cooperating (配合, 协作, 协办)';
COMMENT ON COLUMN task_units.ordinal IS 'Place in its cell, from 1';
COMMENT ON COLUMN task_units.mention IS 'Name as written';
COMMENT ON COLUMN task_units.unit_id IS 'Unit that the name means';

CREATE TABLE task_leaders (
    task_id VARCHAR NOT NULL REFERENCES tasks (task_id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    name VARCHAR NOT NULL,
    PRIMARY KEY (task_id, ordinal)
);
COMMENT ON TABLE task_leaders IS 'Leaders in charge of each task (牵头领导), persons and never units';
COMMENT ON COLUMN task_leaders.task_id IS 'Task';
COMMENT ON COLUMN task_leaders.ordinal IS 'Place in its cell, from 1';
COMMENT ON COLUMN task_leaders.name IS 'Name';

CREATE TABLE quantities (
    task_id VARCHAR NOT NULL REFERENCES tasks (task_id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
    field VARCHAR NOT NULL CHECK (field IN ('target', 'progress')),
    text VARCHAR NOT NULL,
    subject VARCHAR,
    value DECIMAL(24, 6) NOT NULL,
    measure VARCHAR NOT NULL,
    comparator VARCHAR NOT NULL CHECK (comparator IN ('=', '>=', '<=', '>', '~')),
    per VARCHAR,
    si_value DOUBLE,
    si_measure VARCHAR,
    CHECK ((si_value IS NULL) = (si_measure IS NULL)),
    PRIMARY KEY (task_id, field, ordinal)
);
COMMENT ON TABLE quantities IS 'Measured amounts in targets and progress texts';
COMMENT ON COLUMN quantities.task_id IS 'Task';
COMMENT ON COLUMN quantities.ordinal IS 'Place in its text, from 1';
COMMENT ON COLUMN quantities.field IS 'target or progress';
COMMENT ON COLUMN quantities.text IS 'The words it was read from';
COMMENT ON COLUMN quantities.subject IS 'What is counted, in the words of the text; NULL if it does not say';
COMMENT ON COLUMN quantities.value IS 'The number, 万 and 亿 multiplied out, in the unit of measurement of measure';
COMMENT ON COLUMN quantities.measure IS 'Unit of measurement as written';
COMMENT ON COLUMN quantities.comparator IS '=, >=, <=, > or ~ (about)';
COMMENT ON COLUMN quantities.per IS 'What it is counted for each of, as in 每千人; NULL if it is a plain amount';
COMMENT ON COLUMN quantities.si_value IS 'The number in si_measure; NULL where the measure has no SI unit';
COMMENT ON COLUMN quantities.si_measure IS 'The SI unit of si_value: m, m², kg, …; NULL where the measure has none';

CREATE TABLE target_overlaps (
    notice_id VARCHAR NOT NULL REFERENCES notices (notice_id),
    municipal_task_id VARCHAR NOT NULL REFERENCES tasks (task_id),
    municipal_ordinal INTEGER NOT NULL CHECK (municipal_ordinal >= 1),
    district_task_id VARCHAR NOT NULL REFERENCES tasks (task_id),
    district_ordinal INTEGER NOT NULL CHECK (district_ordinal >= 1),
    because VARCHAR NOT NULL,
    CHECK (municipal_task_id <> district_task_id),
    PRIMARY KEY (municipal_task_id, municipal_ordinal, district_task_id, district_ordinal)
);
COMMENT ON TABLE target_overlaps IS 'Quantities that a municipal and a district project of one notice both set; v_binding_targets says which binds';
COMMENT ON COLUMN target_overlaps.notice_id IS 'Notice that sets both';
COMMENT ON COLUMN target_overlaps.municipal_task_id IS 'Task of the municipal project';
COMMENT ON COLUMN target_overlaps.municipal_ordinal IS 'Ordinal of its quantity in its target';
COMMENT ON COLUMN target_overlaps.district_task_id IS 'Task of the district project';
COMMENT ON COLUMN target_overlaps.district_ordinal IS 'Ordinal of its quantity in its target';
COMMENT ON COLUMN target_overlaps.because IS 'Why these two are taken to set the same';

CREATE TABLE family_quantities (
    family_id VARCHAR NOT NULL REFERENCES families (family_id),
    topic VARCHAR NOT NULL,
    task_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    because VARCHAR NOT NULL,
    PRIMARY KEY (task_id, field, ordinal),
    FOREIGN KEY (task_id, field, ordinal) REFERENCES quantities (task_id, field, ordinal)
);
COMMENT ON TABLE family_quantities IS 'What each quantity of a family counts, by one name in all its regions and years';
COMMENT ON COLUMN family_quantities.family_id IS 'Family of the task''s project';
COMMENT ON COLUMN family_quantities.topic IS 'The thing counted, the same across wordings, in the words that most of the family''s notices use';
COMMENT ON COLUMN family_quantities.task_id IS 'Task';
COMMENT ON COLUMN family_quantities.field IS 'target or progress';
COMMENT ON COLUMN family_quantities.ordinal IS 'Ordinal of the quantity in that text';
COMMENT ON COLUMN family_quantities.because IS 'Why it counts that';

CREATE TABLE progress (
    progress_id VARCHAR PRIMARY KEY,
    notice_id VARCHAR NOT NULL REFERENCES notices (notice_id),
    task_id VARCHAR NOT NULL REFERENCES tasks (task_id),
    as_of DATE,
    progress VARCHAR,
    status VARCHAR,
    invested_yuan BIGINT CHECK (invested_yuan >= 0),
    problems VARCHAR,
    next_steps VARCHAR
);
COMMENT ON TABLE progress IS 'What a report or a monthly form says of a task';
COMMENT ON COLUMN progress.progress_id IS 'Stable id';
COMMENT ON COLUMN progress.notice_id IS 'Report or form that says it';
COMMENT ON COLUMN progress.task_id IS 'Task it is about';
COMMENT ON COLUMN progress.as_of IS 'Day it speaks of, NULL where the report does not say';
COMMENT ON COLUMN progress.progress IS '推进落实情况, 工作进展; NULL where it is blank';
COMMENT ON COLUMN progress.status IS '完成情况, as written: 超额完成, 全面完成; NULL where it is blank';
COMMENT ON COLUMN progress.invested_yuan IS '完成投资 in yuan, NULL where it is blank';
COMMENT ON COLUMN progress.problems IS '存在的问题, NULL where it is blank';
COMMENT ON COLUMN progress.next_steps IS '下一步工作及建议, NULL where it is blank';

CREATE TABLE cells (
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    table_no INTEGER NOT NULL CHECK (table_no >= 1),
    row_no INTEGER NOT NULL CHECK (row_no >= 1),
    column_no INTEGER NOT NULL CHECK (column_no >= 1),
    row_span INTEGER NOT NULL CHECK (row_span >= 1),
    column_span INTEGER NOT NULL CHECK (column_span >= 1),
    page INTEGER CHECK (page >= 1),
    text VARCHAR NOT NULL,
    disposition VARCHAR NOT NULL
        CHECK (disposition IN ('field', 'header', 'section', 'total', 'note', 'form', 'blank', 'unread')),
    task_id VARCHAR REFERENCES tasks (task_id),
    field VARCHAR,
    box DOUBLE[4],
    origin VARCHAR,
    PRIMARY KEY (source_id, table_no, row_no, column_no)
);
COMMENT ON TABLE cells IS 'Every table cell of every file, as drawn, and what became of it';
COMMENT ON COLUMN cells.source_id IS 'File';
COMMENT ON COLUMN cells.table_no IS 'Table of the file, from 1; a table that page breaks cut counts once';
COMMENT ON COLUMN cells.row_no IS 'Row of the table as drawn, from 1, repeated headers and both pieces of a cut row counted';
COMMENT ON COLUMN cells.column_no IS 'First column it covers, from 1';
COMMENT ON COLUMN cells.row_span IS 'Rows it covers';
COMMENT ON COLUMN cells.column_span IS 'Columns it covers';
COMMENT ON COLUMN cells.page IS 'Page it is drawn on, NULL for formats without fixed pages';
COMMENT ON COLUMN cells.text IS 'Its text, paragraphs parted by newlines';
COMMENT ON COLUMN cells.disposition IS 'field, header, section, total, note, form, blank or unread';
COMMENT ON COLUMN cells.task_id IS 'Task it is a field of; a cell that holds for several parts stands with the first. NULL if it is a field of none';
COMMENT ON COLUMN cells.field IS 'Field it is: seq, name, lead, responsible, cooperating, leader, target, details, deadline, level, remark, investment, progress, status, …; NULL if it is none';
COMMENT ON COLUMN cells.box IS 'Left, top, right and bottom on its page in points from the page''s top left corner, NULL for formats without fixed pages';
COMMENT ON COLUMN cells.origin IS 'Where its text stands in a file without fixed pages: line 34, Sheet1!B12:B14; NULL if box says it';

CREATE TABLE paragraphs (
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    paragraph_no INTEGER NOT NULL CHECK (paragraph_no >= 1),
    page INTEGER CHECK (page >= 1),
    text VARCHAR NOT NULL,
    disposition VARCHAR NOT NULL CHECK (disposition IN ('letter', 'heading', 'caption', 'field', 'note', 'unread')),
    task_id VARCHAR REFERENCES tasks (task_id),
    fields VARCHAR[] NOT NULL,
    box DOUBLE[4],
    origin VARCHAR,
    PRIMARY KEY (source_id, paragraph_no)
);
COMMENT ON TABLE paragraphs IS 'Every paragraph outside the tables of every file, and what became of it';
COMMENT ON COLUMN paragraphs.source_id IS 'File';
COMMENT ON COLUMN paragraphs.paragraph_no IS 'Its place among the paragraphs of the file, from 1';
COMMENT ON COLUMN paragraphs.page IS 'Page it begins on, NULL for formats without fixed pages';
COMMENT ON COLUMN paragraphs.text IS 'Its text';
COMMENT ON COLUMN paragraphs.disposition IS 'letter, heading, caption, field (a fact of the notice or of a task stands in it), note or unread';
COMMENT ON COLUMN paragraphs.task_id IS 'Task that it tells of, the first where it tells of a whole project; NULL if it tells of none, or in a file whose rows another file of the notice gives and that has none such';
COMMENT ON COLUMN paragraphs.fields IS 'What it says of that task: name, target, lead, responsible, deadline, progress, ...; empty where it fills no field';
COMMENT ON COLUMN paragraphs.box IS 'Left, top, right and bottom on its page in points from the page''s top left corner, NULL for formats without fixed pages';
COMMENT ON COLUMN paragraphs.origin IS 'Where it stands in a file without fixed pages: line 34, Sheet1!A1; NULL if box says it';

CREATE TABLE findings (
    finding_id VARCHAR PRIMARY KEY,
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    notice_id VARCHAR REFERENCES notices (notice_id),
    severity VARCHAR NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    rule VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    table_no INTEGER CHECK (table_no >= 1),
    row_no INTEGER CHECK (row_no >= 1),
    paragraph_no INTEGER CHECK (paragraph_no >= 1),
    page INTEGER CHECK (page >= 1)
);
COMMENT ON TABLE findings IS 'What reading a file gave cause to say';
COMMENT ON COLUMN findings.finding_id IS 'Stable id';
COMMENT ON COLUMN findings.source_id IS 'File';
COMMENT ON COLUMN findings.notice_id IS 'Notice, NULL if the file could not be read as one';
COMMENT ON COLUMN findings.severity IS 'error (a value is not to be trusted), warning (worth a look) or info';
COMMENT ON COLUMN findings.rule IS 'Name of the rule';
COMMENT ON COLUMN findings.message IS 'What is the matter, in one sentence';
COMMENT ON COLUMN findings.table_no IS 'Table of the file, NULL if it is about the whole';
COMMENT ON COLUMN findings.row_no IS 'Row of the table, NULL if it is about no row';
COMMENT ON COLUMN findings.paragraph_no IS 'Paragraph outside the tables that it is about, NULL if it is about none';
COMMENT ON COLUMN findings.page IS 'Page, NULL for formats without fixed pages';
