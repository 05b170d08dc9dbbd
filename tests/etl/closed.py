"""Folders that cannot be listed, also for root, whom no mode keeps out."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest


def close(patch: pytest.MonkeyPatch, folder: Path, number: int = errno.EACCES) -> None:
    """Have the system refuse to list a folder, by whatever name it is asked for, with an error of this number."""
    scandir, real = os.scandir, folder.resolve()

    def refuse(path: Any = ".") -> Any:
        if not isinstance(path, int) and Path(path).resolve() == real:
            raise OSError(number, os.strerror(number), str(path))
        return scandir(path)

    patch.setattr(os, "scandir", refuse)
