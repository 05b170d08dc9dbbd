import csv
import io
import json
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from etl.warehouse.connect import reading
from etl.warehouse.errors import WarehouseError
from etl.warehouse.query import ResultFormat, one_reading_statement, plain, run_query
from etl.warehouse.statement import StatementError
from tests.etl.warehouse.build import emptied, five_notices, put


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("five")) as folder:
        yield put(folder / "notices.duckdb", five_notices())


def answer(path: Path, sql: str, result_format: ResultFormat) -> bytes:
    out = io.BytesIO()
    run_query(path, sql, result_format, out)
    return out.getvalue()


def as_json(path: Path, sql: str) -> Any:
    return json.loads(
        answer(path, sql, ResultFormat.JSON), parse_constant=lambda word: pytest.fail(f"{word} is no JSON")
    )


def as_csv(path: Path, sql: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer(path, sql, ResultFormat.CSV).decode(), newline="")))


def as_table(path: Path, sql: str) -> list[str]:
    return answer(path, sql, ResultFormat.TABLE).decode().splitlines()


VALUES = {
    "chinese": ("'渝北区，“厕所革命”'", "渝北区，“厕所革命”"),
    "newline": ("'一是建成。' || chr(10) || '二是投用。'", "一是建成。\n二是投用。"),
    "quotes": ("'“a”, ''b'' \"c\"'", "“a”, 'b' \"c\""),
    "null": ("NULL", None),
    "empty": ("''", ""),
    "boolean": ("true", True),
    "whole number": ("9007199254740993", 9007199254740993),
    "decimal": ("2.27::DECIMAL(10, 2)", 2.27),
    "whole decimal": ("2600000::DECIMAL(24, 6)", 2600000),
    "date": ("DATE '2024-12-31'", "2024-12-31"),
    "time": ("TIMESTAMP '2024-12-31 08:30:00'", "2024-12-31T08:30:00"),
    "list": ("['区教委', NULL]", ["区教委", None]),
    "empty list": ("[]::VARCHAR[]", []),
    "list of dates": ("[DATE '2024-06-30']", ["2024-06-30"]),
    "struct": ("{'deadline': DATE '2024-06-30', 'n': 1}", {"deadline": "2024-06-30", "n": 1}),
    "map": ("MAP {'区教委': 2}", {"区教委": 2}),
}


@pytest.mark.parametrize("case", VALUES)
def test_json_has_every_kind_of_value(five: Path, case: str) -> None:
    sql, expected = VALUES[case]
    assert as_json(five, f"SELECT {sql} AS x") == [{"x": expected}]


def test_json_of_nothing_is_an_empty_list(five: Path) -> None:
    assert as_json(five, "SELECT * FROM tasks WHERE false") == []


def test_json_is_readable_chinese(five: Path) -> None:
    assert "渝北区".encode() in answer(five, "SELECT '渝北区' AS x", ResultFormat.JSON)


def test_json_has_a_line_a_row(five: Path) -> None:
    lines = answer(five, "SELECT task_id, target FROM tasks", ResultFormat.JSON).decode().splitlines()
    assert len(lines) == 124 + 2


@pytest.mark.parametrize("number", ["'nan'::DOUBLE", "'inf'::DOUBLE", "'-inf'::FLOAT"])
def test_json_stays_json_where_it_has_no_such_number(five: Path, number: str) -> None:
    assert list(as_json(five, f"SELECT {number} AS x")[0]) == ["x"]


@pytest.mark.parametrize("result_format", [ResultFormat.JSON, ResultFormat.CSV, ResultFormat.TABLE])
def test_a_histogram_of_deadlines_is_shown(five: Path, result_format: ResultFormat) -> None:
    shown = answer(five, "SELECT histogram(deadline) AS deadlines FROM tasks", result_format).decode()
    assert "2024-12-31" in shown or "2024, 12, 31" in shown


def test_columns_of_one_name_are_both_kept(five: Path) -> None:
    (row,) = as_json(five, "SELECT 1 AS n, 2 AS n")
    assert sorted(row.values()) == [1, 2]


