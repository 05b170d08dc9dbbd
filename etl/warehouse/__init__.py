"""The only room that imports duckdb: the schema, loading, publishing, querying, checking and exporting."""
