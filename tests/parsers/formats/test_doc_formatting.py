"""Pages of properties: which bytes have which."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import UnreadableFileError
from parsers.formats._doc_file import Part, WordFile, word_file
from parsers.formats._doc_formatting import Run, Runs, character_runs, paragraph_runs
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.doc_builders import DELETED, Par, doc_file, in_list, par

RUNS = Runs((Run(10, 20, b"a"), Run(20, 30, b"b"), Run(40, 50, b"c")))


@pytest.mark.parametrize(
    ("offset", "expected"), [(9, None), (10, b"a"), (19, b"a"), (20, b"b"), (30, None), (49, b"c")]
)
def test_a_byte_is_in_one_run(offset: int, expected: bytes | None) -> None:
    found = RUNS.at(offset)
    assert (found and found.grpprl) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 10, b""), (0, 11, b"a"), (15, 25, b"ab"), (25, 60, b"bc"), (30, 40, b""), (0, 99, b"abc"), (50, 99, b"")],
)
def test_runs_of_a_range(start: int, end: int, expected: bytes) -> None:
    assert b"".join(run.grpprl for run in RUNS.between(start, end)) == expected


def test_a_paragraph_has_its_style_and_properties() -> None:
    runs = paragraph_runs(word_file(doc_file(par("甲", style=3, properties=in_list(2)), par("乙丙"))))
    assert [(run.end - run.start, run.style, run.grpprl) for run in runs.runs] == [
        (4, 3, in_list(2)),
        (6, 0, b""),
    ]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 100, 101])
def test_properties_of_any_size_are_found(size: int) -> None:
    (run,) = paragraph_runs(word_file(doc_file(par("甲", properties=b"\x01" * size)))).runs
    assert run.grpprl == b"\x01" * size


def test_characters_have_their_properties() -> None:
    runs = character_runs(word_file(doc_file(par("留", ("删除", DELETED), "留"))))
    assert [(run.end - run.start, run.grpprl) for run in runs.runs] == [
        (2, b""),
        (4, DELETED),
        (2, b""),
        (2, b""),
    ]


def test_runs_go_over_many_pages() -> None:
    file = word_file(doc_file(*(par(str(n), properties=in_list(1)) for n in range(500))))
    assert len(paragraph_runs(file).runs) == 500
    assert len(file.part(Part.PARAGRAPH_PAGES)) > 8 * 10


@pytest.mark.parametrize("name", NOTICES)
def test_the_runs_of_a_notice_leave_no_gap(name: str) -> None:
    file = word_file(notice_path(name, "doc").read_bytes())
    for runs in (paragraph_runs(file).runs, character_runs(file).runs):
        assert [run.start for run in runs[1:]] == [run.end for run in runs[:-1]]


def with_page(page: bytes, part: Part = Part.PARAGRAPH_PAGES, numbers: tuple[int, ...] = (0,)) -> WordFile:
    """A file whose stream is one page, and that names it as often as told."""
    table = struct.pack(f"<{len(numbers) + 1}I", *range(len(numbers) + 1))
    table += struct.pack(f"<{len(numbers)}I", *numbers)

    class Made(WordFile):
        def part(self, which: Part) -> bytes:
            return table if which is part else b""

    return Made(page, b"", b"")


def page_of(bounds: list[int], rest: bytes = b"") -> bytes:
    return (struct.pack(f"<{len(bounds)}I", *bounds) + rest).ljust(511, b"\0") + bytes([len(bounds) - 1])


def test_runs_are_put_in_order_and_none_lies_over_another() -> None:
    found = paragraph_runs(with_page(page_of([50, 60, 20, 55, 70]))).runs
    assert [(run.start, run.end) for run in found] == [(20, 55), (55, 70)]


def test_a_page_named_twice_is_read_once() -> None:
    assert len(paragraph_runs(with_page(page_of([10, 20]), numbers=(0, 0, 0))).runs) == 1


def test_a_run_without_properties_has_the_first_style() -> None:
    assert paragraph_runs(with_page(page_of([10, 20]))).runs == (Run(10, 20, b"", 0),)


@pytest.mark.parametrize("part", [Part.PARAGRAPH_PAGES, Part.CHARACTER_PAGES])
@pytest.mark.parametrize(
    "page",
    [
        b"",
        page_of([10, 20])[:-1],
        page_of([10, 20], b"\xfa" + b"\xff" * 500),
        bytes(511) + b"\xff",
    ],
)
def test_a_damaged_page_is_refused(page: bytes, part: Part) -> None:
    read = paragraph_runs if part is Part.PARAGRAPH_PAGES else character_runs
    with pytest.raises(UnreadableFileError, match="damaged Word file"):
        read(with_page(page, part))


def test_far_too_many_pages_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="far more properties than text"):
        paragraph_runs(with_page(page_of([10, 20]), numbers=tuple(range(10_001))))


@given(st.binary(min_size=512, max_size=512))
def test_any_page_is_read_or_refused(page: bytes) -> None:
    for read, part in ((paragraph_runs, Part.PARAGRAPH_PAGES), (character_runs, Part.CHARACTER_PAGES)):
        try:
            runs = read(with_page(page, part)).runs
        except UnreadableFileError:
            continue
        assert all(run.start < run.end for run in runs)


def test_marks_have_properties_of_their_own() -> None:
    made = Par((("甲", b""),), mark_properties=DELETED)
    runs = character_runs(word_file(doc_file(made)))
    assert [run.grpprl for run in runs.runs] == [b"", DELETED]
