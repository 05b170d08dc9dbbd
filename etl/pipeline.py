"""The flow from files to warehouse, a line a stage, and what happens when one fails.

A file that cannot be read is quarantined with its reason and the rest goes on; nothing is published unless
something changed.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from etl import ids
from etl.family_rows import family_rows
from etl.identity import may_be_one
from etl.normalise.assemble import normalise
from etl.normalise.units.lexicon import prepare
from etl.presence import replaced
from etl.raw_files import DiskFile, RawFile
from etl.reference.rows import reference_rows
from etl.resolve import is_replaced, resolve
from etl.run_report import Fate, FileReport, RunReport, loaded_report
from etl.warehouse.check_model import Check
from etl.warehouse.publish import publish
from etl.warehouse.state import State, read_readings, read_state
from etl.warehouse.wait import Wait
from parsers import PARSER_VERSION, isolated
from parsers.errors import UnreadableFileError
from parsers.formats import fidelity, pictures
from parsers.reading import Reader, no_surprises
from schemas.family import FamilyRows
from schemas.normalised import NormalisedNotice
from schemas.notice import Notice
from schemas.publication import (
    NoticeGroup,
    Outcome,
    Publication,
    ResolvedSource,
    RunRecord,
    SourceReading,
    SourceRecord,
)
from schemas.reference import Reference


class Run:
    """One run over some files: read each, then publish all at once."""

    def __init__(
        self,
        command: str,
        warehouse: Path,
        reference: Reference,
        *,
        anew: bool = False,
        dry: bool = False,
        reader: Reader | None = None,
        checks: Path | None = None,
        wait: Wait | None = None,
    ) -> None:
        """``reader`` reads the files; if none is given, a process of its own does, within the usual limits. ``wait``
        is for others that keep the warehouse from being replaced, ``checks`` a folder of the user's own checks."""
        self._command = command
        self._warehouse = warehouse
        self._reference = reference
        self._anew = anew
        self._dry = dry
        self._checks = checks
        self._wait = wait
        self._reader = reader or isolated.IsolatedReader(reference.vocabulary)
        self._started = _now()
        self._run_id = f"{self._started:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        self._state = State() if anew else read_state(warehouse)
        self._readings: dict[str, SourceReading] = {}
        self._quarantined: dict[str, SourceRecord] = {}
        self._rows: dict[str, NormalisedNotice] = {}
        self._reports: list[FileReport] = []
        self._paths: dict[str, str] = {}

    def read(self, files: Iterable[RawFile]) -> Generator[FileReport]:
        """Read files one by one; a report for each as it is done. Raises ``NoReaderError`` if nothing reads files."""
        try:
            for file in files:
                report = self._read(file)
                self._reports.append(report)
                yield report
        finally:
            self._reader.close()

    def _read(self, file: RawFile) -> FileReport:
        name = file.path
        try:
            sha256 = file.sha256()
        except OSError as error:
            return FileReport(path=name, fate=Fate.QUARANTINED, reason=f"it cannot be read: {error.strerror}.")
        self._paths[name] = sha256
        if sha256 in self._readings:
            return FileReport(
                path=name, fate=Fate.UNCHANGED, reason=f"same bytes as {self._readings[sha256].source.path}"
            )
        known = self._state.sources.get(sha256)
        if known is not None and self._is_done(known):
            return FileReport(path=name, fate=Fate.UNCHANGED)
        try:
            with no_surprises():
                reading = self._reading(file, name, sha256)
                rows = self._normalise(reading)
        except UnreadableFileError as refusal:
            return self._quarantine(name, sha256, str(refusal))
        self._readings[sha256] = reading
        return loaded_report(name, rows)

    def _is_done(self, known: SourceRecord) -> bool:
        replaced = is_replaced(known.outcome, known.reason)
        return known.outcome is not Outcome.QUARANTINED and not replaced and known.parser_version == PARSER_VERSION

    def _reading(self, file: RawFile, name: str, sha256: str) -> SourceReading:
        self._reader.start()
        prepare()  # while the reader starts
        read = self._reader.read(file.data())
        source = self._source(name, sha256, format=read.format, pages=read.pages, outcome=Outcome.LOADED)
        return SourceReading(source=source, notice=read.notice)

    def _source(self, name: str, sha256: str, **more: object) -> SourceRecord:
        return SourceRecord.model_validate(
            {
                "source_id": ids.source_id(sha256),
                "path": name,
                "sha256": sha256,
                "parser_version": PARSER_VERSION,
                "run_id": self._run_id,
                "loaded_at": _now(),
                **more,
            }
        )

    def _quarantine(self, name: str, sha256: str, reason: str) -> FileReport:
        known = self._state.sources.get(sha256)
        if known is None or known.reason != reason:
            self._quarantined[sha256] = self._source(name, sha256, outcome=Outcome.QUARANTINED, reason=reason)
        return FileReport(path=name, fate=Fate.QUARANTINED, reason=reason)

    def _normalise(self, reading: SourceReading) -> NormalisedNotice:
        known = self._rows.get(reading.source.sha256)
        if known is None:
            self._rows[reading.source.sha256] = known = normalise(reading.notice, self._reference)
        return known

    # publishing

    @cached_property
    def _replaced(self) -> list[SourceRecord]:
        """Known files that are no longer at their path, marked as superseded."""
        return replaced(self._state.sources.values(), self._paths)

    def publish(self, accept: Callable[..., None] | None = None) -> RunReport:
        """Put what was read into the warehouse; nothing is written if nothing changed, or if the run is dry."""
        new_reference = self._state.reference_digest not in (None, self._reference.digest)
        changed = bool(self._readings or self._quarantined or self._replaced or new_reference or self._anew)
        if not changed and self._warehouse.exists():
            return RunReport(files=tuple(self._reports), published=False)
        groups, dropped, bare = self._groups(everything=new_reference)
        kept = None if self._anew else self._warehouse
        families = FamilyRows() if self._dry else family_rows(kept, groups, dropped, self._reference)
        publication = Publication(
            run=self._run_record(),
            reference=reference_rows(self._reference),
            groups=tuple(groups),
            quarantined=(*self._quarantined.values(), *bare),
            dropped_notices=tuple(dropped),
            families=families,
        )
        failing: tuple[Check, ...] = ()
        if not self._dry:
            failing = publish(
                self._warehouse,
                publication,
                keep_old=not self._anew,
                accept=accept,
                wait=self._wait,
                checks=self._checks,
            )
        final = tuple(self._final_reports(groups))
        return RunReport(files=final, published=not self._dry, groups=tuple(groups), checks=failing)

    def _groups(self, everything: bool) -> tuple[list[NoticeGroup], list[str], list[SourceRecord]]:
        """Notices that change, with all their files; ids that notices lose by it; replaced files without a notice."""
        fates = {r.sha256: r for r in self._replaced}
        touched = {self._normalise(r).notice.notice_id for r in self._readings.values()}
        touched |= {r.notice_id for r in self._replaced if r.notice_id}
        anew = self._readings.keys() | self._quarantined.keys()  # read again, by a newer parser say
        touched |= {s.notice_id for sha, s in self._state.sources.items() if sha in anew and s.notice_id}
        touched |= self._neighbours(touched)
        stored = read_readings(self._warehouse, self._state, None if everything else touched)
        readings = [r for r in stored if r.source.sha256 not in anew] + list(self._readings.values())
        readings = [r.model_copy(update={"source": fates.get(r.source.sha256, r.source)}) for r in readings]
        groups = resolve(readings, self._normalise, fidelity, pictures())
        now = {g.notice_id for g in groups}
        before = {r.source.notice_id for r in stored if r.source.notice_id} | touched
        bare = [r for r in self._replaced if r.notice_id is None]
        return groups, sorted(before - now), bare

    def _neighbours(self, touched: set[str]) -> set[str]:
        """Known notices that a file of a touched one may be joined with."""
        known = {s.notice_id for s in self._state.sources.values() if s.notice_id}
        return {k for k in known if any(may_be_one(k, t) for t in touched)}

    def _run_record(self) -> RunRecord:
        fates = Counter(r.fate for r in self._reports)
        return RunRecord(
            run_id=self._run_id,
            started_at=self._started,
            finished_at=_now(),
            command=self._command,
            parser_version=PARSER_VERSION,
            files=len(self._reports),
            loaded=fates[Fate.LOADED],
            unchanged=fates[Fate.UNCHANGED],
            quarantined=fates[Fate.QUARANTINED],
        )

    def _final_reports(self, groups: Sequence[NoticeGroup]) -> Iterator[FileReport]:
        """The reports again, now that files of one notice have been compared."""
        resolved: dict[str, ResolvedSource] = {s.source.sha256: s for g in groups for s in g.sources}
        for report in self._reports:
            source = resolved.get(self._paths.get(report.path, ""))
            if source and report.fate is Fate.LOADED and source.source.outcome is Outcome.SUPERSEDED:
                yield report.model_copy(update={"fate": Fate.SUPERSEDED, "reason": source.source.reason})
            else:
                yield report


def inspect(
    path: Path | RawFile, reference: Reference, reader: Reader | None = None
) -> tuple[Notice, NormalisedNotice, str]:
    """One file through every stage without loading anything: as written, normalised, and its format's name.

    ``reader`` is that of ``Run``. Raises ``UnreadableFileError`` if the file cannot be read, for whatever reason.
    """
    file = DiskFile(path) if isinstance(path, Path) else path
    reader = reader or isolated.IsolatedReader(reference.vocabulary)
    try:
        with no_surprises():
            reader.start()
            prepare()
            read = reader.read(file.data())
            return read.notice, normalise(read.notice, reference), read.format
    finally:
        reader.close()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
