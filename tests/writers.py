"""A ``Document`` written out again in another format, so that what is read from one file can be asked of them all.

Plain files as an office program makes them: the spans are the format's own, nothing is told beside them.
"""

import io
from collections.abc import Callable
from html import escape

import docx
import xlsxwriter
from docx.table import Table as WordTable

from schemas.document import Cell, Document, Paragraph, Table


def to_html(document: Document) -> bytes:
    """A page with the paragraphs and tables of a document and nothing around them."""
    body = "\n".join(_html_table(b) if isinstance(b, Table) else f"<p>{escape(b.text)}</p>" for b in document.blocks)
    head = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>通知</title></head>"
    return f"{head}<body>\n{body}\n</body></html>".encode()


def _html_table(table: Table) -> str:
    rows = []
    for row in range(1, table.rows + 1):
        cells = "".join(_html_cell(c) for c in table.cells if c.row == row)
        rows.append(f"<tr>{cells}</tr>")
    return "<table border='1'>\n" + "\n".join(rows) + "\n</table>"


def _html_cell(cell: Cell) -> str:
    spans = "".join(
        f' {name}="{n}"' for name, n in (("rowspan", cell.row_span), ("colspan", cell.column_span)) if n > 1
    )
    inside = "".join(f"<p>{escape(line)}</p>" for line in cell.text.split("\n")) if cell.text else "&nbsp;"
    return f"<td{spans}>{inside}{''.join(_html_table(t) for t in cell.tables)}</td>"


def to_docx(document: Document) -> bytes:
    """A Word package with true merges."""
    word = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            word.add_paragraph(block.text)
        else:
            _fill_word_table(word.add_table(block.rows, block.columns), block)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _fill_word_table(drawn: WordTable, table: Table) -> None:
    for cell in table.cells:
        first = drawn.cell(cell.row - 1, cell.column - 1)
        last = drawn.cell(cell.row + cell.row_span - 2, cell.column + cell.column_span - 2)
        whole = first.merge(last) if first is not last else first
        whole.text = ""
        lines = cell.text.split("\n")
        whole.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            whole.add_paragraph(line)
        for inner in cell.tables:
            _fill_word_table(whole.add_table(inner.rows, inner.columns), inner)


def to_xlsx(document: Document) -> bytes:
    """A workbook with everything on one sheet: paragraphs in rows of their own, merged over the width of the tables."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("附件")
    ruled = book.add_format({"border": 1, "text_wrap": True})
    width = max((t.columns for t in document.tables), default=1)
    top = 0
    for block in document.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                row, column = top + cell.row - 1, cell.column - 1
                if cell.row_span == cell.column_span == 1:
                    sheet.write_string(row, column, cell.text, ruled)
                else:
                    last = (row + cell.row_span - 1, column + cell.column_span - 1)
                    sheet.merge_range(row, column, *last, cell.text, ruled)
            top += block.rows
        else:
            if width > 1:
                sheet.merge_range(top, 0, top, width - 1, block.text)
            else:
                sheet.write_string(top, 0, block.text)
            top += 1
    book.close()
    return file.getvalue()


WRITERS: dict[str, Callable[[Document], bytes]] = {"docx": to_docx, "html": to_html, "xlsx": to_xlsx}
"""A writer for each format that is written here."""
