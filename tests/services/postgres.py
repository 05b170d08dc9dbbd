"""A PostgreSQL of the tests' own, from Debian's packages: its own folder, its own port on loopback, gone in the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PASSWORD = "geheim'nis"
"""With a quote in it, as a password may have."""
_SETTINGS = ("listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "max_connections=60")


@cache
def binaries() -> Path | None:
    """The folder of PostgreSQL's programs; Debian keeps them out of the path."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


needs_postgres = pytest.mark.skipif(
    binaries() is None, reason="needs PostgreSQL; install Debian's package `postgresql`, then `make test-cluster`"
)


@dataclass(frozen=True)
class Postgres:
    """A server that runs, and where."""

    port: int

    def create(self, name: str, template: str = "template1") -> str:
        """A new database, like another; the place of a warehouse in it, as one would give it to ``--warehouse``."""
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        quoted = PASSWORD.replace("'", "\\'")
        return f"ducklake:postgres:dbname={name} host=127.0.0.1 port={self.port} user=postgres password='{quoted}'"

    def ask(self, sql: str, database: str = "postgres") -> str:
        """What ``psql`` answers to a statement."""
        folder = binaries()
        assert folder is not None
        return subprocess.run(
            [folder / "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-Atqc", sql, database],
            env={**os.environ, "PGPASSWORD": PASSWORD},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server while the block lasts; it runs as the user ``postgres`` where we are root, which it refuses to be."""
    folder, port = Path(tempfile.mkdtemp(prefix="etl-postgres-")), _free_port()
    try:
        (folder / "password").write_text(PASSWORD, "utf-8")
        if _is_root():
            user = pwd.getpwnam("postgres")
            for path in (folder, folder / "password"):
                os.chown(path, user.pw_uid, user.pw_gid)
        auth = ("-A", "scram-sha-256", "--pwfile", folder / "password")
        _run(folder, "initdb", "-D", folder / "data", "-U", "postgres", "-E", "UTF8", "--no-locale", "-N", *auth)
        settings = " ".join(f"-c {s}" for s in (*_SETTINGS, f"port={port}", f"unix_socket_directories={folder}"))
        start = ("-D", folder / "data", "-l", folder / "log", "-o", settings)
        _run(folder, "pg_ctl", "start", "-w", *start)
        try:
            yield Postgres(port)
        finally:
            _run(folder, "pg_ctl", "stop", "-m", "immediate", "-D", folder / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, program: str, *arguments: str | Path) -> None:
    """Run a program of the server's; what it says goes into a file, which a server that stays may keep open."""
    where = binaries()
    assert where is not None
    command: Sequence[str | Path] = [where / program, *arguments]
    if _is_root():
        command = ["runuser", "-u", "postgres", "--", *command]
    with (folder / f"{program}.out").open("w", encoding="utf-8") as out:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=folder, check=False)
    assert done.returncode == 0, (folder / f"{program}.out").read_text("utf-8")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
