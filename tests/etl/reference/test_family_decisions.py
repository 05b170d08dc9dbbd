"""The user's file of decisions on families."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.normalise.families.settled import Places
from etl.reference.family_decisions import ContraryDecisionError, contrary_to, record_family_decision
from etl.reference.load import ReferenceDataError, load_family_decisions, load_reference
from tests.etl.reference.build import Copy
from tests.families import decision, project


@pytest.fixture(autouse=True, scope="module")
def small_reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        Copy(tmp_path_factory.mktemp("small"), patch)
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "family_decisions.yml"


@pytest.mark.parametrize("verdict", ["same", "apart"])
def test_a_decision_comes_back_as_it_was_made(verdict: str, file: Path) -> None:
    made = decision("a/p1", "b/p1", verdict)
    record_family_decision(file, made)
    assert load_family_decisions(file) == load_reference(None, file).family_decisions == (made,)
    assert file.read_text("utf-8").startswith("# Decisions on which projects are one project")


def test_no_file_holds_no_decision(file: Path) -> None:
    assert load_family_decisions(file) == load_family_decisions(None) == ()


def test_a_second_decision_on_the_same_two_takes_the_first_s_place(file: Path) -> None:
    record_family_decision(file, decision("a/p1", "b/p1"))
    record_family_decision(file, decision("c/p1", "d/p1"))
    record_family_decision(file, decision("b/p1", "a/p1", "apart"))
    assert [(d.project, d.verdict) for d in load_family_decisions(file)] == [("c/p1", "same"), ("b/p1", "apart")]


def test_of_a_file_edited_by_hand_the_last_word_counts(file: Path) -> None:
    record_family_decision(file, decision("a/p1", "b/p1"))
    entry = file.read_text("utf-8").partition("- ")[2]
    with file.open("a", encoding="utf-8") as more:
        more.write("- " + entry.replace("verdict: same", "verdict: apart"))
    assert [d.verdict for d in load_family_decisions(file)] == ["apart"]


def test_decisions_are_part_of_the_digest(file: Path) -> None:
    before = load_reference(None, file).digest
    assert before == load_reference().digest
    record_family_decision(file, decision("a/p1", "b/p1"))
    after = load_reference(None, file).digest
    assert after != before
    record_family_decision(file, decision("a/p1", "b/p1", reason="另有原因"))
    assert load_reference(None, file).digest not in (before, after)


def test_a_decision_that_others_contradict_is_refused(file: Path) -> None:
    record_family_decision(file, decision("a/p1", "b/p1"))
    record_family_decision(file, decision("b/p1", "c/p1"))
    with pytest.raises(ContraryDecisionError, match="a/p1 and c/p1 were decided to be apart"):
        record_family_decision(file, decision("a/p1", "c/p1", "apart"))
    assert len(load_family_decisions(file)) == 2


def test_decisions_that_can_stand_together_are_no_contradiction() -> None:
    assert contrary_to(decision("a", "b"), [decision("b", "c"), decision("a", "d", "apart")]) is None
    assert contrary_to(decision("d", "b"), [decision("b", "a"), decision("a", "d", "apart")])


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "a: b",
        "- project: a",
        "- {project: a, other: a, verdict: same, reason: r, decided_by: x, decided_on: 2024-01-01}",
    ],
)
def test_a_damaged_file_is_named(text: str, file: Path) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    with pytest.raises(ReferenceDataError, match="family_decisions"):
        record_family_decision(file, decision("a/p1", "b/p1"))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", "utf-8")
    with pytest.raises(ReferenceDataError, match=r"cannot be (written|read)"):
        record_family_decision(tmp_path / "data" / "decisions.yml", decision("a/p1", "b/p1"))


def test_a_decision_gives_way_to_one_on_the_same_projects_where_these_stand_now(file: Path) -> None:
    record_family_decision(file, decision("a/p1", "b/p1", project_name="修路", other_name="修桥"))
    now = [project("修渠", "a", 1), project("修路", "a", 2), project("修桥", "b", 1)]
    record_family_decision(file, decision("a/p1", "b/p1", project_name="修渠", other_name="修桥"), Places(now).settle)
    assert len(load_family_decisions(file)) == 2
    record_family_decision(
        file, decision("a/p2", "b/p1", "apart", project_name="修路", other_name="修桥"), Places(now).settle
    )
    assert [(d.project, d.verdict) for d in load_family_decisions(file)] == [("a/p1", "same"), ("a/p2", "apart")]


def test_contradictions_are_seen_where_the_projects_stand_now(file: Path) -> None:
    record_family_decision(file, decision("a/p1", "b/p1", project_name="修路", other_name="修桥"))
    record_family_decision(file, decision("b/p1", "c/p1", project_name="修桥", other_name="修渠"))
    now = [project("修路", "a", 2), project("修桥", "b", 1), project("修渠", "c", 1)]
    with pytest.raises(ContraryDecisionError):
        record_family_decision(file, decision("a/p2", "c/p1", "apart"), Places(now).settle)
