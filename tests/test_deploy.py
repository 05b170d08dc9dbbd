"""The files of ``deploy/`` and their page: commands and options exist, paths agree, lines of the log are real."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from etl.cli.commands import app
from schemas.log import LogLine, line_adapter

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "docs" / "scheduling.md").read_text("utf-8")
UNITS = ("minsheng-etl-rebuild.service", "minsheng-etl-rebuild.timer")
PROGRAM = "/opt/minsheng-etl/.venv/bin/etl"


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(delimiters="=", comment_prefixes="#", interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((DEPLOY / name).read_text("utf-8"))
    return parser


def cron_line() -> str:
    (line,) = [x for x in (DEPLOY / "minsheng-etl.cron").read_text("utf-8").splitlines() if re.match(r"[\d*]", x)]
    return line


def windows_line() -> str:
    (line,) = re.findall(r"^schtasks .*$", PAGE, re.M)
    return str(line)


def commands() -> dict[str, list[str]]:
    """Every call of etl by these files, as its arguments."""
    (on_windows,) = re.findall(r"etl\.exe (.*)\"", windows_line())
    (of_cron,) = re.findall(rf"{PROGRAM} (.*?) 2>", cron_line())
    return {
        "systemd": shlex.split(unit(UNITS[0])["Service"]["ExecStart"])[1:],
        "cron": shlex.split(of_cron),
        "windows": on_windows.split(),
    }


@pytest.mark.parametrize("where", ["systemd", "cron", "windows"])
def test_the_command_and_its_options_exist(where: str) -> None:
    command, *arguments = commands()[where]
    shown = CliRunner().invoke(app, [command, "--help"])
    assert (command, shown.exit_code) == ("rebuild", 0)
    options = [a for a in arguments if a.startswith("-")]
    assert options and [o for o in options if o not in shown.stdout] == []
    assert "--accept" not in options


def test_all_run_the_same() -> None:
    told = commands()
    assert told["systemd"] == told["cron"]
    assert [a.replace("\\", "/").rsplit("/", 1)[-1] for a in told["windows"]] == [
        a.rsplit("/", 1)[-1] for a in told["systemd"]
    ]


def test_paths_are_those_of_the_page() -> None:
    service = unit(UNITS[0])["Service"]
    assert service["ExecStart"].startswith(PROGRAM + " ")
    assert service["WorkingDirectory"] in PAGE and "/opt/minsheng-etl" in PAGE
    assert service["ReadWritePaths"].startswith(service["WorkingDirectory"])
    assert (Path("/var/log") / service["LogsDirectory"]).as_posix() in service["ExecStart"]
    assert all(name in PAGE for name in ("minsheng-etl.cron", "minsheng-etl.logrotate", *UNITS))


def test_the_log_that_is_rotated_is_the_one_that_is_written() -> None:
    log = Path(commands()["systemd"][-1])
    (pattern,) = re.findall(r"^(/\S+) \{", (DEPLOY / "minsheng-etl.logrotate").read_text("utf-8"), re.M)
    assert log.match(pattern)


def test_the_timer_wakes_the_service_and_makes_up_for_a_night() -> None:
    timer = unit(UNITS[1])
    assert Path(UNITS[0]).stem == Path(UNITS[1]).stem
    assert timer["Timer"]["Persistent"] == "yes" and timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in UNITS:
        text = (DEPLOY / name).read_text("utf-8").replace(PROGRAM, "/bin/true")  # it looks for the program
        (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert [line for line in done.stderr.splitlines() if "minsheng" in line] == []


def test_every_line_of_the_log_that_is_shown_is_one() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, re.S)
    events = [line_adapter.validate_json(line).event for line in block.splitlines()]
    named = re.findall(r"^\| `(\w+)` \|", PAGE, re.M)
    assert list(dict.fromkeys(events)) == named
    assert set(named) == {get_args(line.model_fields["event"].annotation)[0] for line in LogLine.__subclasses__()}


def test_every_field_of_the_log_is_in_the_table() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, re.S)
    for line in block.splitlines():
        told = line_adapter.validate_json(line)
        (row,) = re.findall(rf"^\| `{told.event}` \|.*$", PAGE, re.M)
        fields = told.model_dump(by_alias=True).keys() - {"time", "event", "run_id"}
        assert {f for f in fields if f"`{f}`" not in row} == set()


def test_every_exit_code_is_in_the_table() -> None:
    assert re.findall(r"^\| (\d+) \|", PAGE, re.M) == ["0", "1", "2", "130", "143"]


def test_options_and_variables_of_the_page_exist() -> None:
    shown = "".join(CliRunner().invoke(app, [c, "--help"]).stdout for c in ("rebuild", "ingest"))
    own = {"--create", "--now", "--system", "--home"}
    assert {o for o in re.findall(r"(?<![\w-])--[a-z][a-z-]*", PAGE) if o not in own} <= set(
        re.findall(r"--[a-z-]+", shown)
    )
    assert set(re.findall(r"ETL_[A-Z_]+", PAGE)) <= set(re.findall(r"ETL_[A-Z_]+", shown))
