"""The five real notices as an office's scanner gives them, read by character recognition.

The scans are made here from the notices' PDFs: 200 dots an inch, grey, laid on the glass 0.7 degrees askew, a little
soft and noisy, saved as JPEG in a PDF without any text. What a person read in the notices is in ``golden/notices``;
the PDFs that the scans were made of tell what stands in each cell. A page takes some seconds, so each is read once
for all tests, and of the two longest notices none: with ``TEST_SCANS=1`` in the environment they are read too.

Without the extra ``ocr`` these tests are skipped; ``pip install -e '.[ocr]'`` installs it.
"""

import os
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import zip_longest
from typing import Any

import pytest
import yaml

from etl.normalise.assemble import normalise
from etl.reference.load import load_reference
from parsers.formats import read_document
from parsers.formats._scan_pages import can_read_scans
from parsers.notice import read_notice
from schemas.document import Cell, Document
from schemas.normalised import NormalisedNotice
from tests.conftest import GOLDEN, NOTICES, notice_path
from tests.tasks import as_golden, squeezed

pytestmark = pytest.mark.skipif(
    not can_read_scans(), reason="reads scans; run it after `pip install -e '.[ocr]'`, which brings the recognition"
)
LONGEST = () if "TEST_SCANS" in os.environ else ("yubei-2021-report", "yubei-2024-plan")
"""Notices whose 24 pages of the five's 36 are read only if that is asked for."""
READ = tuple(name for name in NOTICES if name not in LONGEST)
ROWS, CHARACTERS = (70, 6_000) if LONGEST else (124, 12_000)
"""Rows of the notices that are read, and about as many characters as their cells have."""
MOST_WRONG_ROWS = 1 if LONGEST else 2
"""Rows whose units and deadlines may be wrong."""
LEAST_CHARACTERS = 0.9995
"""Share of the characters of all cells that must be read as they stand."""
LEAST_TOLD = 0.9
"""Share of the wrong characters that must be among those named as unsure."""
MOST_UNSURE = 0.005
"""Share of all characters that may be named as unsure: more, and nobody looks at them."""
CHECKED = ("lead", "responsible", "cooperating", "deadline", "deadline_text")


each_notice = pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name, marks=pytest.mark.skipif(name in LONGEST, reason="is long to read; run `TEST_SCANS=1 make test`")
        )
        for name in NOTICES
    ],
)


@cache
def scanned(name: str) -> Document:
    from tests.scans import picture_pdf, scan_of

    return read_document(picture_pdf(scan_of(notice_path(name, "pdf"))))


@cache
def rows_of(name: str) -> NormalisedNotice:
    reference = load_reference()
    return normalise(read_notice(scanned(name), reference.vocabulary), reference)


def golden(name: str) -> list[dict[str, Any]]:
    loaded: dict[str, Any] = yaml.safe_load((GOLDEN / "notices" / f"{name}.yml").read_text("utf-8"))
    return list(loaded["tasks"])


def pairs(name: str) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """Each task of a notice as read from its scan, with the golden one."""
    for ours, theirs in zip_longest(as_golden(rows_of(name)), golden(name), fillvalue=dict[str, Any]()):
        yield {k: squeezed(v) for k, v in ours.items()}, {k: squeezed(v) for k, v in theirs.items()}


def cells(name: str) -> Iterator[tuple[str, Cell]]:
    """What stands in each cell of a notice, with the cell as read from its scan; tables must agree in their cells."""
    printed = read_document(notice_path(name, "pdf").read_bytes())
    for printed_table, table in zip(printed.tables, scanned(name).tables, strict=True):
        for one, two in zip(printed_table.cells, table.cells, strict=True):
            assert (one.row, one.column, one.row_span, one.column_span) == (
                two.row,
                two.column,
                two.row_span,
                two.column_span,
            )
            yield one.text, two


