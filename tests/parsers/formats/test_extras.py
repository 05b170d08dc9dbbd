"""A missing library is a sentence that says what to install."""

from parsers.formats._extras import missing


def test_it_says_what_the_file_is_and_what_to_run() -> None:
    sentence = str(missing("ocr", "a scan"))
    assert sentence.startswith("it is a scan, and what reads those is not installed")
    assert "pip install 'minsheng-etl[ocr]'" in sentence
    assert "make install" in sentence
