"""The facts of a file say what its notice and its rows say."""

import pytest

from etl.citations import ending, named, names, sentences
from etl.facts import facts_of
from etl.identity import has_letter
from etl.keys import unit_key
from etl.normalise.assemble import normalise
from etl.titles import bare_title, is_adjusted, is_draft, is_of_congress, is_reissued, periods_of
from parsers.reading import read_file
from schemas.facts import FileFacts
from schemas.notice import Notice
from schemas.reference import Reference
from tests.conftest import NOTICES, notice_path
from tests.etl.letters import letter

SAID = ("请遵照执行。原渝北府办发〔2024〕4号同时废止。", "《关于印发2024年重点民生实事的通知》作废；其他不变。")


def facts(notice: Notice, reference: Reference) -> FileFacts:
    return facts_of(notice, normalise(notice, reference), reference.editions)


@pytest.mark.parametrize("name", NOTICES)
def test_they_say_what_the_notice_says(name: str, reference: Reference) -> None:
    notice = read_file(notice_path(name, "text").read_bytes(), reference.vocabulary).notice
    rows, words = normalise(notice, reference), reference.editions
    found = facts_of(notice, rows, words)
    assert (found.notice, found.issued_on, found.tasks) == (rows.notice, notice.letter.issued_on, len(rows.tasks))
    assert [(p.project_id, p.ordinal, p.name) for p in found.projects] == [
        (p.project_id, p.ordinal, p.name) for p in rows.projects
    ]
    assert found.keys == {unit_key(p.name) for p in rows.projects}
    assert found.has_letter is has_letter(notice)
    for told, judge in (
        (found.is_reissued, is_reissued),
        (found.is_adjusted, is_adjusted),
        (found.is_draft, is_draft),
        (found.is_of_congress, is_of_congress),
    ):
        assert told is judge(notice, words)
    assert (found.periods, found.about) == (periods_of(notice, words), bare_title(notice, words))
    assert found.titles == named(notice).titles
    assert found.errors + found.warnings + found.notes == len(rows.findings)


def test_of_the_sentences_those_are_kept_that_may_name_a_notice(reference: Reference) -> None:
    later, earlier = letter(*SAID, number="渝北府办发〔2024〕9号"), letter(number="渝北府办发〔2024〕4号")
    kept = facts(later, reference).citing
    assert len(kept) == 2 and set(kept) < set(sentences(later))
    assert names(kept, named(earlier)) and names(sentences(later), named(earlier))
    assert ending(kept, named(earlier), reference.editions) == ending(
        sentences(later), named(earlier), reference.editions
    )


def test_a_file_is_called_by_its_title_or_its_first_table(reference: Reference) -> None:
    assert facts(letter(title="甲"), reference).heading == "甲"
    assert facts(letter(title=None, captions=("乙", "丙")), reference).heading == "乙"
    assert facts(letter(title=None), reference).heading == ""
