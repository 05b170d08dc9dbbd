"""What a run promises: the same rows from the same files, every file accounted for, nothing written in vain."""

import os
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from etl.pipeline import Run, inspect
from etl.raw_files import DiskFile
from etl.run_report import Fate, FileReport, RunReport
from parsers.errors import UnreadableFileError
from parsers.formats import read_document
from schemas.document import Document
from schemas.reference import Decision, Reference
from tests.conftest import notice_path
from tests.etl.warehouse.build import (
    ROWS,
    TEXTS,
    UNKNOWN,
    altered,
    ask,
    dry_run,
    emptied,
    five_notices,
    notice_text,
    put,
    reference,
    rows_of,
    run,
    unknown_units,
    zip_bomb,
)

NOTICE = "gaoxin-2024-plan"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


parsed_once = cache(read_document)


@pytest.fixture(scope="module", autouse=True)
def _each_file_is_parsed_once() -> Iterator[None]:
    """Reading is a function of the bytes alone, and PDFs take their time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("parsers.reading.read_document", parsed_once)
        yield


def fates(report: RunReport) -> dict[str, Fate]:
    return {Path(f.path).name: f.fate for f in report.files}


def outcomes(warehouse: Path) -> dict[str, str]:
    return {Path(path).name: outcome for path, outcome in ask(warehouse, "SELECT path, outcome FROM sources")}


def in_format(file_format: str) -> Path:
    return notice_path(NOTICE, file_format)


# the same files, the same rows


def test_files_that_are_known_are_left_alone(folder: Path) -> None:
    warehouse = put(folder / "notices.duckdb", five_notices())
    before = warehouse.stat()
    report = run(warehouse, *TEXTS)
    assert set(fates(report).values()) == {Fate.UNCHANGED}
    assert report.is_clean and not report.published
    assert warehouse.read_bytes() == five_notices()
    assert (warehouse.stat().st_ino, warehouse.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.fixture(scope="module")
def one_by_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The warehouse as it was after the PDF, then the DOCX, then the text of one notice."""
    with emptied(tmp_path_factory.mktemp("one_by_one")) as folder:
        warehouse = folder / "notices.duckdb"
        after: dict[str, Path] = {}
        for file_format in ("pdf", "docx", "text"):
            report = run(warehouse, in_format(file_format))
            assert set(fates(report).values()) == {Fate.LOADED}
            after[file_format] = put(folder / f"{file_format}.duckdb", warehouse.read_bytes())
        yield after


@pytest.mark.parametrize("batch", [["text", "pdf", "docx"], ["docx", "pdf", "text"]], ids="+".join)
def test_the_order_of_files_and_batches_changes_no_row(
    folder: Path, one_by_one: dict[str, Path], batch: list[str]
) -> None:
    run(folder / "notices.duckdb", *(in_format(f) for f in batch))
    assert rows_of(folder / "notices.duckdb") == rows_of(one_by_one["text"])


def test_a_docx_after_a_pdf_adds_a_source_and_not_a_notice(one_by_one: dict[str, Path]) -> None:
    assert ask(one_by_one["docx"], "SELECT count(*) FROM notices") == [(1,)]
    assert outcomes(one_by_one["docx"]) == {f"{NOTICE}.pdf": "loaded", f"{NOTICE}.docx": "loaded"}
    ids = [ask(one_by_one[f], "SELECT task_id FROM tasks ORDER BY 1") for f in ("pdf", "docx")]
    assert ids[0] == ids[1] and len(ids[0]) == 20


@pytest.mark.parametrize(("after", "chosen"), [("pdf", "pdf"), ("docx", "docx"), ("text", "docx")])
def test_the_rows_come_from_the_file_that_tells_most(one_by_one: dict[str, Path], after: str, chosen: str) -> None:
    found = ask(
        one_by_one[after], "SELECT DISTINCT parse_filename(source_path), starts_with(place, 'page') FROM v_tasks"
    )
    assert found == [(f"{NOTICE}.{chosen}", chosen == "pdf")]


def test_a_name_that_only_a_file_not_used_writes_leaves_no_trace(folder: Path) -> None:
    """The text writes a unit in a way of its own, and another notice names that unit too."""
    text = put(folder / "own.txt", altered("yubei-2024-plan", "\t区城管局", "\t渝北区城管局"))
    run(folder / "notices.duckdb", text, put(folder / "other.txt", notice_text(number="渝北府办发〔2024〕6号")))
    run(folder / "notices.duckdb", notice_path("yubei-2024-plan", "docx"))
    assert ask(folder / "notices.duckdb", "FROM task_units WHERE mention = '渝北区城管局'") == []
    assert ask(folder / "notices.duckdb", "FROM unit_aliases WHERE alias = '渝北区城管局'") == []


