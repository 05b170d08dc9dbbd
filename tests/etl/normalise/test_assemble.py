"""A whole notice to its rows."""

from datetime import date
from typing import Any

import pytest

from etl.normalise.assemble import normalise
from etl.normalise.records import place_text
from schemas.finding import Finding, Severity
from schemas.normalised import Basis, Level, NormalisedNotice, Precision, TaskRecord, UnitRole
from schemas.notice import AnnouncedCount, Notice, NoticeKind, Place
from schemas.reference import Origin, Reference, UnitKind
from tests.etl.build import decision, notice, project, task

UNKNOWN = "区某某事务中心"


@pytest.fixture
def rows_of(reference: Reference) -> "Normaliser":
    return Normaliser(reference)


class Normaliser:
    def __init__(self, reference: Reference) -> None:
        self.reference = reference

    def __call__(self, written: Notice) -> NormalisedNotice:
        return normalise(written, self.reference)

    def task(self, **cells: Any) -> TaskRecord:
        return self(notice(project(1, task(**cells)))).tasks[0]

    def units(self, **cells: Any) -> list[tuple[str, int, str, str]]:
        rows = self(notice(project(1, task(**cells))))
        return [(u.role.value, u.ordinal, u.mention, u.unit_id) for u in rows.task_units]

    def findings(self, **cells: Any) -> list[Finding]:
        return list(self(notice(project(1, task(**cells)))).findings)

    def rules(self, **cells: Any) -> list[str]:
        return [f.rule for f in self.findings(**cells)]


def test_the_notice_keeps_what_its_letter_says(rows_of: Normaliser) -> None:
    announced = AnnouncedCount(scope="total", count=1, quote="共1项")
    record = rows_of(notice(issued_on=date(2024, 2, 29), announced=(announced,))).notice
    assert (record.region_id, record.year, record.kind) == ("500112", 2024, NoticeKind.PLAN)
    assert record.title == "关于印发2024年重点民生实事工作目标任务的通知"
    assert record.document_number == "渝北府办发〔2024〕5号"
    assert record.issuer == "重庆市渝北区人民政府办公室"
    assert (record.issued_on, record.announced_projects) == (date(2024, 2, 29), 1)


def test_the_region_is_the_one_of_the_reference_data(rows_of: Normaliser) -> None:
    region = rows_of(notice()).region
    assert (region.region_id, region.name, region.full_name) == ("500112", "渝北区", "重庆市渝北区")
    assert region.valid_to == date(2025, 11, 7)


def test_rows_are_linked_by_their_ids(rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(), task(part=2)), project(2, task(leader="唐  密", progress="已完工"))))
    projects = {p.project_id for p in rows.projects}
    tasks = {t.task_id for t in rows.tasks}
    assert (len(projects), len(tasks)) == (2, 3)
    assert {p.notice_id for p in rows.projects} == {rows.notice.notice_id}
    assert {t.project_id for t in rows.tasks} == projects
    assert {u.task_id for u in rows.task_units} == tasks
    assert {x.task_id for x in rows.task_leaders} | {x.task_id for x in rows.progress} < tasks
    assert [p.ordinal for p in rows.projects] == [1, 2]
    assert [t.part for t in rows.tasks] == [1, 2, 1]


def test_the_same_notice_gives_the_same_rows(rows_of: Normaliser) -> None:
    written = notice(project(1, task(lead=f"{UNKNOWN}、区教委、相关镇街")), project(2))
    assert rows_of(written) == rows_of(written)


