"""Odd values go in and come out: dates of other centuries, long cells and tables, odd characters, odd file names."""

import csv
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import docx
import pyarrow.parquet as pq
import pytest

from tests.etl.warehouse.build import HEADER, ask, etl, notice_text, put, run

MEGABYTES = 2_000_000
ROWS = int(os.environ.get("ODD_ROWS", "1000"))
"""Rows of the long tables; ODD_ROWS=20000 has them as long as can be asked for, which takes some minutes."""


def row(target: str = "建成口袋公园3个。", deadline: str = "2024年12月", no: int = 1) -> tuple[str, ...]:
    return (str(no), f"建设城市公园{no}", "区城管局", "区财政局", target, deadline)


def loaded(tmp_path: Path, content: bytes | str, name: str = "a.txt") -> Path:
    warehouse = tmp_path / "w.duckdb"
    report = run(warehouse, put(tmp_path / name, content))
    assert [(f.fate.value, f.reason) for f in report.files] == [("loaded", None)]
    return warehouse


def test_deadlines_of_other_centuries(tmp_path: Path) -> None:
    stated = {
        "1949年10月1日前": date(1949, 10, 1),
        "1970年1月1日": date(1970, 1, 1),
        "1969.12": date(1969, 12, 31),
        "一九四九年十月": date(1949, 10, 31),
        "2101年6月底前": date(2101, 6, 30),
        "2150.12": date(2150, 12, 31),
        "2150年12月底前": date(2150, 12, 31),
        "9999年12月31日前": None,
        "10000年1月": None,
        "0001年1月1日": None,
    }
    rows = [row(deadline=text, no=n) for n, text in enumerate(stated, 1)]
    warehouse = loaded(tmp_path, notice_text(rows))
    assert dict(ask(warehouse, "SELECT deadline_text, deadline FROM tasks")) == stated
    ((unread,),) = ask(warehouse, "SELECT count(*) FROM findings WHERE rule = 'unread_deadline'")
    assert unread == 3
    answer = etl(
        "query", "SELECT max(deadline) AS last, min(deadline) FROM tasks", "--format", "json", "--warehouse", warehouse
    )
    assert json.loads(answer.stdout) == [{"last": "2150-12-31", "min(deadline)": "1949-10-01"}]


@pytest.mark.parametrize("year", [1949, 1970, 2101, 2150])
def test_notices_of_other_centuries(tmp_path: Path, year: int) -> None:
    number = f"渝北府办发〔{year}〕5号"
    rows = [row(deadline="12月底前"), row(target=f"{year}年底前建成3座公园。", deadline="", no=2)]
    warehouse = loaded(tmp_path, notice_text(rows, year=year, number=number))
    assert ask(warehouse, "SELECT year, issued_on, document_number FROM notices") == [(year, date(year, 3, 1), number)]
    assert ask(warehouse, "SELECT DISTINCT deadline FROM tasks") == [(date(year, 12, 31),)]
    assert ask(warehouse, "SELECT count(*) FROM quantities WHERE value > 1000") == [(0,)]


