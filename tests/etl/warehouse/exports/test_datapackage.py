"""The description keeps to Data Package 2.0; each test names what the standard asks for."""

import hashlib
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.warehouse.dictionary import INTERNAL, Table
from etl.warehouse.exports.datapackage import FILE, Origin, datapackage, listed, origin, write
from etl.warehouse.formats import ExportFormat
from tests import dictionary_page
from tests.etl.warehouse.build import bare_warehouse, put

MADE_OF = Origin(run_id="run-1", finished_at=datetime(2024, 3, 1, 8, 30), schema_version=4, content_hash="c" * 64)
TYPES = {"string", "integer", "number", "boolean", "date", "datetime", "list", "array"}
PACKAGE = {"$schema", "name", "id", "title", "description", "version", "created", "resources"}
RESOURCE = {
    *("name", "type", "title", "description", "path", "format", "mediatype", "encoding", "dialect", "bytes", "hash"),
    "schema",
}
Description = dict[str, Any]


def described() -> list[Table]:
    return [table for table in dictionary_page.described() if table.name not in INTERNAL]


@pytest.fixture(params=[ExportFormat.PARQUET, ExportFormat.CSV])
def description(request: pytest.FixtureRequest, tmp_path: Path) -> Description:
    for table in described():
        (tmp_path / f"{table.name}.{request.param}").write_text(table.name)
    return datapackage(described(), tmp_path, request.param, MADE_OF)


def fields(description: Description) -> list[tuple[str, Description]]:
    return [(r["name"], f) for r in description["resources"] for f in r["schema"]["fields"]]


def test_it_names_its_profile_and_no_property_of_the_standard_is_misspelt(description: Description) -> None:
    assert description["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert set(description) - PACKAGE == {"run_id", "schema_version", "content_hash"}
    assert all(set(resource) <= RESOURCE for resource in description["resources"])


def test_it_says_of_which_run_and_content_it_is(description: Description) -> None:
    assert (description["run_id"], description["schema_version"]) == ("run-1", 4)
    assert description["content_hash"] == "c" * 64
    assert description["created"] == "2024-03-01T08:30:00Z"


def test_names_are_simple_and_differ(description: Description) -> None:
    names = [resource["name"] for resource in description["resources"]]
    assert all(re.fullmatch(r"[-a-z0-9._/]+", name) for name in [*names, description["name"]])
    assert len(set(names)) == len(names) == len(described())


def test_every_file_has_its_size_and_hash(description: Description) -> None:
    for resource in description["resources"]:
        assert resource["path"] == f"{resource['name']}.{resource['format']}"
        assert resource["bytes"] == len(resource["name"])
        assert resource["hash"] == "sha256:" + hashlib.sha256(resource["name"].encode()).hexdigest()
        assert resource["mediatype"] in ("application/vnd.apache.parquet", "text/csv")


def test_csv_says_how_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").touch()
    regions = [table for table in described() if table.name == "regions"]
    (resource,) = datapackage(regions, tmp_path, ExportFormat.CSV, MADE_OF)["resources"]
    assert resource["encoding"] == "utf-8"
    assert (resource["dialect"]["lineTerminator"], resource["dialect"]["quoteChar"]) == ("\r\n", '"')
    assert resource["schema"]["missingValues"] == [""]


def test_every_column_is_typed_titled_and_described(description: Description) -> None:
    for table, field in fields(description):
        assert field["type"] in TYPES, f"{table}.{field['name']}"
        assert field["title"] and field["description"]


def test_columns_are_those_of_the_tables_in_their_order(description: Description) -> None:
    assert [(t.name, c.name) for t in described() for c in t.columns] == [
        (t, f["name"]) for t, f in fields(description)
    ]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("tasks.deadline", {"type": "date"}),
        ("tasks.investment_yuan", {"type": "integer"}),
        ("quantities.value", {"type": "number"}),
        ("projects.voted", {"type": "boolean"}),
        ("sources.loaded_at", {"type": "datetime"}),
        ("notices.kind", {"type": "string", "constraints": {"required": True, "enum": ["plan", "report", "progress"]}}),
        ("tasks.part", {"constraints": {"required": True, "minimum": 1}}),
        ("family_members.similarity", {"constraints": {"required": True, "minimum": 0, "maximum": 1}}),
        ("sources.sha256", {"constraints": {"required": True, "unique": True}}),
        ("tasks.target", {"type": "string"}),
    ],
)
def test_types_and_constraints_are_those_of_the_schema(description: Description, place: str, expected: object) -> None:
    (field,) = [f for table, f in fields(description) if f"{table}.{f['name']}" == place]
    assert isinstance(expected, dict)
    assert {name: field[name] for name in expected} == expected
    if place == "tasks.target":
        assert "constraints" not in field


