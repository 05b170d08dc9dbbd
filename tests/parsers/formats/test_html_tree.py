"""The tree of a page and what its elements say of themselves."""

import time

import pytest
from lxml import etree

from parsers.errors import UnreadableFileError
from parsers.formats import _html_tree
from parsers.formats._html_tree import declared, is_hidden, is_unshown, line_of, parse, tag, text_of


def parsed(text: str) -> "etree._Element":
    root = parse(text)
    assert root is not None
    return root


def first(text: str, name: str) -> "etree._Element":
    return next(parsed(text).iter(name))


def test_a_wrong_break_is_a_break() -> None:
    root = parsed("a</br>b</BR >c</br/>d")
    assert len(list(root.iter("br"))) == 3


def test_an_end_of_a_paragraph_is_marked_whether_one_is_open_or_not() -> None:
    root = parsed("<p>a</p>b</p>c")
    assert [c.text for c in root.iter(etree.Comment)] == ["/p", "/p"]


@pytest.mark.parametrize("text", ["", "  ", "<!-- a -->", "<!DOCTYPE html>"])
def test_nothing_has_no_tree(text: str) -> None:
    root = parse(text)
    assert root is None or not text_of(root).strip()


def test_what_a_page_says_of_its_encoding_is_not_asked_again() -> None:
    assert text_of(first('<meta charset="gb2312"><p>通知</p>', "p")) == "通知"


def test_elements_left_open_do_not_end_the_page() -> None:
    root = parsed("<font>x" * 1500 + "<p>通知")
    assert text_of(root).endswith("通知")


def test_elements_nested_without_end_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"nested without end, so it is damaged; save the page anew\.$"):
        parse("<div>" * 5000)


def test_a_page_without_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_html_tree, "MAX_CHARACTERS", 1_000_000)
    with pytest.raises(UnreadableFileError, match=r"^its page has 2 million characters, more than .* as a new page\.$"):
        parse("<p>" + "x" * 1_500_001)


def test_pictures_in_a_page_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_html_tree, "MAX_CHARACTERS", 1000)
    root = parsed('<p>甲<img src="data:image/png;base64,' + "QUJD" * 10_000 + '">乙')
    assert text_of(root) == "甲乙"


def test_a_tag_of_a_thousand_attributes_takes_no_time() -> None:
    started = time.process_time()
    root = parsed("<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">通知</p>")
    assert text_of(root).strip() == "通知"
    assert time.process_time() - started < 5


def test_entities_are_characters_and_read_no_file() -> None:
    assert text_of(parsed("<p>&#20851;&#x4e8e;&hellip;&middot;&amp;lt;")) == "关于…·&lt;"
    assert "root:" not in text_of(parsed('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;'))


@pytest.mark.parametrize(
    ("style", "name", "value"),
    [
        ("display:none", "display", "none"),
        ("DISPLAY : None ; color:red", "display", "none"),
        ("display:none !important", "display", "none"),
        ("color:red", "display", ""),
        ("mso-hide:all", "mso-hide", "all"),
        ("list-style-type:upper-roman", "list-style-type", "upper-roman"),
        ("white-space:pre-wrap", "white-space", "pre-wrap"),
        ("", "display", ""),
    ],
)
def test_declarations_of_a_style(style: str, name: str, value: str) -> None:
    assert declared(first(f'<p style="{style}">x', "p"), name) == value


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="display:none">x',
        '<p style="mso-hide:all">x',
        "<p hidden>x",
        '<p hidden="">x',
        "<body><p>a<noscript>x</noscript>",
        "<del>x</del>",
    ],
)
def test_what_is_not_shown(markup: str) -> None:
    assert any(is_hidden(e) for e in parsed(markup).iter() if tag(e))


@pytest.mark.parametrize(
    "markup", ['<p style="visibility:hidden">x', "<s>x</s>", "<ins>x</ins>", '<p class="hidden">x']
)
def test_what_may_be_shown(markup: str) -> None:
    assert not any(is_hidden(e) for e in parsed(markup).iter() if tag(e))


@pytest.mark.parametrize("name", ["script", "style", "template", "svg", "iframe", "object", "xml"])
def test_elements_without_words(name: str) -> None:
    assert is_unshown(etree.Element(name))
    assert not is_unshown(etree.Element("p"))


def test_lines_are_those_of_the_file() -> None:
    root = parsed("<table>\n<tr>\n<td\n  width=1>x</td>\n<td>y")
    assert [line_of(e) for e in root.iter("td")] == [4, 5]


def test_lines_beyond_what_is_counted_are_not_told() -> None:
    root = parsed("<p>\n" * 65_600 + "</p>")
    assert [line_of(e) for e in root.iter("p")][-1] is None


def test_a_comment_has_no_name() -> None:
    assert tag(etree.Comment("x")) == ""
    assert tag(etree.Element("td")) == "td"
