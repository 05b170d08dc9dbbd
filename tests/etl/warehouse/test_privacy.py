"""Nothing private reaches the warehouse or its exports: every column of every table and view is looked through for
what stands in the sources, collected here by hand."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.formats import ExportFormat
from tests.conftest import NOTICES, notice_path
from tests.etl.warehouse.build import ask, etl, five_notices, notice_text, put, run

OF_THE_LETTERS = ("何翰卿", "77727458", "1316543020", "qq.com", "鄢宇", "67820064", "678874967")
"""Contact persons and numbers of the letters of the five notices (武隆 2024, 渝北 2024, 渝北 2020)."""
OF_THE_FORM = ("孙大圣", "13811112222", "1381111", "唐三藏", "023-67821234", "67821234", "猪小能", "zhubajie@163.com")
LEADERS_OF_THE_FORM = ("刘玄德", "关云长")
HEADER = ("序号", "项目名称", "牵头领导", "牵头单位", "目标任务", "完成时限", "责任人及联系方式")
ROWS = (
    (
        "1",
        "建设城市公园",
        "刘玄德 13811112222",
        "区城管局（孙大圣，67821234）",
        "建成口袋公园3个。",
        "2024年",
        "孙大圣 13811112222",
    ),
    (
        "2",
        "实施农村饮水工程",
        "关云长",
        "区水利局",
        "新建水厂2座（联系人：猪小能）。",
        "2024年",
        "办公室唐三藏\n023-67821234",
    ),
    ("3", "发展婴幼儿照护", "关云长", "区卫生健康委", "新增托位500个。", "2024年", "zhubajie@163.com"),
)


@cache
def all_formats() -> bytes:
    """A warehouse of three notices with contacts in their letters as DOCX, PDF and HTML, of a form that is filled in
    and of a file that is refused."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [notice_path(n, f) for n in NOTICES[1:] for f in ("docx", "pdf", "html") if n != "yubei-2021-report"]
        form = put(folder / "form.txt", notice_text(ROWS, header=HEADER, number="渝北府办发〔2024〕77号"))
        refused = put(folder / "refused.txt", "关于采购的通知\n联系人：孙大圣，电话：67821234\n")
        run(folder / "notices.duckdb", *files, form, refused)
        return (folder / "notices.duckdb").read_bytes()


