"""Reading in a process of its own, so that no file can take the run along.

``reader`` hands one file after another to a ``worker``, the process, in which ``child`` runs; the two talk in
``messages``. ``watch`` judges by ``limits`` when a file has had its time and memory: the process is ended, the
file refused with one sentence, and the next file gets a new process.
"""

from parsers.isolated.limits import Limits
from parsers.isolated.reader import IsolatedReader

__all__ = ["IsolatedReader", "Limits"]
