"""DOC and WPS: the binary files of Word 97 to 2003 and of WPS Writer ([MS-DOC]), by the marks in their text.

olefile opens the container; a paragraph, a cell and a row each end with a mark whose properties say how deep in tables
it lies and, for a row, where its cells begin and end. What is read is what Word shows, as for DOCX: text
inserted under tracked changes is there, deleted text is gone.
"""

from typing import Final

from parsers.formats._doc_blocks import Walk
from parsers.formats._doc_boxes import boxes
from parsers.formats._doc_file import Story, word_file
from parsers.formats._doc_lists import numbering
from parsers.formats._doc_paragraphs import Paragraphs
from parsers.formats._ole import SIGNATURE
from parsers.formats._sample import Sample
from schemas.document import Document

NAME = "doc"
FIDELITY = 29

_STREAM: Final = "WordDocument"


def claims(sample: Sample) -> bool:
    """Whether the content is a binary Word file, even a damaged one."""
    if not sample.data.startswith(SIGNATURE):
        return False
    return _STREAM in sample.streams or (not sample.streams and _STREAM.encode("utf-16-le") in sample.data)


def read(data: bytes) -> Document:
    """Read a DOC. Raises ``UnreadableFileError`` if it is damaged, locked, far too long or older than Word 97."""
    file = word_file(data)
    paragraphs = Paragraphs(file)
    anchored, others = boxes(file)
    shown = {at: bounds for at, bounds in anchored.items() if not paragraphs.is_deleted(at)}
    walk = Walk(numbering(file), {at: list(paragraphs.between(*bounds)) for at, bounds in shown.items()})
    parts = [paragraphs.story(story) for story in (Story.MAIN, Story.FOOTNOTES, Story.ENDNOTES)]
    parts += [list(paragraphs.between(*bounds)) for bounds in others]
    blocks = [*(block for part in parts for block in walk.blocks(part)), *walk.boxes_left()]
    return Document(format=NAME, blocks=tuple(blocks))
