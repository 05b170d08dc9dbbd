r"""RTF, also under a name that ends in .doc: some office systems give every document out that way.

Paragraphs, cells and rows end with control words whose settings say the same as the marks of a DOC, and go the same way
from there. Numbers of lists stand in the file as text (``\listtext``), tracked deletions are gone.
"""

from parsers.formats._doc_blocks import Walk
from parsers.formats._docx_numbering import Numbering
from parsers.formats._rtf_reader import Reader
from parsers.formats._rtf_tokens import tokens
from parsers.formats._sample import Sample
from schemas.document import Document

NAME = "rtf"
FIDELITY = 23


def claims(sample: Sample) -> bool:
    """Whether the content is RTF, even a damaged one."""
    return sample.data.startswith(b"{\\rtf")


def read(data: bytes) -> Document:
    """Read an RTF. Raises ``UnreadableFileError`` if it is cut off, its tables are broken or it is far too long."""
    reader = Reader()
    reader.read(tokens(data))
    walk = Walk(Numbering(), {anchor: story.finished() for anchor, story in reader.boxes.items()})
    stories = [reader.main, *reader.notes]
    blocks = [*(block for story in stories for block in walk.blocks(story.finished())), *walk.boxes_left()]
    return Document(format=NAME, blocks=tuple(blocks))