@cache
def tally() -> dict[str, int]:
    """Characters of all cells: how many there are, how many are named as unsure, how many are wrong or missing, and
    how many of those are named or stand beside a named one."""
    found = {"all": 0, "unsure": 0, "wrong": 0, "told": 0}
    for text, cell in (pair for name in READ for pair in cells(name)):
        unsure = {d.at for d in cell.doubts}
        places = [at for at, char in enumerate(cell.text) if not char.isspace()]
        printed, read = "".join(text.split()), "".join(cell.text[at] for at in places)
        found["all"] += len(printed)
        found["unsure"] += len(unsure)
        for kind, a0, a1, b0, b1 in SequenceMatcher(None, printed, read, autojunk=False).get_opcodes():
            if kind != "equal":
                near = places[max(0, b0 - 1) : b1 + 1] if a1 - a0 > b1 - b0 else places[b0:b1]
                count = max(a1 - a0, b1 - b0)
                found["wrong"] += count
                found["told"] += count if unsure.intersection(near) else 0
    return found


@each_notice
def test_a_scanned_pdf_is_a_scan(name: str) -> None:
    printed = read_document(notice_path(name, "pdf").read_bytes())
    assert (scanned(name).format, scanned(name).pages) == ("scan", printed.pages)


@each_notice
def test_tables_have_the_cells_that_are_drawn(name: str) -> None:
    assert sum(1 for _ in cells(name)) > 50


def test_units_and_deadlines_of_the_rows_are_right() -> None:
    every = [(ours, theirs) for name in READ for ours, theirs in pairs(name)]
    right = [ours for ours, theirs in every if all(ours.get(k) == theirs.get(k) for k in CHECKED)]
    assert len(every) == ROWS
    assert len(right) >= ROWS - MOST_WRONG_ROWS


def test_rows_are_right_in_every_field() -> None:
    assert sum(ours == theirs for name in READ for ours, theirs in pairs(name)) >= ROWS - 2 * MOST_WRONG_ROWS


def test_nearly_every_character_is_right() -> None:
    assert tally()["all"] > CHARACTERS
    assert tally()["wrong"] <= (1 - LEAST_CHARACTERS) * tally()["all"]


def test_wrong_characters_are_named_as_unsure_and_few_others() -> None:
    assert tally()["told"] >= LEAST_TOLD * tally()["wrong"]
    assert tally()["unsure"] <= MOST_UNSURE * tally()["all"]


@each_notice
def test_every_unsure_character_is_in_a_finding(name: str) -> None:
    document = scanned(name)
    texts = [c for t in document.tables for c in t.cells] + list(document.paragraphs)
    findings = [f for f in rows_of(name).findings if f.rule == "unsure_character"]
    assert len(findings) == sum(bool(text.doubts) for text in texts)
    for text in texts:
        for doubt in text.doubts:
            assert text.text[doubt.at] == doubt.char
            assert any(f"{doubt.char}" in f.message and "⟦" in f.message for f in findings)


@each_notice
def test_the_letter_is_the_one_that_was_printed(name: str) -> None:
    reference = load_reference()
    printed = normalise(
        read_notice(read_document(notice_path(name, "pdf").read_bytes()), reference.vocabulary), reference
    )
    fields = ("region_id", "year", "kind", "document_number", "issuer", "issued_on", "announced_projects")
    ours, theirs = rows_of(name).notice, printed.notice
    assert [getattr(ours, f) for f in fields] == [getattr(theirs, f) for f in fields]


def test_a_tiff_of_several_pages_is_read_as_the_pdf_is() -> None:
    from tests.scans import saved, scan_of

    *_, last_but_one, last = scan_of(notice_path("gaoxin-2024-plan", "pdf"))
    file = saved(last_but_one, "TIFF", save_all=True, append_images=[last], compression="tiff_lzw")
    tables = tables_of(read_document(file))
    assert len(tables) > 1 and tables == tables_of(scanned("gaoxin-2024-plan"))[-len(tables) :]


def test_a_png_of_one_page_is_read_as_the_page_of_the_pdf_is() -> None:
    from tests.scans import saved, scan_of

    pages = scan_of(notice_path("wulong-2024-plan", "pdf"))
    (table,) = read_document(saved(pages[-1], "PNG")).tables
    assert [c.text for c in table.cells] == [c.text for c in scanned("wulong-2024-plan").tables[-1].cells]


def tables_of(document: Document) -> list[list[str]]:
    return [[c.text for c in table.cells] for table in document.tables]
