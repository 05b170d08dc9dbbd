"""A page as SVG: every character and line where the page has it."""

import pytest
from lxml import etree

from parsers.errors import UnreadableFileError
from parsers.formats._ofd_picture import to_svg
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.ofd_writer import package_of, path_xml, text_xml

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*things: str, frames: tuple[tuple[float, float, float, float], ...] = ()) -> etree._Element:
    return etree.fromstring(to_svg(package_of({}, "".join(things)), 1, frames).encode())


def only(svg: etree._Element, name: str) -> etree._Element:
    (element,) = svg.findall(SVG + name)
    return element


def test_a_picture_is_as_large_as_the_page_and_counts_in_points() -> None:
    svg = drawn()
    assert (svg.get("width"), svg.get("height")) == ("210mm", "297mm")
    assert svg.get("viewBox") == "0 0 595.276 841.89"


def test_text_stands_by_character() -> None:
    text = only(drawn(text_xml("通知", 30, 50, 5, code='DeltaX="6"')), "text")
    assert (text.text, text.get("x"), text.get("y"), text.get("font-size")) == ("通知", "0 6", "5 5", "5")
    assert text.get("transform") == "matrix(2.83465 0 0 2.83465 85.0394 127.559)"


def test_turned_characters_are_turned() -> None:
    assert only(drawn(text_xml("通", attributes='CharDirection="90"')), "text").get("rotate") == "90"


@pytest.mark.parametrize("hidden", ['Visible="false"', 'Alpha="0"', 'Fill="false"'])
def test_hidden_text_is_not_drawn(hidden: str) -> None:
    assert drawn(text_xml("通知", attributes=hidden)).findall(SVG + "text") == []


def test_characters_beyond_the_first_plane_are_drawn_one_by_one() -> None:
    assert [t.text for t in drawn(text_xml("𫍯村")).findall(SVG + "text")] == ["𫍯", "村"]


def test_what_xml_cannot_hold_is_drawn_as_unknown() -> None:
    assert only(drawn(text_xml("a\\FFFEb<&>")), "text").text == "a\ufffdb<&>"


def test_paths_are_drawn_as_they_are_painted() -> None:
    data = "S 0 0 L 9 0 Q 1 1 2 2 B 1 1 2 2 3 3 A 5 5 0 0 1 9 9 C"
    path = only(drawn(path_xml(data, 'LineWidth="0.5"')), "path")
    assert path.get("d") == "M 0 0 L 9 0 Q 1 1 2 2 C 1 1 2 2 3 3 A 5 5 0 0 1 9 9 Z "
    assert (path.get("fill"), path.get("stroke"), path.get("stroke-width")) == ("none", "black", "0.5")
    filled = only(drawn(path_xml("M 0 0 L 9 0 L 9 1 C", 'Stroke="false" Fill="true"')), "path")
    assert (filled.get("fill"), filled.get("stroke")) == ("black", None)


def test_a_path_that_cannot_be_seen_is_not_drawn() -> None:
    assert drawn(path_xml("M 0 0 L 9 0", 'Stroke="false"')).findall(SVG + "path") == []


def test_pictures_are_areas() -> None:
    svg = drawn(
        '<ofd:ImageObject Boundary="10 10 40 40" CTM="40 0 0 40 0 0"/>', '<ofd:CompositeObject ResourceID="1"/>'
    )
    paper, area = svg.findall(SVG + "rect")
    assert paper.get("fill") == "white"
    assert area.get("transform") == "matrix(113.386 0 0 113.386 28.3465 28.3465)"


def test_frames_lie_above_everything() -> None:
    svg = drawn(text_xml("通知"), frames=((10, 20, 60, 80.5), (1, 2, 3, 4)))
    frame = svg[-2]
    assert [frame.get(k) for k in ("x", "y", "width", "height")] == ["10", "20", "50", "60.5"]
    assert frame.get("stroke") == "#e60000"


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_a_page_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(UnreadableFileError, match=rf"^it has no page {number}; its pages are 1 to 1\.$"):
        to_svg(package_of({}, ""), number)


@pytest.mark.parametrize("name", NOTICES)
def test_pages_of_the_notices_are_drawn(name: str) -> None:
    svg = etree.fromstring(to_svg(notice_path(name, "ofd").read_bytes(), 2).encode())
    assert len(svg.findall(SVG + "text")) > 5
