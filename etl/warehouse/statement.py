"""The error of a wrong statement, apart from duckdb so that the command line can catch it without loading that."""


class StatementError(Exception):
    """A statement that is not one read-only statement, or that DuckDB does not understand."""
