"""The exceptions of reading: a file is refused, or there is nothing to read files with."""


class UnreadableFileError(Exception):
    """A file that cannot be read; its message is one sentence: what is wrong, and what to do about it.

    The pipeline catches it, quarantines the file with that sentence and goes on with the next.
    """


class NoReaderError(Exception):
    """No file can be read, because the process that reads them does not start; the message is one sentence.

    It is no file's fault, so no file is quarantined for it: the run ends.
    """
