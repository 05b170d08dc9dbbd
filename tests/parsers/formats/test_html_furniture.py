"""What of a page is not its article."""

import pytest

from parsers.formats._html_furniture import furniture, is_phrase
from parsers.formats._html_tree import parse, text_of

LINKS = '<a href="/1">首页</a> <a href="/2">政务公开</a> <a href="/3">互动交流</a>'
TABLE = "<table><tr><td>序号<td>项目名称<td>牵头单位<tr><td>1<td>口袋公园<td>区城管局</table>"
TEXT = "各镇人民政府，各街道办事处：现将有关事项通知如下。" * 20


def marked(markup: str) -> str:
    """Words of the outermost furniture of a page's body."""
    root = parse(f"<body>{markup}<p>正文</p></body>")
    assert root is not None
    found = furniture(root)
    outermost = [e for e in root.iter() if e in found and not any(a in found for a in e.iterancestors())]
    return " ".join("".join(text_of(e).split()) for e in outermost)


@pytest.mark.parametrize(
    "start",
    [
        "nav",
        "footer",
        "aside",
        "menu",
        'div role="navigation"',
        'div role="contentinfo"',
        'div class="nav"',
        'div class="topNav"',
        'div class="nav-bar2 clearfix"',
        'div id="mainMenu"',
        'ul class="menu"',
        'div class="footer"',
        'div id="siteFooter"',
        'div class="breadcrumb"',
        'div class="crumbs"',
        'div class="bdsharebuttonbox"',
        'div class="share"',
        'div class="面包屑"',
        'div id="dibu-导航"',
        'div class="copyright"',
        "div style='mso-element:header'",
        "div style='mso-element:comment-list'",
    ],
)
def test_furniture_is_known_by_what_it_is_and_is_called(start: str) -> None:
    assert marked(f"<{start}>关于我们</{start.split()[0]}>") == "关于我们"


@pytest.mark.parametrize(
    "start",
    [
        "div",
        "header",
        "main",
        "section",
        'div class="content"',
        'div class="navigate-not"',
        'div class="article-footer"',
        'div class="content-nav"',
        'div class="header"',
        'div class="shareholder"',
        'div class="title"',
        'div id="zoom"',
        'div id="js_content"',
    ],
)
def test_other_elements_are_the_article(start: str) -> None:
    assert marked(f"<{start}><p>重庆市渝北区人民政府办公室</p></{start.split()[0]}>") == ""


@pytest.mark.parametrize("content", [TABLE, TEXT])
@pytest.mark.parametrize("start", ["nav", 'div class="menu"', 'div role="navigation"', "aside"])
def test_what_an_article_is_made_of_is_never_furniture(start: str, content: str) -> None:
    assert marked(f"<{start}>{content}</{start.split()[0]}>") == ""


def test_the_footer_of_an_article_holds_its_signature() -> None:
    assert marked("<article><footer>渝北区人民政府 2024年3月8日</footer></article>") == ""


@pytest.mark.parametrize("start", ["div", "ul", "table", 'div class="relate"'])
def test_a_list_of_links_is_furniture(start: str) -> None:
    assert marked(f"<{start}>{LINKS}</{start}>") == "首页政务公开互动交流"


@pytest.mark.parametrize(
    "content",
    [
        '<a href="/1">首页</a> <a href="/2">政务公开</a>',
        "<a>甲</a><a>乙</a><a>丙</a>",
        '<a href="1.docx">附件1</a><a href="/f?id=2&amp;n=2.xls">附件2</a><a href="/d">附件3.pdf</a>',
        '<a href="#_Toc1">一、要求</a><a href="#_Toc2">二、任务</a><a href="#_Toc3">三、保障</a>',
        LINKS + "。这里是一段比链接更长的正文，说明有关事项的来由和要求。",
    ],
)
def test_a_few_links_or_links_to_files_are_the_article(content: str) -> None:
    assert marked(f"<div>{content}</div>") == ""


def test_the_head_of_a_site_needs_fewer_links_unless_it_has_a_heading() -> None:
    words = "重庆市渝北区人民政府门户网站"
    assert marked(f'<div class="header">{words}{LINKS}</div>') != ""
    assert marked(f"<header>{words}{LINKS}</header>") != ""
    assert (
        marked(f'<div class="header"><h1>关于印发民生实事清单的通知和说明</h1>{LINKS}</div>').startswith("关于")
        is False
    )


def test_a_table_whose_names_are_links_is_the_article() -> None:
    rows = "".join(f'<tr><td>{n}<td><a href="/{n}">口袋公园</a><td>建成口袋公园六个' for n in range(1, 5))
    assert marked(f"<table>{rows}</table>") == ""


@pytest.mark.parametrize("name", ["tr", "tbody", "form"])
def test_parts_of_a_table_and_forms_are_not_judged(name: str) -> None:
    inner = "<tr class=menu><td>x" if name == "tr" else f"<{name} class=menu><tr><td>x"
    markup = f"<table>{inner}</table>" if name != "form" else "<form class=menu>x</form>"
    assert marked(markup) == ""


@pytest.mark.parametrize(
    "text",
    [
        "当前位置：首页 > 政务公开",
        "您现在的位置：首页",
        "您所在的位置 : 首页",
        "【字体：大 中 小】",
        "字号：大",
        "打印本页",
        "关闭窗口",
        "分享到：",
        "浏览次数：123",
        "发布时间：2024-03-11 来源：区政府办",
        "来源：区政府办",
        "上一篇：通知",
    ],
)
def test_lines_that_stand_around_any_article(text: str) -> None:
    assert is_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "附件",
        "2024年3月8日",
        "关于印发2024年民生实事清单的通知",
        "打印机更新项目",
        "来源广泛征集民意，确定2024年民生实事。",
        "分享发展成果",
        "当前位置：" + "甲" * 200,
        "",
    ],
)
def test_lines_of_articles(text: str) -> None:
    assert not is_phrase(text)
