"""Cells that count their units."""

import pytest

from etl.normalise.units.cell_numbers import unnumbered


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("1.区教委 2.区财政局", "；区教委 ；区财政局"),
        ("1、区教委\n2、区财政局", "；区教委\n；区财政局"),
        ("1区教委2区财政局", "；区教委；区财政局"),
        ("（1）区教委（2）区财政局", "；区教委；区财政局"),
        ("①区教委②区财政局", "；区教委；区财政局"),
        ("⑴区教委⑵区财政局", "；区教委；区财政局"),
        ("一、区教委\n二、区财政局", "；区教委\n；区财政局"),
        ("1.区教委", "区教委"),
    ],
)
def test_numbers_that_count_up_part_names(text: str, without: str) -> None:
    assert unnumbered(text) == without


@pytest.mark.parametrize(
    "text",
    [
        "11局、12局",
        "2.区教委、3.区财政局",
        "区教委",
        "第1小学、第2小学",
        "5G公司",
        "一、二中学",
        "1.5万",
        "",
        "1局、2局",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert unnumbered(text) == text