@pytest.mark.parametrize(
    ("said", "level", "voted"),
    [
        ({"level": "市级"}, Level.MUNICIPAL, False),
        ({"level": "市（区）级"}, Level.BOTH, False),
        ({"level": "人大票决"}, Level.DISTRICT, True),
        ({"level": "区级（人大票决）"}, Level.DISTRICT, True),
        ({"remark": "市级"}, Level.MUNICIPAL, False),
        ({"remark": "人大票决"}, Level.DISTRICT, True),
        ({"level": "", "remark": "市级"}, Level.MUNICIPAL, False),
        ({"section": "承接市级民生实事（13件）"}, Level.MUNICIPAL, False),
        ({"section": "二、区级民生实事"}, Level.DISTRICT, False),
        ({"level": "区级", "section": "承接市级民生实事"}, Level.DISTRICT, False),
        ({"level": "市级", "remark": "区级"}, Level.MUNICIPAL, False),
        ({"level": "区级", "remark": "市、区级民生实事存在交叉"}, Level.DISTRICT, False),
    ],
)
def test_the_nearest_word_says_the_level(said: dict[str, str], level: Level, voted: bool, rows_of: Normaliser) -> None:
    record = rows_of(notice(project(1, **said))).projects[0]
    assert (record.level, record.voted) == (level, voted)


@pytest.mark.parametrize(
    ("caption", "voted"), [("渝北区2021年人大票决民生实事办理情况表", True), ("2024年区级民生实事清单", False)]
)
def test_the_name_of_the_table_says_it_last(caption: str, voted: bool, rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1), project(2, level="市级"), captions=(caption,)))
    assert [(p.level, p.voted) for p in rows.projects] == [(Level.DISTRICT, voted), (Level.MUNICIPAL, False)]


def test_a_level_that_nothing_says_is_assumed_aloud(rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(row=7))))
    assert (rows.projects[0].level, rows.projects[0].voted) == (Level.DISTRICT, False)
    (finding,) = (f for f in rows.findings if f.rule == "level_assumed")
    assert (finding.severity, finding.row_no) == (Severity.INFO, 7)


@pytest.mark.parametrize(
    ("remark", "kept"),
    [("市级", None), ("区级（人大票决）", None), ("", None), (None, None), ("续建项目", "续建项目")],
)
def test_a_remark_that_is_a_level_is_no_remark(remark: str | None, kept: str | None, rows_of: Normaliser) -> None:
    assert rows_of(notice(project(1, remark=remark, level="区级"))).projects[0].remark == kept


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("城镇老旧小区改造\n和社区服务提升", "城镇老旧小区改造和社区服务提升"),
        (" 建设 城市公园 ", "建设城市公园"),
        ("推广  AED  设备", "推广 AED 设备"),
    ],
)
def test_the_name_of_a_project_is_tidied(written: str, tidied: str, rows_of: Normaliser) -> None:
    assert rows_of(notice(project(1, name=written))).projects[0].name == tidied


def test_the_words_of_a_task_stay_as_written(rows_of: Normaliser) -> None:
    record = rows_of.task(target="（1）建成 3个；\n（2）完工。", details="见附件 1")
    assert (record.target, record.details) == ("（1）建成 3个；\n（2）完工。", "见附件 1")


@pytest.mark.parametrize(("target", "details"), [("", ""), (None, None), ("", None)])
def test_a_task_without_a_target_is_told(target: str | None, details: str | None, rows_of: Normaliser) -> None:
    assert "missing_target" in rows_of.rules(target=target, details=details)


def test_details_alone_are_target_enough(rows_of: Normaliser) -> None:
    assert "missing_target" not in rows_of.rules(target=None, details="建成3个。")


def test_a_deadline_is_read_with_the_year_of_the_notice(rows_of: Normaliser) -> None:
    record = rows_of.task(deadline="3-10月")
    assert (record.deadline_start, record.deadline) == (date(2024, 3, 1), date(2024, 10, 31))
    assert (record.deadline_text, record.deadline_precision) == ("3-10月", Precision.MONTH)
    assert record.deadline_basis is Basis.STATED


def test_a_task_without_a_deadline_has_the_end_of_the_plans_year(rows_of: Normaliser) -> None:
    record = rows_of.task(deadline=None)
    assert (record.deadline, record.deadline_basis) == (date(2024, 12, 31), Basis.PLAN_YEAR)


