"""The only room that imports duckdb: the schema, loading, publishing, querying, checking and exporting."""

import os
from typing import Final

_GIVEN_BACK: Final = {
    "DUCKDB_JE_MALLOC_CONF": "dirty_decay_ms:0,muzzy_decay_ms:0",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
"""Memory that DuckDB and Arrow have freed goes back to the system at once. Left to themselves they keep it for what
comes next, each for itself, so that a process holds what each of them needed at its worst: of four thousand notices
some 100 MB more. Both libraries look these variables up once, as they are loaded; DuckDB's is that of jemalloc, which
it has where it runs on Linux."""

for _name, _value in _GIVEN_BACK.items():
    os.environ.setdefault(_name, _value)
