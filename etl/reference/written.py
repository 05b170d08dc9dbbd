"""Writing a user's file of decisions: whole or not at all, on the disk before anything is built on it."""

import errno
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import yaml

from etl.reference.load import ReferenceDataError

_ADVICE: Final = {
    errno.ENOSPC: "the disk is full; free some space there, then decide again.",
    errno.EDQUOT: "the disk quota is used up; free some space there, then decide again.",
    errno.EROFS: "it lies on a read-only file system; name another with --decisions or --family-decisions.",
    errno.EACCES: "you have no permission for the file or its folder; ask its owner.",
    errno.EPERM: "you have no permission for the file or its folder; ask its owner.",
}


def write_decisions(path: Path, head: str, entries: Sequence[dict[str, object]]) -> None:
    """Put decisions in the place of those in the file at ``path``, below a ``head`` of comments.

    Raises ``ReferenceDataError`` if that cannot be; the file is then as it was.
    """
    text = head + yaml.safe_dump(list(entries), allow_unicode=True, sort_keys=False, width=1000)
    path = path.resolve()
    draft = _draft(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, f"{error.strerror or error}.")
        raise ReferenceDataError(f"{path} cannot be written: {advice}") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def clear_draft(path: Path) -> None:
    """Remove what a killed run left of writing the file at ``path``; only for who knows that nobody is writing it."""
    with suppress(OSError):
        _draft(path.resolve()).unlink(missing_ok=True)


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")