@pytest.mark.parametrize("cell", ["2024.13", "2月30日", "按市级要求"])
def test_a_deadline_that_cannot_be_read_is_kept_and_told(cell: str, rows_of: Normaliser) -> None:
    record = rows_of.task(deadline=cell)
    assert (record.deadline, record.deadline_text, record.deadline_basis) == (None, cell, Basis.UNDETERMINED)
    (finding,) = (f for f in rows_of.findings(deadline=cell, row=9, page=3) if f.rule == "unread_deadline")
    assert cell in finding.message
    assert (finding.table_no, finding.row_no, finding.page) == (1, 9, 3)


@pytest.mark.parametrize("cell", ["—", "待定", "长期", "2024.12", "", None])
def test_a_deadline_that_says_what_it_says_is_not_told(cell: str | None, rows_of: Normaliser) -> None:
    assert "unread_deadline" not in rows_of.rules(deadline=cell)


def test_a_task_without_deadline_in_a_notice_without_year_is_told(rows_of: Normaliser) -> None:
    rows = rows_of(notice(year=None))
    assert rows.tasks[0].deadline is None
    assert "unknown_year" in [f.rule for f in rows.findings]


@pytest.mark.parametrize(
    ("cell", "measure", "yuan"),
    [("4,700", "万元", 47_000_000), ("3亿元", "万元", 300_000_000), ("500万元", None, 5_000_000)],
)
def test_money_is_in_yuan(cell: str, measure: str | None, yuan: int, rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(investment=cell)), money_measure=measure))
    assert rows.tasks[0].investment_yuan == yuan
    assert "unread_money" not in [f.rule for f in rows.findings]


@pytest.mark.parametrize(("cell", "measure"), [("300-500", "万元"), ("4700", None), ("待核定", "万元")])
def test_money_that_cannot_be_read_is_told(cell: str, measure: str | None, rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(investment=cell, row=5)), money_measure=measure))
    assert rows.tasks[0].investment_yuan is None
    (finding,) = (f for f in rows.findings if f.rule == "unread_money")
    assert cell in finding.message
    assert finding.row_no == 5


@pytest.mark.parametrize("cell", [None, "", " ", "—", "/", "无", "－"])
def test_no_money_is_no_finding(cell: str | None, rows_of: Normaliser) -> None:
    assert rows_of.task(investment=cell).investment_yuan is None
    assert "unread_money" not in rows_of.rules(investment=cell)


def test_each_unit_has_its_role_and_its_place_in_the_cell(rows_of: Normaliser) -> None:
    found = rows_of.units(lead="区教委、区民政局", responsible="龙山街道", cooperating="区财政局，区公安局")
    assert found == [
        ("lead", 1, "区教委", "500112-education"),
        ("lead", 2, "区民政局", "500112-civil-affairs"),
        ("responsible", 1, "龙山街道", "500112-longshan-subdistrict"),
        ("cooperating", 1, "区财政局", "500112-finance"),
        ("cooperating", 2, "区公安局", "500112-public-security"),
    ]


@pytest.mark.parametrize("cell", ["", "—", "无"])
def test_a_task_whose_lead_cell_names_nobody_is_told(cell: str, rows_of: Normaliser) -> None:
    assert "missing_lead" in rows_of.rules(lead=cell)


def test_a_table_without_a_lead_column_misses_no_lead(rows_of: Normaliser) -> None:
    assert "missing_lead" not in rows_of.rules(lead=None)


def test_no_other_role_has_to_be_filled(rows_of: Normaliser) -> None:
    assert "missing_lead" not in rows_of.rules(lead="区教委", responsible="", cooperating="—")


def test_leaders_are_persons_and_no_units(rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(leader="张广莉、唐  密", lead="区教委"))))
    assert [(x.ordinal, x.name) for x in rows.task_leaders] == [(1, "张广莉"), (2, "唐密")]
    assert [u.mention for u in rows.task_units] == ["区教委"]


