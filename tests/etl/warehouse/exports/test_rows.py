import duckdb
import pytest

from etl.warehouse.dictionary import Table
from etl.warehouse.exports.rows import quoted, rows, statement
from tests.etl.warehouse.exports.strange import strange_tables


def tables_of(connection: duckdb.DuckDBPyConnection) -> dict[str, Table]:
    return {table.name: table for table in strange_tables(connection)}


def test_a_table_is_ordered_by_its_key_and_a_view_as_it_says() -> None:
    with duckdb.connect() as connection:
        connection.execute('CREATE TABLE "no key" (b INTEGER, a INTEGER)')
        tables = tables_of(connection)
        assert statement(tables["days"]) == 'SELECT "day", "moment" FROM "days" ORDER BY "day"'
        assert statement(tables["v_texts"]) == 'SELECT "text" FROM "v_texts"'
        assert statement(tables["no key"]) == 'SELECT "b", "a" FROM "no key" ORDER BY ALL'


def test_a_key_of_several_columns() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE two (a INTEGER, b INTEGER, PRIMARY KEY (b, a))")
        assert statement(tables_of(connection)["two"]).endswith('ORDER BY "b", "a"')


def test_rows_come_in_order_however_they_were_put_in() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE many (n INTEGER PRIMARY KEY)")
        connection.execute("INSERT INTO many SELECT n * 7919 % 5003 FROM range(5003) AS r(n)")
        assert [row[0] for row in rows(connection, tables_of(connection)["many"])] == list(range(5003))


def test_an_array_of_fixed_length_is_a_list() -> None:
    with duckdb.connect() as connection:
        boxes = [row[4] for row in rows(connection, tables_of(connection)["numbers"])]
        assert {type(box) for box in boxes} == {list, type(None)}


@pytest.mark.parametrize("day", ["0044-03-15 (BC)", "12000-01-01"])
def test_a_day_that_python_has_none_for_comes_as_text(day: str) -> None:
    with duckdb.connect() as connection:
        tables = tables_of(connection)
        connection.execute(f"INSERT INTO days VALUES ('{day}', NULL)")
        assert day in [row[0] for row in rows(connection, tables["days"])]


def test_names_are_quoted() -> None:
    assert quoted('a"b') == '"a""b"'