@pytest.mark.parametrize("result_format", ResultFormat)
def test_a_time_with_its_zone_is_an_ordinary_value(five: Path, result_format: ResultFormat) -> None:
    assert answer(five, "SELECT TIMESTAMPTZ '2024-03-01 08:00:00+08' AS x", result_format) != b""


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("'渝北区'", "渝北区"),
        ("'a,b'", "a,b"),
        ("'say \"so\"'", 'say "so"'),
        ("'一' || chr(10) || '二'", "一\n二"),
        ("NULL", ""),
        ("DATE '2024-12-31'", "2024-12-31"),
        ("1.50::DECIMAL(5, 2)", "1.50"),
        ("2.27::DECIMAL(24, 6)", "2.270000"),
        ("['区教委', '区财政局']", '["区教委", "区财政局"]'),
        ("[]::VARCHAR[]", "[]"),
    ],
)
def test_csv_reads_back(five: Path, sql: str, expected: str) -> None:
    assert as_csv(five, f"SELECT {sql} AS x, 1 AS y") == [["x", "y"], [expected, "1"]]


def test_csv_is_utf_8_with_plain_line_ends(five: Path) -> None:
    assert answer(five, "SELECT '区' AS 名称", ResultFormat.CSV) == "名称\n区\n".encode()


def test_csv_of_nothing_still_has_its_header(five: Path) -> None:
    assert as_csv(five, "SELECT task_id, part FROM tasks WHERE false") == [["task_id", "part"]]


def test_a_list_in_csv_is_json(five: Path) -> None:
    ((_,), (units,)) = as_csv(five, "SELECT supporting_mentions FROM v_tasks WHERE project = '建设城市公园' LIMIT 1")
    assert isinstance(json.loads(units), list)


def test_parquet_keeps_types(five: Path) -> None:
    sql = "SELECT '区' AS t, DATE '2024-12-31' AS d, ['a', NULL] AS l, NULL::INTEGER AS n, 1.5::DECIMAL(5, 2) AS m"
    table = pq.read_table(io.BytesIO(answer(five, sql, ResultFormat.PARQUET)))
    (row,) = table.to_pylist()
    assert row["t"] == "区" and row["d"] == date(2024, 12, 31) and row["l"] == ["a", None] and row["n"] is None
    assert str(row["m"]) == "1.50"


def test_parquet_has_the_rows_of_the_view(five: Path) -> None:
    table = pq.read_table(io.BytesIO(answer(five, "FROM v_tasks", ResultFormat.PARQUET)))
    assert table.num_rows == 124


def test_a_table_lines_up_where_characters_are_two_columns_wide(five: Path) -> None:
    sql = "SELECT * FROM (VALUES ('渝北区', 1), ('a', 2)) AS t (region, n)"
    lines = as_table(five, sql)
    assert lines[0].startswith("region  n")
    assert [cell_len(line[: line.index(n)]) for line, n in zip(lines[2:4], "12", strict=True)] == [8, 8]
    assert lines[-1] == "(2 rows)"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("NULL", ""),
        ("'一' || chr(10) || '二'", "一 二"),
        ("['区教委', '区财政局']", "区教委、区财政局"),
        ("DATE '2024-12-31'", "2024-12-31"),
        ("1.50::DECIMAL(5, 2)", "1.50"),
    ],
)
def test_a_table_shows_each_row_on_one_line(five: Path, sql: str, expected: str) -> None:
    assert as_table(five, f"SELECT {sql} AS x")[2:] == [expected, "(1 row)"]


def test_a_table_without_rows_shows_its_columns(five: Path) -> None:
    assert as_table(five, "SELECT task_id FROM tasks WHERE false") == ["task_id", "-------", "(0 rows)"]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "FROM v_tasks",
        "TABLE regions",
        "VALUES (1)",
        "WITH t AS (FROM tasks) SELECT count(*) FROM t",
        "DESCRIBE v_tasks",
        "SUMMARIZE regions",
        "SHOW TABLES",
        "EXPLAIN SELECT * FROM v_tasks",
        "-- Why is it slow?\nEXPLAIN SELECT 1",
        "-- to explain\n/* explain */ explain analyze SELECT 1",
        "EXPLAIN (SELECT 1)",
        "EXPLAIN (FORMAT json) SELECT 1",
        "SELECT 1;",
        "SELECT 1 -- DROP TABLE tasks;",
        "/* the regions */ FROM regions",
        "SELECT 'DELETE; INSERT' AS words",
        "SELECT current_date",
    ],
)
def test_statements_that_read_are_run(five: Path, sql: str) -> None:
    assert answer(five, sql, ResultFormat.TABLE).decode().rstrip().endswith(("rows)", "row)"))


