"""What a file comes to is the same wherever it is read, and arrives as it was sent."""

import pytest

from etl.facts import facts_of
from etl.family_amounts import amounts_of
from etl.normalise.assemble import normalise
from etl.readers.file_rows import FileRows, from_bytes, read_rows, to_bytes
from parsers.errors import UnreadableFileError
from parsers.formats._steps import listening
from parsers.reading import read_file
from schemas.normalised import NormalisedNotice
from schemas.notice import Notice
from schemas.reference import Reference
from tests.conftest import NOTICES, notice_path


@pytest.fixture(scope="module", params=NOTICES)
def data(request: pytest.FixtureRequest) -> bytes:
    return notice_path(request.param, "text").read_bytes()


@pytest.fixture(scope="module")
def small(reference: Reference) -> FileRows:
    return read_rows(notice_path(NOTICES[0], "text").read_bytes(), reference)


def test_a_file_comes_to_its_notice_and_its_rows(data: bytes, reference: Reference) -> None:
    file = read_rows(data, reference)
    read = read_file(data, reference.vocabulary)
    rows = normalise(read.notice, reference)
    assert (file.format, file.pages) == (read.format, read.pages)
    assert Notice.model_validate_json(file.notice) == read.notice
    assert NormalisedNotice.model_validate_json(file.rows) == rows
    assert file.facts == facts_of(read.notice, rows, reference.editions)
    assert file.amounts == amounts_of(rows, reference)


def test_the_json_is_what_the_records_would_be_written_as(data: bytes, reference: Reference) -> None:
    file = read_rows(data, reference)
    assert Notice.model_validate_json(file.notice).model_dump_json().encode() == file.notice
    assert NormalisedNotice.model_validate_json(file.rows).model_dump_json().encode() == file.rows


def test_what_is_sent_is_what_arrives(data: bytes, reference: Reference) -> None:
    file = read_rows(data, reference)
    assert from_bytes(to_bytes(file)) == file


def test_the_reference_is_the_same_on_the_other_side(reference: Reference) -> None:
    sent = Reference.model_validate_json(reference.model_dump_json())
    assert sent == reference
    data = notice_path(NOTICES[0], "text").read_bytes()
    assert to_bytes(read_rows(data, sent))[:24] == to_bytes(read_rows(data, reference))[:24]
    assert read_rows(data, sent) == read_rows(data, reference)


@pytest.mark.parametrize("cut", [0, 23, 24, 100, -2])
def test_what_is_cut_off_is_no_answer(small: FileRows, cut: int) -> None:
    with pytest.raises(ValueError):
        from_bytes(to_bytes(small)[:cut])


def test_an_answer_that_is_not_what_the_models_allow_is_none(small: FileRows) -> None:
    content = to_bytes(small)
    for part in (small.notice, small.rows):
        with pytest.raises(ValueError):
            from_bytes(content.replace(part[:20], b"{" * 20))
    with pytest.raises(ValueError):
        from_bytes(content.replace(b'"has_letter":true', b'"has_letter":5555'))
    with pytest.raises(ValueError):
        from_bytes(content.replace(b'"is_stock":false', b'"is_stock":55555'))


def test_normalising_is_a_step_of_its_own(reference: Reference) -> None:
    heard: list[str] = []
    with listening(heard.append):
        read_rows(notice_path(NOTICES[0], "text").read_bytes(), reference)
    assert heard[-1] == "its values"


def test_a_surprise_in_normalising_refuses_the_file(reference: Reference, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.readers.file_rows.normalise", lambda *_: 1 // 0)
    with pytest.raises(UnreadableFileError, match="ZeroDivisionError"):
        read_rows(notice_path(NOTICES[0], "text").read_bytes(), reference)
