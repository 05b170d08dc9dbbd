"""The process that reads and normalises the files of a run."""

from etl.collector import look_seldom
from etl.normalise.units.tokenizer import prepare
from etl.readers.file_rows import read_rows, to_bytes
from parsers.isolated.child import Work, serve
from schemas.reference import Reference


def main() -> None:
    """Read files until nobody asks any more."""
    serve(_work_here)


def _work_here(given: bytes) -> Work:
    does = work(given)
    look_seldom()
    return does


def work(given: bytes) -> Work:
    """What is done with each file, of the reference data as JSON."""
    reference = Reference.model_validate_json(given)
    prepare()
    return lambda data: to_bytes(read_rows(data, reference))
