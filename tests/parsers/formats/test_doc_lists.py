"""List tables of a DOC: numbers that Word shows and nobody typed."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._doc_file import Part, word_file
from parsers.formats._doc_lists import numbering
from parsers.formats._docx_numbering import Numbering
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.doc_builders import doc_file, list_table, list_uses, number_level, override, par

NINE = [number_level(f"%{n}.") for n in range(1, 10)]


def lists(*found: tuple[int, list[bytes]], uses: bytes) -> Numbering:
    table = list_table(*found)
    return numbering(word_file(doc_file(par("甲"), lists=table, parts={Part.LIST_USES: uses})))


def labels(found: Numbering, *places: tuple[int, int]) -> list[str]:
    return [found.next_label(str(use), level) for use, level in places]


@pytest.mark.parametrize(
    ("number_format", "text", "expected"),
    [
        (0, "%1", ["1", "2", "3"]),
        (0, "（%1）", ["（1）", "（2）", "（3）"]),
        (3, "%1.", ["A.", "B.", "C."]),
        (4, "%1)", ["a)", "b)", "c)"]),
        (10, "%1、", ["一、", "二、", "三、"]),
        (11, "%1、", ["一、", "二、", "三、"]),
        (18, "%1", ["①", "②", "③"]),
        (22, "%1", ["01", "02", "03"]),
        (33, "%1、", ["一、", "二、", "三、"]),
        (37, "（%1）", ["（一）", "（二）", "（三）"]),
        (39, "项目%1：", ["项目一：", "项目二：", "项目三："]),
        (23, "\uf06c", ["", "", ""]),
        (255, "", ["", "", ""]),
        (99, "%1", ["1", "2", "3"]),
    ],
)
def test_ways_to_write_a_number(number_format: int, text: str, expected: list[str]) -> None:
    found = lists((7, [number_level(text, number_format)]), uses=list_uses((7, [])))
    assert labels(found, (1, 0), (1, 0), (1, 0)) == expected


def test_a_list_may_start_anywhere() -> None:
    found = lists((7, [number_level("%1", start=16)]), uses=list_uses((7, [])))
    assert labels(found, (1, 0), (1, 0)) == ["16", "17"]


@pytest.mark.parametrize(("follow", "label"), [(0, "1 "), (1, "1 "), (2, "1")])
def test_a_tab_or_a_space_may_follow_a_number(follow: int, label: str) -> None:
    found = lists((7, [number_level("%1", follow=follow)]), uses=list_uses((7, [])))
    assert labels(found, (1, 0)) == [label]


def test_lists_of_one_level_and_of_nine_lie_behind_each_other() -> None:
    found = lists(
        (7, [number_level("%1、")]),
        (-8, NINE),
        (9, [number_level("（%1）")]),
        uses=list_uses((9, []), (-8, []), (7, [])),
    )
    assert labels(found, (1, 0), (2, 0), (2, 3), (3, 0)) == ["（1）", "1.", "1.", "1、"]


def test_each_level_counts_on_its_own_and_anew_below_each_number() -> None:
    levels = [number_level("%1、", 39), number_level("（%2）", 39), number_level("%3."), *NINE[3:]]
    found = lists((7, levels), uses=list_uses((7, [])))
    assert labels(found, *((1, d) for d in (0, 1, 2, 2, 1, 2, 0, 1))) == [
        "一、",
        "（一）",
        "1.",
        "2.",
        "（二）",
        "1.",
        "二、",
        "（一）",
    ]


def test_a_level_may_count_on_behind_the_levels_above() -> None:
    levels = [number_level("%1、", 39), number_level("%2", flags=8), *NINE[2:]]
    found = lists((7, levels), uses=list_uses((7, [])))
    assert labels(found, *((1, d) for d in (0, 1, 1, 0, 1))) == ["一、", "1", "2", "二、", "3"]


def test_a_level_may_show_the_levels_above_in_digits() -> None:
    levels = [number_level("%1、", 39), number_level("%1.%2", flags=4), *NINE[2:]]
    found = lists((7, levels), uses=list_uses((7, [])))
    assert labels(found, (1, 0), (1, 1)) == ["一、", "1.1"]


def test_two_uses_of_a_list_count_on() -> None:
    found = lists((7, [number_level("%1")]), uses=list_uses((7, []), (7, [])))
    assert labels(found, (1, 0), (2, 0), (1, 0)) == ["1", "2", "3"]


@pytest.mark.parametrize(("start", "expected"), [(1, ["1", "2", "1", "3"]), (16, ["1", "2", "16", "3"])])
def test_a_use_may_start_anew(start: int, expected: list[str]) -> None:
    found = lists((7, [number_level("%1")]), uses=list_uses((7, []), (7, [override(0, start)])))
    assert labels(found, (1, 0), (1, 0), (2, 0), (1, 0)) == expected


def test_a_use_may_have_a_format_of_its_own() -> None:
    own = number_level("（%1）", 39, start=3)
    found = lists((7, [number_level("%1")]), uses=list_uses((7, [override(0, own=own)]), (7, [override(0, 0, own)])))
    assert labels(found, (1, 0), (2, 0)) == ["（三）", "（三）"]


@pytest.mark.parametrize("use", [2, 99, 0xF801])
def test_a_use_that_is_not_there_gives_no_number(use: int) -> None:
    assert labels(lists((7, [number_level("%1")]), uses=list_uses((7, []))), (use, 0)) == [""]


def test_a_use_of_a_list_that_is_not_there_gives_no_number() -> None:
    assert labels(lists((7, [number_level("%1")]), uses=list_uses((8, []))), (1, 0)) == [""]


def test_a_level_that_is_not_there_gives_no_number() -> None:
    assert labels(lists((7, [number_level("%1")]), uses=list_uses((7, []))), (1, 1)) == [""]


def test_a_file_without_lists_has_no_numbers() -> None:
    assert labels(numbering(word_file(doc_file(par("甲")))), (1, 0)) == [""]


def test_uses_may_end_without_their_overrides() -> None:
    uses = list_uses((7, []), (7, []))
    assert labels(lists((7, [number_level("%1")]), uses=uses[:-8]), (1, 0), (2, 0)) == ["1", "2"]


@pytest.mark.parametrize("name", NOTICES)
def test_lists_of_the_notices_can_be_read(name: str) -> None:
    numbering(word_file(notice_path(name, "doc").read_bytes()))


@pytest.mark.parametrize(
    ("table", "uses"),
    [
        ((b"\xff\xff", b""), b""),
        (list_table((7, [number_level("%1")])), list_uses((7, [override(0, 1)]))[:-3]),
        (list_table((7, [number_level("%1")])), b"\xff\x07\x00\x00"),
    ],
)
def test_lists_cut_off_are_damage(table: tuple[bytes, bytes], uses: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="damaged Word file"):
        numbering(word_file(doc_file(par("甲"), lists=table, parts={Part.LIST_USES: uses})))
