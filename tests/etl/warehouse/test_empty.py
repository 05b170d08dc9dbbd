"""What every warehouse is made of before it has a row."""

import re
from importlib.resources import files

from etl.warehouse.empty import empty_warehouse, schema_text, view_texts

VIEWS = files("etl.warehouse") / "views"


def test_an_empty_warehouse_has_every_table_and_view_and_no_notice() -> None:
    with empty_warehouse() as connection:
        names = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        assert names == set(re.findall(r"CREATE TABLE (\w+)", schema_text()))
        for text in view_texts():
            assert connection.execute(f"SELECT count(*) >= 0 FROM {made_view(text)}").fetchone() == (True,)
        assert connection.execute("SELECT count(*) FROM notices").fetchone() == (0,)


def made_view(text: str) -> str:
    found = re.search(r"CREATE VIEW (\w+)", text)
    assert found
    return found[1]


def test_every_view_is_made_once() -> None:
    names = [made_view(text) for text in view_texts()]
    assert sorted(names) == sorted(p.name.removesuffix(".sql") for p in VIEWS.iterdir() if p.name.endswith(".sql"))


def test_a_view_is_made_after_those_it_reads() -> None:
    made: set[str] = set()
    for text in view_texts():
        name = made_view(text)
        assert set(re.findall(r"\b(?:FROM|JOIN) (v_\w+)", text)) <= made
        made.add(name)


def test_a_view_says_first_what_it_is_for() -> None:
    assert all(text.startswith("-- ") and text.split("\n", 1)[0].endswith(".") for text in view_texts())
