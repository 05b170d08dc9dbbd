from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.warehouse.check import check_warehouse
from parsers.reading import read_file
from schemas.normalised import NormalisedNotice
from schemas.notice import Notice
from tests.conftest import notice_path
from tests.etl.warehouse.build import TEXTS, ask, doctor, emptied, five_notices, put, reference, run

GALLERY = Path(__file__).parents[2] / "gallery"


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("five")) as folder:
        yield put(folder / "notices.duckdb", five_notices())


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_every_cell_and_paragraph_of_a_file_is_loaded(five: Path, path: Path) -> None:
    notice: Notice = read_file(path.read_bytes(), reference().vocabulary).notice
    source = "source_id = (SELECT source_id FROM sources WHERE ends_with(path, ?))"
    cells = ask(
        five, f"SELECT table_no, row_no, column_no, text, disposition FROM cells WHERE {source} ORDER BY ALL", path.name
    )
    paragraphs = ask(five, f"SELECT text FROM paragraphs WHERE {source} ORDER BY paragraph_no", path.name)
    assert cells == sorted((c.table_no, c.row_no, c.column_no, c.text, c.disposition.value) for c in notice.cells)
    assert paragraphs == [(p.text,) for p in notice.paragraphs]


def test_only_cells_of_a_field_point_at_a_task(five: Path) -> None:
    assert ask(five, "SELECT DISTINCT disposition FROM cells WHERE task_id IS NOT NULL") == [("field",)]
    assert ask(five, "SELECT count(*) FROM cells WHERE disposition = 'field' AND field IS NULL") == [(0,)]


def test_the_reference_data_is_there_whether_a_notice_names_it_or_not(five: Path) -> None:
    units = sum(len(region.units) for region in reference().regions)
    assert ask(five, "SELECT count(*) FROM units WHERE origin IN ('stated', 'derived') AND kind <> 'group'") >= [
        (units,)
    ]
    assert {name for (name,) in ask(five, "SELECT name FROM regions")} == {r.name for r in reference().regions}


@pytest.mark.parametrize("alias", ["区城管局", "区教委", "区卫生健康委"])
def test_every_name_of_a_unit_is_an_alias(five: Path, alias: str) -> None:
    found = ask(five, "SELECT unit_id FROM unit_aliases WHERE region_id = '500112' AND alias = ?", alias)
    assert len(found) == 1


def test_every_mention_is_an_alias_of_the_unit_it_means(five: Path) -> None:
    unknown = ask(
        five,
        "SELECT tu.mention FROM task_units AS tu JOIN units AS u USING (unit_id) WHERE NOT EXISTS "
        "(FROM unit_aliases AS a WHERE a.region_id = u.region_id AND a.alias = tu.mention AND a.unit_id = tu.unit_id)",
    )
    assert unknown == []


def test_the_warehouse_says_what_it_was_built_with(five: Path) -> None:
    assert ask(five, "SELECT reference_digest FROM warehouse_info") == [(reference().digest,)]


def test_rows_of_a_table_carry_the_fields_of_their_record(five: Path) -> None:
    columns = {c for (c,) in ask(five, "SELECT column_name FROM duckdb_columns() WHERE table_name = 'tasks'")}
    record = NormalisedNotice.model_fields["tasks"].annotation
    assert columns == set(record.__args__[0].model_fields)  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def in_prose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("prose")) as folder:
        run(folder / "notices.duckdb", GALLERY / "prose-lenticular-brackets.txt", GALLERY / "prose-parts.txt")
        yield folder / "notices.duckdb"


def test_a_task_in_prose_leads_to_its_paragraph(in_prose: Path) -> None:
    found = ask(
        in_prose,
        "SELECT v.place, contains(g.text, v.target) FROM v_tasks AS v JOIN sources AS s ON s.path = v.source_path "
        "JOIN paragraphs AS g ON g.source_id = s.source_id AND g.task_id = v.task_id "
        "AND v.place = 'paragraph ' || g.paragraph_no WHERE v.region = '綦江区'",
    )
    assert sorted(found) == [(f"paragraph {n}", True) for n in (13, 14, 15, 17, 18)]


def test_a_paragraph_says_what_it_gives(in_prose: Path) -> None:
    found = ask(in_prose, "SELECT fields FROM paragraphs WHERE starts_with(text, '2. 新建和改扩建')")
    assert [sorted(fields) for (fields,) in found] == [["deadline", "lead", "name", "responsible", "target"]]
    assert ask(in_prose, "FROM paragraphs WHERE task_id IS NULL AND len(fields) > 0") == []
    assert ask(in_prose, "SELECT count(*) FROM paragraphs WHERE fields IS NULL") == [(0,)]


def test_a_warehouse_of_prose_passes_its_checks(in_prose: Path) -> None:
    assert [c.name for c in check_warehouse(in_prose) if c.is_error] == []


def test_a_task_in_prose_without_its_paragraph_fails_one(in_prose: Path, tmp_path: Path) -> None:
    broken = put(tmp_path / "broken.duckdb", in_prose.read_bytes())
    doctor(broken, "UPDATE paragraphs SET task_id = NULL")
    assert [c.name for c in check_warehouse(broken) if c.is_error] == [
        "tasks_without_cells",
        "values_of_cells",
        "content",
    ]


def test_chapters_lead_to_the_tasks_of_their_rows(five: Path) -> None:
    found = ask(
        five,
        "SELECT count(DISTINCT task_id), count(*) FILTER (list_contains(fields, 'progress')) FROM paragraphs "
        "WHERE task_id IS NOT NULL AND source_id = (SELECT source_id FROM sources WHERE contains(path, '2021-report'))",
    )
    assert found == [(10, 15)]


def test_what_waits_comes_with_its_likeliest_unit(tmp_path: Path) -> None:
    text = notice_path("yubei-2024-plan", "text").read_text("utf-8").replace("区林业局", "区林业居")
    warehouse = tmp_path / "w.duckdb"
    run(warehouse, put(tmp_path / "a.txt", text))
    columns = "mention, suggested_unit_id, suggestion, score"
    ((mention, unit, name, score),) = ask(warehouse, f"SELECT {columns} FROM v_units_to_decide")
    assert (mention, unit, name) == ("区林业居", "500112-forestry", "区林业局")
    assert 60 <= score < 100
    assert ask(warehouse, "SELECT count(*) FROM unit_suggestions WHERE because <> ''")[0][0] >= 1
