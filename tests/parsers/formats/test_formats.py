"""The package of formats: found by scanning, told apart by content, refusing in one sentence."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import parsers.formats
from parsers.errors import UnreadableFileError
from parsers.formats import fidelity, formats, read_document
from parsers.formats._sample import Sample
from tests.conftest import FORMATS, NOTICES, notice_path
from tests.parsers.formats.builders import (
    Pdf,
    docx_file,
    locked_pdf,
    par,
    raw_pdf,
    repack,
    words,
    zip_file,
)

MADE_UP = """
from schemas.document import Document, Paragraph

NAME = "{name}"
FIDELITY = 7


def claims(sample):
    return sample.data.startswith(b"{start}")


def read(data):
    return Document(format=NAME, blocks=(Paragraph(text=data.decode()),))
"""
WHAT_TO_DO = re.compile(r"; (ask|save|unpack|run) [^.]+\.$")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose modules belong to the package of formats while the test runs."""
    modules = set(sys.modules)
    monkeypatch.setattr(parsers.formats, "__path__", [*parsers.formats.__path__, str(tmp_path)])
    formats.cache_clear()
    yield tmp_path
    for name in set(sys.modules) - modules:
        if name.startswith("parsers.formats.madeup"):
            del sys.modules[name]
            delattr(parsers.formats, name.rsplit(".", 1)[-1])
    formats.cache_clear()


def put(shelf: Path, module: str, start: str) -> None:
    (shelf / f"{module}.py").write_text(MADE_UP.format(name=module.strip("_"), start=start), "utf-8")


def claiming(data: bytes) -> list[str]:
    sample = Sample.of(data)
    return [f.NAME for f in formats() if f.claims(sample)]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_document(data)
    return str(caught.value)


def test_every_format_has_a_name_of_its_own_and_a_fidelity() -> None:
    names = [f.NAME for f in formats()]
    assert {"docx", "pdf", "text"} <= set(names)
    assert len(set(names)) == len(names)
    assert len({f.FIDELITY for f in formats()}) == len(names)
    assert min(f.FIDELITY for f in formats()) > 0


@pytest.mark.parametrize(("better", "worse"), [("docx", "pdf"), ("pdf", "text"), ("text", "gone")])
def test_a_format_that_knows_more_of_a_table_comes_first(better: str, worse: str) -> None:
    assert fidelity(better) > fidelity(worse)


def test_a_format_that_is_gone_has_no_fidelity() -> None:
    assert fidelity("wordstar") == 0


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("name", NOTICES)
def test_exactly_one_format_claims_each_notice(name: str, file_format: str) -> None:
    assert claiming(notice_path(name, file_format).read_bytes()) == [file_format]


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_notice_is_read_by_the_format_that_claims_it(file_format: str) -> None:
    document = read_document(notice_path("gaoxin-2024-plan", file_format).read_bytes())
    assert document.format == file_format
    assert document.tables
    assert any("重庆高新区2024年重点民生实事" in p.text for p in document.paragraphs)


@pytest.mark.parametrize("start", [b"\n", b"\r\n", b" " * 1000, b"X-Header: 1\r\n\r\n", b"\xef\xbb\xbf"])
def test_a_pdf_behind_other_bytes_is_claimed_as_a_pdf_alone(start: bytes) -> None:
    assert claiming(start + Pdf().text(90, 100, "通知").file()) == ["pdf"]


def test_a_made_up_format_is_found_by_scanning(shelf: Path) -> None:
    put(shelf, "madeup", "MADEUP")
    assert "madeup" in [f.NAME for f in formats()]
    assert read_document(b"MADEUP\x00").format == "madeup"
    assert fidelity("madeup") == 7


def test_a_made_up_format_is_named_among_those_that_are_read(shelf: Path) -> None:
    put(shelf, "madeup", "MADEUP")
    assert ", madeup, " in refusal(b"\x00\x01")


def test_a_module_with_an_underscore_is_no_format(shelf: Path) -> None:
    put(shelf, "_madeup", "MADEUP")
    assert "madeup" not in [f.NAME for f in formats()]


def test_a_file_that_two_formats_claim_is_refused(shelf: Path) -> None:
    put(shelf, "madeup", "MADEUP")
    put(shelf, "madeuptoo", "MADEUP")
    assert refusal(b"MADEUP\x00") == (
        "its content is claimed as madeup and madeuptoo at once; save it anew in one format."
    )


def test_the_made_up_formats_are_gone_again() -> None:
    assert [f.NAME for f in formats() if f.NAME.startswith("madeup")] == []


def test_an_empty_file_is_refused_as_empty() -> None:
    assert refusal(b"") == "the file is empty (0 bytes); ask for it again."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old Office file (DOC, XLS, WPS)"),
        (b"<?xml version='1.0'?><a/>", "an XML file"),
        (zip_file({"ppt/presentation.xml": b"<x/>"}), "a PPTX presentation"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_the_name_of_its_kind(data: bytes, kind: str) -> None:
    readable = ", ".join(sorted(f.NAME for f in formats()))
    assert refusal(data) == (
        f"it is {kind}, whatever its name says; save the notice in a format that is read here ({readable})."
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"Rar!\x1a\x07\x01\x00", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "a 7z archive"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"BZh91AY&SY", "a bzip2 archive"),
        (b"\xfd7zXZ\x00\x00\x04", "an xz archive"),
        ("通知.docx".encode().ljust(257, b"\0") + b"ustar\x0000" + bytes(250), "a tar archive"),
        (zip_file({"通知.docx": b"PK"}), "a ZIP archive"),
    ],
)
def test_an_archive_is_refused_with_the_advice_to_unpack_it(data: bytes, kind: str) -> None:
    assert refusal(data) == f"it is {kind}, whatever its name says; unpack it and ingest the files that are in it."


def test_a_zip_cut_off_is_refused_as_damaged() -> None:
    assert refusal(zip_file({"通知.txt": b"notice"})[:40]).startswith("it is a damaged ZIP or Office file")


def test_a_file_of_no_kind_is_refused() -> None:
    assert refusal(b"\x00\x01\x02").startswith("its content is of no known document format")


PACKAGE = docx_file(par("通知"))
PAGE = Pdf().text(90, 100, "通知").file()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04",
        b"\x89PNG\r\n\x1a\n",
        b"<html>",
        zip_file({"a.txt": b""}),
        PACKAGE[: len(PACKAGE) - 40],
        repack(PACKAGE, {"word/styles.xml": None}),
        repack(PACKAGE, {"word/document.xml": b"<w:document"}),
        PAGE[:400],
        b"%PDF-1.7\n%%EOF",
        Pdf().picture().file(),
        locked_pdf("notice", user_password="secret"),
        raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"),
    ],
)
def test_each_refusal_is_one_sentence_that_says_what_to_do(data: bytes) -> None:
    sentence = refusal(data)
    assert "\n" not in sentence
    assert WHAT_TO_DO.search(sentence), sentence


def test_files_that_are_read_need_no_name() -> None:
    assert words(read_document(PACKAGE)) == words(read_document(PAGE)) == ["通知"]
