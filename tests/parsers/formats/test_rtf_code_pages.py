"""Code pages of an RTF."""

import pytest

from parsers.formats._rtf_code_pages import code_page, decoded, font_code_page


@pytest.mark.parametrize(
    ("number", "name"),
    [(936, "gb18030"), (950, "cp950"), (1252, "cp1252"), (0, "cp1252"), (99999, "cp1252"), (-1, "cp1252")],
)
def test_code_pages_by_number(number: int, name: str) -> None:
    assert code_page(number) == name


@pytest.mark.parametrize(("number", "name"), [(134, "gb18030"), (136, "cp950"), (0, None), (1, None), (2, None)])
def test_code_pages_of_fonts(number: int, name: str | None) -> None:
    assert font_code_page(number) == name


@pytest.mark.parametrize(
    ("data", "pages", "text"),
    [
        ("关于".encode("gb18030"), ("gb18030", "cp1252"), "关于"),
        ("关于".encode("gb18030"), (None, "gb18030"), "关于"),
        ("關於".encode("cp950"), ("cp950", "gb18030"), "關於"),
        ("㐀".encode("gb18030"), (None, "gb18030"), "㐀"),
        (b"caf\xe9", ("gb18030", "cp1252"), "café"),
        (b"caf\xe9", (None, "gb18030"), "café"),
        (b"\x81", (None, "gb18030"), "�"),
        (b"2024", ("gb18030", "cp1252"), "2024"),
    ],
)
def test_bytes_are_text_in_the_first_page_that_fits(data: bytes, pages: tuple[str | None, ...], text: str) -> None:
    assert decoded(data, *pages) == text
