"""What cells of units, days, money and numbers look like."""

import pytest

from parsers.looks import TYPED, looks_like
from schemas.notice import Role


@pytest.mark.parametrize(
    ("role", "text"),
    [
        (Role.LEAD, "区教委"),
        (Role.LEAD, "区住房城乡建委、各街道"),
        (Role.COOPERATING, "—"),
        (Role.COOPERATING, "各镇（街道）"),
        (Role.DEADLINE, "2024年12月底前"),
        (Role.DEADLINE, "2024.6"),
        (Role.DEADLINE, "长期坚持"),
        (Role.INVESTMENT, "1,200.50"),
        (Role.INVESTMENT, "约3亿元"),
        (Role.SEQ, "1"),
        (Role.SEQ, "（二）"),
        (Role.SEQ, "1.2"),
    ],
)
def test_what_fits(role: Role, text: str) -> None:
    assert looks_like(text, role)


@pytest.mark.parametrize(
    ("role", "text"),
    [
        (Role.LEAD, "2024年12月"),
        (Role.LEAD, "新增学位900个。"),
        (Role.LEAD, "建成幼儿园。区教委"),
        (Role.DEADLINE, "区教委"),
        (Role.DEADLINE, "建成3所。"),
        (Role.INVESTMENT, "区财政局"),
        (Role.INVESTMENT, "2024年"),
        (Role.SEQ, "新建学校"),
    ],
)
def test_what_does_not(role: Role, text: str) -> None:
    assert not looks_like(text, role)


@pytest.mark.parametrize("role", sorted(TYPED - {Role.SEQ}))
@pytest.mark.parametrize("nothing", ["", "无", "—", "/"])
def test_nothing_fits_everywhere(role: Role, nothing: str) -> None:
    assert looks_like(nothing, role)
