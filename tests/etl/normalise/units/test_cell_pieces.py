"""Pieces of a cell between separators: which belong together, which can be read, and where labels begin."""

import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.units.cell_pieces import is_readable, labels_apart, with_exceptions
from etl.normalise.units.cell_text import fold
from etl.normalise.units.lexicon import Lexicon
from etl.reference.load import load_reference
from schemas.reference import Region

NOWHERE = Lexicon(
    Region(id="x", name="某区", full_name="某区", kind="unknown", names=("某区",)), load_reference().groups
)
PIECES = st.lists(st.text("除不含外包括龙溪街道镇各（） 　\n:：①", max_size=8), max_size=6)


def one_by_one(pieces: Sequence[str]) -> Iterator[str]:
    """Every piece looked at, whether or not the cell has a word for leaving out."""
    at = 0
    while at < len(pieces):
        end = at + 1
        if fold(pieces[at]).strip().startswith(NOWHERE.groups.excepting):
            ends = range(at + 2, min(at + 12, len(pieces)) + 1)
            end = next((e for e in ends if NOWHERE.leaves_out("、".join(pieces[at:e]))), end)
        yield "、".join(pieces[at:end])
        at = end


def test_what_one_group_leaves_out_stays_one_piece() -> None:
    pieces = ["区教委", "除龙溪街道", "龙山街道外的各街道", "区财政局"]
    assert list(with_exceptions(pieces, NOWHERE)) == ["区教委", "除龙溪街道、龙山街道外的各街道", "区财政局"]


@given(PIECES)
def test_a_cell_without_a_word_for_it_leaves_nothing_out(pieces: list[str]) -> None:
    assert list(with_exceptions(pieces, NOWHERE)) == list(one_by_one(pieces))


@given(PIECES)
def test_nothing_is_lost_between_pieces(pieces: list[str]) -> None:
    assert "、".join(with_exceptions(pieces, NOWHERE)) == "、".join(pieces)


@pytest.mark.parametrize(
    ("piece", "readable"),
    [("区教委", True), ("区教委" * 13, True), ("字" * 601, False), ("字 " * 601, True), ("（甲）" * 41, False)],
)
def test_what_can_be_no_names_is_not_read(piece: str, readable: bool) -> None:
    assert is_readable(piece) is readable


def test_a_label_begins_a_piece_of_its_own() -> None:
    assert labels_apart("区教委 配合单位：区财政局") == ["区教委", "配合单位：区财政局"]


@given(st.text("区教委 \n　：:配合单位A1", max_size=30))
def test_without_a_colon_there_is_no_label(piece: str) -> None:
    assert labels_apart(piece) == re.split(r"\s+(?=[㐀-鿿]{2,12}[:：])", piece)
