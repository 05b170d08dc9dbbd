"""Lines of a page as a browser breaks them."""

import pytest

from parsers.formats._html_flow import Line, TableAt, flow, shown_words
from parsers.formats._html_tree import parse


def pieces(markup: str) -> list[Line | TableAt]:
    root = parse(markup)
    assert root is not None
    marked = [e for e in root.iter() if e.get("class") == "nav"]
    return list(flow(root, marked))


def lines(markup: str) -> list[str]:
    return [p.text for p in pieces(markup) if isinstance(p, Line) and not p.furniture]


def asides(markup: str) -> list[str]:
    return [p.text for p in pieces(markup) if isinstance(p, Line) and p.furniture]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>一</p><p>二</p>", ["一", "二"]),
        ("<p>一<p>二", ["一", "二"]),
        ("一<br>二<br/>三</br>四", ["一", "二", "三", "四"]),
        ("一<br><br>二", ["一", "二"]),
        ("<div>一<div>二</div>三</div>四", ["一", "二", "三", "四"]),
        ("<p>一\n二</p>", ["一二"]),
        ("<p>one\ntwo</p>", ["one two"]),
        ("<span>一</span>\n<span>二</span>", ["一二"]),
        ("<b>一</b> <i>二</i>", ["一 二"]),
        ("<p>一</p>\n\n   <p>二</p>", ["一", "二"]),
        ("一</p>二", ["一", "二"]),
        ("<p>一<div>二</div>三</p>四", ["一", "二", "三", "四"]),
        ("<h1>题</h1>文", ["题", "文"]),
        ("一<hr>二", ["一", "二"]),
        ("<section><span>一</span></section><section><span>二</span></section>", ["一", "二"]),
        ('<span style="display:block">一</span>二', ["一", "二"]),
        ('<div style="display:inline">一</div>二', ["一二"]),
        ('<div style="display:inline-block">一</div><div style="display:inline-block">二</div>', ["一二"]),
        ('<div style="display:flex">一</div>二', ["一", "二"]),
        ("<pre>一\n  二\n\n三</pre>四", ["一", "二", "三", "四"]),
        ('<p style="white-space:pre-wrap">一\n二</p>', ["一", "二"]),
        ('<pre><span style="white-space:normal">一\n二</span></pre>', ["一二"]),
        ("<dl><dt>一<dd>二</dl>", ["一", "二"]),
        ("<blockquote>一</blockquote>二", ["一", "二"]),
        ("公里<sup>2</sup>", ["公里2"]),
        ("x<!-- y -->z", ["xz"]),
        ("<p>x<!-- y --> z</p>w", ["x z", "w"]),
        ("<p><![if !supportLists]><span>1、</span><![endif]>甲</p>", ["1、甲"]),
        ("<p><!--[if gte mso 9]><xml>x</xml><![endif]-->甲<o:p>&nbsp;</o:p></p>", ["甲"]),
        ('<?xml:namespace prefix = o ns = "urn:x" />甲<o:p></o:p>', ["甲"]),
        ("a<script>b</script>c<style>d</style>e", ["ace"]),
        ("a<svg><text>b</text></svg>c<iframe>d</iframe>", ["ac"]),
        ('a<param value="b">c', ["ac"]),
        ("<xml><x:Name>Sheet1</x:Name></xml>甲", ["甲"]),
        ("<form>一<fieldset><legend>二</legend>三</fieldset></form>", ["一", "二", "三"]),
        ("", []),
    ],
)
def test_lines_end_where_blocks_and_breaks_are(markup: str, expected: list[str]) -> None:
    assert lines(f"<body>{markup}</body>") == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol><li><p>甲</p><p>乙</p></ol>", ["1.甲", "乙"]),
        ("<ol><li>甲<ol type=a><li>乙</ol><li>丙</ol>", ["1.甲", "a.乙", "2.丙"]),
        ("<ol><li><ol><li>乙</ol></ol>", ["1.", "1.乙"]),
        ("<ol start=5><li></li></ol>后", ["5.", "后"]),
        ("<ol><li>1、甲</ol>", ["1、甲"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
    ],
)
def test_numbers_of_lists_are_drawn(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('单位：<input value="区教委">（章）', ["单位：区教委（章）"]),
        ("<select><option>一<option selected>二</select>级", ["二级"]),
        ("前<textarea>一\n二</textarea>后", ["前一", "二后"]),
        ('<input type="checkbox" checked>市级<input type="checkbox">区级', ["☑市级☐区级"]),
    ],
)
def test_fields_show_what_is_filled_in(markup: str, expected: list[str]) -> None:
    assert lines(f"<body>{markup}") == expected


@pytest.mark.parametrize(
    ("markup", "shown", "aside"),
    [
        ('甲<span style="display:none">密</span>乙', ["甲乙"], ["密"]),
        ("甲<del>3</del><ins>2</ins>项", ["甲2项"], ["3"]),
        ("甲<button>打印</button>", ["甲"], ["打印"]),
        ('<div style="display:none"><p>一</p><script>x</script><table><tr><td>二</table></div>甲', ["甲"], ["一 二"]),
        ("<noscript>请启用脚本</noscript>甲", ["甲"], ["请启用脚本"]),
        ('<div class="nav"><p>首页</p><p>公文</p></div>甲', ["甲"], ["首页", "公文"]),
        ("<p hidden></p>甲", ["甲"], []),
    ],
)
def test_what_is_not_shown_is_furniture(markup: str, shown: list[str], aside: list[str]) -> None:
    assert (lines(f"<body>{markup}"), asides(f"<body>{markup}")) == (shown, aside)


def test_an_aside_stands_behind_its_line() -> None:
    found = pieces("<body><p>甲<del>密</del>乙</p><p>丙</p>")
    assert [p.text for p in found if isinstance(p, Line)] == ["甲乙", "密", "丙"]


def test_a_table_is_handed_on_between_the_lines_around_it() -> None:
    found = pieces('<body>前<table><tr><td>格</table>后<div class="nav"><table><tr><td>x</table></div>')
    assert [p.text if isinstance(p, Line) else p.furniture for p in found] == ["前", False, "后", True]


def test_a_line_tells_where_its_words_begin() -> None:
    found = pieces("<body>\n<p\nalign=center>一</p>\n<div>\n<span>二</span>\n三<br>四\n</div>")
    assert [(p.text, p.line) for p in found if isinstance(p, Line)] == [("一", 3), ("二三", 5), ("四", 6)]


def test_what_stands_behind_the_element_read_is_not_of_it() -> None:
    root = parse("<table><tr><td>甲</td>乙</tr></table>")
    assert root is not None
    assert [p for p in flow(next(root.iter("td")), ()) if isinstance(p, Line) and p.text != "甲"] == []


def test_elements_left_open_are_read_without_end() -> None:
    assert lines("<body>" + "<font>字" * 1500) == ["字" * 1500]


def test_all_words_of_an_element_in_their_order() -> None:
    root = parse("<div>一<p>二<b>三</b>四</p><script>x</script>五<!-- y -->六</div>七")
    assert root is not None
    assert shown_words(next(root.iter("div"))) == "一 二 三 四 五 六"
