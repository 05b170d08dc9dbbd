"""How long to wait for others who have the warehouse: another writer, or on Windows whoever has the file open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

WAIT_SECONDS: Final = 600.0
"""How long is waited unless told otherwise, in seconds; a rebuild of some thousand files takes minutes."""


@dataclass(frozen=True)
class Wait:
    """How many seconds to wait, and whom to tell that and for whom."""

    seconds: float = WAIT_SECONDS
    say: Callable[[str], None] = lambda _: None