def test_an_unknown_unit_is_kept_provisional_and_told(rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(lead=UNKNOWN, row=6))))
    (unit,) = rows.units
    assert (unit.name, unit.origin, unit.region_id) == (UNKNOWN, Origin.PROVISIONAL, "500112")
    assert [u.unit_id for u in rows.task_units] == [unit.unit_id]
    (finding,) = (f for f in rows.findings if f.rule == "unknown_unit")
    assert UNKNOWN in finding.message
    assert finding.row_no == 6


def test_an_unknown_unit_met_twice_is_one_unit(rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(lead=UNKNOWN)), project(2, task(lead="区 某某事务中心"))))
    assert len(rows.units) == 1
    assert len({u.unit_id for u in rows.task_units}) == 1


def test_a_group_is_kept_without_a_finding(rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(responsible="相关镇街、各乡镇（街道）"))))
    assert {u.kind for u in rows.units} == {UnitKind.GROUP}
    assert len(rows.units) == 2
    assert "unknown_unit" not in [f.rule for f in rows.findings]


def test_units_of_the_reference_data_are_not_repeated(rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(lead="区教委、区公安局"))))
    assert (rows.units, rows.aliases) == ((), ())


def test_a_spelling_that_the_reference_data_lacks_is_an_alias(rows_of: Normaliser) -> None:
    (alias,) = rows_of(notice(project(1, task(lead="渝北区民政局、区教委")))).aliases
    assert (alias.alias, alias.unit_id, alias.origin) == ("渝北区民政局", "500112-civil-affairs", Origin.DERIVED)


def test_progress_is_kept_as_of_the_notices_day(rows_of: Normaliser) -> None:
    told = task(progress="全部完工。", status="超额完成", invested="500", problems="无", next_steps="加快推进")
    rows = rows_of(notice(project(1, told), kind=NoticeKind.REPORT, issued_on=date(2024, 12, 20), money_measure="万元"))
    (said,) = rows.progress
    assert (said.progress, said.status, said.invested_yuan) == ("全部完工。", "超额完成", 5_000_000)
    assert (said.problems, said.next_steps, said.as_of) == ("无", "加快推进", date(2024, 12, 20))
    assert said.task_id == rows.tasks[0].task_id


def test_a_plan_has_no_progress(rows_of: Normaliser) -> None:
    assert rows_of(notice(project(1, task(progress="", status="")))).progress == ()


def test_findings_of_the_reading_are_handed_on(rows_of: Normaliser) -> None:
    earlier = Finding(severity=Severity.WARNING, rule="ragged_table", message="…")
    assert earlier in rows_of(notice(findings=(earlier,))).findings


def test_the_proof_is_among_the_findings(rows_of: Normaliser) -> None:
    announced = AnnouncedCount(scope="total", count=33, quote="共33项")
    assert "announced_count" in [f.rule for f in rows_of(notice(announced=(announced,))).findings]


def test_a_plain_notice_has_no_findings(rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(deadline="2024.12"), level="市级"), project(2, task(), level="区级")))
    assert rows.findings == ()


def test_a_notice_of_something_else_is_told(rows_of: Normaliser) -> None:
    off = rows_of(notice(title="关于印发2024年重点建设项目计划的通知"))
    assert "off_subject" in [f.rule for f in off.findings]
    by_caption = rows_of(notice(title=None, captions=("2024年民生实事清单",)))
    assert "off_subject" not in [f.rule for f in by_caption.findings]


def test_a_notice_of_an_unknown_region_is_loaded_under_its_name(rows_of: Normaliser) -> None:
    written = notice(project(1, task(lead="区教委、相关镇街")), document_number=None, issuer="黔江区人民政府办公室")
    rows = rows_of(written)
    assert rows.region.name == "黔江区"
    assert rows.notice.region_id == rows.region.region_id
    assert {u.region_id for u in rows.units} == {rows.region.region_id}
    assert {u.name: u.origin for u in rows.units}["区教委"] == Origin.PROVISIONAL
    assert {"unknown_region", "unknown_unit"} <= {f.rule for f in rows.findings}


