"""Tasks as files for other programs: XLSX, CSV, JSON lines, Parquet."""
