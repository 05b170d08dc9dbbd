"""The reference way to read a PDF, and what it refuses."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._pdf_reference import opened_by_reference, reference_layout
from tests.parsers.formats.builders import Pdf, locked_pdf, texts


def test_a_page_by_pdfplumber() -> None:
    file = Pdf().text(90, 60, "附件1").grid(90, 100, [60, 120], [["序号", "项目"], ["1", "绿荫"]], 40).picture()
    with opened_by_reference(file.file()) as (page,):
        layout = reference_layout(page)
    assert [line.text for line in layout.lines] == ["附件1"]
    assert [texts(table) for _, table in layout.tables] == [[["序号", "项目"], ["1", "绿荫"]]]
    assert (layout.number, layout.has_picture, layout.rotated) == (1, True, "")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "it is a damaged PDF (its structure cannot be followed); ask for the file again."),
        (
            locked_pdf("Notice", user_password="secret"),
            "it is encrypted and opens only with a password; save it without one.",
        ),
    ],
)
def test_what_cannot_be_opened_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal, opened_by_reference(data):
        pass
    assert str(refusal.value) == said
