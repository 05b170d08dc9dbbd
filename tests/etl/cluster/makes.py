"""What is sent to workers that are played, who never make a reader of it."""

from typing import Any

from parsers.reading import Reader


def makes_none() -> Reader[Any]:
    raise AssertionError
