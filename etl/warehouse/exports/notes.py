"""What an export cannot write as it is in the warehouse, told to whoever made it."""

from collections import Counter
from collections.abc import Iterator


class Notes:
    """Collects what was changed; cuts one by one, pictures of control characters a line a column."""

    def __init__(self) -> None:
        self._cuts: list[str] = []
        self._pictures: Counter[str] = Counter()

    def cut(self, table: str, row: int, column: str, characters: int) -> None:
        """A cell's text was cut; ``row`` is that of the sheet, the header being row 1."""
        self._cuts.append(
            f"{table}, row {row}, {column}: cut, its {characters:,} characters are more than a cell of a workbook "
            "holds; export as parquet or csv to have it whole"
        )

    def picture(self, table: str, column: str) -> None:
        """A cell has control characters, shown as pictures."""
        self._pictures[f"{table}, {column}"] += 1

    def lines(self) -> Iterator[str]:
        """All notes, as sentences for stderr."""
        yield from self._cuts
        for place, cells in sorted(self._pictures.items()):
            number = "1 cell has" if cells == 1 else f"{cells:,} cells have"
            yield f"{place}: {number} control characters, shown as ␀ and the like; parquet has them as they are"
