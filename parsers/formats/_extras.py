"""The sentence for a file whose reader needs libraries that are not installed."""

from parsers.errors import UnreadableFileError


def missing(extra: str, what: str) -> UnreadableFileError:
    """The refusal of a file that is ``what`` (``a scan``) and needs the project's optional libraries ``extra``."""
    return UnreadableFileError(
        f"it is {what}, and what reads those is not installed; run `pip install 'minsheng-etl[{extra}]'` "
        "(in a checkout `make install`), then ingest it again."
    )
