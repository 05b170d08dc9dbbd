"""The page of all tables is current, and tells of each."""

from tests import dictionary_page


def test_the_page_is_current() -> None:
    page = dictionary_page.PAGE.read_text("utf-8")
    assert page == dictionary_page.page(), "make it anew: python -m tests.dictionary_page"


def test_every_table_and_column_stands_there_once() -> None:
    page = dictionary_page.page()
    for table in dictionary_page.described():
        (chapter,) = (part for part in page.split("\n### ") if part.startswith(f"{table.name}\n"))
        for column in table.columns:
            assert chapter.count(f"| `{column.name}` |") == 1, f"{table.name}.{column.name}"


def test_no_description_breaks_its_row() -> None:
    rows = [line for line in dictionary_page.page().splitlines() if line.startswith("| `")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {5, 7}
