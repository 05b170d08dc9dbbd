"""Being told to stop while a command lasts, whatever it is at, and behind it."""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

import pytest

from etl.cli import interrupts
from etl.cli.interrupts import Stopping, Told
from tests.etl.cli.told import AT_IMPORT, BOTH, LINE, run
from tests.etl.warehouse.build import five_notices, notice_text, put

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

UNTIL_TOLD = """
from etl.cli import interrupts, stops
from etl.cli.exits import one_line_errors
import typer
stops.leave_when_told()
def told():
    os.kill(os.getpid(), signal.{name})
def command():
    with one_line_errors():
{lines}
typer.run(command)
"""
"""A command of these lines, which may call ``told`` to be told to stop."""


def command(name: str, lines: str) -> str:
    return UNTIL_TOLD.format(name=name, lines="\n".join(f"        {line}" for line in lines.strip().splitlines()))


ENDLESS = "SELECT sum(range % 7) FROM range(1000000000000)"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stops") / "notices.duckdb"
    put(path, five_notices())
    return path


@BOTH
@pytest.mark.parametrize("module", ["etl.warehouse.query", "duckdb", "_duckdb", "duckdb.value"])
def test_a_query_is_told_while_it_imports(module: str, name: str, code: int, warehouse: Path) -> None:
    program = AT_IMPORT.format(module=module, name=name)
    assert run(program, "query", ENDLESS, "--warehouse", str(warehouse)) == (code, LINE)


AS_IT_STARTS = """
def within(frame, event, called):
    if event == "c_call" and called is _imp.exec_dynamic and frame.f_locals["args"][0].__name__ == "_duckdb":
        sys.setprofile(started)
def started(frame, event, called):
    sys.setprofile(None)
    assert event == "call", event
    os.kill(os.getpid(), signal.{name})
import _imp
sys.setprofile(within)
from etl.cli.app import main
sys.argv = ["etl", *sys.argv[1:]]
main()
"""
"""``etl`` to which a signal comes as the engine's library, while it starts, calls something of Python for the first
time."""


@BOTH
def test_a_query_is_told_while_the_engine_starts(name: str, code: int, warehouse: Path) -> None:
    """An interrupt that is raised there becomes ``ImportError: initialization failed``."""
    program = AS_IT_STARTS.format(name=name)
    assert run(program, "query", ENDLESS, "--warehouse", str(warehouse)) == (code, LINE)


@BOTH
@pytest.mark.parametrize("module", ["etl.pipeline", "pydantic_core", "yaml", "etl.warehouse.holder"])
def test_an_ingest_is_told_while_it_imports_andleaves_nothing(
    module: str, name: str, code: int, tmp_path: Path
) -> None:
    program = AT_IMPORT.format(module=module, name=name)
    warehouse = tmp_path / "notices.duckdb"
    assert run(program, "ingest", "data/raw", "--warehouse", str(warehouse)) == (code, LINE)
    assert {p.name for p in tmp_path.iterdir()} <= {".notices.duckdb.lock", ".notices.duckdb.hashes"}


SWALLOWS = """
try:
    import swallowed
except BaseException as error:
    print("not reached", error)
"""


@BOTH
@pytest.mark.parametrize(
    "source",
    [
        "told()",
        "exec('told()')",
        "try:\n    told()\nexcept BaseException:\n    pass",
        "try:\n    exec('told()')\nexcept BaseException:\n    raise ImportError('initialization failed')",
        "class Leaves:\n    def __del__(self):\n        told()\nLeaves()",
        "import swallowed_too",
    ],
    ids=["plain", "exec", "caught", "made an ImportError", "finalizer", "nested"],
)
def test_no_import_swallows_it(source: str, name: str, code: int, tmp_path: Path) -> None:
    """Whatever a module does with interrupts: it sees none, and the next line behind its import is not reached."""
    (tmp_path / "swallowed.py").write_text(f"from builtins import told\n{source}\n", "utf-8")
    (tmp_path / "swallowed_too.py").write_text("from builtins import told\ntold()\n", "utf-8")
    lines = f"import builtins, time\nbuiltins.told = told\nsys.path.insert(0, {str(tmp_path)!r})\n{SWALLOWS}{WAIT}"
    assert run(command(name, lines)) == (code, LINE)


WAIT = "for _ in range(500):\n    time.sleep(0.01)\nprint('not told')\n"
"""What goes on until somebody is told to stop, and not for ever."""