WRITING = (
    "CREATE TABLE x (a INTEGER)",
    "CREATE TEMP TABLE x AS SELECT 1",
    "CREATE OR REPLACE VIEW v_tasks AS SELECT 1",
    "CREATE MACRO f(a) AS a",
    "INSERT INTO regions VALUES ('x', 'x', 'x', 'x', NULL, NULL)",
    "UPDATE regions SET name = 'x'",
    "DELETE FROM task_units",
    "TRUNCATE task_units",
    "DROP TABLE tasks",
    "ALTER TABLE tasks ADD COLUMN x INTEGER",
    "COMMENT ON TABLE tasks IS NULL",
    "BEGIN",
    "CHECKPOINT",
    "VACUUM",
    "ANALYZE",
    "SET memory_limit = '1MB'",
    "RESET memory_limit",
    "PRAGMA enable_profiling",
    "CALL pragma_version()",
    "USE memory",
    "INSTALL httpfs",
    "LOAD httpfs",
    "DETACH notices",
    "PREPARE p AS DELETE FROM tasks",
    "EXECUTE p",
    "MERGE INTO regions USING regions AS o ON false WHEN NOT MATCHED THEN INSERT",
)


@pytest.mark.parametrize("sql", WRITING)
def test_a_statement_that_does_not_read_is_refused(five: Path, sql: str) -> None:
    with pytest.raises(StatementError):
        answer(five, sql, ResultFormat.TABLE)
    assert five.read_bytes() == five_notices()


OUT = (
    "COPY tasks TO '{out}'",
    "COPY (SELECT 1) TO '{out}' (FORMAT parquet)",
    "EXPORT DATABASE '{out}'",
    "ATTACH '{out}' AS other",
    "ATTACH '{out}' AS other (READ_WRITE)",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{out}'",
    "EXPLAIN (ANALYZE) COPY tasks TO '{out}' (FORMAT csv)",
    "explain analyze COPY tasks TO '{out}'",
    "-- x\rEXPLAIN ANALYZE COPY tasks TO '{out}'",
    "-- EXPLAIN SELECT 1\nEXPLAIN ANALYZE COPY tasks TO '{out}'",
    "/* EXPLAIN SELECT 1 */ EXPLAIN ANALYZE COPY tasks TO '{out}'",
    "/* /* */ EXPLAIN SELECT 1 -- */\n*/ EXPLAIN ANALYZE COPY tasks TO '{out}'",
    "SELECT 1; COPY tasks TO '{out}'",
    "COPY tasks TO '{out}'; SELECT 1",
    "SELECT 1; ATTACH '{out}' AS other; CREATE TABLE other.x AS SELECT 1",
    "SELECT * FROM query('COPY tasks TO ''{out}''')",
    "SELECT 1 /* ; */ ; COPY tasks TO '{out}' --",
    "PRAGMA profiling_output = '{out}'",
)


@pytest.mark.parametrize("sql", OUT)
def test_no_statement_writes_another_file(five: Path, tmp_path: Path, sql: str) -> None:
    with pytest.raises(StatementError):
        answer(five, sql.format(out=tmp_path / "out"), ResultFormat.TABLE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("sql", "n"),
    [("", 0), ("  \n", 0), ("-- nothing", 0), (";", 0), ("SELECT 1; SELECT 2", 2), ("BEGIN; SELECT 1; END", 3)],
)
def test_one_statement_is_asked_for(five: Path, sql: str, n: int) -> None:
    with pytest.raises(StatementError, match=f"give one statement, not {n}"):
        answer(five, sql, ResultFormat.TABLE)


PIVOTS = {
    "PIVOT v_tasks ON year USING count(*) GROUP BY region ORDER BY region": ["region", "2020", "2021", "2024"],
    "PIVOT v_tasks ON year USING count(*) GROUP BY region ORDER BY region -- ;": ["region", "2020", "2021", "2024"],
    "; /* ; 渝 */ PIVOT v_tasks ON year IN (2020) USING count(*) GROUP BY region;": ["region", "2020"],
    "FROM (PIVOT (SELECT region || ';渝' AS r, year FROM v_tasks) ON year USING count(*));": [
        "r",
        "2020",
        "2021",
        "2024",
    ],
    "WITH p AS (PIVOT tasks ON deadline_precision USING count(*) GROUP BY part) SELECT count(*) AS n FROM p": ["n"],
    "DESCRIBE PIVOT v_tasks ON year USING count(*) GROUP BY region": [],
    "PIVOT v_tasks ON year, level USING count(*) GROUP BY region": [],
    "UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b": ["name", "value"],
    "EXPLAIN PIVOT v_tasks ON year USING count(*)": ["explain_key", "explain_value"],
    "EXPLAIN (FORMAT json) PIVOT v_tasks ON year, level USING count(*);": ["explain_key", "explain_value"],
    "-- why\nexplain analyze PIVOT v_tasks ON year USING count(*)": ["explain_key", "explain_value"],
    "EXPLAIN FROM (PIVOT v_tasks ON year USING count(*))": ["explain_key", "explain_value"],
    "EXPLAIN (PIVOT v_tasks ON year USING count(*))": ["explain_key", "explain_value"],
}


