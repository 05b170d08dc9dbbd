"""Where files are read: in processes of this machine, or by the workers of a cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from etl.cli.work import make_reader, make_readers

if TYPE_CHECKING:
    from etl.warehouse.wait import Wait
    from parsers.reading import Reader
    from schemas.reference import Reference


@contextmanager
def readers_for(
    reference: "Reference", patience: float, workers: int | None, files: int, cluster: str | None, wait: "Wait"
) -> Iterator[list["Reader[Any]"]]:
    """The readers of a run over so many files; while it lasts, ``cluster`` is joined if one is named."""
    if cluster is None:
        yield make_readers(reference, patience, workers, files)
        return
    from etl.cluster.join import joined
    from parsers.isolated.pool import default_workers

    with joined(cluster, partial(make_reader, reference, patience), wait, workers, default_workers(files)) as readers:
        yield readers
