"""Errors of the warehouse, each one sentence for the user."""

from typing import Final

NO_MEMORY: Final = (
    "there is not enough memory; close other programs, raise a limit on memory (ulimit -v, that of a container), or "
    "run it with fewer --workers"
)
"""What is said of a machine or a limit that gave no memory, without a full stop."""


class WarehouseError(Exception):
    """The warehouse cannot do what it was asked; the message says why and what to do."""


class ConflictError(WarehouseError):
    """Somebody else has published since the state was read from which this publish was made; nothing was written."""
