"""A desk to try commands at."""

from pathlib import Path

from tests.etl.warehouse.build import (
    Answer,
    etl,
    five_notices,
    put,
)

TARGET = "建成渝湖路小游园"


class Desk:
    """A folder of notices, a warehouse and a file of decisions, and the commands run on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.raw = folder / "raw"
        self.warehouse = folder / "notices.duckdb"
        self.decisions = folder / "decisions.yml"

    def ingest(self, *arguments: object) -> Answer:
        return etl("ingest", *arguments, "--warehouse", self.warehouse, "--decisions", self.decisions)

    def rebuild(self, *arguments: object) -> Answer:
        return etl(
            "rebuild", *arguments, "--raw", self.raw, "--warehouse", self.warehouse, "--decisions", self.decisions
        )

    def units(self, *arguments: object) -> Answer:
        return etl("units", *arguments, "--warehouse", self.warehouse, "--decisions", self.decisions)

    def filled(self) -> "Desk":
        put(self.warehouse, five_notices())
        return self


def said_in_one_line(answer: Answer) -> str:
    assert answer.stderr.startswith("etl: ") and answer.stderr.count("\n") == 1
    assert answer.data == b""
    return answer.stderr
