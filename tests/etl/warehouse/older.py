"""A warehouse as the program made it before ``checks`` and ``content_hashes`` were there (schema 3)."""

import lzma
from pathlib import Path

from tests.etl.warehouse.build import put

SCHEMA_3 = Path(__file__).parents[2] / "data" / "schema-3.duckdb.xz"
"""Of ``notice_text()``, read as notices/yubei-2024.txt: one notice with three tasks."""


def schema_3(path: Path) -> Path:
    """The warehouse of schema 3, at ``path``."""
    return put(path, lzma.decompress(SCHEMA_3.read_bytes()))
