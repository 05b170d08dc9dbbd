"""The directions of the house: schemas <- parsers <- etl, and each library in its one room."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(p for room in ("schemas", "parsers", "etl") for p in (ROOT / room).rglob("*.py"))
ROOMS = {
    "pdfplumber": "parsers/formats",
    "pdfminer": "parsers/formats",
    "docx": "parsers/formats",
    "pypdfium2": "parsers/formats",
    "PIL": "parsers/formats",
    "lxml": "parsers/formats",
    "jieba": "etl/normalise",
    "psutil": "parsers/isolated",
    "subprocess": "parsers/isolated",
    "dask": "etl/cluster",
    "distributed": "etl/cluster",
    "typer": "etl/cli",
    "duckdb": "etl/warehouse",
    "pyarrow": "etl/warehouse",
    "xlsxwriter": "etl/warehouse",
}
STAGES = ("etl/normalise", "etl/reference", "etl/warehouse")
FORBIDDEN = {
    "schemas": ("parsers", "etl"),
    "parsers": ("etl",),
    "parsers/formats": (
        *("etl", "parsers.notice", "parsers.headers", "parsers.letter", "schemas.notice"),
        *("parsers.reading", "parsers.isolated"),
    ),
    "etl/normalise": ("etl.warehouse", "etl.pipeline", "etl.cli", "etl.reference", "parsers.formats"),
    "etl/reference": ("etl.normalise", "etl.warehouse", "etl.pipeline", "etl.cli"),
    "etl/warehouse": ("etl.normalise", "etl.reference", "etl.pipeline", "etl.cli", "parsers"),
    "etl/pipeline.py": ("etl.cli", "etl.console"),
}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imported(path: Path) -> tuple[str, ...]:
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield str(node.module)


def is_within(path: Path, room: str) -> bool:
    return path.relative_to(ROOT).as_posix().startswith(room)


def is_part(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    names = imported(path)
    for room, forbidden in FORBIDDEN.items():
        if is_within(path, room):
            assert [n for n in names for f in forbidden if is_part(n, f)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_each_library_has_one_room(path: Path) -> None:
    for library, room in ROOMS.items():
        if any(is_part(n, library) for n in imported(path)):
            assert is_within(path, room), f"{library} belongs in {room}"


def test_the_lists_above_are_of_this_tree() -> None:
    assert len(MODULES) > 40
    assert all(any(ROOT.glob(f"{room}*")) for room in (*FORBIDDEN, *ROOMS.values(), *STAGES))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_modules_stay_small_and_say_their_charter(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 320
    assert ast.get_docstring(parsed(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_module_has_its_tests(path: Path) -> None:
    name = path.stem.removeprefix("_") if path.stem != "__init__" else None
    mirrored = ROOT / "tests" / path.relative_to(ROOT).parent / f"test_{name}.py"
    assert name is None or mirrored.exists()


def test_tests_are_longer_than_the_code() -> None:
    tests = sum(len(p.read_text("utf-8").splitlines()) for p in (ROOT / "tests").rglob("*.py"))
    assert tests > sum(len(p.read_text("utf-8").splitlines()) for p in MODULES)