@pytest.mark.parametrize("sql", PIVOTS)
def test_a_pivot_is_one_statement_whether_its_values_are_named_or_not(five: Path, sql: str) -> None:
    names, *rows = as_csv(five, sql)
    assert rows
    assert names == (PIVOTS[sql] or names)
    assert five.read_bytes() == five_notices()


@pytest.mark.parametrize(
    ("sql", "n"),
    [
        ("SELECT 1; PIVOT v_tasks ON year USING count(*)", 2),
        ("PIVOT v_tasks ON year USING count(*); PIVOT tasks ON part USING count(*)", 2),
        ("CREATE TEMP TYPE x AS ENUM ('渝；北;'); SELECT 1", 2),
        ("BEGIN; CREATE TEMP TYPE x AS ENUM ('a'); EXPLAIN SELECT 1; COMMIT", 4),
        ("BEGIN; EXPLAIN SELECT 1; COMMIT", 3),
        ("EXPLAIN PIVOT v_tasks ON year USING count(*); SELECT 1", 2),
        ("CREATE TEMP TYPE x AS ENUM ('a'); ; PIVOT v_tasks ON year USING count(*);", 2),
        ("CREATE TEMP TABLE x AS SELECT 1; CREATE TEMP TABLE y AS SELECT 1; SELECT 1", 3),
    ],
)
def test_statements_are_counted_as_they_are_written(five: Path, sql: str, n: int) -> None:
    with pytest.raises(StatementError, match=f"give one statement, not {n}"):
        answer(five, sql, ResultFormat.TABLE)


@pytest.mark.parametrize(
    "sql",
    [
        "EXPLAIN CREATE TABLE x AS PIVOT v_tasks ON year USING count(*)",
        "EXPLAIN ANALYZE CREATE TABLE x AS PIVOT v_tasks ON year USING count(*)",
        "EXPLAIN ANALYZE CREATE TEMP VIEW x AS PIVOT v_tasks ON year USING count(*)",
        "EXPLAIN ANALYZE INSERT INTO regions PIVOT v_tasks ON year USING count(*)",
        "EXPLAIN ANALYZE COPY (PIVOT v_tasks ON year USING count(*)) TO '/none/such.csv'",
        "CREATE TABLE x AS PIVOT v_tasks ON year USING count(*)",
        "CREATE TEMP VIEW x AS PIVOT v_tasks ON year USING count(*)",
        "INSERT INTO regions PIVOT v_tasks ON year USING count(*)",
        "COPY (PIVOT v_tasks ON year USING count(*)) TO '/none/such.csv'",
    ],
)
def test_what_is_several_statements_to_duckdb_and_does_not_read_is_refused(five: Path, sql: str) -> None:
    with pytest.raises(StatementError, match=r"several statements|only read by queries|in views") as refused:
        answer(five, sql, ResultFormat.TABLE)
    assert "\n" not in str(refused.value) and "give one statement" not in str(refused.value)
    assert five.read_bytes() == five_notices()


