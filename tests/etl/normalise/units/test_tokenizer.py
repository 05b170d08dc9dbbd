"""jieba with a dictionary of our own, and no other."""

import subprocess
import sys
from pathlib import Path

import pytest

from etl.normalise.units.tokenizer import Tokenizer, with_words
from schemas.reference import GroupWords

GROUPS = GroupWords(determiners=("各", "相关"), nouns=("镇街", "部门"))

CUTS = """
import sys
from etl.normalise.units.tokenizer import Tokenizer
from schemas.reference import GroupWords
assert "jieba" not in sys.modules
tokenizer = Tokenizer(GroupWords(determiners=("各",), nouns=("镇街",)), ["区教委", "区财政局"])
assert tokenizer.tokens_of("区教委区财政局各镇街") == ["区教委", "区财政局", "各镇街"]
import jieba
assert "pkg_resources" not in sys.modules, "it is looked for and takes longer than jieba"
assert not jieba.dt.initialized and not jieba.dt.FREQ, "jieba's own dictionary was loaded"
"""


def test_names_that_run_together_are_cut_and_what_nobody_knows_falls_apart() -> None:
    tokenizer = Tokenizer(GROUPS, ["区教委", "区教委督导室"])
    assert tokenizer.tokens_of("区教委督导室区教委相关部门") == ["区教委督导室", "区教委", "相关部门"]
    assert tokenizer.tokens_of("某局") == ["某", "局"]
    assert tokenizer.tokens_of("") == []


def test_beginnings_of_names_count_nothing_unless_they_are_names_themselves() -> None:
    assert with_words({}, ["区教委"]) == {"区": 0, "区教": 0, "区教委": 100}
    assert with_words({"区": 100, "区教": 0}, ["区教"]) == {"区": 100, "区教": 100}


def test_more_words_leave_the_shared_ones_as_they_are() -> None:
    shared = {"各": 0, "各镇": 100}
    assert "区" in with_words(shared, ["区"])
    assert shared == {"各": 0, "各镇": 100}


def test_the_order_of_words_does_not_matter() -> None:
    names = ["区教委", "区", "区教委督导室"]
    assert with_words({}, names) == with_words({}, reversed(names))


def test_no_dictionary_but_ours_is_loaded() -> None:
    run = subprocess.run(
        [sys.executable, "-B", "-c", CUTS],
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("key", "begins"),
    [("区教委督导室区财政局", True), ("区教委", True), ("区教", False), ("某区教委", False), ("", False)],
)
def test_a_name_to_cut_at_begins_a_key(key: str, begins: bool) -> None:
    assert Tokenizer(GroupWords(determiners=(), nouns=("镇",)), ["区教委", "区教委督导室"]).begins(key) is begins
