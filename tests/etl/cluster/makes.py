"""What is sent to workers that are played, who never make a reader of it."""

from parsers.reading import Reader


def makes_none() -> Reader:
    raise AssertionError
