"""Lists that styles bring."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._doc_file import Part, word_file
from parsers.formats._doc_styles import style_lists
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.doc_builders import doc_file, in_list, par, sprm, style_sheet


def lists(*styles: tuple[int, bytes] | None) -> dict[int, tuple[int, int]]:
    return style_lists(word_file(doc_file(par("甲"), parts={Part.STYLES: style_sheet(*styles)})))


def test_a_style_may_name_a_list_and_a_level() -> None:
    assert lists((-1, b""), (-1, in_list(3)), (-1, in_list(3, 1))) == {1: (3, 0), 2: (3, 1)}


def test_a_style_has_the_list_of_the_style_it_is_based_on() -> None:
    assert lists((-1, in_list(1, 2)), (0, b""), (1, sprm(0x2403, 1))) == {0: (1, 2), 1: (1, 2), 2: (1, 2)}


def test_a_style_may_leave_the_list_of_its_base() -> None:
    assert lists((-1, in_list(1)), (0, in_list(0))) == {0: (1, 0)}


def test_a_style_may_change_the_level_of_its_base() -> None:
    assert lists((-1, in_list(1, 0)), (0, sprm(0x260A, 2))) == {0: (1, 0), 1: (1, 2)}


def test_gaps_between_styles_count() -> None:
    assert lists((-1, b""), None, None, (-1, in_list(5))) == {3: (5, 0)}


def test_styles_based_on_each_other_have_no_list() -> None:
    assert lists((1, b""), (0, b"")) == {}


def test_a_file_without_styles_has_no_lists() -> None:
    assert style_lists(word_file(doc_file(par("甲")))) == {}


@pytest.mark.parametrize("name", NOTICES)
def test_styles_of_the_notices_can_be_read(name: str) -> None:
    style_lists(word_file(notice_path(name, "doc").read_bytes()))


def test_styles_are_followed_only_so_deep() -> None:
    found = lists((-1, in_list(1)), *((n, b"") for n in range(60)))
    assert set(found) == set(range(50))


def test_far_too_many_styles_are_damage() -> None:
    sheet = style_sheet(*[None] * 4096)
    with pytest.raises(UnreadableFileError, match="too many styles"):
        style_lists(word_file(doc_file(par("甲"), parts={Part.STYLES: sheet})))


@pytest.mark.parametrize("kept", [3, 10, 22, 30])
def test_styles_cut_off_are_damage(kept: int) -> None:
    sheet = style_sheet((-1, in_list(1)))
    with pytest.raises(UnreadableFileError, match="damaged Word file"):
        style_lists(word_file(doc_file(par("甲"), parts={Part.STYLES: sheet[:kept]})))
