"""A connection string of PostgreSQL, as settings or as a URL, taken apart as libpq does it (PostgreSQL 17, 32.1.1).

DuckDB puts settings of its own in front of what it is given (a password from where it keeps secrets), and libpq knows
no mixture of settings and a URL: so a URL becomes settings. And what cannot be taken apart is never shown, as nobody
can tell which part of it is a password.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

_SETTING: Final = re.compile(
    r"\s*(\w+)\s*=\s*(?:'((?:\\.|[^'\\])*)'|((?:\\.|[^\s'\\])(?:\\.|[^\s\\])*)|(?=\s|\Z))", re.DOTALL
)
_URL: Final = re.compile(r"postgres(?:ql)?://([^/?]*)(?:/([^?]*))?(?:\?(.*))?", re.DOTALL)
_HOST: Final = re.compile(r"(\[[^\]]+\]|[^:\[\]]*)(?::(\d*))?")
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})|%00")
_ENDING: Final = "; it is not shown here, as part of it may be a password."
_KNOWN: Final = re.compile(
    "application_name|channel_binding|client_encoding|connect_timeout|dbname|fallback_application_name"
    "|gssdelegation|gssencmode|gsslib|host|hostaddr|keepalives|keepalives_count|keepalives_idle"
    "|keepalives_interval|krbsrvname|load_balance_hosts|max_protocol_version|min_protocol_version|options"
    "|passfile|password|port|replication|require_auth|requirepeer|service|ssl_max_protocol_version"
    "|ssl_min_protocol_version|sslcert|sslcertmode|sslcompression|sslcrl|sslcrldir|sslkey|sslmode"
    "|sslnegotiation|sslpassword|sslrootcert|sslsni|target_session_attrs|tcp_user_timeout|user"
)
"""Names of settings (32.1.2). What has none of them is more likely the rest of a password with a blank in it."""


def parse_settings(text: str) -> dict[str, str]:
    """The settings of a connection string. Raises ``ValueError`` with a sentence that shows nothing of it."""
    if "\0" in text:
        raise ValueError("the connection string has a character in it that none can have" + _ENDING)
    found = dict(_of_url(text) if re.match(r"postgres(ql)?://", text) else _of_settings(text))
    if not all(map(_KNOWN.fullmatch, found)):
        raise ValueError(
            "the connection string has a setting that PostgreSQL does not know; put quotes around a value with blanks"
            + _ENDING
        )
    for port in found.get("port", "").split(","):
        if port and not (re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) < 65536):
            raise ValueError("the port in the connection string is no number from 1 to 65535" + _ENDING)
    return found


def written(settings: dict[str, str]) -> str:
    """Settings as a connection string."""
    return " ".join(f"{name}={_quoted(value)}" for name, value in settings.items())


def _quoted(value: str) -> str:
    if re.fullmatch(r"[^\s'\\]+", value):
        return value
    return "'" + re.sub(r"(['\\])", r"\\\1", value) + "'"


def _of_settings(text: str) -> Iterator[tuple[str, str]]:
    start, end = 0, len(text.rstrip())
    while start < end:
        found = _SETTING.match(text, start)
        if found is None or (found.end() < len(text) and not text[found.end()].isspace()):
            raise ValueError(
                "the connection string cannot be taken apart: a quote is not closed, or a value with blanks has none "
                "(name='a value')" + _ENDING
            )
        yield found[1].lower(), re.sub(r"\\(.)", r"\1", found[2] or found[3] or "", flags=re.DOTALL)
        start = found.end()


def _of_url(text: str) -> Iterator[tuple[str, str]]:
    url = _URL.fullmatch(text)
    assert url is not None
    user, _, hosts = url[1].rpartition("@")
    if "@" in user or "@" in (url[2] or "") or _BAD_PERCENT.search(text):
        raise ValueError(
            "the URL of PostgreSQL cannot be taken apart: in a name or a password @ is written as %40, / as %2F and "
            "% as %25" + _ENDING
        )
    name, has_password, password = user.partition(":")
    yield from _given("dbname", url[2])
    yield from _of_hosts(hosts)
    yield from _given("user", name)
    if has_password:
        yield from _given("password", password)
    for part in filter(None, (url[3] or "").split("&")):
        key, equals, value = part.partition("=")
        if not equals:
            raise ValueError("the URL of PostgreSQL has a setting without a value" + _ENDING)
        yield ("sslmode", "require") if (key, value) == ("ssl", "true") else (_decoded(key), _decoded(value))


def _of_hosts(text: str) -> Iterator[tuple[str, str]]:
    """Hosts and their ports, which are as many: one that is not said is empty."""
    parts = [_HOST.fullmatch(host) for host in text.split(",")]
    if not all(parts):
        raise ValueError("the port in the URL of PostgreSQL is no number, or its host none" + _ENDING)
    hosts = [(part[1].strip("[]"), part[2] or "") for part in parts if part]
    yield from _given("host", ",".join(host for host, _ in hosts))
    if any(port for _, port in hosts):
        yield "port", ",".join(port for _, port in hosts)


def _given(name: str, value: str | None) -> Iterator[tuple[str, str]]:
    if value:
        yield name, _decoded(value)


def _decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise ValueError("the URL of PostgreSQL is not in UTF-8" + _ENDING) from None
