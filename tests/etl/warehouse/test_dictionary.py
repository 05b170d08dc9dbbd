import duckdb
import pytest
from pydantic import ValidationError

from etl.warehouse.dictionary import INTERNAL, Column, ForeignKey, Table, Titles, dictionary, titles
from tests.dictionary_page import described

SCHEMA = """
CREATE TABLE parents (id VARCHAR PRIMARY KEY, code VARCHAR NOT NULL UNIQUE);
COMMENT ON TABLE parents IS 'Parents';
CREATE TABLE children (
    parent VARCHAR REFERENCES parents (id), n INTEGER NOT NULL CHECK (n >= 1), word VARCHAR CHECK (word IN ('a', 'b')),
    share DOUBLE CHECK (share BETWEEN 0 AND 1), size INTEGER CHECK (size % 2 = 0), lists VARCHAR[],
    CHECK (n < 10 OR word IS NULL), PRIMARY KEY (parent, n)
);
COMMENT ON COLUMN children.n IS 'Number';
CREATE VIEW v_children AS SELECT word, n FROM children;
COMMENT ON VIEW v_children IS 'For people';
COMMENT ON COLUMN v_children.n IS 'Number, from 1';
"""


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    with duckdb.connect() as connection:
        connection.execute(SCHEMA)
        return {table.name: table for table in dictionary(connection)}


@pytest.fixture(scope="module")
def all_columns() -> list[tuple[Table, Column]]:
    return [(table, column) for table in described() for column in table.columns]


def columns(table: Table) -> dict[str, Column]:
    return {column.name: column for column in table.columns}


def test_views_come_first_then_tables_by_name(tables: dict[str, Table]) -> None:
    assert list(tables) == ["v_children", "children", "parents"]
    assert [t.is_view for t in tables.values()] == [True, False, False]


def test_comments_are_the_files_own(tables: dict[str, Table]) -> None:
    assert (tables["parents"].comment, tables["v_children"].comment) == ("Parents", "For people")
    assert columns(tables["children"])["n"].comment == "Number"
    assert columns(tables["v_children"])["n"].comment == "Number, from 1"
    assert columns(tables["children"])["word"].comment == ""


def test_keys(tables: dict[str, Table]) -> None:
    assert tables["children"].primary_key == ("parent", "n")
    assert tables["children"].foreign_keys == (ForeignKey(columns=("parent",), table="parents", keys=("id",)),)
    assert columns(tables["parents"])["code"].unique
    assert columns(tables["parents"])["id"].unique
    assert not columns(tables["children"])["parent"].unique


def test_what_may_stand_in_a_column(tables: dict[str, Table]) -> None:
    found = columns(tables["children"])
    assert (found["n"].nullable, found["word"].nullable) == (False, True)
    assert found["word"].words == ("a", "b")
    assert (found["n"].minimum, found["n"].maximum) == (1, None)
    assert (found["share"].minimum, found["share"].maximum) == (0, 1)
    assert (found["size"].words, found["size"].minimum) == ((), None)
    assert found["lists"].type == "VARCHAR[]"


def test_a_view_says_nothing_of_null(tables: dict[str, Table]) -> None:
    assert {column.nullable for column in tables["v_children"].columns} == {None}


def test_titles_are_strict() -> None:
    with pytest.raises(ValidationError):
        Titles.model_validate({"columns": {}, "tables": {}, "own": {}, "colums": {}})


def test_a_tables_own_title_goes_first_and_a_nameless_column_keeps_its_name() -> None:
    some = Titles(columns={"name": "名称"}, tables={}, own={"projects": {"name": "项目名称"}})
    assert [some.column(*at) for at in (("projects", "name"), ("units", "name"), ("units", "x"))] == [
        "项目名称",
        "名称",
        "x",
    ]


def test_every_table_and_column_has_a_title_and_no_title_is_left_over() -> None:
    named, found = titles(), described()
    assert set(named.tables) == {table.name for table in found}
    assert set(named.columns) | {c for own in named.own.values() for c in own} == {
        column.name for table in found for column in table.columns
    }
    own = {table.name: {column.name for column in table.columns} for table in found}
    assert [f"{t}.{c}" for t, names in named.own.items() for c in names if c not in own[t]] == []
    bare = [f"{t.name}.{c.name}" for t in found for c in t.columns if c.title == c.name]
    assert bare == []


def test_titles_are_chinese(all_columns: list[tuple[Table, Column]]) -> None:
    odd = [c.title for _, c in all_columns if not any("一" <= letter <= "龥" for letter in c.title)]
    assert odd == []


def test_no_two_columns_of_a_table_have_one_title() -> None:
    twice = [t.name for t in described() if len({c.title for c in t.columns}) < len(t.columns)]
    assert twice == []


def test_a_comment_says_what_null_means(all_columns: list[tuple[Table, Column]]) -> None:
    silent = [f"{t.name}.{c.name}" for t, c in all_columns if c.nullable and "NULL" not in c.comment]
    assert silent == []


def test_a_comment_is_no_bare_repetition_of_the_name(all_columns: list[tuple[Table, Column]]) -> None:
    odd = [f"{t.name}.{c.name}" for t, c in all_columns if not c.comment.strip() or c.comment.endswith(".")]
    assert odd == []


def test_a_measured_column_says_in_what(all_columns: list[tuple[Table, Column]]) -> None:
    measured = [
        (f"{table.name}.{column.name}", column.comment)
        for table, column in all_columns
        if column.name.endswith(("_yuan", "value", "score", "similarity", "box"))
    ]
    words = ("yuan", "measure", "0 to 1", "from 0", "points", "as written")
    assert [place for place, comment in measured if not any(word in comment for word in words)] == []


def test_every_internal_table_is_there() -> None:
    assert {table.name for table in described()} >= INTERNAL