def test_building_anew_gives_the_same_rows(folder: Path) -> None:
    kept, anew = put(folder / "kept.duckdb", five_notices()), put(folder / "anew.duckdb", five_notices())
    shuffled = list(TEXTS)
    random.Random(7).shuffle(shuffled)
    run(anew, *shuffled, anew=True)
    assert rows_of(anew) == rows_of(kept)


def test_the_same_bytes_twice_are_one_source(folder: Path) -> None:
    first, second = put(folder / "a.txt", notice_text()), put(folder / "b.txt", notice_text())
    report = dry_run(folder / "notices.duckdb", first, second)
    assert fates(report) == {"a.txt": Fate.LOADED, "b.txt": Fate.UNCHANGED}
    assert "a.txt" in str(report.files[1].reason)
    assert [len(group.sources) for group in report.groups] == [1]


def test_another_encoding_or_line_end_is_another_file_of_the_same_notice(folder: Path) -> None:
    files = [
        put(folder / "utf8.txt", notice_text()),
        put(folder / "gbk.txt", notice_text().encode("gb18030")),
        put(folder / "bom.txt", notice_text().encode("utf-8-sig")),
        put(folder / "windows.txt", notice_text().replace("\n", "\r\n")),
    ]
    report = dry_run(folder / "notices.duckdb", *files)
    assert set(fates(report).values()) == {Fate.LOADED}
    (group,) = report.groups
    assert len(group.sources) == 4
    assert not any(f.rule == "files_differ" for source in group.sources for f in source.findings)


# files that change


def test_a_changed_file_takes_the_place_of_the_old_one(folder: Path) -> None:
    warehouse, path = folder / "notices.duckdb", put(folder / "a.txt", notice_text())
    run(warehouse, path)
    ((old,),) = ask(warehouse, "SELECT source_id FROM sources")
    cells = ask(warehouse, "SELECT count(*) FROM cells")
    put(path, notice_text().replace("口袋公园3个", "口袋公园5个"))
    report = run(warehouse, path)
    assert fates(report) == {"a.txt": Fate.LOADED}
    assert ask(warehouse, "SELECT target FROM v_tasks WHERE seq = 1") == [("建成口袋公园5个。",)]
    assert ask(warehouse, "SELECT count(*) FROM cells WHERE source_id = ?", old) == cells
    ((outcome, reason),) = ask(warehouse, "SELECT outcome, reason FROM sources WHERE source_id = ?", old)
    assert outcome == "superseded" and "changed" in reason
    assert ask(warehouse, "SELECT count(*) FROM findings WHERE rule = 'files_differ'") == [(0,)]


def test_a_file_that_becomes_another_notice_and_then_the_old_one_again(folder: Path) -> None:
    warehouse, path = folder / "notices.duckdb", put(folder / "a.txt", notice_text())
    run(warehouse, path)
    first = rows_of(warehouse)["v_tasks"]
    put(path, notice_text(number="渝北府办发〔2024〕88号"))
    run(warehouse, path)
    current = ask(warehouse, "SELECT document_number, is_current FROM notices ORDER BY is_current")
    assert current == [("渝北府办发〔2024〕5号", False), ("渝北府办发〔2024〕88号", True)]
    assert ask(warehouse, "SELECT DISTINCT document_number FROM v_tasks") == [("渝北府办发〔2024〕88号",)]
    assert ask(warehouse, "SELECT count(*) FROM tasks") == [(2 * len(ROWS),)]
    put(path, notice_text())
    run(warehouse, path)
    assert ask(warehouse, "SELECT document_number FROM notices WHERE is_current") == [("渝北府办发〔2024〕5号",)]
    assert rows_of(warehouse)["v_tasks"] == first
    assert ask(warehouse, "SELECT count(DISTINCT run_id) FROM runs") == [(3,)]
    assert not run(warehouse, path).published


