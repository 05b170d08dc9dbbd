"""The pipeline around the parsers: reference data, normaliser, warehouse, command line."""