@BOTH
@pytest.mark.parametrize(
    "lines",
    [
        "exec('told()')",
        "exec('exec(\"told()\")')",
        "eval('told()')",
    ],
)
def test_source_text_that_it_passes_through_changes_no_code(lines: str, name: str, code: int) -> None:
    assert run(command(name, f"import time\n{lines}\n{WAIT}")) == (code, LINE)


@BOTH
def test_nor_does_it_where_a_program_goes_on_and_ends_by_itself(name: str, code: int) -> None:
    """Python ends by SIGINT what an exact ``KeyboardInterrupt`` has passed through ``exec`` in, whoever caught it."""
    program = (
        "from contextlib import suppress\n"
        "from etl.cli.interrupts import Stopping\n"
        "from etl.cli.stops import leave_when_told\n"
        "leave_when_told()\n"
        "with suppress(KeyboardInterrupt), Stopping() as stopping:\n"
        "    stopping.begun()\n"
        f"    exec('os.kill(os.getpid(), signal.{name})')\n"
        f"assert stopping.came == [{code} - 128]"
    )
    assert run(program) == (0, "")


@BOTH
@pytest.mark.parametrize(
    "lines",
    [
        "class Leaves:\n    def __del__(self):\n        told()\nLeaves()",
        "import weakref\nclass Gone: pass\ngone = Gone()\nseen = weakref.ref(gone, lambda _: told())\ndel gone",
        "import ctypes\nctypes.CFUNCTYPE(None)(told)()",
    ],
    ids=["finalizer", "weak reference", "callback of C"],
)
def test_nor_does_what_no_exception_comes_out_of(lines: str, name: str, code: int) -> None:
    assert run(command(name, f"import time\n{lines}\n{WAIT}")) == (code, LINE)


def test_other_exceptions_that_come_out_of_nothing_are_told_as_ever() -> None:
    lines = "class Leaves:\n    def __del__(self):\n        raise ValueError('odd')\nLeaves()"
    ended, said = run(command("SIGINT", lines))
    assert ended == 0 and said.startswith("Exception ignored in") and said.endswith("ValueError: odd\n")


STUCK = "from builtins import told\nimport time\n{more}told()\nfor _ in range(500):\n    time.sleep(0.01)\n"


@BOTH
@pytest.mark.parametrize(
    ("first", "more"),
    [("interrupts._IMPORT_SECONDS = 0.1", ""), ("interrupts._SAME_SECONDS = 0.0", "told()\n")],
    ids=["for long", "told a second time"],
)
def test_an_import_that_is_stuck_is_interrupted(first: str, more: str, name: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "stuck.py").write_text(STUCK.format(more=more), "utf-8")
    lines = f"{first}\nimport builtins\nbuiltins.told = told\nsys.path.insert(0, {str(tmp_path)!r})\nimport stuck"
    assert run(command(name, lines)) == (code, LINE)


@BOTH
def test_one_telling_that_comes_twice_does_not_break_what_is_cleared_away(name: str, code: int) -> None:
    """``timeout`` tells the program and then its group, which is the program again."""
    lines = "import time\ntry:\n    told()\n    time.sleep(5)\nfinally:\n    told()\n    sys.stderr.write('cleared; ')"
    assert run(command(name, lines)) == (code, f"cleared; {LINE}")


@BOTH
def test_a_person_who_insists_is_heard_while_it_is_cleared_away(name: str, code: int) -> None:
    lines = (
        "import time\ninterrupts._SAME_SECONDS = 0.0\n"
        "try:\n    told()\n    time.sleep(5)\nfinally:\n    told()\n    sys.stderr.write('not cleared; ')"
    )
    assert run(command(name, lines)) == (code, LINE)


def test_the_first_of_two_is_told() -> None:
    lines = "import time\ntry:\n    told()\n    time.sleep(5)\nfinally:\n    os.kill(os.getpid(), signal.SIGINT)"
    assert run(command("SIGTERM", lines)) == (143, LINE)


def test_what_somebody_ignores_stays_ignored() -> None:
    code = (
        "for number in (signal.SIGINT, signal.SIGTERM):\n"
        "    signal.signal(number, signal.SIG_IGN)\n"
        "from etl.cli.interrupts import Stopping\n"
        "from etl.cli.stops import leave_when_told\n"
        "leave_when_told()\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
        "with Stopping() as stopping:\n"
        "    stopping.begun()\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "assert stopping.came == []"
    )
    assert run(code) == (0, "")


