"""Pages of a real notice as a scanner gives them: askew, on their head, on their side; and what is no page of print."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from parsers.errors import UnreadableFileError
from parsers.formats import _scan_page
from parsers.formats._pages import PageLayout
from parsers.formats._scan_engine import Grey
from parsers.formats._scan_page import Scan, read_page
from parsers.formats._steps import listening
from schemas.document import Table
from schemas.finding import Finding, Severity
from tests.conftest import notice_path
from tests.parsers.formats.builders import texts
from tests.scans import page_pictures, scanned

HEADER = ["序号", "市区分级", "项目名称", "责任单位", "2024年工作任务"]
FIRST = ["7", "", "发展婴幼儿照护服务", "公共服务局"]


@cache
def clean() -> Image.Image:
    """The upper left of a page: the header of its table and its first rows, without the wide last column's end."""
    picture = page_pictures(notice_path("gaoxin-2024-plan", "pdf"))[1].crop((60, 120, 2180, 420))
    ImageDraw.Draw(picture).rectangle((1100, 290, 2040, 297), fill=255)
    return picture


def page(picture: Image.Image, **wear: Any) -> Grey:
    sheet = Image.new("L", (picture.width + 100, 900), 255)
    sheet.paste(picture, (50, 100))
    return np.asarray(scanned(sheet, **wear))


def read(grey: Grey, dpi: float = 200) -> tuple[PageLayout, list[Finding]]:
    return read_page(Scan(np.ascontiguousarray(grey), dpi, 1), 1)


def table(layout: PageLayout) -> Table:
    ((_, found),) = layout.tables
    return found


def is_right(layout: PageLayout) -> bool:
    rows = texts(table(layout))
    return rows[0] == HEADER and rows[1][:4] == FIRST


@pytest.mark.parametrize("skew", [0.0, -0.7, 2.5])
def test_a_page_askew(skew: float) -> None:
    layout, _ = read(page(clean(), skew=skew))
    assert is_right(layout)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_head(quarters: int) -> None:
    layout, _ = read(np.rot90(page(clean()), quarters))
    assert is_right(layout)
    assert layout.width > layout.height


def test_cells_know_their_boxes_in_points() -> None:
    layout, _ = read(page(clean(), skew=0))
    (first, *_) = table(layout).cells
    assert first.box is not None
    assert first.box[0] == pytest.approx((142 - 60 + 50) * 0.36, abs=1)
    assert layout.width == pytest.approx(2220 * 0.36, abs=0.5)


def test_a_clean_page_has_no_findings_and_no_doubts() -> None:
    layout, findings = read(page(clean(), noise=2, blur=0.2))
    assert findings == []
    assert [c.doubts for c in table(layout).cells[:9]] == [()] * 9


def test_the_steps_of_a_page_are_told() -> None:
    said: list[str] = []
    with listening(said.append):
        read(page(clean()))
    assert said[0] == "page 1 of 1"
    assert any(step.startswith("page 1 of 1, line ") for step in said)


def test_a_blank_page_has_nothing() -> None:
    layout, findings = read(np.full((1000, 800), 250, np.uint8))
    assert (layout.tables, layout.lines, findings) == ((), (), [])


def test_what_is_no_print_is_not_read_as_print() -> None:
    blots = np.random.default_rng(0).random((60, 50)) < 0.3
    layout, findings = read(np.kron(np.where(blots, 0, 255), np.ones((16, 16))).astype(np.uint8))
    assert layout.tables == ()
    assert findings


def test_marks_that_cannot_be_read_are_named() -> None:
    picture = clean().copy()
    pen = ImageDraw.Draw(picture)
    for radius in range(2, 40, 6):
        pen.ellipse((600 - radius, 250 - radius, 600 + radius, 250 + radius), outline=90, width=2)
    layout, findings = read(page(picture, noise=2))
    found = {f.rule for f in findings}
    assert "unread_marks" in found or any(c.doubts for c in table(layout).cells)


def test_a_rule_that_is_half_there_is_named() -> None:
    picture = clean().copy()
    ImageDraw.Draw(picture).rectangle((335, 162, 525, 172), fill=255)
    _, findings = read(page(picture, skew=0))
    assert [(f.rule, f.severity) for f in findings] == [("doubtful_rule", Severity.WARNING)]


def test_many_rules_that_are_half_there_are_an_error() -> None:
    picture = clean().copy()
    pen = ImageDraw.Draw(picture)
    for left in (335, 745):
        for top in (80, 162, 205):
            pen.rectangle((left + 30, top - 3, left + 190, top + 8), fill=255)
    _, findings = read(page(picture, skew=0))
    assert ("doubtful_rule", Severity.ERROR) in [(f.rule, f.severity) for f in findings]


def test_a_page_of_nothing_but_marks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_scan_page, "_MOST_LINES", 5)
    with pytest.raises(UnreadableFileError, match=r"more marks than print can have; ask for a clean scan\.$"):
        read(page(clean()))


@pytest.mark.parametrize("size", [(1, 1), (5, 900), (900, 5), (40, 40)])
def test_pictures_of_odd_sizes(size: tuple[int, int]) -> None:
    layout, _ = read(np.zeros(size, np.uint8))
    assert layout.tables == ()