@pytest.mark.parametrize("region", ["500112", "渝北区"])
def test_decisions_on_a_region_are_applied_by_its_id_or_its_name(region: str, reference: Reference) -> None:
    same = decision(UNKNOWN, "same_as", unit_id="500112-education", region=region)
    known = reference.model_copy(update={"decisions": (same,)})
    rows = normalise(notice(project(1, task(lead=UNKNOWN))), known)
    assert [u.unit_id for u in rows.task_units] == ["500112-education"]
    assert rows.units == ()
    assert "unknown_unit" not in [f.rule for f in rows.findings]


def test_an_alias_that_a_person_decided_says_so(reference: Reference) -> None:
    same = decision(UNKNOWN, "same_as", unit_id="500112-education")
    rows = normalise(notice(project(1, task(lead=UNKNOWN))), reference.model_copy(update={"decisions": (same,)}))
    assert [(a.alias, a.origin) for a in rows.aliases] == [(UNKNOWN, Origin.DECIDED)]


def test_decisions_on_another_region_are_not_applied(reference: Reference) -> None:
    elsewhere = decision(UNKNOWN, "not_a_unit", region="500156")
    rows = normalise(notice(project(1, task(lead=UNKNOWN))), reference.model_copy(update={"decisions": (elsewhere,)}))
    assert [u.mention for u in rows.task_units] == [UNKNOWN]


def test_a_new_unit_keeps_its_decided_name(reference: Reference) -> None:
    new = decision(UNKNOWN, "new", name="重庆市渝北区某某事务中心")
    (unit,) = normalise(
        notice(project(1, task(lead=UNKNOWN))), reference.model_copy(update={"decisions": (new,)})
    ).units
    assert (unit.name, unit.short_name, unit.origin) == ("重庆市渝北区某某事务中心", UNKNOWN, Origin.DECIDED)


def test_a_name_that_is_no_unit_leaves_the_task_without_a_lead(reference: Reference) -> None:
    nobody = decision(UNKNOWN, "not_a_unit")
    rows = normalise(notice(project(1, task(lead=UNKNOWN))), reference.model_copy(update={"decisions": (nobody,)}))
    assert rows.task_units == ()
    assert "missing_lead" in [f.rule for f in rows.findings]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(table_no=1, row_no=12), "table 1, row 12"),
        (Place(table_no=1, row_no=12, page=3), "page 3, table 1, row 12"),
    ],
)
def test_a_place_reads_as_a_person_counts(place: Place, text: str, rows_of: Normaliser) -> None:
    assert place_text(place) == text
    assert rows_of.task(row=place.row_no, page=place.page).place == text


def test_roles_are_those_of_the_contract() -> None:
    assert [role.value for role in UnitRole] == ["lead", "responsible", "cooperating"]


def test_a_table_s_own_measure_of_money_goes_before_the_notice_s(rows_of: Normaliser) -> None:
    own = project(1, task(investment="5")).model_copy(update={"money_measure": "亿元"})
    rows = rows_of(notice(own, project(2, task(investment="5")), money_measure="万元"))
    assert [t.investment_yuan for t in rows.tasks] == [500_000_000, 50_000]


def test_spent_money_counts_as_its_own_column_says(rows_of: Normaliser) -> None:
    own = project(1, task(investment="5", invested="5")).model_copy(
        update={"money_measure": "亿元", "invested_measure": "万元"}
    )
    rows = rows_of(notice(own))
    assert (rows.tasks[0].investment_yuan, rows.progress[0].invested_yuan) == (500_000_000, 50_000)


def test_a_bound_of_money_is_said(rows_of: Normaliser) -> None:
    rows = rows_of(notice(project(1, task(investment="不少于500万元"))))
    assert rows.tasks[0].investment_yuan == 5_000_000
    assert "bound_money" in [f.rule for f in rows.findings]