@pytest.fixture(params=[five_notices, all_formats], ids=["text", "all formats"])
def warehouse(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    path = put(tmp_path / "w.duckdb", request.param())
    yield path
    path.unlink()


def leaks(path: Path, values: Sequence[str]) -> list[tuple[str, str, str]]:
    """Table or view, column and value, for each value that stands in any of them, lists and JSON included."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        assert len(tables) > 25
        found: list[tuple[str, str, str]] = []
        for (table,) in tables:
            rows = connection.execute(f'FROM "{table}"')
            names = [column[0] for column in rows.description]
            for name, texts in zip(names, zip(*rows.fetchall(), strict=True), strict=False):
                text = "\n".join(zlib.decompress(t).decode() if isinstance(t, bytes) else str(t) for t in texts)
                found += [(table, name, value) for value in values if value in text]
        return found


def test_the_values_stand_in_the_sources() -> None:
    texts = "".join(notice_path(name, "text").read_text("utf-8") for name in NOTICES)
    assert [value for value in OF_THE_LETTERS if value not in texts] == []
    assert [v for v in (*OF_THE_FORM, *LEADERS_OF_THE_FORM) if v not in notice_text(ROWS, header=HEADER)] == []


def test_no_table_and_no_view_holds_a_private_value(warehouse: Path) -> None:
    assert leaks(warehouse, (*OF_THE_LETTERS, *OF_THE_FORM)) == []


def test_not_even_the_file_does(warehouse: Path) -> None:
    """Texts of a few rows are stored plain, so that this finds what no column shows any more."""
    content = warehouse.read_bytes()
    assert [v for v in (*OF_THE_LETTERS, *OF_THE_FORM) if v.encode() in content] == []


def test_a_value_that_is_there_is_found(warehouse: Path) -> None:
    """The search itself is no sham: what is public is found by it in the tables and the views."""
    found = {(table, column) for table, column, _ in leaks(warehouse, ("区卫生健康委",))}
    assert {("cells", "text"), ("task_units", "mention"), ("v_tasks", "lead_mentions"), ("readings", "notice")} <= found


def test_the_marks_stand_where_it_stood(tmp_path: Path) -> None:
    path = put(tmp_path / "w.duckdb", five_notices())
    marked = ask(path, "SELECT text FROM paragraphs WHERE text LIKE '%〔%' AND disposition = 'letter' ORDER BY text")
    texts = " ".join(text for (text,) in marked)
    for shown in (
        "（联系人：〔联系人〕；联系电话：〔电话〕；邮箱：〔邮箱〕）",
        "（联系人：〔联系人〕，联系方式：〔电话〕）",
        "（QQ群：〔QQ〕）",
    ):
        assert shown in texts
    told = ask(path, "SELECT count(*), min(severity) FROM findings WHERE rule = 'private_data'")
    assert told == [(3, "info")]


def test_leaders_are_part_of_the_task_and_there(tmp_path: Path) -> None:
    path = put(tmp_path / "w.duckdb", all_formats())
    names = {name for (name,) in ask(path, "SELECT DISTINCT name FROM task_leaders")}
    assert set(LEADERS_OF_THE_FORM) <= names
    assert len(names) > len(LEADERS_OF_THE_FORM)
    form = "FROM v_tasks WHERE document_number LIKE '%77号' ORDER BY seq"
    assert ask(path, f"SELECT leaders {form}") == [(["刘玄德"],), (["关云长"],), (["关云长"],)]
    assert ask(path, f"SELECT lead_mentions {form} LIMIT 1") == [(["区城管局"],)]
    assert ask(path, f"SELECT target {form} LIMIT 1 OFFSET 1") == [("新建水厂2座（联系人：〔联系人〕）。",)]


def test_the_leaders_of_the_notices_are_there(tmp_path: Path) -> None:
    path = put(tmp_path / "w.duckdb", five_notices())
    assert ask(path, "SELECT count(DISTINCT name) > 5 FROM task_leaders") == [(True,)]
    assert ask(path, "SELECT count(*) FROM task_leaders WHERE name LIKE '%〔%'") == [(0,)]


def test_the_column_of_contacts_is_there_and_says_nothing(tmp_path: Path) -> None:
    path = put(tmp_path / "w.duckdb", all_formats())
    cells = ask(path, "SELECT text, disposition, count(*) FROM cells WHERE field = 'contact' GROUP BY ALL")
    assert cells == [("〔责任人及联系方式〕", "field", 3)]


def test_a_refused_file_says_why_without_it(tmp_path: Path) -> None:
    path = put(tmp_path / "w.duckdb", all_formats())
    ((reason,),) = ask(path, "SELECT reason FROM sources WHERE outcome = 'quarantined'")
    assert "check that it is a notice" in reason


@pytest.mark.parametrize("file_format", list(ExportFormat))
def test_no_exported_file_holds_a_private_value(file_format: ExportFormat, warehouse: Path, tmp_path: Path) -> None:
    assert etl("export", tmp_path / "out", "--format", file_format, "--warehouse", warehouse).code == 0
    files = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert [v for v in (*OF_THE_LETTERS, *OF_THE_FORM) if v in _text(file)] == [], file


def _text(file: Path) -> str:
    """What an exported file says, unpacked."""
    if file.suffix == ".parquet":
        return str(duckdb.sql(f"FROM '{file}'").fetchall())
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as archive:
            return "".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    return file.read_text("utf-8")


def test_looking_at_one_file_shows_none_of_it() -> None:
    answer = etl("inspect", notice_path("wulong-2024-plan", "text"))
    assert answer.code == 0
    assert [v for v in OF_THE_LETTERS if v in answer.stdout + answer.stderr] == []


def test_looking_at_a_file_with_contacts_shows_none_of_it(tmp_path: Path) -> None:
    form = put(tmp_path / "form.txt", notice_text(ROWS, header=HEADER))
    for more in ((), ("--at", "table 1, row 2")):
        answer = etl("inspect", form, *more)
        assert answer.code == 0
        assert [v for v in OF_THE_FORM if v in answer.stdout + answer.stderr] == []
