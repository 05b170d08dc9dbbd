"""Random documents, the same ones at every run; ``make fuzz`` takes others and more (``tests.fuzz.__main__``)."""

from hypothesis import HealthCheck, given, settings

from schemas.document import Document
from tests.fuzz.documents import documents, dumps, word_bodies
from tests.fuzz.properties import require_dump_sound, require_sound, require_word_sound

examples = settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@examples
@given(documents())
def test_any_document_is_read_whole_or_refused(document: Document) -> None:
    require_sound(document)


@examples
@given(dumps)
def test_any_dump_is_read_whole_or_refused(dump: str) -> None:
    require_dump_sound(dump)


@examples
@given(word_bodies())
def test_any_body_of_a_word_file_is_read_whole_or_refused(body: str) -> None:
    require_word_sound(body)
