"""Two texts of which only what differs is shown."""

import pytest

from etl.text_diff import difference, one_line, shortened
from tests.growth import grows_no_faster

LONG = "建成口袋公园，改造老旧小区，" * 10


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("建成3个", "建成5个", "“建成3个” → “建成5个”"),
        ("", "甲", "“” → “甲”"),
        ("甲\n乙", "甲 丙", "“甲 乙” → “甲 丙”"),
    ],
)
def test_short_texts_are_shown_whole(old: str, new: str, expected: str) -> None:
    assert difference(old, new) == expected


def test_of_long_ones_only_the_place() -> None:
    shown = difference(f"{LONG}共30个。{LONG}", f"{LONG}共50个。{LONG}")
    assert "30" in shown and "50" in shown and shown.count("…") == 4
    assert len(shown) < 80


def test_a_number_is_one_word() -> None:
    shown = difference(f"{LONG}1234{LONG}", f"{LONG}1294{LONG}")
    assert "1234" in shown and "1294" in shown


def test_several_places_are_shown_and_counted() -> None:
    old = "，".join(f"第{n}片区建成口袋公园{n}个" for n in range(20, 32))
    new = old.replace("口袋公园20个", "口袋公园90个").replace("口袋公园25个", "口袋公园95个")
    assert difference(old, new).count("→") == 2
    every = old.replace("口袋", "体育")
    assert difference(old, every).count("→") == 3 and "more" in difference(old, every)


def test_what_is_added_at_the_end_is_seen() -> None:
    assert "新增" in difference(LONG, LONG + "新增5个。")


def test_two_texts_of_two_megabytes_take_no_time() -> None:
    def shown(size: int) -> str:
        text = "建成口袋公园。" * (size // 7)
        return difference(text, "改" + text[1 : size // 2] + "另一个" + text[size // 2 + 1 : -1] + "！")

    assert len(shown(2_100_000)) < 200
    assert grows_no_faster(shown, 210_000, 2_100_000)


def test_texts_are_shortened_on_one_line() -> None:
    assert shortened("甲\n乙") == "甲 乙"
    assert shortened("甲" * 100, 10) == "甲" * 9 + "…"
    assert len(shortened("甲" * 3_000_000)) == 60
    assert one_line(" a \n b ") == "a b"
