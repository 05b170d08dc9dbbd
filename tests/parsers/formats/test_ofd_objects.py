"""What a page paints, and where: layers, blocks, drawings within drawings."""

from dataclasses import replace

import pytest
from lxml import etree

from parsers.errors import UnreadableFileError
from parsers.formats._ofd_geometry import POINTS
from parsers.formats._ofd_objects import Budget, Painted, is_visible, painted, paints
from parsers.formats._ofd_structure import Page

A4 = (0.0, 0.0, 210.0, 297.0)
TEXT = '<TextObject Boundary="10 20 30 5"/>'


def element(xml: str) -> etree._Element:
    return etree.fromstring(xml)


def page(*things: str) -> Page:
    return Page(A4, tuple(element(f"<Layer>{t}</Layer>") for t in things), {})


def found(*things: str, **units: str) -> list[Painted]:
    drawings = {k.removeprefix("u"): element(f"<U><Content>{v}</Content></U>") for k, v in units.items()}
    return list(painted(replace(page(*things), units=drawings), Budget()))


def corners(things: list[Painted]) -> list[tuple[float, float]]:
    """Where the origin of each object lies, in millimetres."""
    places = [t.place.apply(0, 0) for t in things]
    return [(round(x / POINTS, 3), round(y / POINTS, 3)) for x, y in places]


def test_objects_come_from_back_to_front() -> None:
    things = found(TEXT + "<PathObject/>", "<ImageObject/>")
    assert [t.kind for t in things] == ["TextObject", "PathObject", "ImageObject"]


def test_an_object_starts_at_the_corner_of_its_boundary() -> None:
    assert corners(found(TEXT)) == [(10, 20)]


def test_the_paper_may_begin_elsewhere_than_at_nought() -> None:
    assert corners(list(painted(replace(page(TEXT), box=(5, 6, 210, 297)), Budget()))) == [(5, 14)]


def test_an_object_without_a_boundary_starts_at_the_page_s_corner() -> None:
    assert corners(found('<TextObject/><TextObject Boundary="1 2"/>')) == [(0, 0), (0, 0)]


def test_an_object_is_transformed_before_it_is_moved() -> None:
    (thing,) = found('<TextObject Boundary="10 20 30 5" CTM="2 0 0 2 1 1"/>')
    x, y = thing.place.apply(3, 3)
    assert (round(x / POINTS, 3), round(y / POINTS, 3)) == (10 + 7, 20 + 7)


def test_blocks_only_hold_objects() -> None:
    assert corners(found(f"<PageBlock><PageBlock>{TEXT}</PageBlock></PageBlock>")) == [(10, 20)]


def test_a_page_may_have_objects_outside_of_layers() -> None:
    bare = Page(A4, (element(TEXT),), {})
    assert [t.kind for t in painted(bare, Budget())] == ["TextObject"]


def test_elements_that_are_none_of_ours_are_passed_over() -> None:
    assert found("<Actions/><!-- --><?a?><Video/>") == []


def test_a_drawing_is_put_where_it_is_used() -> None:
    used = '<CompositeObject Boundary="100 100 50 50" CTM="2 0 0 2 0 0" ResourceID="1"/>'
    assert corners(found(used, u1=f"<PageBlock>{TEXT}</PageBlock>")) == [(120, 140)]


def test_a_drawing_may_use_a_drawing() -> None:
    used = '<CompositeObject Boundary="100 100 50 50" ResourceID="1"/>'
    inner = '<CompositeObject Boundary="1 1 50 50" ResourceID="2"/>'
    assert corners(found(used, u1=inner, u2=TEXT)) == [(111, 121)]


def test_a_drawing_that_is_not_there_is_told() -> None:
    assert [t.kind for t in found('<CompositeObject ResourceID="1"/>')] == ["CompositeObject"]


def test_a_drawing_that_holds_itself_ends() -> None:
    itself = '<CompositeObject ResourceID="1"/>'
    assert [t.kind for t in found(itself, u1=itself)] == ["CompositeObject"]


def test_drawings_that_multiply_are_refused() -> None:
    units = {f"u{n}": f'<CompositeObject ResourceID="{n + 1}"/>' * 30 for n in range(8)}
    with pytest.raises(UnreadableFileError, match=r"^it paints more than a notice can need; save .*\.$"):
        found('<CompositeObject ResourceID="0"/>', **units)


def test_a_file_may_paint_so_many_objects_and_no_more() -> None:
    budget = Budget(4)
    assert len(list(painted(page(TEXT * 3), budget))) == 3
    with pytest.raises(UnreadableFileError):
        budget.take()


@pytest.mark.parametrize(
    ("attributes", "seen"),
    [
        ("", True),
        ('Visible="true"', True),
        ('Visible="false"', False),
        ('Visible="False"', False),
        ('Visible="0"', False),
        ('Alpha="0"', False),
        ('Alpha="1"', True),
        ('Alpha="255"', True),
        ('Alpha="?"', True),
    ],
)
def test_what_is_hidden_or_transparent_cannot_be_seen(attributes: str, seen: bool) -> None:
    assert is_visible(element(f"<TextObject {attributes}/>")) is seen
    (thing,) = found(f"<TextObject {attributes}/>")
    assert thing.visible is seen


def test_what_lies_in_something_hidden_is_hidden() -> None:
    assert [t.visible for t in found(f'<PageBlock Visible="false">{TEXT}</PageBlock>{TEXT}')] == [False, True]
    used = '<CompositeObject Alpha="0" ResourceID="1"/>'
    assert [t.visible for t in found(used, u1=TEXT)] == [False]


@pytest.mark.parametrize(
    ("xml", "painted"),
    [
        ("<O/>", True),
        ('<O Fill="true"/>', True),
        ('<O Fill="false"/>', False),
        ('<O><FillColor Value="0 0 0"/></O>', True),
        ('<O><FillColor Alpha="0"/></O>', False),
        ('<O><StrokeColor Alpha="0"/></O>', True),
    ],
)
def test_an_object_is_filled_unless_it_says_otherwise(xml: str, painted: bool) -> None:
    assert paints(element(xml), "Fill", "true") is painted


def test_an_object_is_not_stroked_unless_it_says_so() -> None:
    assert not paints(element("<O/>"), "Stroke", "false")
    assert paints(element('<O Stroke="true"/>'), "Stroke", "false")
