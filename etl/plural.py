"""Counts in sentences."""


def counted(n: int, word: str) -> str:
    """A count with its noun: ``1 place``, ``2 places``, ``1,200 tasks``."""
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"
