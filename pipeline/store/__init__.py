"""The output folder: Parquet tables written whole and read back; the only place that writes."""
