"""Annotations are told and not read."""

import pytest
from lxml import etree

from parsers.formats._ofd_notes import note_findings
from parsers.formats._ofd_structure import Page


def findings(*notes: str) -> list[tuple[str, str, int | None]]:
    page = Page((0, 0, 210, 297), (), {}, tuple(etree.fromstring(n) for n in notes))
    return [(f.severity.value, f.message, f.page) for f in note_findings(page, 3)]


def note(kind: str, text: str, attributes: str = "") -> str:
    inside = f"<TextObject><TextCode>{text}</TextCode></TextObject>" if text else "<ImageObject/>"
    return f'<Annot Type="{kind}" {attributes}><Appearance Boundary="0 0 9 9">{inside}</Appearance></Annot>'


def test_a_page_without_annotations_has_nothing_to_tell() -> None:
    assert findings() == []


@pytest.mark.parametrize("kind", ["Stamp", "Watermark", "Link"])
def test_what_decorates_a_page_is_told_quietly(kind: str) -> None:
    assert findings(note(kind, "内部资料")) == [("info", f"an annotation ({kind}) was left out: “内部资料”.", 3)]


def test_what_may_have_been_typed_into_a_page_is_told_aloud() -> None:
    assert findings(note("Path", "此项已调整为区城管局")) == [
        ("warning", "an annotation (Path) was left out: “此项已调整为区城管局”.", 3)
    ]


def test_an_annotation_of_no_kind_is_told_too() -> None:
    assert findings(note("", "注"))[0][1] == "an annotation (of no kind) was left out: “注”."


@pytest.mark.parametrize("silent", [note("Stamp", ""), note("Stamp", "  "), note("Path", "藏", 'Visible="false"')])
def test_a_picture_or_a_hidden_note_says_nothing(silent: str) -> None:
    assert findings(silent) == []


def test_a_long_annotation_is_quoted_in_part() -> None:
    assert "字" * 60 + "”" in findings(note("Path", "字" * 200))[0][1]