def test_a_notice_that_another_file_still_holds_stays_current(folder: Path) -> None:
    warehouse, path = folder / "notices.duckdb", put(folder / "a.txt", notice_text())
    other = put(folder / "b.txt", notice_text().encode("gb18030"))
    run(warehouse, path, other)
    put(path, notice_text(number="渝北府办发〔2024〕88号"))
    run(warehouse, path)
    assert ask(warehouse, "SELECT bool_and(is_current) FROM notices") == [(True,)]
    assert ask(warehouse, "SELECT parse_filename(source_path) FROM v_tasks WHERE document_number LIKE '%〕5号'") == [
        ("b.txt",)
    ] * len(ROWS)


def test_a_file_mended_at_its_place_is_loaded(folder: Path) -> None:
    warehouse, path = folder / "notices.duckdb", put(folder / "a.txt", b"")
    assert not run(warehouse, path).is_clean
    put(path, notice_text())
    assert run(warehouse, path).is_clean
    assert sorted(ask(warehouse, "SELECT outcome FROM sources")) == [("loaded",), ("superseded",)]
    assert not run(warehouse, path).published


# files of one notice that differ

DIFFERENCES = {
    "target": ("yubei-2024-plan", "建成渝湖路小游园", "建成渝湖路大游园", 3, "target"),
    "lead": ("yubei-2024-plan", "\t区城管局\n\t城市更新公司", "\t区教委\n\t城市更新公司", 3, "unit"),
    "deadline": ("yubei-2024-plan", "共5.6千米。\n\t2024.12", "共5.6千米。\n\t2024.10", 2, "deadline"),
    "name": ("yubei-2024-plan", "\t建设城市公园", "\t建设城市大公园", 3, "name"),
    "remark": ("yubei-2024-plan", "市、区级民生实事存在交叉", "与区级民生实事无交叉", 1, "remark"),
    "leader": ("yubei-2020-plan", "\t马成全", "\t马成金", 5, "leader"),
    "money": ("wulong-2024-plan", "\t4700\n", "\t4710\n", 1, "investment"),
}


@pytest.mark.parametrize("field", DIFFERENCES)
def test_an_altered_copy_in_another_file_is_told_with_the_place(folder: Path, field: str) -> None:
    name, old, new, seq, word = DIFFERENCES[field]
    copy = put(folder / "copy.txt", altered(name, old, new))
    report = dry_run(folder / "notices.duckdb", notice_path(name, "text"), copy)
    assert sorted(f.fate for f in report.files) == [Fate.LOADED, Fate.SUPERSEDED]
    (finding,) = [f for g in report.groups for s in g.sources for f in s.findings if f.rule == "files_differ"]
    assert finding.severity == "warning"
    assert f"({seq})" in finding.message or f"project {seq}," in finding.message
    assert word in finding.message


def test_which_of_two_copies_is_used_does_not_depend_on_the_order(folder: Path) -> None:
    one = put(folder / "one.txt", notice_text())
    other = put(folder / "other.txt", notice_text().replace("3个", "4个"))
    run(folder / "notices.duckdb", one)
    run(folder / "notices.duckdb", other)
    (group,) = dry_run(folder / "none.duckdb", other, one).groups
    assert ask(folder / "notices.duckdb", "SELECT source_id FROM notices") == [(group.source_id,)]
    assert ask(folder / "notices.duckdb", "SELECT rule FROM findings WHERE severity = 'warning'") == [("files_differ",)]
    assert sorted(outcomes(folder / "notices.duckdb").values()) == ["loaded", "superseded"]


# files that cannot be read