def test_who_needs_one_statement_of_duckdb_s_is_told_how_a_pivot_is_one(five: Path) -> None:
    with reading(five) as connection:
        with pytest.raises(StatementError, match=r"ON year IN \(2023, 2024\)"):
            one_reading_statement(connection, "PIVOT v_tasks ON year USING count(*)", is_file=True)
        with pytest.raises(StatementError, match=r"ON year IN \(2023, 2024\)"):
            one_reading_statement(connection, "EXPLAIN PIVOT v_tasks ON year USING count(*)", is_file=True)
        assert one_reading_statement(connection, "PIVOT v_tasks ON year IN (2020) USING count(*)", is_file=True)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("FROM duckdb_extensions()", "what DuckDB has on this machine outside of it"),
        ("SELECT count(*) FROM duckdb_secrets()", "what DuckDB has on this machine outside of it"),
        ("PRAGMA extension_versions", "what DuckDB has on this machine outside of it"),
        ("FROM '/none/such.csv'", "the file “/none/such.csv”"),
        ("FROM glob('/none/*')", "the file “/none/*”"),
    ],
)
def test_what_lies_outside_is_one_sentence_without_a_path_that_nobody_named(five: Path, sql: str, said: str) -> None:
    with pytest.raises(StatementError) as refused:
        answer(five, sql, ResultFormat.TABLE)
    assert str(refused.value) == f"a query reads the warehouse and nothing else, and this one reaches for {said}."


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM enable_logging()",
        "SELECT * FROM enable_logging/**/()",
        "SELECT * FROM enable_logging /* a */ -- b\n ('x')",
        "SELECT * FROM \"write_log\"/*\n*/('x')",
        "SELECT * FROM ENABLE_LOGGING ()",
        'SELECT * FROM "truncate_duckdb_logs"()',
        "SELECT * FROM checkpoint()",
        "SELECT * FROM Force_Checkpoint('notices')",
        "SELECT * FROM enable_profiling()",
        "SELECT write_log('x')",
    ],
)
def test_functions_that_act_are_refused_however_they_are_written(five: Path, sql: str) -> None:
    with pytest.raises(StatementError, match=r"does something to it|only read by queries"):
        answer(five, sql, ResultFormat.TABLE)


@pytest.mark.parametrize(
    "sql",
    ["FROM query('SELECT 1')", "SELECT * FROM Query /* a */ ('FROM enable'||'_logging()')", "FROM \"query\"('x')"],
)
def test_a_text_is_not_run_as_a_query_within_one(five: Path, sql: str) -> None:
    with pytest.raises(StatementError, match=r"“query” runs a text, .* write that query itself"):
        answer(five, sql, ResultFormat.TABLE)


@pytest.mark.parametrize("sql", ["FROM query_table('notices')", "SELECT notice_id AS query FROM notices"])
def test_a_table_that_is_named_by_a_text_is_read(five: Path, sql: str) -> None:
    assert len(as_csv(five, sql)) == 6


@pytest.mark.parametrize("sql", ["SELECT 'x_logging' AS checkpoint", "SELECT count(*) AS write_log FROM tasks"])
def test_their_words_alone_are_no_call(five: Path, sql: str) -> None:
    assert len(as_csv(five, sql)) == 2


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELEC 1", "SELEC"),
        ("SELECT * FROM v_task", "v_task"),
        ("SELECT colour FROM v_tasks", "colour"),
        ("SELECT target + 1 FROM v_tasks", "Binder Error|Conversion Error"),
        ("SELECT target::INTEGER FROM v_tasks", "Conversion Error"),
        ("SELECT ?", "parameter"),
        ("SELECT * FROM '/none/such.csv'", "such.csv"),
        ("SELECT '", "unterminated"),
    ],
)
def test_wrong_sql_is_one_line_that_says_what(five: Path, sql: str, said: str) -> None:
    with pytest.raises(StatementError, match=said) as refused:
        answer(five, sql, ResultFormat.TABLE)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("result_format", ResultFormat)
def test_a_value_that_cannot_be_converted_is_one_line_in_every_format(five: Path, result_format: ResultFormat) -> None:
    with pytest.raises(StatementError, match="Conversion Error"):
        answer(five, "SELECT target::INTEGER FROM tasks", result_format)


def test_a_refusal_names_the_kind_of_statement(five: Path) -> None:
    with pytest.raises(StatementError, match=r"only read by queries.*“insert”"):
        answer(five, "INSERT INTO regions SELECT * FROM regions", ResultFormat.TABLE)


def test_no_warehouse_is_no_fault_of_the_statement(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError):
        answer(tmp_path / "none.duckdb", "SELECT 1", ResultFormat.JSON)


@given(st.dates())
def test_a_day_is_iso_8601(day: date) -> None:
    assert date.fromisoformat(plain(day)) == day


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_a_decimal_is_a_number(number: Any) -> None:
    assert float(plain(number)) == float(number)


@pytest.mark.parametrize("value", [timedelta(days=3), UUID(int=7), time(8, 30)])
def test_what_json_does_not_have_is_text(value: object) -> None:
    assert plain(value) == str(value)
