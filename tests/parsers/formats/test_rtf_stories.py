"""Stories of an RTF under way: paragraphs and rows."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._doc_blocks import End, Mark
from parsers.formats._doc_table import RowCell
from parsers.formats._rtf_stories import MOST_PARAGRAPHS, RowDefinition, Story, damaged

PARAGRAPH = Mark(End.PARAGRAPH)


def test_cells_end_where_they_say() -> None:
    row = RowDefinition(left=-108).with_cell(892).with_cell(2000)
    assert row.shape().cells == (RowCell(-108, 892), RowCell(892, 2000))


def test_flags_hold_for_the_next_cell_only() -> None:
    row = RowDefinition().flagged("clvmgf").with_cell(1).flagged("clvmrg").with_cell(2).flagged("clmrg").with_cell(3)
    assert row.with_cell(4).shape().cells == (
        RowCell(0, 1, goes_down=True),
        RowCell(1, 2, goes_down=True, goes_on=True),
        RowCell(2, 3, is_merged=True),
        RowCell(3, 4),
    )


def test_a_cell_may_be_merged_both_ways() -> None:
    (cell,) = RowDefinition().flagged("clmrg").flagged("clvmrg").with_cell(5).shape().cells
    assert cell == RowCell(0, 5, is_merged=True, goes_down=True, goes_on=True)


def test_an_edge_that_goes_back_makes_a_cell_without_width() -> None:
    row = RowDefinition().with_cell(100).with_cell(50)
    assert [(c.left, c.right) for c in row.shape().cells] == [(0, 100), (100, 100)]


def test_far_too_many_cells_are_refused() -> None:
    row = RowDefinition()
    with pytest.raises(UnreadableFileError, match="more cells than Word can draw"):
        for edge in range(100):
            row = row.with_cell(edge)


def test_a_paragraph_has_its_text_number_and_anchors() -> None:
    story = Story(text=["甲", "乙"], label=["1、", "\t"], anchors=[3])
    story.end(PARAGRAPH, is_deleted=True)
    (found,) = story.finished()
    assert (found.text, found.anchors, found.is_mark_deleted) == ("1、甲乙", (3,), True)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("1", "1甲"),
        ("一、", "一、甲"),
        ("①", "①甲"),
        ("·\t", "甲"),
        ("\uf06c", "甲"),
        ("（二）", "（二）甲"),
        ("", "甲"),
    ],
)
def test_bullets_are_no_numbers(label: str, text: str) -> None:
    story = Story(text=["甲"], label=[label])
    assert story.finished()[0].text == text


def test_the_last_paragraph_may_want_its_end() -> None:
    story = Story()
    story.text.append("甲")
    story.end(PARAGRAPH)
    story.text.append("乙")
    assert [p.text for p in story.finished()] == ["甲", "乙"]


def test_a_story_without_anything_has_no_paragraphs() -> None:
    assert Story().finished() == []


def test_far_too_many_paragraphs_are_refused() -> None:
    story = Story()
    with pytest.raises(UnreadableFileError, match="60,000 paragraphs and table cells"):
        for _ in range(MOST_PARAGRAPHS + 1):
            story.end(PARAGRAPH)


def test_damage_says_what_to_do() -> None:
    assert str(damaged("its end is missing")).startswith("it is a damaged RTF (its end is missing); save it as DOCX")