@BOTH
def test_while_a_command_lasts_it_is_an_interrupt_and_behind_it_nothing(name: str, code: int) -> None:
    program = (
        "from etl.cli.interrupts import Stopping\n"
        "from etl.cli.stops import leave_when_told\n"
        "leave_when_told()\n"
        "try:\n"
        "    with Stopping() as stopping:\n"
        "        stopping.begun()\n"
        f"        os.kill(os.getpid(), signal.{name})\n"
        "        import time; time.sleep(5)\n"
        "except KeyboardInterrupt:\n"
        f"    os.kill(os.getpid(), signal.{name})\n"
        f"    assert stopping.came == [{code} - 128]\n"
        "    sys.exit(7)"
    )
    assert run(program) == (7, "")


def test_without_the_command_line_the_handlers_are_as_before() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT), sys.unraisablehook
    with pytest.raises(KeyboardInterrupt), Stopping() as stopping:
        stopping.begun()
        assert signal.getsignal(signal.SIGINT) is before[1]
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
    assert stopping.came == [signal.SIGTERM]
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT), sys.unraisablehook) == before


def test_it_is_raised_only_where_it_is_caught() -> None:
    """Before the beginning it is noted, and raised there; behind the end it is noted."""
    with Stopping() as stopping:
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(Told):
            stopping.begun()
        stopping.over()
        os.kill(os.getpid(), signal.SIGTERM)
    assert stopping.came == [signal.SIGTERM, signal.SIGTERM]


def frame_in(file: str | None) -> FrameType | None:
    """A frame of code from that file."""
    names: dict[str, FrameType] = {}
    exec(compile("import sys\nframe = sys._getframe()", str(file), "exec"), names)
    return names["frame"]


@pytest.mark.parametrize(
    ("file", "is_none"),
    [(contextlib.__file__, True), ("<frozen importlib._bootstrap>", True), (__file__, False)],
)
def test_where_an_interrupt_would_not_come_through(file: str, is_none: bool) -> None:
    """Between the end of a ``with`` and the manager of it, an interrupt would go past that."""
    with Stopping() as stopping:
        assert stopping._is_no_place(frame_in(file)) is is_none


def test_an_import_that_the_command_itself_runs_in_is_none_to_wait_for() -> None:
    names: dict[str, object] = {"Stopping": Stopping}
    code = "with Stopping() as stopping:\n    import sys\n    is_no_place = stopping._is_no_place(sys._getframe())"
    exec(compile(code, "<frozen importlib._bootstrap>", "exec"), names)
    assert names["is_no_place"] is False


def test_without_a_thread_to_wait_in_it_is_raised_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(interrupts, "start_new_thread", none_left)
    with Stopping() as stopping:
        stopping.begun()
        with pytest.raises(Told):
            stopping._told(signal.SIGTERM, frame_in(contextlib.__file__))


def test_what_was_to_be_sent_again_is_not_when_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "pthread_kill", None)
    with Stopping() as stopping:
        stopping.begun()
    stopping._send(signal.SIGTERM)


AT_SWAP = """
replace = os.replace
def swapped(old, new, **more):
    at_swap = os.fspath(new).endswith("w.duckdb")
    if at_swap and {when!r} == "before":
        os.kill(os.getpid(), signal.{name})
    replace(old, new, **more)
    if at_swap and {when!r} == "behind":
        os.kill(os.getpid(), signal.{name})
os.replace = swapped
from etl.cli.app import main
sys.argv = ["etl", *sys.argv[1:]]
main()
"""
"""``etl`` to which a signal comes as the new file takes the warehouse's place."""


@BOTH
@pytest.mark.parametrize("when", ["before", "behind"])
def test_whoever_is_told_at_the_swap_says_how_the_warehouse_stands(
    when: str, name: str, code: int, tmp_path: Path
) -> None:
    put(tmp_path / "a.txt", notice_text())
    path = tmp_path / "w.duckdb"
    program = AT_SWAP.format(when=when, name=name)
    left, said = run(program, "ingest", str(tmp_path / "a.txt"), "--warehouse", str(path))
    assert left == code
    stands = "the warehouse is as it was." if when == "before" else f"{path} was published."
    assert said.splitlines()[-1] == f"etl: interrupted; {stands}"
    assert path.exists() == (when == "behind")
    assert not [p.name for p in tmp_path.iterdir() if "new" in p.name or "writer" in p.name]
