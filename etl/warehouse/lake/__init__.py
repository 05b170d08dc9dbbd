"""A warehouse in a DuckLake: a catalogue in PostgreSQL (or in a file) and Parquet files that many machines reach.

A publish fills a DuckDB file of its own (``etl.warehouse.publish.drafted``), with all keys and checks, from what the
catalogue has at one snapshot and from what the run brings; only if that stands, the rows in which the two differ go
into the catalogue, in one transaction that fails if anybody has committed since.
"""
