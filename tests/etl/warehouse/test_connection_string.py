"""Connection strings of PostgreSQL, as settings and as URLs."""

import pytest

from etl.warehouse.connection_string import parse_settings, written


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", {}),
        ("dbname=n host=h", {"dbname": "n", "host": "h"}),
        ("  dbname = n\n host=''", {"dbname": "n", "host": ""}),
        ("host= dbname=n", {"host": "dbname=n"}),
        (r"password='it\'s a \\ secret' dbname='my db'", {"password": r"it's a \ secret", "dbname": "my db"}),
        (r"password=it\'s\ one dbname=n", {"password": "it's one", "dbname": "n"}),
        ("password=a'b dbname=n", {"password": "a'b", "dbname": "n"}),
        ("PASSWORD=x", {"password": "x"}),
        ("dbname=a dbname=b", {"dbname": "b"}),
        ("options='-c search_path=x'", {"options": "-c search_path=x"}),
        ("dbname=n host=", {"dbname": "n", "host": ""}),
    ],
)
def test_settings_are_taken_apart(text: str, settings: dict[str, str]) -> None:
    assert parse_settings(text) == settings


@pytest.mark.parametrize(
    ("url", "settings"),
    [
        ("postgresql://", ""),
        ("postgresql:///n", "dbname=n"),
        ("postgres://h", "host=h"),
        ("postgresql://me@h:5432/n", "dbname=n host=h port=5432 user=me"),
        ("postgresql://me:ge%40h%20x@h/n", "dbname=n host=h user=me password='ge@h x'"),
        ("postgresql://me:a:b@h/n", "dbname=n host=h user=me password=a:b"),
        ("postgresql://[::1]:5432/n", "dbname=n host=::1 port=5432"),
        ("postgresql://[::1]/n", "dbname=n host=::1"),
        ("postgresql://a:1,b,[::1]:3/n", "dbname=n host=a,b,::1 port=1,,3"),
        ("postgresql://a,b/n", "dbname=n host=a,b"),
        ("postgresql://%2Frun%2Fpostgresql/n", "dbname=n host=/run/postgresql"),
        ("postgresql:///n?host=/run&port=5433&options=-c%20x%3D1", "dbname=n host=/run port=5433 options='-c x=1'"),
        ("postgresql://h/n?ssl=true", "dbname=n host=h sslmode=require"),
        ("postgresql://h/%E6%B0%91", "dbname=民 host=h"),
    ],
)
def test_a_url_becomes_settings(url: str, settings: str) -> None:
    assert written(parse_settings(url)) == settings


@pytest.mark.parametrize(
    "text",
    [
        "dbname=n password='s3 cretpw",
        "dbname=n password=s3 cretpw",
        "dbname=n password=s3 cret=pw",
        "dbname=n password='s3'cretpw",
        "dbname=n password=s3cretpw\\",
        "dbname=n port=cretpw",
        "dbname=n port=65536",
        "password",
        "=cretpw",
        "dbname=n\0cretpw",
        "postgresql://me:s3@cretpw@h/n",
        "postgresql://me:s3/cretpw@h/n",
        "postgresql://me:1/cretpw@h/n",
        "postgresql://me:s3?cretpw@h/n",
        "postgresql://me:s3%cretpw@h/n",
        "postgresql://me:%FFcretpw@h/n",
        "postgresql://me:[cretpw@h:x/n",
        "postgresql://h/n?cretpw=1",
    ],
)
def test_what_cannot_be_taken_apart_is_never_shown(text: str) -> None:
    with pytest.raises(ValueError, match="is not shown here") as caught:
        parse_settings(text)
    assert type(caught.value) is ValueError
    assert "cretpw" not in str(caught.value) and "s3" not in str(caught.value)


def test_settings_written_are_the_same_again() -> None:
    settings = {"dbname": "it's", "host": "", "options": "a\\b c", "user": "民"}
    assert parse_settings(written(settings)) == settings
