"""Where a warehouse is, from the text that names it."""

from pathlib import Path

import pytest

from etl.warehouse.location import Lake, parse_location, with_data_path


def lake(text: str) -> Lake:
    found = parse_location(text)
    assert isinstance(found, Lake)
    return found


def test_what_is_no_lake_is_a_file() -> None:
    assert parse_location("data/notices.duckdb") == Path("data/notices.duckdb")
    assert parse_location("C:/notices.duckdb") == Path("C:/notices.duckdb")
    assert parse_location("/data/a:b.duckdb") == Path("/data/a:b.duckdb")


@pytest.mark.parametrize(
    ("text", "shown", "password"),
    [
        ("postgres:dbname=n host=h", "postgres:dbname=n host=h", None),
        ("postgres:dbname=n password=geheim host=h", "postgres:dbname=n host=h", "geheim"),
        ("postgres:password=geheim dbname=n", "postgres:dbname=n", "geheim"),
        (r"postgres:dbname=n password='it\'s a \\ secret'", "postgres:dbname=n", r"it's a \ secret"),
        ("postgres:dbname=n PASSWORD = geheim", "postgres:dbname=n", "geheim"),
        ("postgres:postgresql://me:ge%40heim@h:5432/n", "postgres:dbname=n host=h port=5432 user=me", "ge@heim"),
        ("postgres:postgresql://me@h/n?password=geheim", "postgres:dbname=n host=h user=me", "geheim"),
        ("postgres:postgresql://me@h/n", "postgres:dbname=n host=h user=me", None),
    ],
)
def test_a_password_is_kept_apart(text: str, shown: str, password: str | None) -> None:
    found = lake(f"ducklake:{text}")
    assert (str(found), found.password) == (f"ducklake:{shown}", password)
    assert "geheim" not in repr(found) and "geheim" not in str(found)


@pytest.mark.parametrize(
    "text",
    [
        "ducklake:postgres:dbname=n password='s3 cretpw",
        "ducklake:dbname=n password=s3cretpw",
        "postgres:dbname=n password=s3cretpw",
        "postgresql://me:s3cretpw@h/n",
        "dbname=n password='s3cretpw'",
    ],
)
def test_of_what_is_no_place_nothing_is_shown(text: str) -> None:
    with pytest.raises(ValueError, match=r"connection string|ducklake:postgres:") as caught:
        parse_location(text)
    assert "cretpw" not in str(caught.value)


@pytest.mark.parametrize("text", ["", ".", "/", "ducklake:."])
def test_what_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="names no file"):
        parse_location(text)


@pytest.mark.parametrize(
    "text",
    [
        *("md:x", "md:", "motherduck:x", "./md:x", "mysql:x", "sqlite:n.db", "s3://bucket/n.duckdb", "https://h/n"),
        *("quack:x", ":memory:", "file:n.duckdb"),
    ],
)
def test_what_duckdb_would_look_for_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no file; name the path of one"):
        parse_location(text)


def test_the_password_of_a_key_has_another_place() -> None:
    """It cannot be kept apart from the string as the password is."""
    with pytest.raises(ValueError, match=r"^sslpassword would be shown .* service=NAME\.$") as caught:
        parse_location("ducklake:postgres:dbname=n sslpassword=s3cretpw")
    assert "cretpw" not in str(caught.value)


def test_a_passfile_is_no_password() -> None:
    assert lake("ducklake:postgres:dbname=n passfile=/x").password is None


def test_a_catalogue_may_be_a_file(tmp_path: Path) -> None:
    found = lake(f"ducklake:{tmp_path / 'n.ducklake'}")
    assert found.file == tmp_path / "n.ducklake"
    assert not found.is_postgres
    assert lake("ducklake:postgres:dbname=n").file is None


@pytest.mark.parametrize("text", ["ducklake:", "ducklake:sqlite:n.db", "ducklake:mysql:db=n"])
def test_a_catalogue_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no catalogue that etl can use"):
        parse_location(text)


def test_a_folder_of_parquet_files_is_known_by_its_whole_path() -> None:
    given = lake("ducklake:postgres:dbname=n")
    assert with_data_path(given, None) == given
    assert with_data_path(given, "lake") == Lake(given.catalogue, str(Path("lake").absolute()))
    assert with_data_path(given, "s3://bucket/lake") == Lake(given.catalogue, "s3://bucket/lake")


def test_a_file_has_no_folder_of_parquet_files() -> None:
    assert with_data_path(Path("n.duckdb"), None) == Path("n.duckdb")
    with pytest.raises(ValueError, match="leave --data-path out"):
        with_data_path(Path("n.duckdb"), "lake")


def test_an_empty_name_is_no_folder() -> None:
    with pytest.raises(ValueError, match="names no folder"):
        with_data_path(lake("ducklake:postgres:dbname=n"), "")


def test_a_lake_has_versions() -> None:
    assert lake("ducklake:postgres:dbname=n").at(3).version == 3
