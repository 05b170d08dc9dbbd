"""Those who read the files of a run: what one file comes to, and the process of this machine that does it.

What a reader gives does not depend on where it reads: whoever has a file's bytes and the reference data calls
``file_rows.read_rows``.
"""
