"""The words of editions."""

import pytest
from pydantic import ValidationError

from schemas.editions import EditionWords
from schemas.reference import Reference


def test_without_words_nothing_is_told() -> None:
    assert not any(EditionWords().model_dump().values())


def test_a_misspelt_list_is_refused() -> None:
    with pytest.raises(ValidationError, match="repeeled"):
        EditionWords.model_validate({"repeeled": ["废止"]})


def test_every_list_of_the_reference_data_has_words(reference: Reference) -> None:
    assert [name for name, words in reference.editions.model_dump().items() if not words] == []


def test_no_word_both_ends_a_notice_and_upholds_it(reference: Reference) -> None:
    words = reference.editions
    assert not set(words.repealed) & set(words.upheld)
    assert set(words.reissued) <= {*words.adjusted, "更正版"}