def test_lists_say_how_they_stand_in_a_cell(description: Description) -> None:
    (units,) = [f for table, f in fields(description) if (table, f["name"]) == ("v_tasks", "lead_units")]
    (boxes,) = [f for table, f in fields(description) if (table, f["name"]) == ("cells", "box")]
    if description["resources"][0]["format"] == "csv":
        assert (units["type"], units["delimiter"], units["itemType"]) == ("list", "、", "string")
        assert boxes["itemType"] == "number"
    else:
        assert (units["type"], boxes["type"]) == ("array", "array")


def test_keys_lead_to_columns_that_are_there(description: Description) -> None:
    columns = {r["name"]: {f["name"] for f in r["schema"]["fields"]} for r in description["resources"]}
    keys = 0
    for resource in description["resources"]:
        assert set(resource["schema"].get("primaryKey", ())) <= columns[resource["name"]]
        for key in resource["schema"].get("foreignKeys", ()):
            keys += 1
            assert set(key["fields"]) <= columns[resource["name"]]
            assert set(key["reference"]["fields"]) <= columns[key["reference"]["resource"]]
    assert keys > 20


def test_a_key_to_a_table_that_is_not_written_out_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").touch()
    tasks = [table for table in described() if table.name == "tasks"]
    (resource,) = datapackage(tasks, tmp_path, ExportFormat.CSV, MADE_OF)["resources"]
    assert "foreignKeys" not in resource["schema"]
    assert resource["schema"]["primaryKey"] == ["task_id"]


def test_an_empty_text_that_must_be_there_is_no_missing_one(tmp_path: Path) -> None:
    (tmp_path / "cells.csv").touch()
    cells = [table for table in described() if table.name == "cells"]
    (resource,) = datapackage(cells, tmp_path, ExportFormat.CSV, MADE_OF)["resources"]
    found = {f["name"]: f.get("missingValues") for f in resource["schema"]["fields"]}
    assert (found["text"], found["page"], found["row_no"]) == ([], None, None)


def test_what_is_written_is_listed(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").touch()
    regions = [table for table in described() if table.name == "regions"]
    file = write(datapackage(regions, tmp_path, ExportFormat.CSV, MADE_OF), tmp_path)
    assert file.name == FILE and file.read_bytes().endswith(b"}\n") and b"\r" not in file.read_bytes()
    assert listed(tmp_path) == ["regions.csv"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "{}", '{"name": "other", "resources": [{"path": "a.csv"}]}'),
        *('{"name": "minsheng-notices"}', '{"name": "minsheng-notices", "resources": [{}]}'),
        '{"name": "minsheng-notices", "resources": [{"path": "../a.csv"}, {"path": "/a.csv"}, {"path": 1}]}',
    ],
)
def test_what_others_describe_is_not_ours(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert list(listed(tmp_path)) == []


def test_without_a_description_nothing_is_listed(tmp_path: Path) -> None:
    assert list(listed(tmp_path)) == []


def test_a_warehouse_says_what_it_was_made_of(tmp_path: Path) -> None:
    with duckdb.connect(str(put(tmp_path / "w.duckdb", bare_warehouse())), read_only=True) as connection:
        found = origin(connection)
    assert (found.run_id, len(found.content_hash)) == ("first", 64)
    assert json.loads(found.model_dump_json())["schema_version"] >= 4
