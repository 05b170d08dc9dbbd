"""What all tests share: the reference data, and the five real notices in every format."""

import gc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Lock

import pytest

from etl.normalise.units.lexicon import Lexicon
from etl.readers import process
from etl.readers.file_rows import FileRows, read_rows
from etl.reference.load import load_reference
from parsers import isolated
from schemas.reference import Reference, Vocabulary

GOLDEN = Path(__file__).parent / "golden"
NOTICES = ("gaoxin-2024-plan", "wulong-2024-plan", "yubei-2020-plan", "yubei-2021-report", "yubei-2024-plan")
FORMATS = {
    "text": "txt",
    "docx": "docx",
    "pdf": "pdf",
    "doc": "doc",
    "html": "html",
    "ofd": "ofd",
    "xlsx": "xlsx",
    "xls": "xls",
}
LETTERLESS = ("xlsx", "xls")
"""Formats in which the five notices are the workbooks of their tables alone: no letter, so no 文号, issuer or date."""


def notice_path(name: str, file_format: str) -> Path:
    """File of one of the five notices in a format."""
    return GOLDEN / "notices" / f"{name}.{FORMATS[file_format]}"


REAL = process.isolated_reader


class DirectReader:
    """Reads right here: what is read is the same, and no process has to start for each of some hundred runs. Not all
    libraries can be used by two threads of one process."""

    _alone = Lock()

    def __init__(self, reference: Reference, limits: isolated.Limits | None = None) -> None:
        self._reference = reference
        self.limits = limits

    def start(self) -> None: ...

    def close(self) -> None: ...

    def read(self, data: bytes) -> FileRows:
        with self._alone:
            return read_rows(data, self._reference)


@pytest.fixture(scope="session", autouse=True)
def _reading_is_direct() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "isolated_reader", DirectReader)
        yield


LONGEST_FIRST = (
    "tests/test_scans.py",
    "tests/etl/test_kill.py",
    "tests/test_odd_values.py",
    "tests/etl/test_readers.py",
    "tests/test_determinism.py",
)
"""Files whose tests take minutes: begun at the end they would keep one process busy while the others wait."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that take longest before the others; each keeps the order of its tests."""
    places = {file: place for place, file in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


def pytest_collection_finish() -> None:
    """Spares the collector of garbage what stays to the end: sixteen thousand tests and the modules under test are some
    million objects, and looking through them again and again is a good part of the time that tests take."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(2_000, 10, 10)


_FIGURE = "figure: "


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str, str], None]:
    """Prints a figure under its name at the end of the run, from whatever process the test ran in."""
    return lambda name, text: record_property(_FIGURE + name, text)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the figures that tests told, and a line for each reason for which tests were left out."""
    reports = (r for outcome in ("passed", "failed") for r in terminalreporter.getreports(outcome))
    told = {name: text for r in reports if r.when == "call" for name, text in r.user_properties if _FIGURE in name}
    if told:
        terminalreporter.section("figures")
        for name, text in sorted(told.items()):
            terminalreporter.write_line(f"{name.removeprefix(_FIGURE)}: {text}")
    for line in left_out((r.nodeid, r.longrepr[2]) for r in terminalreporter.getreports("skipped")):
        terminalreporter.write_line(line)


def left_out(skipped: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each reason for which tests, named by their ids, were skipped: how many, in which files or folders."""
    places: dict[str, list[str]] = {}
    for name, reason in skipped:
        parts = name.partition("::")[0].split("/")
        places.setdefault(reason.removeprefix("Skipped: "), []).append("/".join(parts[:2]))
    return [
        f"left out: {len(of)} test{'s' * (len(of) > 1)} of {' and '.join(sorted(set(of)))}: {reason}"
        for reason, of in sorted(places.items())
    ]


@pytest.fixture
def isolation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads as users do, in a process of its own, whatever the other tests do."""
    monkeypatch.setattr(process, "isolated_reader", REAL)


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="session")
def vocabulary(reference: Reference) -> Vocabulary:
    return reference.vocabulary


@pytest.fixture(scope="session")
def yubei(reference: Reference) -> Lexicon:
    return _lexicon(reference, "500112")


@pytest.fixture(scope="session")
def wulong(reference: Reference) -> Lexicon:
    return _lexicon(reference, "500156")


@pytest.fixture(scope="session")
def gaoxin(reference: Reference) -> Lexicon:
    return _lexicon(reference, "cq-gaoxin")


def _lexicon(reference: Reference, region_id: str) -> Lexicon:
    region = next(r for r in reference.regions if r.id == region_id)
    return Lexicon(region, reference.groups, bodies=reference.bodies)
