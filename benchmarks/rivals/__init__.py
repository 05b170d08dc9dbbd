"""What a user would use instead: each in a few lines, as its own documentation shows it.

A rival turns a file's bytes into tables of texts; what its rows mean is ``naming``'s to say, the same for all of them.
"""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Final, NamedTuple

from benchmarks.rivals import tables

Tables = Sequence[Sequence[Sequence[str | None]]]
"""Tables of rows of texts; ``None`` is a place that a merged cell covers."""


class Rival(NamedTuple):
    """A way to read tables: the packages that it needs, how they are installed, and of which files it reads tables.

    ``sample`` is how many files it is measured on at most: of a slow one a few will do.
    """

    name: str
    packages: tuple[str, ...]
    install: str
    suffix: str
    read: Callable[[bytes], Tables]
    sample: int

    @property
    def is_there(self) -> bool:
        """Whether its packages are installed."""
        return not self._lacking

    @property
    def _lacking(self) -> list[str]:
        return [package for package in self.packages if find_spec(package) is None]

    @property
    def missing(self) -> str:
        """The line that stands in its place."""
        return f"{self.name} is left out: {' and '.join(self._lacking)} not installed ({self.install})"


RIVALS: Final = (
    Rival("python-docx, row.cells", ("docx",), "pip install python-docx", "docx", tables.by_python_docx, 40),
    Rival("markitdown", ("markitdown", "mammoth"), "pip install 'markitdown[docx]'", "docx", tables.by_markitdown, 40),
    Rival("docling", ("docling",), "pip install docling, some gigabytes", "docx", tables.by_docling, 20),
    Rival("pdfplumber, extract_tables", ("pdfplumber",), "pip install pdfplumber", "pdf", tables.by_pdfplumber, 40),
)
