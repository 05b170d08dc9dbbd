"""The error of reference data, apart from what reads it so that the command line can catch it without loading that."""


class ReferenceDataError(Exception):
    """A file of reference data that contradicts its schema or itself; the message says which and what."""
