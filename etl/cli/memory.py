"""A process whose memory somebody has limited, told before anything is loaded that fails for it.

Libraries that get no memory end the whole process, some without a word that a user could use, and nothing here can
catch that; so where the limit is known to be too low, a run does not begin.
"""

from typing import Final

from etl.cli.exits import fail

NEEDED: Final = 1_250_000_000
"""Bytes of addresses that a run asks the system for, of which it uses a sixth: with 1.2 GB five notices are loaded and
rebuilt, with 1.0 GB they are not (two cores, Linux). Large runs need no more, as DuckDB is held to a bound."""


def require_memory() -> None:
    """Leave with 1 if this process may not have the addresses that reading notices and filling a warehouse takes."""
    limit = _limit()
    if limit is not None and limit < NEEDED:
        fail(
            f"memory is short: this process may have {limit / 1e6:,.0f} MB of addresses (ulimit -v), and reading "
            f"notices and filling a warehouse takes {NEEDED / 1e6:,.0f} MB; raise the limit (ulimit -v unlimited), "
            "then run it again; the warehouse is as it was.",
            1,
        )


def _limit() -> int | None:
    """The limit on addresses in bytes (RLIMIT_AS of setrlimit(2)); ``None`` where there is none."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if limit == resource.RLIM_INFINITY else limit
