"""A file without a letter is of the notice whose projects it lists, and of no other."""

from itertools import permutations
from typing import Any

import pytest

from etl.identity import Gathered, gather, has_letter, may_be_one, neighbours, same_share
from etl.ids import region_id
from etl.normalise.assemble import normalise
from etl.normalise.regions import UNNAMED
from etl.read_files import ReadFile
from schemas.notice import Notice, NoticeKind, ProjectRow
from schemas.reference import Reference
from tests.etl.build import notice, project
from tests.etl.test_resolve import read_file, reading

CAPTIONS = ("渝北区2024年重点民生实事项目表",)
TEN = tuple(project(n) for n in range(1, 11))


def letter(*projects: ProjectRow, **more: Any) -> Notice:
    return notice(*(projects or TEN), captions=CAPTIONS, **more)


def bare(*projects: ProjectRow, **more: Any) -> Notice:
    """The tables alone, as a workbook holds them; its title is what stands above its table."""
    nothing: dict[str, Any] = {"document_number": None, "issuer": None, "title": CAPTIONS[0], "captions": CAPTIONS}
    return notice(*(projects or TEN), **(nothing | more))


def members(reference: Reference, **files: Notice) -> list[ReadFile]:
    return [read_file(reading(name.replace("_", "."), n), reference) for name, n in files.items()]


def paths(gathered: Gathered) -> list[str]:
    return sorted(f.source.path for f in gathered.members)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (letter(), True),
        (bare(), False),
        (bare(title=None), False),
        (bare(issuer="重庆市渝北区人民政府办公室"), True),
        (bare(title="关于印发2024年重点民生实事的通知"), True),
        (bare(document_number="渝北府办发〔2024〕5号"), True),
    ],
)
def test_a_letter_says_more_than_the_name_of_a_table(written: Notice, expected: bool) -> None:
    assert has_letter(written) is expected


def test_a_file_without_a_letter_joins_the_notice_that_lists_its_projects(reference: Reference) -> None:
    (one,) = gather(members(reference, a_docx=letter(), b_xlsx=bare()))
    assert paths(one) == ["a.docx", "b.xlsx"]
    assert one.notice_id == normalise(letter(), reference).notice.notice_id
    ((source_id, finding),) = one.joined.items()
    assert source_id == next(f.source.source_id for f in one.members if f.source.path == "b.xlsx")
    assert (finding.rule, finding.severity.value) == ("joined_by_projects", "info")
    assert "it has no letter" in finding.message
    assert one.notice_id in finding.message


def test_no_order_of_the_files_changes_what_joins_what(reference: Reference) -> None:
    files = members(
        reference,
        a_docx=letter(),
        b_xlsx=bare(),
        c_xlsx=bare(captions=("另一个表名",), title="另一个表名"),
        d_docx=letter(project(1), project(2), document_number="渝北府办发〔2024〕9号"),
    )
    found = [[(g.notice_id, paths(g)) for g in gather(order)] for order in permutations(files)]
    assert all(f == found[0] for f in found)
    assert sorted(p for _, p in found[0]) == [["a.docx", "b.xlsx", "c.xlsx"], ["d.docx"]]


@pytest.mark.parametrize(
    "other",
    [
        letter(year=2023),
        letter(kind=NoticeKind.REPORT),
        letter(document_number=None, issuer="重庆市武隆区人民政府办公室"),
        letter(*TEN[:7]),
        letter(*(project(n, name=f"修建道路{n}") for n in range(1, 11))),
    ],
    ids=["another year", "a report", "another region", "a part of it", "other projects"],
)
def test_it_joins_no_other_notice(reference: Reference, other: Notice) -> None:
    assert [paths(g) for g in gather(members(reference, a_docx=other, b_xlsx=bare()))] in (
        [["a.docx"], ["b.xlsx"]],
        [["b.xlsx"], ["a.docx"]],
    )


def test_a_name_misread_here_and_there_is_no_other_notice(reference: Reference) -> None:
    misread = (*TEN[:8], project(9, name="建设城市公囤9"), project(10, name="建没城市公园10"))
    (one,) = gather(members(reference, a_docx=letter(), b_xlsx=bare(*misread)))
    assert paths(one) == ["a.docx", "b.xlsx"]


def test_of_two_notices_that_list_the_same_it_joins_neither(reference: Reference) -> None:
    files = members(reference, a_docx=letter(), b_docx=letter(document_number="渝北府办发〔2024〕9号"), c_xlsx=bare())
    assert sorted(paths(g) for g in gather(files)) == [["a.docx"], ["b.docx"], ["c.xlsx"]]


def test_of_two_notices_it_joins_the_one_that_lists_more_of_it(reference: Reference) -> None:
    corrected = letter(*TEN[:9], project(10, name="建设体育公园10"), document_number="渝北府办发〔2024〕9号")
    files = members(reference, a_docx=letter(), b_docx=corrected, c_xlsx=bare())
    assert sorted(paths(g) for g in gather(files)) == [["a.docx", "c.xlsx"], ["b.docx"]]


def test_files_without_a_letter_find_each_other(reference: Reference) -> None:
    other_caption = bare(captions=("重点民生实事任务分解表（渝北区2024年）",), title=None)
    (one,) = gather(members(reference, a_xlsx=bare(), b_html=other_caption))
    assert paths(one) == ["a.xlsx", "b.html"]
    assert len(one.joined) == 1


def test_a_letter_read_from_a_picture_may_be_misread(reference: Reference) -> None:
    misread = letter(document_number="渝北府办发〔2024〕6号")
    apart = list(gather(members(reference, a_docx=letter(), b_scan=misread)))
    (one,) = gather(members(reference, a_docx=letter(), b_scan=misread), frozenset({"scan"}))
    assert len(apart) == 2
    assert paths(one) == ["a.docx", "b.scan"]
    assert "read from a picture" in next(iter(one.joined.values())).message


def test_the_share_is_of_the_longer_list(reference: Reference) -> None:
    full, part = (f.facts for f in members(reference, a_docx=letter(), b_docx=letter(*TEN[:5])))
    assert same_share(full, full) == 1
    assert same_share(full, part) == same_share(part, full) == 0.5


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("500112-2024-plan-0123456789", "500112-2024-plan-9876543210", True),
        ("cq-gaoxin-undated-report-0", "cq-gaoxin-undated-report-1", True),
        ("500112-2024-plan-0", "500112-2023-plan-1", False),
        ("500112-2024-plan-0", "500112-2024-report-1", False),
        ("500112-2024-plan-0", "500156-2024-plan-1", False),
        (f"{region_id(UNNAMED)}-2024-plan-0", "500156-2024-plan-1", True),
        (f"{region_id(UNNAMED)}-2024-plan-0", "500156-2023-plan-1", False),
    ],
)
def test_only_notices_of_one_region_year_and_kind_may_be_one(left: str, right: str, expected: bool) -> None:
    assert may_be_one(left, right) is may_be_one(right, left) is expected
    assert neighbours({left}, {right}) == ({left} if expected else set())
    assert neighbours({right}, {left, "500110-2001-plan-0"}) == ({right} if expected else set())


def test_a_table_that_names_no_region_joins_by_its_projects_too(reference: Reference) -> None:
    nameless = bare(captions=("2024年重点民生实事项目表",), title="2024年重点民生实事项目表")
    (one,) = gather(members(reference, a_docx=letter(), b_xlsx=nameless))
    assert one.notice_id.startswith("500112-")
    assert paths(one) == ["a.docx", "b.xlsx"]
