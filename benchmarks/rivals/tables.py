"""The rivals' own lines: bytes of a file to its tables."""

import io
import re
from functools import cache
from importlib import import_module
from typing import Any, Final

_Tables = list[list[list[str | None]]]
_RULE: Final = re.compile(r"\|(\s*:?-+:?\s*\|)+")
_PIPE: Final = re.compile(r"(?<!\\)\|")


def by_python_docx(data: bytes) -> _Tables:
    """A loop over the rows and their cells; a merged cell comes again in each place that it covers."""
    import docx

    document = docx.Document(io.BytesIO(data))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def by_pdfplumber(data: bytes) -> _Tables:
    """A loop over the pages."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [table for page in pdf.pages for table in page.extract_tables()]


def by_markitdown(data: bytes) -> _Tables:
    """The tables of its Markdown."""
    stream_info = import_module("markitdown").StreamInfo(extension=".docx")
    text = _markitdown().convert_stream(io.BytesIO(data), stream_info=stream_info).text_content
    return pipe_tables(text)


@cache
def _markitdown() -> Any:
    return import_module("markitdown").MarkItDown()


def pipe_tables(markdown: str) -> _Tables:
    """The tables of a Markdown text: rows of pipes next to each other, but for the rule below the header."""
    found: _Tables = []
    inside = False
    for line in markdown.splitlines():
        is_row = line.startswith("|")
        if is_row and not inside:
            found.append([])
        inside = is_row
        if is_row and not _RULE.fullmatch(line.strip()):
            found[-1].append([text.strip().replace("\\|", "|") for text in _PIPE.split(line.strip())[1:-1]])
    return found


def by_docling(data: bytes) -> _Tables:
    """Its data frames, whose columns are called as the header calls them."""
    stream = import_module("docling.datamodel.base_models").DocumentStream(name="notice.docx", stream=io.BytesIO(data))
    document = _docling().convert(stream).document
    frames = [table.export_to_dataframe(doc=document) for table in document.tables]
    return [[[str(name) for name in frame.columns], *frame.astype(str).values.tolist()] for frame in frames]


@cache
def _docling() -> Any:
    """For Word files alone, for which it loads no model."""
    word = import_module("docling.datamodel.base_models").InputFormat.DOCX
    return import_module("docling.document_converter").DocumentConverter(allowed_formats=[word])
