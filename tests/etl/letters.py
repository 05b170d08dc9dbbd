"""Notices as their letters read: what a test says of one is its 文号, title, day, words and projects."""

from collections.abc import Sequence
from datetime import date

from etl.resolve import resolve
from schemas.notice import Disposition, Notice, NoticeKind, ParagraphReading
from schemas.publication import NoticeGroup, SourceReading
from schemas.reference import Reference
from tests.etl.build import notice, project, task
from tests.etl.test_resolve import FIDELITY, read_file, reading

PLAN = "关于印发2024年重点民生实事工作目标任务的通知"
NUMBER = "渝北府办发〔2024〕5号"
OFFICE = "重庆市渝北区人民政府办公室"
TEN = tuple(f"建设城市公园{n}" for n in range(1, 11))
MARCH = date(2024, 3, 1)
JUNE = date(2024, 6, 3)


def letter(
    *said: str,
    number: str | None = NUMBER,
    title: str | None = PLAN,
    on: date | None = MARCH,
    names: Sequence[str] = TEN,
    target: str = "建成口袋公园3个。",
    year: int | None = 2024,
    kind: NoticeKind = NoticeKind.PLAN,
    issuer: str | None = OFFICE,
    captions: tuple[str, ...] = (),
) -> Notice:
    """A notice with the sentences of its letter, and one task a project."""
    paragraphs = tuple(
        ParagraphReading(paragraph_no=n, page=None, text=text, disposition=Disposition.LETTER)
        for n, text in enumerate(said, 1)
    )
    projects = [project(n, task(target=target, row=n + 1), name=name) for n, name in enumerate(names, 1)]
    return notice(
        *projects,
        document_number=number,
        title=title,
        issued_on=on,
        year=year,
        kind=kind,
        issuer=issuer,
        captions=captions,
        paragraphs=paragraphs,
    )


def settled(reference: Reference, *readings: SourceReading) -> list[NoticeGroup]:
    """The notices of some files, as a run resolves them."""
    files = [read_file(one, reference) for one in readings]
    return list(resolve(files, lambda name: FIDELITY.get(name, 0), frozenset({"scan"}), reference.editions))


def files(**notices: Notice) -> list[SourceReading]:
    """One file each: ``a_docx`` is a.docx."""
    return [reading(name.replace("_", "."), one) for name, one in notices.items()]


def successors(groups: Sequence[NoticeGroup]) -> dict[str, str | None]:
    """By the name of the file that gives each notice its rows, that of the notice which took its place."""
    name = {g.notice_id: g.sources[0].source.path for g in groups}
    for group in groups:
        assert group.is_current is (group.superseded_by is None) or not group.is_current
        assert (group.superseded_by is None) is (group.superseded_because is None)
    return {name[g.notice_id]: g.superseded_by and name[g.superseded_by] for g in groups}


def rules(groups: Sequence[NoticeGroup], path: str) -> list[str]:
    """Rules of the findings that tell of other notices, of the notice that a file gives the rows of."""
    (found,) = [g.sources[0].findings for g in groups if g.sources[0].source.path == path]
    return [f.rule for f in found if f.rule in ("amends_notice", "same_projects", "files_differ")]
