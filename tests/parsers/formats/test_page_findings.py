"""What a reader of pages says of text that it left out."""

from parsers.formats._page_findings import page_findings, page_warning, quoted
from parsers.formats._pages import PageLayout
from parsers.formats._reflow import Line
from schemas.finding import Severity


def layout(
    *,
    lines: tuple[Line, ...] = (),
    stray: tuple[Line, ...] = (),
    rotated: str = "",
    picture: bool = False,
    hidden: str = "",
) -> PageLayout:
    return PageLayout(4, 595, 842, (), lines, stray, rotated, picture, hidden)


def line(text: str) -> Line:
    return Line(text=text, x0=90, x1=190, top=100, bottom=112, size=12)


def rules(*layouts: PageLayout) -> list[str]:
    return [f.rule for f in page_findings(layouts)]


def test_a_page_that_was_read_whole_gives_no_cause() -> None:
    assert rules(layout(lines=(line("通知"),)), layout()) == []


def test_each_thing_left_out_is_told_with_its_page() -> None:
    (stray,) = page_findings([layout(stray=(line("续表"),))])
    assert (stray.rule, stray.page, stray.severity) == ("text_outside_cells", 4, Severity.WARNING)
    assert "“续表”" in stray.message
    assert rules(layout(rotated="草稿")) == ["rotated_text"]
    assert rules(layout(hidden="密")) == ["hidden_text"]


def test_a_picture_matters_where_there_is_no_text() -> None:
    assert rules(layout(picture=True)) == ["picture_page"]
    assert rules(layout(picture=True, lines=(line("通知"),))) == []


def test_long_texts_are_quoted_in_part() -> None:
    assert quoted("字" * 61) == "字" * 60
    assert quoted("短") == "短"


def test_a_warning_is_one() -> None:
    found = page_warning("rule", "message", 2)
    assert (found.rule, found.message, found.page, found.severity) == ("rule", "message", 2, Severity.WARNING)
