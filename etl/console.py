"""What a person sees: lines and a progress bar on stderr, and the stages of one file on stdout."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from etl.plural import counted
from etl.raw_files import RawFile, RefusedFile, Unreached
from etl.run_report import Fate, FileReport, RunReport
from schemas.normalised import NormalisedNotice
from schemas.notice import CellReading, Notice

_MARKS = {
    Fate.LOADED: "loaded",
    Fate.UNCHANGED: "unchanged",
    Fate.SUPERSEDED: "superseded",
    Fate.QUARANTINED: "QUARANTINED",
}


def say(text: str) -> None:
    """A line on stderr; characters that the console cannot show are shown as escapes."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


@contextmanager
def progress(total: int) -> Iterator["Progress"]:
    """A bar while files are read, on a terminal only; every line goes above it."""
    if not sys.stderr.isatty():
        yield Progress(None, None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Progress(bar, bar.add_task("", total=total))


class Progress:
    """Shows files as they are done."""

    def __init__(self, bar: object, task: object) -> None:
        self._bar = bar
        self._task = task

    def done(self, report: FileReport) -> None:
        """Show one file's line and move the bar on."""
        if self._bar is None:
            say(file_line(report))
            return
        from rich.markup import escape
        from rich.progress import Progress as Bar

        assert isinstance(self._bar, Bar)
        self._bar.console.print(escape(file_line(report)), highlight=False, soft_wrap=True)
        self._bar.update(self._task, advance=1, description=escape(report.path[-40:]))  # type: ignore[arg-type]


def file_line(report: FileReport) -> str:
    """One file's line: what became of it, and why or how much was found."""
    line = f"{_MARKS[report.fate]:<12} {printable(report.path)}"
    if report.reason:
        return f"{line}: {printable(report.reason)}"
    if report.fate is Fate.UNCHANGED:
        return line
    counts = [counted(report.projects, "project"), counted(report.tasks, "task")]
    findings = [(report.errors, "error"), (report.warnings, "warning"), (report.notes, "note")]
    counts += [counted(n, word) for n, word in findings if n] or ["no findings"]
    return f"{line}: {', '.join(counts)}"


def printable(text: str) -> str:
    """``text`` on one line, whatever control characters a file name has."""
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def closing_line(report: RunReport, warehouse: str, dry: bool, content: str | None = None) -> str:
    """The last line of a run; ``content`` is the hash of what the warehouse now holds."""
    parts = [f"{report.count(fate)} {fate.value}" for fate in Fate if report.count(fate)]
    parts += [f"{len(report.moved)} moved to other paths"] if report.moved else []
    parts += [f"{len(report.gone)} gone"] if report.gone else []
    if dry:
        end = "nothing was written (dry run)"
    elif report.published:
        end = f"published {warehouse}"
    else:
        end = f"nothing new; {warehouse} is as it was"
    held = f" (content {content[:16]})" if content else ""
    if not report.files and report.groups:  # a decision was applied to what is loaded
        return f"{counted(len(report.groups), 'notice')} normalised anew; {end}{held}"
    return f"{counted(len(report.files), 'file')}: {', '.join(parts) or 'none'}; {end}{held}"


def gone_lines(report: RunReport, anew: bool) -> Iterator[str]:
    """A line for each file that is not there any more, and for each notice that a rebuild has lost with its files."""
    if anew:
        fate = "it is not in what was built; put it back and rebuild if that is not meant"
    else:
        fate = "its rows stay; put it back, or run `etl rebuild` to build without it"
    yield from (f"{'GONE':<12} {printable(path)}: {fate}" for path in report.gone)
    for notice_id in report.lost:
        yield f"{'GONE':<12} {notice_id}: no file gives this {'edition' if '@' in notice_id else 'notice'} any more"


def moved_lines(report: RunReport) -> Iterator[str]:
    """A line for each file that is at another path now."""
    yield from (f"{'MOVED':<12} {printable(new)}: it was {printable(old)}" for old, new in report.moved)


def list_packed(files: Sequence[RawFile]) -> Iterator[str]:
    """The files in a ZIP by the names under which they can be asked for, with what is wrong where that is known."""
    for file in files:
        reason = f": {printable(file.reason)}" if isinstance(file, RefusedFile | Unreached) else ""
        yield printable(file.path) + reason


def describe(notice: Notice, rows: NormalisedNotice, file_format: str) -> Iterator[str]:
    """How one file is read, stage by stage, as lines."""
    yield from _describe_letter(notice, rows, file_format)
    yield from _describe_columns(notice)
    yield from _describe_rows(notice.cells)
    yield from _describe_paragraphs(notice)
    yield from _describe_tasks(rows)
    yield from _describe_findings(rows)


def _describe_letter(notice: Notice, rows: NormalisedNotice, file_format: str) -> Iterator[str]:
    letter = notice.letter
    yield f"LETTER (read as {file_format})"
    announced = "; ".join(f"{a.count} {a.scope} (“{a.quote}”)" for a in notice.announced)
    facts = (
        ("region", f"{rows.region.name} ({rows.region.region_id})"),
        ("notice_id", rows.notice.notice_id),
        ("kind, year", f"{notice.kind}, {notice.year}"),
        ("document number", letter.document_number),
        ("issuer", letter.issuer),
        ("title", letter.title),
        ("issued on", letter.issued_on),
        ("captions", "; ".join(notice.captions)),
        ("money in", notice.money_measure),
        ("announced", announced),
    )
    yield from (f"  {name:<16} {value if value not in (None, '') else '-'}" for name, value in facts)


def _describe_columns(notice: Notice) -> Iterator[str]:
    for table_no in sorted({c.table_no for c in notice.columns}):
        yield f"\nTABLE {table_no}: COLUMNS"
        for column in (c for c in notice.columns if c.table_no == table_no):
            yield f"  {column.column_no:>2}  {column.role.value if column.role else 'UNKNOWN':<12} {column.header}"


def _describe_rows(cells: Sequence[CellReading]) -> Iterator[str]:
    rows: dict[tuple[int, int], list[CellReading]] = defaultdict(list)
    for cell in cells:
        rows[cell.table_no, cell.row_no].append(cell)
    table = 0
    for (table_no, row_no), row in sorted(rows.items()):
        if table_no != table:
            table = table_no
            yield f"\nTABLE {table_no}: ROWS (row, page, fate, cells)"
        fates = [c.disposition.value for c in row if c.disposition.value != "blank"]
        fate = "+".join(dict.fromkeys(fates)) or "blank"
        page = f"p{row[0].page}" if row[0].page else "-"
        task = next((f" -> project {c.project}, part {c.part}" for c in row if c.project), "")
        yield f"  {row_no:>4} {page:>4}  {fate:<8} {' | '.join(_short(c.text, 14) for c in row)}{task}"


def _describe_paragraphs(notice: Notice) -> Iterator[str]:
    yield "\nPARAGRAPHS (number, fate, text)"
    for paragraph in notice.paragraphs:
        task = f" -> project {paragraph.project}, part {paragraph.part}" if paragraph.project else ""
        yield f"  {paragraph.paragraph_no:>4}  {paragraph.disposition.value:<8} {_short(paragraph.text, 60)}{task}"


def _describe_tasks(rows: NormalisedNotice) -> Iterator[str]:
    yield "\nTASKS (normalised)"
    projects = {p.project_id: p for p in rows.projects}
    units: dict[str, list[str]] = defaultdict(list)
    for unit in rows.task_units:
        units[unit.task_id].append(f"{unit.role.value} {unit.mention} = {unit.unit_id}")
    leaders: dict[str, list[str]] = defaultdict(list)
    for leader in rows.task_leaders:
        leaders[leader.task_id].append(leader.name)
    for task in rows.tasks:
        project = projects[task.project_id]
        voted = ", voted" if project.voted else ""
        number = f"{project.seq_text or '-'}.{task.part}"
        yield f"  {task.task_id} [{task.place}] {number} {project.name} ({project.level}{voted})"
        yield f"      target   {_short(task.target or '-', 70)}"
        stated = f" “{task.deadline_text}”" if task.deadline_text else ""
        yield f"      deadline {task.deadline or '-'} ({task.deadline_basis}{stated})"
        yield f"      units    {'; '.join(units[task.task_id]) or '-'}"
        if leaders[task.task_id]:
            yield f"      leaders  {'、'.join(leaders[task.task_id])}"
        if task.investment_yuan is not None:
            yield f"      money    {task.investment_yuan:,} yuan"


def _describe_findings(rows: NormalisedNotice) -> Iterator[str]:
    yield f"\nFINDINGS ({len(rows.findings)})"
    for finding in rows.findings:
        where = [f"page {finding.page}"] if finding.page else []
        where += [f"table {finding.table_no}"] if finding.table_no else []
        where += [f"row {finding.row_no}"] if finding.row_no else []
        where += [f"paragraph {finding.paragraph_no}"] if finding.paragraph_no else []
        place = f" [{', '.join(where)}]" if where else ""
        yield f"  {finding.severity.value:<8} {finding.rule}{place}: {finding.message}"


def _short(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def print_lines(lines: Iterable[str]) -> None:
    """Lines of data on stdout, in UTF-8 where it is no console."""
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        sys.stdout.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
