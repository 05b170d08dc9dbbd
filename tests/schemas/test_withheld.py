import pytest

from schemas.withheld import MARK, Withheld, without_marks


@pytest.mark.parametrize("what", list(Withheld))
def test_a_mark_says_what_stood_there(what: Withheld) -> None:
    assert what.mark == f"〔{what.value}〕"
    assert MARK.fullmatch(what.mark)


@pytest.mark.parametrize("text", ["〔2024〕5号", "〔牵头〕", "〔电话", "电话", "[电话]"])
def test_other_words_in_such_brackets_are_no_marks(text: str) -> None:
    assert MARK.search(text) is None
    assert without_marks(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("区教委（〔联系人〕，〔电话〕）、区财政局", "区教委、区财政局"),
        ("区教委(〔电话〕)", "区教委"),
        ("张三 〔电话〕", "张三 "),
        ("区教委（牵头，〔电话〕）", "区教委（牵头，）"),
        ("", ""),
    ],
)
def test_a_text_without_its_marks(text: str, left: str) -> None:
    assert without_marks(text) == left
