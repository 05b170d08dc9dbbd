"""Errors of the warehouse, each one sentence for the user."""


class WarehouseError(Exception):
    """The warehouse cannot do what it was asked; the message says why and what to do."""


class ConflictError(WarehouseError):
    """Somebody else has published since the state was read from which this publish was made; nothing was written."""
