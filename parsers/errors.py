"""The one exception by which a parser refuses a file."""


class UnreadableFileError(Exception):
    """A file that cannot be read; its message is one sentence: what is wrong, and what to do about it.

    The pipeline catches it, quarantines the file with that sentence and goes on with the next.
    """
