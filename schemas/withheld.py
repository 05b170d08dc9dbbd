"""What stands in the place of private data: marks in the brackets 〔〕, which nothing private can be told from."""

import re
from enum import StrEnum
from typing import Final


class Withheld(StrEnum):
    """What is withheld from a text. The values are the words of its mark."""

    PHONE = "电话"
    MAIL = "邮箱"
    QQ = "QQ"
    WECHAT = "微信"
    IDENTITY = "身份证号"
    PERSON = "联系人"
    COLUMN = "责任人及联系方式"

    @property
    def mark(self) -> str:
        """What a text shows instead: 〔电话〕."""
        return f"〔{self.value}〕"


MARK: Final = re.compile("〔(?:" + "|".join(Withheld) + ")〕")
"""Any of the marks."""

_MARKS_AND_BRACKETS: Final = re.compile(
    rf"[(（][\s,，、:：;；]*(?:{MARK.pattern}[\s,，、:：;；]*)+[)）]|{MARK.pattern}"
)


def without_marks(text: str) -> str:
    """``text`` without the marks and without brackets that hold nothing else, for whoever reads names in it."""
    return _MARKS_AND_BRACKETS.sub("", text) if "〔" in text else text