@pytest.fixture(scope="module")
def bad_batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    docx = notice_path("yubei-2024-plan", "docx").read_bytes()
    for path in TEXTS:
        put(folder / path.name, path.read_bytes())
    put(folder / "another encoding.txt", notice_path(NOTICE, "text").read_text("utf-8").encode("gb18030"))
    put(folder / "cut off.docx", docx[: len(docx) // 2])
    put(folder / "empty.pdf", b"")
    put(folder / "picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    zip_bomb(folder / "bomb.docx")
    canvas = Canvas(str(folder / "locked.pdf"), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(72, 72, "2024")
    canvas.save()
    return folder


BAD = {
    "cut off.docx": "damaged DOCX",
    "empty.pdf": "empty",
    "picture.docx": "damaged picture",
    "bomb.docx": "MB",
    "locked.pdf": "password",
}


@pytest.fixture(scope="module")
def bad_run(tmp_path_factory: pytest.TempPathFactory, bad_batch: Path) -> Iterator[tuple[Path, RunReport]]:
    with emptied(tmp_path_factory.mktemp("warehouse")) as folder:
        report = run(folder / "notices.duckdb", *sorted(bad_batch.iterdir()))
        yield folder / "notices.duckdb", report


def test_a_bomb_is_small_until_it_is_unpacked(bad_batch: Path) -> None:
    assert (bad_batch / "bomb.docx").stat().st_size < 5_000_000


def test_bad_files_do_not_keep_the_good_ones_out(bad_run: tuple[Path, RunReport]) -> None:
    warehouse, report = bad_run
    assert not report.is_clean and report.published
    assert report.count(Fate.QUARANTINED) == len(BAD)
    assert report.count(Fate.LOADED) == 6
    assert ask(warehouse, "SELECT count(*) FROM v_tasks") == [(124,)]
    assert ask(warehouse, "SELECT count(*) FROM notices") == [(5,)]


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_is_quarantined_with_one_clear_sentence(bad_run: tuple[Path, RunReport], name: str) -> None:
    warehouse, report = bad_run
    ((outcome, reason, notice),) = ask(
        warehouse, "SELECT outcome, reason, notice_id FROM sources WHERE parse_filename(path) = ?", name
    )
    assert (outcome, notice) == ("quarantined", None)
    assert BAD[name] in reason
    assert reason.endswith(".") and "\n" not in reason and "Error" not in reason
    (told,) = [f for f in report.files if Path(f.path).name == name]
    assert (told.fate, told.reason) == (Fate.QUARANTINED, reason)


def test_the_rows_are_those_of_the_good_files_alone(folder: Path, bad_run: tuple[Path, RunReport]) -> None:
    good = rows_of(put(folder / "notices.duckdb", five_notices()))
    found = rows_of(bad_run[0])
    for table in ("notices", "projects", "tasks", "task_units", "task_leaders", "units", "unit_aliases", "progress"):
        assert len(found[table]) == len(good[table])
    assert found["tasks"] == good["tasks"]


def test_the_run_is_counted(bad_run: tuple[Path, RunReport]) -> None:
    assert ask(bad_run[0], "SELECT command, files, loaded, unchanged, quarantined FROM runs") == [
        ("ingest", 11, 6, 0, 5)
    ]


def test_a_quarantined_file_read_again_stays_quarantined_and_adds_no_row(
    bad_run: tuple[Path, RunReport], bad_batch: Path
) -> None:
    warehouse, _ = bad_run
    before = warehouse.read_bytes()
    report = run(warehouse, *(bad_batch / name for name in BAD))
    assert set(fates(report).values()) == {Fate.QUARANTINED}
    assert not report.is_clean and not report.published
    assert warehouse.read_bytes() == before


@pytest.mark.parametrize(
    "surprise", [RuntimeError("what\nnow"), RecursionError(), MemoryError(), KeyError("x"), AssertionError()], ids=repr
)
def test_a_surprise_of_a_reader_takes_only_its_file_along(
    folder: Path, monkeypatch: pytest.MonkeyPatch, surprise: Exception
) -> None:
    bad = put(folder / "bad.txt", "bad")

    def surprising(data: bytes) -> Document:
        if data == b"bad":
            raise surprise
        return parsed_once(data)

    monkeypatch.setattr("parsers.reading.read_document", surprising)
    one = Run("ingest", folder / "notices.duckdb", reference())
    report, good = one.read([DiskFile(bad), DiskFile(TEXTS[0])])
    assert (report.fate, good.fate) == (Fate.QUARANTINED, Fate.LOADED)
    told = "memory" if isinstance(surprise, MemoryError) else type(surprise).__name__
    assert told in str(report.reason)
    assert "\n" not in str(report.reason) and str(report.reason).endswith(".")


def test_a_surprise_in_normalising_takes_only_its_file_along(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.readers.file_rows.normalise", lambda *_: 1 // 0)
    (report,) = Run("ingest", folder / "notices.duckdb", reference()).read([DiskFile(TEXTS[0])])
    assert report.fate is Fate.QUARANTINED and "ZeroDivisionError" in str(report.reason)


def test_a_value_that_no_column_holds_takes_only_its_file_along(folder: Path) -> None:
    header = ("序号", "项目名称", "牵头单位", "总投资（万元）", "目标任务")
    rows = [("1", "建设城市公园", "区城管局", "9" * 22, "建成。")]
    odd = put(folder / "odd.txt", notice_text(rows, header=header, number="渝北府办发〔2024〕6号"))
    run(folder / "notices.duckdb", odd, put(folder / "good.txt", notice_text()))
    assert ask(folder / "notices.duckdb", "SELECT count(*) FROM v_tasks WHERE document_number LIKE '%〕5号'") == [(3,)]


def test_a_file_that_may_not_be_read_is_told_and_the_rest_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut, good = put(folder / "a.txt", "x"), put(folder / "b.txt", notice_text())

    def refuse(file: DiskFile) -> str:
        if file.disk == shut:
            raise PermissionError(13, "Permission denied")
        return sha256(file)

    sha256 = DiskFile.sha256
    monkeypatch.setattr(DiskFile, "sha256", refuse)
    first, second = Run("ingest", folder / "notices.duckdb", reference()).read([DiskFile(shut), DiskFile(good)])
    assert (first.fate, second.fate) == (Fate.QUARANTINED, Fate.LOADED)
    assert first.reason == "it cannot be read: Permission denied."


def test_a_file_too_large_is_not_read_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.raw_files.MAX_BYTES", 1000)
    (report,) = Run("ingest", folder / "notices.duckdb", reference()).read([DiskFile(TEXTS[0])])
    assert report.fate is Fate.QUARANTINED and "MB" in str(report.reason)


ODD_NAMES = ("a b.txt", "it's.txt", "say “so”; DROP TABLE.txt", "two\nlines.txt", "关于印发通知.txt", "%s {0} $x.txt")


def test_files_of_odd_names_are_stored_under_their_names(folder: Path) -> None:
    texts = [notice_text(number=f"渝北府办发〔2024〕{n}号") for n in range(10, 10 + len(ODD_NAMES))]
    files = [put(folder / name, text) for name, text in zip(ODD_NAMES, texts, strict=True)]
    report = run(folder / "notices.duckdb", *files)
    assert set(fates(report).values()) == {Fate.LOADED}
    assert set(outcomes(folder / "notices.duckdb")) == set(ODD_NAMES)


# dry runs, new readers, new reference data


def test_a_dry_run_says_what_would_change_and_changes_nothing(folder: Path) -> None:
    warehouse = folder / "deep" / "notices.duckdb"
    report = dry_run(warehouse, TEXTS[0], put(folder / "empty.txt", b""))
    assert list(fates(report).values()) == [Fate.LOADED, Fate.QUARANTINED]
    assert report.files[0].tasks == 20 and not report.published
    assert not warehouse.parent.exists()


def test_a_dry_run_tells_which_files_would_differ(folder: Path) -> None:
    warehouse = put(folder / "notices.duckdb", five_notices())
    report = dry_run(warehouse, put(folder / "copy.txt", altered(NOTICE, "建设3处口袋公园", "建设4处口袋公园")))
    (group,) = report.groups
    assert group.rows.region.name == "重庆高新区"
    assert any(f.rule == "files_differ" for s in group.sources for f in s.findings)
    assert warehouse.read_bytes() == five_notices()


def test_a_new_version_of_the_parsers_reads_a_file_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse, path = folder / "notices.duckdb", put(folder / "a.txt", notice_text())
    run(warehouse, path)
    before = rows_of(warehouse)
    monkeypatch.setattr("etl.pipeline.PARSER_VERSION", "next")
    report = run(warehouse, path)
    assert fates(report) == {"a.txt": Fate.LOADED}
    assert ask(warehouse, "SELECT parser_version FROM sources") == [("next",)]
    assert rows_of(warehouse)["tasks"] == before["tasks"]
    assert not run(warehouse, path).published


def test_a_file_that_a_new_parser_refuses_no_longer_gives_the_rows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse, docx, text = folder / "notices.duckdb", in_format("docx"), in_format("text")
    run(warehouse, docx, text)

    def refuse(data: bytes) -> Document:
        if data == docx.read_bytes():
            raise UnreadableFileError("its table is not to be trusted.")
        return parsed_once(data)

    monkeypatch.setattr("etl.pipeline.PARSER_VERSION", "next")
    monkeypatch.setattr("parsers.reading.read_document", refuse)
    run(warehouse, docx, text)
    assert outcomes(warehouse) == {docx.name: "quarantined", text.name: "loaded"}
    assert ask(warehouse, "SELECT DISTINCT parse_filename(source_path) FROM v_tasks") == [(text.name,)]


def decided(mention: str, verdict: str, **more: object) -> Reference:
    fields = {"region": "渝北区", "mention": mention, "verdict": verdict, "reason": "r", "decided_by": "a", **more}
    decision = Decision.model_validate({"decided_on": "2024-03-01", **fields})
    return reference().model_copy(update={"decisions": (decision,), "digest": f"{mention} {verdict}"})


def test_a_decision_is_applied_without_reading_a_file_again(folder: Path) -> None:
    warehouse = put(folder / "notices.duckdb", unknown_units())
    report = run(warehouse, data=decided("区园林专班", "same_as", unit_id="500112-urban-management"))
    assert report.published and report.files == ()
    assert ask(warehouse, "SELECT lead_units, lead_mentions FROM v_tasks WHERE seq = 1") == [
        (["重庆市渝北区城市管理局"], ["区园林专班"])
    ]
    assert ask(warehouse, "FROM v_units_to_decide WHERE mention = '区园林专班'") == []
    assert ask(warehouse, "SELECT count(*) FROM v_tasks") == [(len(UNKNOWN),)]


def test_a_region_nobody_knows_is_loaded_under_its_own_name_until_it_is_known(folder: Path) -> None:
    warehouse = folder / "notices.duckdb"
    run(warehouse, put(folder / "a.txt", notice_text(number="合川府办发〔2024〕12号", district="合川区")))
    assert ask(warehouse, "SELECT DISTINCT region FROM v_tasks") == [("合川区",)]
    assert ask(warehouse, "SELECT count(*) FROM findings WHERE rule = 'unknown_region'") == [(1,)]
    waiting = {mention for (mention,) in ask(warehouse, "SELECT mention FROM v_units_to_decide")}
    assert {"区城管局", "区财政局", "区水利局"} <= waiting
    names = {"id": "500117", "name": "合川区", "full_name": "重庆市合川区", "names": ("合川区",)}
    known = reference().regions[0].model_copy(update={**names, "document_prefixes": ("合川府办发",)})
    run(warehouse, data=reference().model_copy(update={"regions": (*reference().regions, known), "digest": "more"}))
    assert ask(warehouse, "SELECT DISTINCT notice_id[:6] FROM notices") == [("500117",)]
    assert ask(warehouse, "FROM v_units_to_decide") == []
    for table in ("regions", "units", "unit_aliases"):
        assert ask(warehouse, f"FROM {table} WHERE region_id LIKE 'x-%'") == []


# what a run is made of


def test_what_was_read_names_projects_tasks_and_findings(folder: Path) -> None:
    one = Run("ingest", folder / "notices.duckdb", reference())
    (report,) = one.read([DiskFile(notice_path("wulong-2024-plan", "text"))])
    assert (report.fate, report.projects, report.tasks, report.errors) == (Fate.LOADED, 23, 29, 0)


def test_a_notice_that_contradicts_itself_is_loaded_but_not_clean(folder: Path) -> None:
    gap = put(folder / "a.txt", notice_text([ROWS[0], ("5", *ROWS[1][1:])]))
    report = dry_run(folder / "notices.duckdb", gap)
    assert [f.fate for f in report.files] == [Fate.LOADED]
    assert report.files[0].errors > 0 and not report.is_clean


@pytest.mark.parametrize(
    ("files", "clean"),
    [
        ([], True),
        ([FileReport(path="a", fate=Fate.LOADED, warnings=3)], True),
        ([FileReport(path="a", fate=Fate.UNCHANGED)], True),
        ([FileReport(path="a", fate=Fate.SUPERSEDED)], True),
        ([FileReport(path="a", fate=Fate.LOADED, errors=1)], False),
        ([FileReport(path="a", fate=Fate.LOADED), FileReport(path="b", fate=Fate.QUARANTINED)], False),
    ],
)
def test_a_run_is_clean_if_every_file_was_read_and_agrees_with_itself(files: list[FileReport], clean: bool) -> None:
    assert RunReport(files=tuple(files), published=True).is_clean is clean


@pytest.mark.parametrize("file_format", ["text", "docx"])
def test_inspecting_gives_every_stage_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file_format: str
) -> None:
    path = in_format(file_format).resolve()
    monkeypatch.chdir(tmp_path)
    notice, rows, name = inspect(path, reference())
    assert name == file_format
    assert len(notice.projects) == len(rows.projects) == 20
    assert os.listdir(tmp_path) == []  # noqa: PTH208


def test_inspecting_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="empty"):
        inspect(put(tmp_path / "a.txt", b""), reference())
