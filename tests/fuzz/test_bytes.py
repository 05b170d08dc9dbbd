"""A short hunt, the same at every run: some mutated files of each format, through the reader that users have."""

import random
from collections.abc import Iterator
from itertools import islice

import pytest

from parsers.formats import Format, formats
from tests.fuzz.hunt import Case, Hunt
from tests.fuzz.mutations import ALL, change_markup, change_member, change_stream, mutated
from tests.fuzz.seeds import format_of, seeds

CASES = 20
"""Mutated files of each format, made of its smallest seed; a long hunt (``make fuzz``) takes thousands of all."""

FEW_CASES = 3
"""The same of what is read by looking at pictures, which takes a second a page."""


@pytest.fixture(scope="module")
def hunt() -> Iterator[Hunt]:
    hunt = Hunt("short")
    yield hunt
    hunt.close()


@pytest.mark.parametrize("tested", formats(), ids=lambda f: f.NAME)
def test_no_mutated_file_breaks_its_reader(hunt: Hunt, tested: Format) -> None:
    if not seeds()[tested.NAME]:
        pytest.skip(f"no file of {tested.NAME} is among the tests")
    number = FEW_CASES if tested.FIDELITY <= 5 else CASES
    cases = islice(hunt.cases(tested.NAME, 1), number)
    assert [f"{c.name} of {c.seed}: {c.reason}" for c in cases if c.is_finding] == []


@pytest.mark.parametrize("name", ["text", "docx", "pdf"])
def test_seeds_are_files_of_their_format(name: str) -> None:
    assert seeds()[name]
    assert {format_of(seed.data) for seed in seeds()[name]} == {name}


@pytest.mark.parametrize("mutation", [*ALL, change_markup, change_member, change_stream], ids=lambda m: m.__name__)
@pytest.mark.parametrize("data", [b"", b"x", b"<a><b c='1'/></a>", b"PK\x03\x04", b"%PDF-1.4 1 0 obj"], ids=repr)
def test_any_bytes_can_be_changed(mutation: object, data: bytes) -> None:
    assert callable(mutation)
    for number in range(20):
        assert isinstance(mutation(data, b"another", random.Random(number)), bytes)


@pytest.mark.parametrize("name", ["text", "docx", "pdf"])
def test_changes_change_something_and_are_the_same_every_time(name: str) -> None:
    seed = seeds()[name][0].data
    changed = [mutated(seed, seed, random.Random(n)) for n in range(12)]
    assert changed == [mutated(seed, seed, random.Random(n)) for n in range(12)]
    assert len(set(changed)) > 8


@pytest.mark.parametrize(
    ("reason", "is_finding"),
    [
        ("", False),
        ("it is a damaged PDF; ask for it again.", False),
        ("reading it took more than 20 s; save it.", True),
        ("reading it needed more than 1 GB of memory; save it.", True),
        ("reading it needed more memory than there is; save it.", True),
        ("the reader died while reading it (signal 11); save it.", True),
        ("reading it failed unexpectedly (KeyError: 1); report it.", True),
    ],
)
def test_findings_are_what_no_file_may_cause(reason: str, is_finding: bool) -> None:
    assert Case("pdf", "a.pdf", 1, b"", reason, 0.1, 0).is_finding is is_finding
