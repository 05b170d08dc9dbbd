"""The exception by which a file is refused."""

import pytest

from parsers.errors import UnreadableFileError


def test_its_message_is_what_a_user_reads() -> None:
    with pytest.raises(UnreadableFileError, match=r"^it is empty\.$"):
        raise UnreadableFileError("it is empty.")
