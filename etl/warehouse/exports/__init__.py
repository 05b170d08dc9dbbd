"""How tables are written out: Parquet and CSV with a ``datapackage.json``, or one workbook."""
