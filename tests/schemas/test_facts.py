from datetime import date

from schemas.facts import FileFacts, ProjectFacts
from schemas.normalised import NoticeRecord
from schemas.notice import NoticeKind

NOTICE = NoticeRecord(
    notice_id="n",
    region_id="500112",
    year=2024,
    kind=NoticeKind.PLAN,
    title=None,
    document_number=None,
    issuer=None,
    issued_on=date(2024, 3, 1),
    announced_projects=None,
)
FACTS = FileFacts(
    notice=NOTICE,
    region_names=("渝北区",),
    projects=(
        ProjectFacts(project_id="n/p1", ordinal=1, name="建设 公园", key="建设公园"),
        ProjectFacts(project_id="n/p2", ordinal=2, name="建设公园", key="建设公园"),
    ),
    has_letter=True,
    is_reissued=False,
    is_adjusted=False,
    is_draft=False,
    is_of_congress=False,
    periods=frozenset({"3月", "4月"}),
    heading="",
    about="",
    titles=frozenset(),
    citing=(),
    tasks=2,
)


def test_projects_of_one_name_have_one_key() -> None:
    assert FACTS.keys == {"建设公园"}


def test_the_day_is_that_of_the_notice() -> None:
    assert FACTS.issued_on == date(2024, 3, 1)


def test_they_arrive_as_they_are_sent() -> None:
    assert FileFacts.model_validate_json(FACTS.model_dump_json()) == FACTS
