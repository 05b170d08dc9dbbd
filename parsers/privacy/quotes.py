"""What findings quote of a private text: they cut it short, and mark single characters, so that no pattern fits."""

import re
from collections.abc import Sequence
from typing import Final

from schemas.withheld import Withheld

_QUOTE: Final = re.compile("“[^“”]*”")
_JOINTS: Final = re.compile(r"[\s⟦⟧]+")
_PIECES: Final = re.compile(r"[0-9A-Za-z@._\-]{4,}|[㐀-鿿·]{2,}")
_CUT: Final = 12
"""Characters from which on a quotation may have been cut in the middle of a private word."""


def without_quotes(message: str, secrets: Sequence[str]) -> str:
    """A message with a mark for every quotation that gives a secret away, or the beginning of one that it cuts."""
    if not secrets or "“" not in message:
        return message
    pieces = [piece for secret in secrets for piece in _PIECES.findall(_JOINTS.sub("", secret))]
    return _QUOTE.sub(lambda quote: f"“{Withheld.COLUMN.mark}”" if _tells(quote[0], pieces) else quote[0], message)


def _tells(quote: str, pieces: Sequence[str]) -> bool:
    bare = _JOINTS.sub("", quote.strip("“”"))
    parts = re.split("[；…]", bare)
    return any(piece in bare or any(_shares(part, piece) for part in parts) for piece in pieces)


def _shares(part: str, piece: str) -> bool:
    """Whether a part of a quotation ends with the beginning of a private word, or begins with its end."""
    least = 2 if "㐀" <= piece[0] <= "鿿" else 3
    return any(part.endswith(piece[:n]) or part.startswith(piece[-n:]) for n in range(least, len(piece)))
