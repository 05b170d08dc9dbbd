"""``etl inspect``: how one file is read, stage by stage."""

from pathlib import Path
from typing import Annotated

import typer

from etl.cli.exits import fail, one_line_errors
from etl.cli.options import DEFAULT_DECISIONS, DEFAULT_PATIENCE, At, Decisions, Patience, PictureFile
from etl.cli.work import list_files, make_reader, read_reference


def inspect(
    file: Annotated[Path, typer.Argument(help="The file to look into; it may lie in a ZIP.")],
    at: At = None,
    picture: PictureFile = None,
    patience: Patience = DEFAULT_PATIENCE,
    decisions: Decisions = DEFAULT_DECISIONS,
) -> None:
    """Show how one file is read, stage by stage, and load nothing.

    The letter; for each table the role found for every column and what became of every row; the paragraphs; the tasks
    as they would be loaded; the findings. Of a ZIP the files in it are listed; name one by its path below the ZIP, such
    as notices.zip/2024/plan.docx. With --at, where one value came from (v_tasks.place says which place to ask for):
    --picture draws the page of a PDF, an OFD or a scan; of other formats the line or the sheet's cell is said.

    Example: etl inspect data/raw/yubei-2024-plan.txt --at "table 1, row 3"
    """
    with one_line_errors():
        from etl.cli.place import show_place
        from etl.console import describe, list_packed, print_lines
        from etl.raw_files import shown
        from parsers.errors import UnreadableFileError

        if picture and not at:
            fail("--picture draws the page of a place; name one with --at.", 2)
        files = list_files([file])
        if file.is_dir():
            fail(f"{file} is no file; give one, not a folder.", 2)
        if [f.path for f in files] != [shown(file)]:
            print_lines(list_packed(files))
            return
        from etl.pipeline import inspect as look

        reference = read_reference(decisions)
        try:
            notice, rows, file_format = look(files[0], reference, make_reader(reference, patience))
        except UnreadableFileError as refusal:
            fail(f"{file}: {refusal}", 1)
        if at is None:
            print_lines(describe(notice, rows, file_format))
        else:
            show_place(notice, files[0], at, picture)
