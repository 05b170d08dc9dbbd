"""What is looked at first to be quick never changes what is read: each look let through gives the same."""

import re
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.units import cell_names, cell_numbers, cell_text, name_shapes
from etl.normalise.units.cell_text import chunks, clean, is_word, pairs, unbracketed
from etl.normalise.units.group_names import GroupNames
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import resolve
from etl.normalise.units.name_runs import Runs
from etl.normalise.units.name_shapes import SIGNS, Shapes, without_phones
from etl.normalise.units.task_units import _ditto_begins, _leading_first, _sign
from etl.normalise.units.tokenizer import Tokenizer, _group_frequencies, with_words
from etl.reference.load import load_reference
from schemas.reference import GroupWords, Region

REFERENCE = load_reference()
WORDS = REFERENCE.cells
ALWAYS, NEVER = re.compile(""), re.compile("(?!)")
YUBEI = Lexicon(next(r for r in REFERENCE.regions if r.id == "500112"), REFERENCE.groups, (), REFERENCE.bodies, (2024,))
PARTS = (
    *"区县市旗各等和及与、，,;；。:： \n\t　（）()[]〔〕【】{}1２３①⑴⒈½_·．-AＡé\u200b\u00ad\ufe0f\u2028\r㈠⼀",
    *(
        "教委",
        "财政局",
        "镇",
        "街道",
        "公司",
        "有关部门",
        "各镇街",
        "除龙溪街道外的",
        "不含",
        "张三",
        "欧阳修",
        "主任",
        "副区长",
    ),
    *(
        "13812345678",
        "023-67812345",
        "023 6781 2345",
        "一、",
        "二、",
        "1.",
        "2、",
        "等3个镇",
        "等部门",
        "牵头",
        "代建单位",
        "区教委",
    ),
    *(
        "同上",
        "同左",
        "〃",
        "第一",
        "首位",
        "牵头单位",
        "办事处",
        "渝北",
        "渝北区",
        "龙溪",
        "石船",
        "供销社",
        "公安",
        "分局",
    ),
)
TEXTS = st.lists(st.sampled_from(PARTS) | st.characters(), max_size=10).map("".join)


def unknown(name: str) -> Lexicon:
    region = Region(id="x-1", name=name, full_name=name, kind="unknown", names=(name,))
    return Lexicon(region, REFERENCE.groups, (), REFERENCE.bodies, (2024,))


@given(TEXTS)
def test_texts_without_brackets_are_told_by_their_characters(text: str) -> None:
    quick = pairs(text), list(chunks(text)), unbracketed(text), clean(text)
    with patch.object(cell_text, "_NO_BRACKET", NEVER), patch.object(cell_text, "_FOLDED_ALREADY", NEVER):
        assert (pairs(text), list(chunks(text)), unbracketed(text), clean(text)) == quick


@given(TEXTS)
def test_a_word_is_more_than_marks_and_digits(text: str) -> None:
    assert is_word(text) is (any(char.isalnum() for char in text) and not re.fullmatch(r"[\d\W_]+", text))


@given(TEXTS)
def test_a_cell_without_numbers_counts_nothing(text: str) -> None:
    quick = cell_numbers.unnumbered(text)
    with patch.object(cell_numbers, "_ANY", ALWAYS):
        assert cell_numbers.unnumbered(text) == quick


@given(TEXTS)
def test_a_telephone_number_has_three_characters_that_are_not_chinese(text: str) -> None:
    quick = without_phones(text)
    with patch.object(name_shapes, "_MAYBE_PHONE", ALWAYS):
        assert without_phones(text) == quick


@given(TEXTS)
def test_names_are_cut_where_another_may_open(text: str) -> None:
    shapes, slow = Shapes(WORDS), Shapes(WORDS)
    vars(slow)["_may_open"] = re.compile("(?s:.)")
    assert shapes.cut(text) == slow.cut(text)


@given(TEXTS)
def test_an_ending_is_lent_by_the_longest_that_a_name_has(text: str) -> None:
    ending = max((w for w in (*WORDS.lent, *WORDS.lent_by_prefix) if text.endswith(w)), key=len, default="")
    own_sign = ending in WORDS.lent_by_prefix and text[:1] in SIGNS
    proper = len(text) - len(ending) > 1 and not text.startswith(WORDS.openers)
    assert Shapes(WORDS).lent[text] == (ending if proper and not own_sign else "")


