"""The files of ``deploy/cluster``: what compose expects, commands and options that exist, nothing left open."""

import re
import shlex
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from etl.cli.commands import app

ROOT = Path(__file__).parents[1]
CLUSTER = ROOT / "deploy" / "cluster"
TEXT = (CLUSTER / "compose.yml").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (CLUSTER / "Dockerfile").read_text("utf-8")
README = (CLUSTER / "README.md").read_text("utf-8")
OF_A_SERVICE = {
    *("build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "init", "mem_limit"),
    *("networks", "profiles", "read_only", "restart", "security_opt", "stop_grace_period", "tmpfs", "volumes"),
}
"""Keys of the Compose Specification (https://github.com/compose-spec/compose-spec) that are used here."""


def options(command: list[str]) -> list[str]:
    return [word for word in command if word.startswith("--")]


def variables(text: str) -> set[str]:
    return set(re.findall(r"(?<!\$)\$\{(\w+)", text))


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_what_compose_expects(name: str) -> None:
    service = SERVICES[name]
    assert service.keys() <= OF_A_SERVICE
    assert {v.partition(":")[0] for v in service.get("volumes", ()) if v[0].isalpha()} <= COMPOSE["volumes"].keys()
    assert set(service["networks"]) <= COMPOSE["networks"].keys()
    for other, how in service.get("depends_on", {}).items():
        assert how == {"condition": "service_healthy"} and "healthcheck" in SERVICES[other]
    check = service.get("healthcheck", {"test": ["CMD"]})["test"]
    assert check[0] in ("CMD", "CMD-SHELL")


def test_nothing_is_reachable_from_outside() -> None:
    assert COMPOSE["networks"] == {"inside": {"internal": True}}
    assert all(service["networks"] == ["inside"] and "ports" not in service for service in SERVICES.values())
    loopback = [word for service in SERVICES.values() for word in service.get("command", ()) if word.endswith(":0")]
    assert loopback == ["127.0.0.1:0"] * 2  # the dashboards


def test_no_password_is_in_the_files() -> None:
    passwords = re.findall(r"PASSWORD: (.*)", TEXT)
    assert passwords == ["${POSTGRES_PASSWORD:?name a password in .env}"] * 2 or set(passwords) == {
        "${POSTGRES_PASSWORD:?name a password in .env}"
    }
    assert "\nPOSTGRES_PASSWORD=\n" in (CLUSTER / "env.example").read_text("utf-8")


def test_every_variable_is_in_the_example() -> None:
    example = (CLUSTER / "env.example").read_text("utf-8")
    assert set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.M)) == variables(TEXT)
    defaults = dict(re.findall(r"\$\{(\w+):-([^}]*)\}", TEXT))
    assert dict(re.findall(r"^# ([A-Z_]+)=(.*)$", example, re.M)) == defaults


def test_images_are_pinned() -> None:
    (base,) = re.findall(r"^FROM (\S+)$", DOCKERFILE, re.M)
    images = {service["image"] for service in SERVICES.values()}
    assert all(re.fullmatch(r"[\w-]+:\d+\.\d+[\w.-]*", image) for image in (base, *images))
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"minsheng-etl:{version}" in images
    assert ">=3.11" in (ROOT / "pyproject.toml").read_text("utf-8") and base.startswith("python:3.11.")


def test_the_image_is_built_from_files_that_are_there() -> None:
    build = SERVICES["worker"]["build"]
    context = (CLUSTER / build["context"]).resolve()
    assert context == ROOT and (context / build["dockerfile"]).is_file()
    copied = [word for line in re.findall(r"^COPY (.*)$", DOCKERFILE, re.M) for word in line.split()[:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert "--require-hashes" in DOCKERFILE and "USER minsheng" in DOCKERFILE


@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_dask_has_the_commands_and_their_options(name: str) -> None:
    pytest.importorskip("distributed", reason="needs Dask; run `make install`")
    program, command, *arguments = SERVICES[name]["command"]
    assert (program, command) == ("dask", name)
    known = {o for p in import_module(f"distributed.cli.dask_{name}").main.params for o in (*p.opts, *p.secondary_opts)}
    assert options(arguments) and set(options(arguments)) <= known


def test_a_worker_reads_a_file_at_a_time_and_joins_the_scheduler_of_the_file() -> None:
    command = SERVICES["worker"]["command"]
    port = SERVICES["scheduler"]["command"][SERVICES["scheduler"]["command"].index("--port") + 1]
    assert f"tcp://scheduler:{port}" in command
    assert command[command.index("--nthreads") + 1] == "1" and command[command.index("--memory-limit") + 1] == "0"
    assert SERVICES["ingest"]["environment"]["ETL_CLUSTER"] == f"tcp://scheduler:{port}"


def test_etl_has_the_command_its_options_and_its_variables() -> None:
    program, command, *arguments = SERVICES["ingest"]["command"]
    shown = CliRunner().invoke(app, [command, "--help"])
    assert (program, command, shown.exit_code) == ("etl", "ingest", 0)
    known = set(re.findall(r"--[a-z-]+", shown.stdout))
    assert [o for o in options(arguments) if o not in known] == []
    named = {name for name in SERVICES["ingest"]["environment"] if name.startswith("ETL_")}
    assert named <= set(re.findall(r"ETL_[A-Z_]+", shown.stdout))


def test_the_page_names_services_files_and_variables_that_are_there() -> None:
    for line in re.findall(r"^docker compose (.*?)(?: +#.*)?$", README, re.M):
        words = shlex.split(line.partition("etl query")[0])
        named = [w.partition("=")[0] for w in words[1:] if not w.startswith("-")]
        assert words[0] in ("up", "run", "down") and set(named) <= SERVICES.keys()
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert all((CLUSTER / link).exists() for link in links)
    assert (CLUSTER / "env.example").exists() and "env.example" in README
    assert set(re.findall(r"`(\w+)` and `(\w+)` belong", README)) == {("catalogue", "lake")}


def test_the_variables_of_dask_on_the_page_are_settings_of_dask() -> None:
    pytest.importorskip("distributed", reason="needs Dask; run `make install`")
    import dask

    for name in re.findall(r"^DASK_(\w+)=", README, re.M):
        key = name.lower().replace("__", ".").replace("_", "-")
        dask.config.get(key)  # KeyError if there is none
