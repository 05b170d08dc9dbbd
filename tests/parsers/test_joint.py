"""Name and target in one column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.joint import heading_of, leading_number


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("一、学前教育提升。新建幼儿园3所。", "学前教育提升"),
        ("学前教育提升：新建幼儿园3所。", "学前教育提升"),
        ("【学前教育】新建幼儿园3所。", "学前教育"),
        ("学前教育提升\n新建幼儿园3所，新增学位900个。", "学前教育提升"),
        ("1.学前教育提升。新建幼儿园3所。", "学前教育提升"),
        ("（一）学前教育提升。新建幼儿园3所。", "学前教育提升"),
        ("新建幼儿园3所。新增学位900个。", "新建幼儿园3所"),
        ("新建幼儿园3所。", "新建幼儿园3所。"),
        ("新建幼儿园3所", "新建幼儿园3所"),
    ],
)
def test_the_heading_is_the_name(text: str, name: str) -> None:
    assert heading_of(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "完成以下任务：一是新建幼儿园；二是改造小学。",
        "全年工作内容：新建幼儿园3所。",
        "其中：新建3所。",
        "新建幼儿园，\n改造小学。",
        "在全区各镇街选取人口密集、需求迫切的社区开展养老服务设施建设并投入使用。全年5个。",
    ],
)
def test_words_that_only_lead_in_are_no_heading(text: str) -> None:
    assert heading_of(text) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.新建学校", (1, "1.", "新建学校")),
        ("十二、新建学校", (12, "十二、", "新建学校")),
        ("（三）新建学校", (3, "（三）", "新建学校")),
        ("3.5公里道路", (None, "", "3.5公里道路")),
        ("300个停车位", (None, "", "300个停车位")),
        ("一网通办", (None, "", "一网通办")),
        ("", (None, "", "")),
    ],
)
def test_the_number_in_front(text: str, number: tuple[int | None, str, str]) -> None:
    assert leading_number(text) == number


@given(st.text(alphabet="一二、.（）1新建：。\n【】", max_size=20))
def test_a_name_is_never_lost(text: str) -> None:
    assert bool(heading_of(text)) >= bool(leading_number(text)[2])
