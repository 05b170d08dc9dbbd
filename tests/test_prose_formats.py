"""The same text as TXT, DOCX and PDF gives the same tasks: a PDF breaks paragraphs into lines and pages."""

from pathlib import Path

import pytest

from etl.pipeline import inspect
from etl.reference.load import load_reference
from parsers.errors import UnreadableFileError
from parsers.formats._reflow import first_chunk, width_of
from tests.parsers.formats.builders import Pdf, docx_file, par
from tests.tasks import as_golden, squeezed

GALLERY = Path(__file__).parent / "gallery"
TEXTS = sorted(GALLERY.glob("prose-*.txt"))
PER_LINE, PER_PAGE, SIZE, PITCH, LEFT, TOP = 28, 22, 16, 29, 74, 100


def wrapped(text: str, indent: int) -> list[str]:
    """A paragraph as lines of a page, the first narrower by ``indent`` characters: what would not fit goes to the next
    line, with the mark, number or word that may not be torn from it."""
    lines: list[str] = []
    line = ""
    while text:
        chunk = first_chunk(text)
        room = (PER_LINE - (0 if lines else indent)) * SIZE
        if line and width_of(line + chunk, SIZE) > room:
            lines.append(line)
            line = ""
        line, text = line + chunk, text[len(chunk) :]
    return [*lines, line]


def as_pdf(paragraphs: list[str]) -> bytes:
    """Paragraphs as a letter is set: names and titles centred, the others indented by two characters."""
    pdf = Pdf()
    row = 0
    for number, text in enumerate(paragraphs):
        centred = number < 3 and len(text) <= PER_LINE and text[-1] not in "：。"
        indent = 0 if centred or text.endswith("：") else 2
        for n, line in enumerate(wrapped(text, indent)):
            if row == PER_PAGE:
                pdf.page()
                row = 0
            x = LEFT + (PER_LINE * SIZE - width_of(line, SIZE)) / 2 if centred else LEFT + indent * SIZE * (n == 0)
            pdf.text(x, TOP + row * PITCH, line, SIZE)
            row += 1
    return pdf.file()


def as_docx(paragraphs: list[str]) -> bytes:
    return docx_file("".join(par(text) for text in paragraphs))


def read(path: Path) -> object:
    """The tasks of a file, or that it is refused."""
    try:
        _, rows, _ = inspect(path, load_reference())
    except UnreadableFileError:
        return "refused"
    return [{k: squeezed(v) for k, v in task.items()} for task in as_golden(rows)]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("text", TEXTS, ids=lambda p: p.stem)
def test_every_format_gives_the_same_tasks(text: Path, kind: str, tmp_path: Path) -> None:
    paragraphs = [line for line in text.read_text("utf-8").splitlines() if line.strip()]
    path = tmp_path / f"notice.{kind}"
    path.write_bytes(as_docx(paragraphs) if kind == "docx" else as_pdf(paragraphs))
    assert read(path) == read(text)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_ids_do_not_depend_on_the_format(kind: str, tmp_path: Path) -> None:
    text = GALLERY / "prose-lenticular-brackets.txt"
    paragraphs = text.read_text("utf-8").splitlines()
    path = tmp_path / f"notice.{kind}"
    path.write_bytes(as_docx(paragraphs) if kind == "docx" else as_pdf(paragraphs))
    ids = [[t.task_id for t in inspect(p, load_reference())[1].tasks] for p in (text, path)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 5