@given(st.text("欧阳赵钱孙李修局委明㐀一A ", max_size=5))
def test_a_person_is_a_surname_and_no_ending_of_a_name(text: str) -> None:
    han = re.fullmatch("[㐀-鿿]{2,4}", text) is not None and not text.endswith((*WORDS.tails, *WORDS.endings))
    surname = len(text) > 2 if text[:2] in WORDS.compound_surnames else len(text) < 4 and text[:1] in WORDS.surnames
    assert Shapes(WORDS).is_person(text) is (han and surname)


@given(TEXTS, st.sampled_from([YUBEI, unknown("某区").cutter]))
@settings(deadline=None)
def test_a_piece_of_chinese_characters_alone_is_read_as_any(text: str, lexicon: Lexicon) -> None:
    runs = Runs(lexicon, WORDS)
    quick = cell_names._read(text, runs)
    with patch.object(cell_names, "_BARE", NEVER):
        slow = cell_names._read(text, runs)
    assert (quick.names, quick.asides, quick.rests) == (slow.names, slow.asides, slow.rests)


@given(TEXTS, st.sampled_from(["某某区", "大竹县", "某市"]))
@settings(deadline=None)
def test_regions_of_which_nothing_is_known_tell_names_apart_alike(text: str, region: str) -> None:
    quick, slow = unknown(region), unknown(region)
    vars(slow).update(cutter=slow, knows_nobody=False)
    found = cell_names.read_names(text, quick, WORDS)
    assert found == cell_names.read_names(text, slow, WORDS)
    for name in found.names:
        assert resolve(name.text, quick) == resolve(name.text, slow)
    assert quick.find(text) is slow.find(text) is None
    assert quick.bearers(text) == ()


def test_a_decision_of_a_person_makes_a_region_known() -> None:
    lexicon = unknown("某区")
    assert lexicon.cutter is unknown("他区").cutter
    assert lexicon.cutter is not unknown("某县").cutter
    assert YUBEI.cutter is YUBEI
    decided = replace(lexicon, decisions=REFERENCE.decisions[:1])
    assert decided.knows_nobody is not bool(REFERENCE.decisions)


class _Tried(GroupNames):
    def _may_leave_out(self, _: str) -> bool:
        return True


@given(TEXTS)
def test_a_group_leaves_out_with_a_word_for_it(text: str) -> None:
    quick, slow = GroupNames(REFERENCE.groups), _Tried(REFERENCE.groups)
    assert (quick._core(text), quick.leaves_out(text)) == (slow._core(text), slow.leaves_out(text))


@given(TEXTS)
def test_a_group_ends_with_the_last_character_of_a_noun(text: str) -> None:
    groups = GroupNames(REFERENCE.groups)
    assert groups._pattern.fullmatch(text) is None or text[-1] in groups._last


@given(st.lists(st.text("区教委镇各", max_size=4)), st.text("区教委镇各", max_size=5))
def test_two_dictionaries_begin_as_one(names: list[str], key: str) -> None:
    groups = GroupWords(determiners=("各",), nouns=("镇", "区镇"))
    one = with_words(_group_frequencies(groups), names)
    tokenizer = Tokenizer(groups, names)
    assert tokenizer.is_beginning(key) is (key in one)
    ends = (one.get(key[:end]) for end in range(1, len(key) + 1))
    assert tokenizer.begins(key) is bool(next((found for found in ends if found != 0), None))


@given(TEXTS)
def test_a_word_for_the_cell_above_has_its_first_character(text: str) -> None:
    if _sign(text) in (*WORDS.above, *WORDS.left):
        assert _ditto_begins(WORDS).search(text)


@pytest.mark.parametrize("word", [*WORDS.above, *WORDS.left])
def test_every_word_for_another_cell_is_looked_up(word: str) -> None:
    assert _ditto_begins(WORDS).search(f"（{word}）。")


@given(TEXTS)
def test_the_first_unit_leads_where_a_word_for_the_first_stands(text: str) -> None:
    if _leading_first(REFERENCE.roles).search(text):
        assert any(word in text for word in REFERENCE.roles.first)
