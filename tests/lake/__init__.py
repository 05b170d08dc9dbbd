"""Warehouses in a DuckLake whose catalogue is in a real PostgreSQL, written by several processes at once."""
