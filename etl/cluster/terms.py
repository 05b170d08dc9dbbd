"""What a worker must have in common with the run that it reads for: the same bytes must give the same rows anywhere."""

import sys
from importlib.metadata import version
from typing import Final

Terms = tuple[str, str, str]
"""Version of etl, of its parsers, and of Python (major and minor)."""

_NAMES: Final = ("etl", "parsers", "Python")


def own_terms() -> Terms:
    """The terms of this process."""
    import parsers

    return version("minsheng-etl"), str(parsers.PARSER_VERSION), f"{sys.version_info.major}.{sys.version_info.minor}"


def unlike(worker: str, theirs: Terms, ours: Terms) -> str:
    """The sentence for a worker whose terms are others."""
    pairs = [(name, t, o) for name, t, o in zip(_NAMES, theirs, ours, strict=True) if t != o]
    has, here = (", ".join(f"{name} {pair[which]}" for name, *pair in pairs) for which in (0, 1))
    return f"the worker {worker} has {has}, and here is {here}; install the same there."


def lacking(worker: str) -> str:
    """The sentence for a worker that cannot import what reads."""
    return (
        f"the worker {worker} has no etl, or one that knows no clusters; install this version there "
        "(`pip install 'minsheng-etl[cluster]'`) and start it anew."
    )
