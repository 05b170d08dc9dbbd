import pytest
from pydantic import ValidationError

from schemas.family import FamilyDecision, FamilyWords, KnownFamily
from tests.families import decision

WORDS = {
    "verbs": ("推进",),
    "endings": ("工程",),
    "works": ("改造",),
    "weak": ("全区",),
    "connectors": ("和",),
    "fields": ("养老",),
    "synonyms": (("停车位", "泊位"),),
    "measures": ("个",),
}


def words(*known: KnownFamily) -> FamilyWords:
    return FamilyWords.model_validate(WORDS | {"known": known})


def test_a_decision_is_about_a_pair_whichever_is_named_first() -> None:
    assert decision("a", "b").pair == decision("b", "a").pair


@pytest.mark.parametrize("wrong", [{"other": "a"}, {"verdict": "perhaps"}, {"reason": None}, {"why": "so"}])
def test_a_decision_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    right = decision("a", "b").model_dump()
    with pytest.raises(ValidationError):
        FamilyDecision.model_validate(right | wrong)


def test_a_known_family_may_repeat_its_own_name() -> None:
    assert words(KnownFamily(id="parks", name="建设城市公园", names=("建设城市公园",))).known


@pytest.mark.parametrize(
    ("other", "doubled"),
    [
        (KnownFamily(id="parks", name="口袋公园"), "parks"),
        (KnownFamily(id="greens", name="建设城市公园"), "建设城市公园"),
        (KnownFamily(id="greens", name="绿地", names=("建设城市公园",)), "建设城市公园"),
    ],
)
def test_an_id_or_a_name_of_two_families_is_refused(other: KnownFamily, doubled: str) -> None:
    with pytest.raises(ValidationError, match=f"“{doubled}” is given to two families"):
        words(KnownFamily(id="parks", name="建设城市公园"), other)


def test_ids_are_plain() -> None:
    with pytest.raises(ValidationError):
        KnownFamily(id="City parks", name="建设城市公园")