ODD = {
    "bidi": ("口\u202e袋\u2066x", "口\u202e袋\u2066x"),
    "zero width": ("口\u200b袋\u200d树", "口\u200b袋\u200d树"),
    "private": ("口\ue000袋", "口\ue000袋"),
    "four bytes": ("口𠮷𰻞袋", "口𠮷𰻞袋"),
    "emoji": ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    "NUL": ("口\0袋", "口␀袋"),
    "controls": ("口\x07袋\x1b[31m", "口␇袋␛[31m"),
    "half a pair": ("口\ud800袋", "口�袋"),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_odd_characters_go_in_and_come_out_in_every_format(tmp_path: Path, encoding: str) -> None:
    rows = [row(f"建成{given}公园。", no=n) for n, (given, _) in enumerate(ODD.values(), 1)]
    mark = b"\xff\xfe" if encoding == "utf-16" else b""
    codec = "utf-16-le" if mark else encoding
    warehouse = loaded(tmp_path, mark + notice_text(rows).encode(codec, "surrogatepass"))
    out = [f"建成{shown}公园。" for _, shown in ODD.values()]
    sql = "SELECT target FROM tasks JOIN projects USING (project_id) ORDER BY ordinal"
    assert [t for (t,) in ask(warehouse, sql)] == out
    ((message,),) = ask(warehouse, "SELECT message FROM findings WHERE rule = 'unstorable_character'")
    assert "U+0000, U+0007, U+001B, U+D800" in message
    answers = {
        f: etl("query", sql, "--format", f, "--warehouse", warehouse) for f in ("csv", "json", "parquet", "table")
    }
    assert [line["target"] for line in csv.DictReader(io.StringIO(answers["csv"].stdout))] == out
    assert [line["target"] for line in json.loads(answers["json"].stdout)] == out
    assert pq.read_table(io.BytesIO(answers["parquet"].data))["target"].to_pylist() == out
    assert "𠮷𰻞" in answers["table"].stdout
    for kind in ("parquet", "csv", "xlsx"):
        assert etl("export", tmp_path / kind, "--format", kind, "--warehouse", warehouse).code == 0
    assert etl("inspect", tmp_path / "a.txt").code == 0
    assert etl("check", "--warehouse", warehouse).code == 0


def word_file(rows: list[tuple[str, ...]]) -> bytes:
    document = docx.Document()
    for line in notice_text(()).split("\n"):
        if line.strip() and not line.startswith("\t"):
            document.add_paragraph(line)
    drawn = document.add_table(rows=1 + len(rows), cols=len(HEADER))
    for texts, cells in zip((HEADER, *rows), drawn.rows, strict=True):
        for text, cell in zip(texts, cells.cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_a_cell_of_two_megabytes(tmp_path: Path, kind: str) -> None:
    sentence = "建设城市公园并且完善周边道路绿化照明等配套设施，建成口袋公园3个。" + "持续改善城区环境质量，" * 100
    target = sentence * (MEGABYTES // len(sentence.encode()) + 1)
    assert len(target.encode()) >= MEGABYTES
    rows = [row(target)]
    warehouse = loaded(tmp_path, notice_text(rows) if kind == "txt" else word_file(rows), f"a.{kind}")
    assert ask(warehouse, "SELECT target = ? FROM tasks", target) == [(True,)]
    answer = etl("query", "SELECT target FROM tasks", "--format", "json", "--warehouse", warehouse)
    assert json.loads(answer.stdout) == [{"target": target}]
    for format_ in ("csv", "parquet", "xlsx"):
        assert etl("export", tmp_path / "out", "--format", format_, "--warehouse", warehouse).code == 0


def test_every_row_of_a_long_table_comes_out(tmp_path: Path) -> None:
    warehouse = loaded(tmp_path, notice_text([row(no=n) for n in range(1, ROWS + 1)]))
    found = ask(
        warehouse,
        "SELECT count(*), count(DISTINCT seq), min(seq), max(seq) FROM projects JOIN tasks USING (project_id)",
    )
    assert found == [(ROWS, ROWS, 1, ROWS)]


NAMES = (
    *(b'it\'s "q".txt', b"a  b.txt", b"new\nline.txt", "表情🌳.txt".encode(), "\u202ertl\u200f.txt".encode()),
    *(
        b"100%.txt",
        b"%s%d.txt",
        b"-rf.txt",
        ("长" * 80 + ".txt").encode(),
        "方案.txt".encode("gbk"),
        b"tab\t;$(x)`*[1]?.txt",
    ),
)


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8 are of Linux")
def test_odd_names_of_files_folders_and_warehouses(tmp_path: Path) -> None:
    for n, name in enumerate(NAMES):
        folder = tmp_path / os.fsdecode(b"in " + name) if n % 2 else tmp_path / "raw"
        put(
            tmp_path / "raw" / folder.name / os.fsdecode(name),
            notice_text([row()], number=f"渝北府办发〔2024〕{n + 1}号"),
        )
    warehouse = tmp_path / 'it\'s "w" 100% 🌳\n;.duckdb'
    answer = etl("ingest", tmp_path / "raw", "--warehouse", warehouse)
    assert (answer.code, answer.stderr.count("loaded       ")) == (0, len(NAMES))
    assert all(line.isprintable() for line in answer.stderr.splitlines())
    paths = {p for (p,) in ask(warehouse, "SELECT path FROM sources")}
    assert {Path(p).name for p in paths} == {os.fsdecode(n).encode("utf-8", "backslashreplace").decode() for n in NAMES}
    assert etl("check", "--warehouse", warehouse).code == 0
    again = etl("ingest", tmp_path / "raw", "--dry-run", "--warehouse", warehouse)
    assert again.stderr.count("unchanged    ") == len(NAMES)
    for kind in ("parquet", "csv", "xlsx"):
        assert etl("export", tmp_path / "out 'x' \"%s\"\n🌳", "--format", kind, "--warehouse", warehouse).code == 0
