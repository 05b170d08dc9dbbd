"""What lies in a folder and in those below it, links to folders among them, and what of that cannot be looked into.

Shared folders are linked into the folder of notices, so links are followed. A folder is looked into once, whichever way
leads there: a link that leads back up ends there, and no file is met twice.
"""

import errno
import os
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from etl.member_names import is_litter
from etl.raw_files import DiskFile, Unreached, names_in, shown, shown_link

_FORBIDDEN: Final = (errno.EACCES, errno.EPERM)


@dataclass(frozen=True)
class Below:
    """What lies below a folder: its ``files``, what is ``unreached``, and the ``linked`` folders, by where they are."""

    files: list[DiskFile] = field(default_factory=list)
    unreached: list[Unreached] = field(default_factory=list)
    linked: list[Path] = field(default_factory=list)


def look_below(folder: Path, own: Container[Path] = ()) -> Below:
    """What lies below ``folder``, without what programs left there and the program's ``own`` files and folders."""
    below = Below()
    seen: set[Path] = set()
    folders, links = [folder], list[Path]()
    while folders or links:
        # Links come last, so that what lies below the folder itself is met by its own name.
        here, is_link = (folders.pop(), False) if folders else (links.pop(0), True)
        real = here.resolve()
        if real in seen:
            continue
        if is_link:
            below.linked.append(real)
        seen.add(real)
        named = names_in(here)
        for entry in _entries(here, below):
            path = here / entry.name
            if is_litter((entry.name,)) or path in own:
                continue
            try:
                if entry.is_dir():
                    (links if entry.is_symlink() else folders).append(path)
                elif entry.is_file():
                    below.files.append(DiskFile(path, None if entry.is_symlink() else named(entry.name)))
                elif entry.is_symlink():
                    entry.stat()  # or it raises: nothing is there
            except OSError as error:
                below.unreached.append(_unreached(path, entry.is_symlink(), error))
    return below


def _entries(folder: Path, below: Below) -> list[os.DirEntry[str]]:
    """What is in a folder, in one order on every machine; if it cannot be listed, that is told."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        why = error.strerror or error
        advice = "see to its permissions" if error.errno in _FORBIDDEN else "put that right"
        reason = f"this folder cannot be listed ({why}), so none of its files was read; {advice}, then run it again."
        below.unreached.append(Unreached(shown(folder), reason))
        return []


def _unreached(path: Path, is_link: bool, error: OSError) -> Unreached:
    """A link that leads nowhere, by where it leads, as the file there has that name; or a file of which the disk does
    not even tell that it is one."""
    link = shown_link(path)
    if not is_link:
        return Unreached(link, f"it cannot be read: {error.strerror or error}.")
    try:
        leads_to = shown(path)
    except (OSError, RuntimeError):
        return Unreached(link, "it is a link that leads back to itself; remove it, or have it lead to a file.")
    if error.errno in _FORBIDDEN:
        return Unreached(
            leads_to, f"{link} is a link to it, and it cannot be reached ({error.strerror}); see to its permissions."
        )
    return Unreached(leads_to, f"{link} is a link to it, and nothing is there; put it back, or remove the link.")
