"""Reading measured: bytes to ``Document``, ``Document`` to ``Notice``, ``Notice`` to rows, beside what others take."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from benchmarks.accuracy import Accuracy, Values, accuracy, of_notice
from benchmarks.corpus import Made
from benchmarks.measure import Cost, in_turn
from benchmarks.results import Line
from benchmarks.rivals import RIVALS, Rival
from benchmarks.rivals.naming import rows_of_work

OURS = "this project"
SAMPLE = 200
"""Files at most that a stage of ours is measured on by itself."""


def reading(made: Sequence[Made], runs: int, suffix: str) -> Iterator[Line | str]:
    """Files of one format to ``Document``, beside each rival on as many files as it is worth; a sentence for one that
    is not installed."""
    from etl.reference.load import load_reference
    from parsers.formats import read_document
    from parsers.reading import read_file

    vocabulary = load_reference().vocabulary
    files = [each for each in made if each.name.endswith(suffix)]
    stage = f"{suffix.upper()} to Document"
    ours = partial(_each, read_document)
    first = True
    for rival in (r for r in RIVALS if r.suffix == suffix):
        if not rival.is_there:
            yield rival.missing
            continue
        sample = files[: rival.sample]
        costs = _costs({OURS: ours, rival.name: partial(_each, rival.read)}, sample, runs)
        if first:
            right = counted(files[:SAMPLE], lambda data: of_notice(read_file(data, vocabulary).notice))
            yield Line(stage, OURS, len(sample), "files", costs[OURS], costs[OURS], right)
            first = False
        yield Line(stage, rival.name, len(sample), "files", costs[rival.name], costs[OURS], _of(rival, sample))
    if suffix == "docx":
        yield opening(files[: RIVALS[0].sample], runs)


def opening(files: Sequence[Made], runs: int) -> Line:
    """What python-docx takes just to open the files, and nothing read from them yet."""
    import docx

    from parsers.formats import read_document

    def opened(data: bytes) -> object:
        return docx.Document(io.BytesIO(data))

    name = "python-docx, just opening"
    costs = _costs({OURS: partial(_each, read_document), name: partial(_each, opened)}, files, runs)
    return Line("DOCX to Document", name, len(files), "files", costs[name], costs[OURS])


def _of(rival: Rival, sample: Sequence[Made]) -> Accuracy:
    return counted(sample, lambda data: rows_of_work(rival.read(data)))


def counted(files: Iterable[Made], read: Callable[[bytes], Iterable[Values]]) -> Accuracy:
    """Rows right of the rows there are."""
    return sum((accuracy(each.rows, read(each.data)) for each in files), Accuracy())


def _costs(sides: dict[str, Callable[[Sequence[Made]], object]], files: Sequence[Made], runs: int) -> dict[str, Cost]:
    for side in sides.values():
        side(files[:1])  # what a library does once in its life is no cost of a file
    return in_turn({name: partial(side, files) for name, side in sides.items()}, runs)


def _each(read: Callable[[bytes], object], files: Sequence[Made]) -> None:
    for each in files:
        read(each.data)


def understanding(made: Sequence[Made], runs: int) -> Iterator[Line]:
    """``Document`` to ``Notice`` as written, and that to normalised rows."""
    from etl.normalise.assemble import normalise
    from etl.reference.load import load_reference
    from parsers.formats import read_document
    from parsers.notice import read_notice
    from parsers.privacy.withheld import withhold_private
    from schemas.document import Document
    from schemas.notice import FileReading

    reference = load_reference()

    def noticed(document: Document) -> FileReading:
        notice = read_notice(document, reference.vocabulary)
        return withhold_private(FileReading(format=document.format, notice=notice), reference.vocabulary)

    documents = [read_document(each.data) for each in made[:SAMPLE]]
    read = [noticed(document).notice for document in documents]
    normalise(read[0], reference)
    costs = in_turn(
        {
            "notice": lambda: [noticed(document) for document in documents],
            "normalise": lambda: [normalise(notice, reference) for notice in read],
        },
        runs,
    )
    tasks = sum(len(project.tasks) for notice in read for project in notice.projects)
    yield Line("Document to Notice", OURS, len(documents), "files", costs["notice"])
    yield Line("Notice to rows", OURS, tasks, "tasks", costs["normalise"], note=f"{len(read)} notices")
