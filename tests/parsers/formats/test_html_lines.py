"""White space as CSS collapses it."""

import pytest

from parsers.formats._html_lines import collapsed, preserved


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  a \t b\n", "a b"),
        ("新建\n改建", "新建改建"),
        ("新建\r\n   改建", "新建改建"),
        ("新建 改建", "新建 改建"),
        ("新建\u3000改建", "新建\u3000改建"),
        ("完成，\n“急难愁盼”\n问题", "完成，“急难愁盼”问题"),
        ("共\n33\n项", "共 33 项"),
        ("two\nwords", "two words"),
        ("한국\n어", "한국 어"),
        ("合&nbsp;".replace("&nbsp;", "\u00a0") * 2, "合 合"),
        ("\u00a0\u00a0\u3000各镇\u00a0", "各镇"),
        ("a\u00a0\u00a0b", "a  b"),
        ("\ufeff零\u200b宽\u00ad度\u2060", "零宽度"),
        ("", ""),
        (" \n\t\u00a0", ""),
    ],
)
def test_runs_of_white_space_are_one_space_or_nothing(text: str, line: str) -> None:
    assert collapsed(text) == line


def test_preformatted_lines_keep_their_spaces() -> None:
    assert [collapsed("x" + line) for line in preserved("a  b\r\nc\td\re")] == ["xa  b", "xc d", "xe"]
