"""A made notice as text copied out of a word processor: a cell a line behind a tab, an empty line after each row."""

from random import Random

from benchmarks.corpus.letters import Letter
from benchmarks.corpus.sheets import Sheet, Written, anchors


def written(letter: Letter, table: Sheet, _random: Random) -> Written:
    """The file."""
    before = [letter.number, letter.issuer, letter.title, "", *letter.body, *letter.signature, "", "附件", ""]
    lines = [*before, letter.attachment, "", *_lines(table)]
    return Written("\n".join(lines).encode())


def _lines(table: Sheet) -> list[str]:
    covering, lines = anchors(table), list[str]()
    for row, line in enumerate(table.rows):
        for column, cell in enumerate(line):
            above, left = covering[row, column]
            if cell is not None:
                lines.append("\t" + cell.text.replace("\n", "\n\n"))
            elif above < row and left == column:
                lines.append("\t")
        lines.append("")
    return lines
