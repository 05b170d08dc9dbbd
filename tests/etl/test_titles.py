"""What titles say of the standing of a notice."""

import pytest

from etl.titles import (
    bare_title,
    is_adjusted,
    is_draft,
    is_of_congress,
    is_reissued,
    may_be_of_one_time,
    names_of,
    periods_of,
)
from schemas.reference import Reference
from tests.etl.letters import letter


@pytest.mark.parametrize(
    ("title", "reissued", "adjusted", "draft"),
    [
        ("关于印发2024年民生实事项目的通知", False, False, False),
        ("关于印发《2024年民生实事项目清单（修订版）》的通知", True, True, False),
        ("2024年民生实事更 正公告", True, True, False),
        ("关于调整2024年民生实事项目的通知", False, True, False),
        ("2024年民生实事项目（征求意见稿）", False, False, True),
        ("关于征求《2024年民生实事项目（草案）》意见的函", False, False, True),
        ("2024年民生实事项目公示", False, False, True),
    ],
)
def test_titles_say_what_a_notice_is(
    reference: Reference, title: str, reissued: bool, adjusted: bool, draft: bool
) -> None:
    one, words = letter(title=title), reference.editions
    assert (is_reissued(one, words), is_adjusted(one, words), is_draft(one, words)) == (reissued, adjusted, draft)


def test_the_name_of_a_table_says_it_too(reference: Reference) -> None:
    one = letter(title=None, captions=("2024年民生实事项目表（征求意见稿）",))
    assert is_draft(one, reference.editions) and "征求意见稿" in names_of(one)


@pytest.mark.parametrize(
    ("issuer", "number", "title", "expected"),
    [
        ("渝北区人民代表大会常务委员会", None, None, True),
        ("渝北区人民政府办公室", None, "关于印发人大票决民生实事项目实施方案的通知", False),
        (None, "渝北人大发〔2024〕3号", None, True),
        (None, "渝北府办发〔2024〕3号", "关于人大票决项目的通知", False),
        (None, None, "渝北区十九届人大四次会议票决项目", True),
        (None, None, None, False),
    ],
)
def test_the_congress_is_known_by_issuer_then_number_then_title(
    reference: Reference, issuer: str | None, number: str | None, title: str | None, expected: bool
) -> None:
    assert is_of_congress(letter(issuer=issuer, number=number, title=title), reference.editions) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2024年一季度民生实事进展", {"1季度"}),
        ("2024年第1季度民生实事进展", {"1季度"}),
        ("2024年11月民生实事进度表", {"11月"}),
        ("2024年1-6月民生实事进度表", {"1月", "6月"}),
        ("2024年上半年民生实事进展", {"上半年"}),
        ("2024年民生实事推进情况", set()),
    ],
)
def test_parts_of_the_year_in_titles(reference: Reference, title: str, expected: set[str]) -> None:
    assert periods_of(letter(title=title), reference.editions) == expected


def test_only_two_different_parts_tell_files_apart(reference: Reference) -> None:
    march, april, none = (letter(title=f"2024年{m}推进情况") for m in ("3月", "4月", ""))
    words = reference.editions
    assert not may_be_of_one_time(march, april, words)
    assert may_be_of_one_time(march, none, words) and may_be_of_one_time(march, march, words)


def test_what_a_title_is_about(reference: Reference) -> None:
    words = reference.editions
    plain, corrected = (letter(title=f"2024年一季度民生实事推进情况{mark}") for mark in ("", "（更正）"))
    assert bare_title(plain, words) == bare_title(corrected, words)
    assert bare_title(plain, words) != bare_title(letter(title="2024年二季度民生实事推进情况"), words)
