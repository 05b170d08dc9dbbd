"""Which parts of a page are not the article: navigation, header and footer of the site, share buttons, lists of links.

Three things tell: what an element is (``nav``, ``role="navigation"``), what its class or id calls it, and that most
of its words are links. None of them counts where the element holds what an article is made of: a table of rows, or
much text. A piece of the article that is taken for furniture would be lost to the letter, the reverse is only noise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from parsers.formats._html_tree import declared, is_unshown, tag, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TAGS: Final = frozenset({"nav", "footer", "aside", "menu", "title"})
_NEVER: Final = frozenset({"html", "body", "tr", "tbody", "thead", "tfoot", "form"})
_ROLES: Final = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar"}
)
_CERTAIN_WORDS: Final = re.compile(
    r"^(top|main|sub|site|left|right|head|side|foot|m|g|c)?(nav|menu|navi|foot|sidebar|tabbar)(s|box|wrap|list|bar)?$"
    r"|navbar|navigation|breadcrumb|crumb|footer|copyright|sidebar|toolbar|pagination|pager$|bdshare|jiathis|sharebox|"
    r"sharesdk|^share$|^daohang$|^dibu$|^mbx$|^dqwz$|^qrcode$|^ewm$|^login$|^breadnav$|^crumbs$|"
    r"导航|面包屑|页脚|页尾|底部|当前位置|分享|版权|二维码"
)
_LIKELY_WORDS: Final = re.compile(
    r"^(header|head|top|topbar|banner|bottom|left|right|side|position|location|place|search|links?|friendlinks?|related|"
    r"tools?|bar|print|fx|tabs?|more|lang)$"
)
_ARTICLE_WORDS: Final = re.compile(
    r"^(article|content|contents|detail|details|zoom|text|txt|news|xxgk|zhengwen|nr|post|entry|"
    r"editor|trs|ucap|artical|section\d*|wordsection\d*)$|正文|文章|内容"
)
_PARTS: Final = re.compile(r"[a-z]+|[\u4e00-\u9fff]+")
_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FILE: Final = re.compile(r"\.(docx?|xlsx?|pdf|wps|et|ofd|zip|rar|txt|pptx?|jpe?g|png)([?#]|$)", re.IGNORECASE)

_MOST_TEXT: Final = 300
"""Characters outside of links that furniture may have; a footer with addresses and licences has two hundred."""
_MOST_LINKED: Final = 0.6
"""Share of its characters that are links from which on a part is a list of links."""
_SOME_LINKED: Final = 0.3
_FEWEST_LINKS: Final = 3

_PHRASE: Final = re.compile(
    r"^(您?(现在|当前)?(所在)?的?位置|当前位置|你的位置)(是|为)?[:：>]|^[【\[]?(字体|字号|字体大小|打印本页|打印|关闭窗口|关闭)"
    r"([:：】\]]|$)|^分享(到)?([:：]|$)|^(浏览|点击|阅读|访问)(次数|量|数)|^扫一扫|^(上一[篇页条]|下一[篇页条])|"
    r"^(发布|更新|录入|生成)(时间|日期)[:：]|^(信息)?来源[:：]"
)
_PHRASE_LENGTH: Final = 100


def is_phrase(text: str) -> bool:
    """Whether a line is one that sites put around any article: 当前位置：…, 【字体：大 中 小】, 浏览次数, 来源：…"""
    return len(text) <= _PHRASE_LENGTH and _PHRASE.search(re.sub(r"\s", "", text)) is not None


@dataclass(slots=True)
class _Weight:
    """What an element holds: characters in and outside of links, links, and whether a table of rows."""

    linked: int = 0
    other: int = 0
    links: int = 0
    headings: int = 0
    has_rows: bool = False

    def add(self, inner: "_Weight") -> None:
        self.linked += inner.linked
        self.other += inner.other
        self.links += inner.links
        self.headings += inner.headings
        self.has_rows = self.has_rows or inner.has_rows

    @property
    def linked_share(self) -> float:
        return self.linked / max(1, self.linked + self.other)


def furniture(root: "Element") -> frozenset["Element"]:
    """The elements of a page that are furniture with all that they hold."""
    return frozenset(element for element, weight in _weighed(root) if _is_furniture(element, weight))


def _weighed(root: "Element") -> Iterator[tuple["Element", _Weight]]:
    """What every element holds, from the innermost outwards."""
    from lxml.etree import iterwalk

    above = [_Weight()]
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            above.append(_Weight())
            if is_unshown(element):
                walk.skip_subtree()
            continue
        weight = above.pop()
        if not is_unshown(element):
            weight.other += _length(element.text) + sum(_length(child.tail) for child in element)
            _settle(element, weight)
            yield element, weight
        above[-1].add(weight)


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _settle(element: "Element", weight: _Weight) -> None:
    """What an element itself adds to what it holds."""
    name = tag(element)
    if name == "a" and _leads_elsewhere(element):
        weight.linked, weight.other, weight.links = weight.linked + weight.other, 0, weight.links + 1
    elif name in ("h1", "h2", "h3"):
        weight.headings += 1
    elif name == "tr" and weight.linked_share < _MOST_LINKED:
        cells = [c for c in element if tag(c) in ("td", "th") and _is_filled(c)]
        weight.has_rows = weight.has_rows or len(cells) >= _FEWEST_LINKS


def _leads_elsewhere(link: "Element") -> bool:
    """Whether a link goes to another page of the site, not to an attachment or to a place in this page."""
    target = link.get("href")
    is_file = _FILE.search(target or "") or _FILE.search(text_of(link).strip())
    return bool(target) and not str(target).startswith("#_") and not is_file


def _is_filled(cell: "Element") -> bool:
    return any(text.strip() for text in cell.itertext())


def _is_furniture(element: "Element", weight: _Weight) -> bool:
    if tag(element) in _NEVER or weight.has_rows or weight.other > _MOST_TEXT:
        return False
    words = _called(f"{element.get('class', '')} {element.get('id', '')}")
    is_article = any(_ARTICLE_WORDS.search(word) for word in words)
    if _is_by_kind(element) or (any(_CERTAIN_WORDS.search(word) for word in words) and not is_article):
        return True
    is_site_part = tag(element) == "header" or any(_LIKELY_WORDS.search(word) for word in words)
    least = _SOME_LINKED if is_site_part and not is_article and not weight.headings else _MOST_LINKED
    return weight.links >= _FEWEST_LINKS and weight.linked_share >= least


def _is_by_kind(element: "Element") -> bool:
    if tag(element) == "footer" and next(element.iterancestors("article"), None) is not None:
        return False  # the signature of an article stands there
    if tag(element) in _TAGS or element.get("role", "").lower() in _ROLES:
        return True
    return declared(element, "mso-element") in ("header", "footer", "comment-list")


@lru_cache(maxsize=4096)
def _called(names: str) -> tuple[str, ...]:
    """The words of class and id: ``topNav-box2`` is top, nav, box, and each name also as a whole."""
    whole = names.lower().split()
    return (*whole, *(word for name in names.split() for word in _PARTS.findall(_HUMPS.sub("-", name).lower())))
