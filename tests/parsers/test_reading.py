import pytest

from parsers import reading
from parsers.errors import NoReaderError, UnreadableFileError
from parsers.formats._steps import listening
from parsers.reading import no_surprises, read_file
from schemas.document import Document
from schemas.reference import Vocabulary
from tests.conftest import FORMATS, notice_path


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_file_is_read_to_its_notice(file_format: str, vocabulary: Vocabulary) -> None:
    read = read_file(notice_path("gaoxin-2024-plan", file_format).read_bytes(), vocabulary)
    assert (read.format, len(read.notice.projects)) == (file_format, 20)
    assert (read.pages is not None) is (file_format in ("pdf", "ofd", "scan"))


def test_a_step_is_told_between_the_file_and_its_tables(vocabulary: Vocabulary) -> None:
    heard: list[str] = []
    with listening(heard.append):
        read_file(notice_path("gaoxin-2024-plan", "text").read_bytes(), vocabulary)
    assert heard[0] == "its tables" and all(" of " in step for step in heard[1:])


def test_a_file_that_cannot_be_read_is_refused(vocabulary: Vocabulary) -> None:
    with pytest.raises(UnreadableFileError, match="empty"):
        read_file(b"", vocabulary)


@pytest.mark.parametrize(
    ("surprise", "told"),
    [
        (RuntimeError("what\nnow"), "failed unexpectedly (RuntimeError: what now); please report it with the file."),
        (RecursionError(), "failed unexpectedly (RecursionError:); please report it with the file."),
        (MemoryError(), "needed more memory than there is; save it without pictures, or in parts."),
        (PermissionError(13, "Permission denied"), "it cannot be read: Permission denied."),
        (UnreadableFileError("it is a scan."), "it is a scan."),
    ],
    ids=repr,
)
def test_whatever_a_file_causes_becomes_one_sentence(
    surprise: Exception, told: str, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def surprising(_: bytes) -> Document:
        raise surprise

    monkeypatch.setattr(reading, "read_document", surprising)
    with pytest.raises(UnreadableFileError) as refusal:
        read_file(b"x", vocabulary)
    assert str(refusal.value).endswith(told)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("end", [NoReaderError("no process."), KeyboardInterrupt(), SystemExit(2)], ids=repr)
def test_what_no_file_causes_goes_on(end: BaseException) -> None:
    with pytest.raises(type(end)), no_surprises():
        raise end


def test_a_surprise_is_told_by_the_same_words_in_every_run() -> None:
    told = set()
    for thing in (object(), object()):
        with pytest.raises(UnreadableFileError) as refused, no_surprises():
            raise RuntimeError(f"what is {thing!r}")
        told.add(str(refused.value))
    (sentence,) = told
    assert "<object object at 0x…>" in sentence


def test_what_is_private_is_withheld(vocabulary: Vocabulary) -> None:
    read = read_file(notice_path("wulong-2024-plan", "text").read_bytes(), vocabulary)
    assert "（联系人：〔联系人〕；联系电话：〔电话〕；邮箱：〔邮箱〕）" in "".join(
        p.text for p in read.notice.paragraphs
    )


def test_a_refusal_tells_nothing_private(vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    def surprising(_: bytes) -> Document:
        raise ValueError("联系人：张三，电话：67820064")

    monkeypatch.setattr(reading, "read_document", surprising)
    with pytest.raises(UnreadableFileError, match="联系人：〔联系人〕，电话：〔电话〕"):
        read_file(b"x", vocabulary)
