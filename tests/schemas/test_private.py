import pytest
from pydantic import ValidationError

from schemas.private import PrivateWords
from schemas.reference import Vocabulary


def test_a_misspelt_key_is_an_error(vocabulary: Vocabulary) -> None:
    words = vocabulary.private.model_dump()
    with pytest.raises(ValidationError, match="phones"):
        PrivateWords.model_validate({**words, "phones": []})


@pytest.mark.parametrize("key", [k for k, f in PrivateWords.model_fields.items() if f.is_required()])
def test_every_kind_of_words_is_needed_but_the_surnames_of_another_file(key: str, vocabulary: Vocabulary) -> None:
    words = vocabulary.private.model_dump()
    del words[key]
    with pytest.raises(ValidationError, match=key):
        PrivateWords.model_validate(words)


def test_words_can_be_looked_up_by_themselves(vocabulary: Vocabulary) -> None:
    assert hash(vocabulary.private) == hash(vocabulary.private.model_copy())
