"""A warehouse in a DuckLake, its catalogue in a file: what needs no PostgreSQL."""
