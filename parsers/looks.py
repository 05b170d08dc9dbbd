"""What cells of units, days, money and numbers look like, to prove a reading of columns that nothing else proves."""

import re
from typing import Final

from parsers.words import serial, squeeze, sub_number
from schemas.notice import Role

_NONE: Final = r"|[—－\-–/无]*"
_UNIT: Final = re.compile(
    r"[^。]{0,60}(局|委|办|部|镇|乡|街道|公司|中心|会|院|队|社|处|园|校|联|政府|单位|部门|集团|镇街|牵头|配合|银行)\)?。?"
    + _NONE
)
_DAY: Final = re.compile(r"[^。]{0,30}(\d|[年月日底前末季度期]|长期|推进|坚持)\)?。?" + _NONE)
_MONEY: Final = re.compile(r"[约计]?[\d,.]+(万元|亿元|元|万|亿)?" + _NONE)
_PATTERNS: Final = {
    Role.LEAD: _UNIT,
    Role.RESPONSIBLE: _UNIT,
    Role.COOPERATING: _UNIT,
    Role.DEADLINE: _DAY,
    Role.INVESTMENT: _MONEY,
}
TYPED: Final = frozenset({*_PATTERNS, Role.SEQ})
"""Roles whose cells have a look of their own."""


def looks_like(text: str, role: Role) -> bool:
    """Whether a text can stand under a role of ``TYPED``; 无 and — can under any."""
    squeezed = squeeze(text)
    if role is Role.SEQ:
        return serial(squeezed) is not None or sub_number(squeezed) is not None
    return _PATTERNS[role].fullmatch(squeezed) is not None
