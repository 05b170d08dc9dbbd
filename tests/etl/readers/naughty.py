"""The process of a run whose files may tell it to hang, die or fill the memory."""

from functools import partial

from etl.readers import child
from parsers.isolated.child import serve
from tests.parsers.isolated.naughty import naughtily


def main() -> None:
    serve(lambda given: partial(naughtily, child.work(given)))
