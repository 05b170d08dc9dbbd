"""The workbooks of the gallery are those that ``gallery_sheets`` makes."""

import pytest

from parsers.formats import read_document
from tests.gallery_sheets import BUILDERS, GALLERY


@pytest.mark.parametrize("name", BUILDERS)
def test_a_workbook_of_the_gallery_is_what_its_builder_makes(name: str) -> None:
    assert read_document((GALLERY / name).read_bytes()) == read_document(BUILDERS[name]())


def test_every_workbook_made_of_sheets_has_a_builder() -> None:
    assert {p.name for p in GALLERY.glob("sheet-*") if p.suffix != ".yml"} == set(BUILDERS)
