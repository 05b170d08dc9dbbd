"""What the warehouse keeps of a run itself."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from etl.run_report import Fate, FileReport
from parsers import PARSER_VERSION
from schemas.publication import RunRecord


def run_record(run_id: str, command: str, started: datetime, reports: Iterable[FileReport], gone: int) -> RunRecord:
    """The row of a run that ends now; ``started`` is in UTC, ``gone`` counts the files that are not there any more."""
    fates = Counter(report.fate for report in reports)
    return RunRecord(
        run_id=run_id,
        started_at=started,
        finished_at=now(),
        command=command,
        parser_version=PARSER_VERSION,
        files=fates.total(),
        loaded=fates[Fate.LOADED],
        unchanged=fates[Fate.UNCHANGED],
        quarantined=fates[Fate.QUARANTINED],
        gone=gone,
    )


def now() -> datetime:
    """The time in UTC, as the warehouse keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)
