"""The flow from files to warehouse, a line a stage, and what happens when one fails.

A file that cannot be read is quarantined with its reason and the rest goes on; nothing is published unless
something changed.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from tempfile import gettempdir

from etl import ids
from etl.collector import seldom
from etl.facts import facts_of
from etl.family_amounts import amounts_of
from etl.family_rows import family_rows
from etl.hashes import Hashes
from etl.identity import neighbours
from etl.inspection import inspect as inspect
from etl.intake import Taken, take_all
from etl.normalise.assemble import normalise
from etl.presence import gone, is_on_disk, is_replaced, lost_notices, moved, replaced, unreached
from etl.raw_files import RawFile, shown
from etl.read_files import ReadFile, Spool
from etl.readers import process
from etl.readers.file_rows import FileRows
from etl.reference.rows import reference_rows
from etl.resolve import Groups, resolve
from etl.run_log import new_run_id
from etl.run_record import now, run_record
from etl.run_report import Fate, FileReport, RunReport, loaded_report, unchanged, unread
from etl.warehouse.check_model import Check
from etl.warehouse.connect import is_there, pinned
from etl.warehouse.earlier import runs_of
from etl.warehouse.faults import explained
from etl.warehouse.lake.turn import in_turn
from etl.warehouse.location import Location
from etl.warehouse.publish import publish
from etl.warehouse.room import require_room
from etl.warehouse.state import State, read_readings, read_state, read_state_if_any
from etl.warehouse.wait import Wait
from parsers import PARSER_VERSION
from parsers.formats import fidelity, pictures
from parsers.reading import Reader
from schemas.base import lean
from schemas.facts import FileFacts
from schemas.family import FamilyRows
from schemas.publication import NoticeGroups, Outcome, Publication, SourceReading, SourceRecord
from schemas.reference import Reference


class Run:
    """One run over some files: read each, then publish all at once."""

    def __init__(
        self,
        command: str,
        warehouse: Location,
        reference: Reference,
        *,
        anew: bool = False,
        dry: bool = False,
        readers: Sequence[Reader[FileRows]] = (),
        given: Sequence[Path] = (),
        run_id: str | None = None,
        wait: Wait | None = None,
        checks: Path | None = None,
        tolerant: bool = False,
        hashes: Hashes | None = None,
    ) -> None:
        """``readers`` read the files, as many at a time; if none is given, a process of its own does, within the usual
        limits. What comes out does not depend on how many there are. ``given`` are the files and folders that a person
        named: what is known below them and not met any more is gone. ``wait`` is for others that keep the warehouse
        from being replaced, ``checks`` a folder of own checks; ``tolerant`` publishes whatever they find."""
        self._command = command
        self._reference = reference
        self.is_anew = anew
        self._dry = dry
        self._checks = checks
        self._tolerant = tolerant
        self._readers = readers or [process.isolated_reader(reference)]
        self._wait = wait
        self._hashes = hashes or Hashes()
        self._started = now()
        self._run_id = run_id or new_run_id(self._started)
        self._look_at(pinned(warehouse))
        self._given = [shown(path) for path in given]
        self._spool = Spool(warehouse.parent if isinstance(warehouse, Path) and not dry else None)
        self._read: dict[str, ReadFile] = {}
        self._quarantined: dict[str, SourceRecord] = {}
        self._reports: list[FileReport] = []
        self._paths: dict[str, str] = {}
        self._has_room = False

    def _look_at(self, warehouse: Location) -> None:
        self._warehouse = warehouse
        self._state = State() if self.is_anew else read_state(warehouse)
        self._before = read_state_if_any(warehouse) if self.is_anew else self._state

    @property
    def run_id(self) -> str:
        """Id of this run."""
        return self._run_id

    def read(self, files: Iterable[RawFile]) -> Generator[FileReport]:
        """Read files; a report for each in their order. Raises ``NoReaderError`` if nothing reads files."""
        with closing(take_all(files, self._is_to_be_read, self._readers, self._hashes)) as all_taken:
            for taken in all_taken:
                report = self._judged(taken).model_copy(update={"sha256": taken.sha256, "seconds": taken.seconds})
                self._reports.append(lean(report))
                yield report

    def _is_to_be_read(self, sha256: str) -> bool:
        """Asked in threads, and with several readers before all files in front were judged: two copies may both be
        read, and only the first one counts. Of a file that is new it is certain that there will be a new warehouse,
        whatever becomes of it. Raises ``WarehouseError`` if the disk has no room for that."""
        known = self._state.sources.get(sha256)
        if known is None and not (self._dry or self.is_anew):
            self._require_room()
        return sha256 not in self._read and (known is None or not self._is_done(known))

    def _require_room(self) -> None:
        if not self._has_room and isinstance(self._warehouse, Path):
            with explained(self._warehouse):
                require_room(self._warehouse)
        self._has_room = True

    def _judged(self, taken: Taken) -> FileReport:
        name, sha256 = taken.path, taken.sha256
        if sha256 is None:
            return FileReport(path=name, fate=Fate.QUARANTINED, reason=taken.refusal)
        self._paths[name] = sha256
        if sha256 in self._read:
            return FileReport(path=name, fate=Fate.UNCHANGED, reason=f"same bytes as {self._read[sha256].source.path}")
        if taken.refusal is not None:
            return self._quarantine(name, sha256, taken.refusal)
        if taken.rows is None:
            return FileReport(path=name, fate=Fate.UNCHANGED)
        read = taken.rows
        source = self._source(name, sha256, format=read.format, pages=read.pages, outcome=Outcome.LOADED)
        self._read[sha256] = self._kept(source, read.facts, read.notice, read.rows, read.amounts)
        return loaded_report(name, read.facts)

    def _kept(self, source: SourceRecord, facts: FileFacts, *said: bytes) -> ReadFile:
        with explained(self._warehouse if isinstance(self._warehouse, Path) else Path(gettempdir())):
            self._spool.put(source.sha256, *said)
            self._spool.put_facts(source.sha256, facts)
        return ReadFile(lean(source), self._spool)

    def _is_done(self, known: SourceRecord) -> bool:
        replaced = is_replaced(known.outcome, known.reason)
        return known.outcome is not Outcome.QUARANTINED and not replaced and known.parser_version == PARSER_VERSION

    def _source(self, name: str, sha256: str, **more: object) -> SourceRecord:
        return SourceRecord.model_validate(
            {
                "source_id": ids.source_id(sha256),
                "path": name,
                "sha256": sha256,
                "parser_version": PARSER_VERSION,
                "run_id": self._run_id,
                "loaded_at": now(),
                **more,
            }
        )

    def _quarantine(self, name: str, sha256: str, reason: str) -> FileReport:
        known = self._state.sources.get(sha256)
        if known is None or known.reason != reason:
            self._quarantined[sha256] = self._source(name, sha256, outcome=Outcome.QUARANTINED, reason=reason)
        return FileReport(path=name, fate=Fate.QUARANTINED, reason=reason)

    def _normalised(self, reading: SourceReading) -> ReadFile:
        """A file as the warehouse has it, normalised anew."""
        source, notice = reading.source, reading.notice
        rows = normalise(notice, self._reference)
        facts = facts_of(notice, rows, self._reference.editions)
        said = (record.model_dump_json().encode() for record in (notice, rows))
        return self._kept(source, facts, *said, amounts_of(rows, self._reference))

    # publishing

    @cached_property
    def _changed(self) -> list[SourceRecord]:
        """Known files that are no longer at their path: replaced ones marked as superseded, moved ones at their new."""
        known = self._state.sources.values()
        read = self._read.keys() | self._quarantined.keys()
        places = moved(
            (s for s in known if s.sha256 not in read), self._paths, self._given, is_on_disk, unread(self._reports)
        )
        return [*replaced(known, self._paths), *places]

    @cached_property
    def _gone(self) -> list[SourceRecord]:
        """Known files that are not there any more; of a rebuild, all that it no longer has."""
        given = None if self.is_anew else self._given
        return gone(self._before.sources.values(), self._paths, given, unread(self._reports))

    @cached_property
    def _unreached(self) -> list[SourceRecord]:
        """Known files in folders that the disk does not let be looked into."""
        return unreached(self._before.sources.values(), self._paths, unread(self._reports))

    @cached_property
    def _lost(self) -> list[str]:
        """Notices and editions that a rebuild no longer has."""
        held = {*self._paths.values(), *(s.sha256 for s in self._unreached)}
        return lost_notices(self._before.sources.values(), held) if self.is_anew else []

    @seldom()
    def publish(
        self, accept: Callable[..., None] | None = None, preview: Callable[[Publication], None] | None = None
    ) -> RunReport:
        """Put what was read into the warehouse; nothing is written if nothing changed, or if the run is dry: then
        ``preview`` is shown what would be. Where many machines publish it is done in turn, on what the last left."""
        return in_turn(None if self._dry else self._warehouse, self._wait, lambda: self._publish(accept, preview))

    def _catch_up(self) -> None:
        """Look at the warehouse again if others have published since; what they have read too is theirs."""
        if (last := pinned(self._warehouse)) == self._warehouse:
            return
        self._look_at(last)
        for computed in {"_changed", "_gone", "_lost", "_unreached"} & vars(self).keys():
            delattr(self, computed)
        for sha256 in (theirs := {key for key, source in self._state.sources.items() if self._is_done(source)}):
            self._read.pop(sha256, None)
            self._quarantined.pop(sha256, None)
        self._reports = [unchanged(r) if r.sha256 in theirs else r for r in self._reports]

    def _publish(self, accept: Callable[..., None] | None, preview: Callable[[Publication], None] | None) -> RunReport:
        self._catch_up()
        new_reference = self._state.reference_digest not in (None, self._reference.digest)
        changed = bool(self._read or self._quarantined or self._changed or new_reference or self.is_anew)
        if not changed and is_there(self._warehouse):
            return self._report(self._reports, published=False)
        groups, dropped, bare = self._groups(everything=new_reference)
        kept = None if self.is_anew else self._warehouse
        unseen = self._dry and preview is None
        families = FamilyRows() if unseen else family_rows(kept, groups, dropped, self._reference)
        publication = Publication(
            run=run_record(self._run_id, self._command, self._started, self._reports, len(self._gone)),
            earlier_runs=runs_of(self._warehouse) if self.is_anew else (),
            reference=reference_rows(self._reference),
            groups=groups,
            quarantined=(*self._quarantined.values(), *bare),
            dropped_notices=tuple(dropped),
            families=families,
        )
        failing: tuple[Check, ...] = ()
        if not self._dry:
            failing = publish(
                self._warehouse,
                publication,
                keep_old=not self.is_anew,
                accept=accept,
                wait=self._wait,
                checks=self._checks,
                tolerant=self._tolerant,
            )
        elif preview is not None:
            preview(publication)
        return self._report(self._final_reports(groups), not self._dry, groups, failing)

    def so_far(self) -> RunReport:
        """What is known before anything is published: what became of each file, and what is gone or has moved."""
        return self._report(self._reports, published=False)

    def _report(
        self,
        files: Iterable[FileReport],
        published: bool,
        groups: NoticeGroups | None = None,
        checks: tuple[Check, ...] = (),
    ) -> RunReport:
        known = self._state.sources
        return RunReport(
            files=tuple(files),
            published=published,
            groups=groups or NoticeGroups(),
            gone=tuple(s.path for s in self._gone),
            moved=tuple((known[s.sha256].path, s.path) for s in self._changed if not is_replaced(s.outcome, s.reason)),
            lost=tuple(self._lost),
            unreached=tuple(s.path for s in self._unreached),
            checks=checks,
        )

    def _groups(self, everything: bool) -> tuple[Groups, list[str], list[SourceRecord]]:
        """Notices that change, with all their files; ids that notices lose by it; replaced files without a notice."""
        fates = {r.sha256: r for r in self._changed}
        touched = {f.facts.notice.notice_id for f in self._read.values()}
        touched |= {r.notice_id for r in self._changed if r.notice_id}
        anew = self._read.keys() | self._quarantined.keys()  # read again, by a newer parser say
        touched |= {s.notice_id for sha, s in self._state.sources.items() if sha in anew and s.notice_id}
        known = {s.notice_id for s in self._state.sources.values() if s.notice_id}
        touched |= neighbours(known, touched)
        stored = read_readings(self._warehouse, self._state, None if everything else touched)
        files = [self._normalised(r) for r in stored if r.source.sha256 not in anew] + list(self._read.values())
        files = [replace(f, source=fates[f.source.sha256]) if f.source.sha256 in fates else f for f in files]
        groups = resolve(files, fidelity, pictures(), self._reference.editions)
        before = touched | known if everything else touched
        bare = [r for r in self._changed if r.notice_id is None]
        return groups, sorted(before - set(groups.notice_ids)), bare

    def _final_reports(self, groups: Groups) -> Iterator[FileReport]:
        """The reports again, now that files of one notice have been compared."""
        resolved = {s.source.sha256: s.source for s in groups.compared()}
        for report in self._reports:
            source = resolved.get(self._paths.get(report.path, ""))
            if source and report.fate is Fate.LOADED and source.outcome is Outcome.SUPERSEDED:
                yield report.model_copy(update={"fate": Fate.SUPERSEDED, "reason": source.reason})
            else:
                yield report
