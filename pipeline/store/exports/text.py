"""Tasks as CSV for spreadsheets, as JSON lines and as one Parquet file."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.exports.flat import FLAT_COLUMNS, flat_row, json_rows
from pipeline.store.schema import SCHEMAS

# A spreadsheet takes text that begins so for a formula; an apostrophe before it keeps it text.
_FORMULA = re.compile(r"[=+\-@\t\r]")


def write_csv(path: Path, batches: Iterable[pa.RecordBatch], separator: str = ",") -> int:
    """Write tasks as CSV with the mark by which Excel knows UTF-8; return how many."""
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=separator)
        writer.writerow(FLAT_COLUMNS)
        for batch in batches:
            for row in batch.to_pylist():
                writer.writerow(_harmless(value) for value in flat_row(row).values())
                written += 1
    return written


def write_jsonl(path: Path, batches: Iterable[pa.RecordBatch]) -> int:
    """Write tasks as JSON lines, every column; return how many."""
    written = 0
    with path.open("w", encoding="utf-8") as stream:
        for batch in batches:
            for row in json_rows(batch):
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
                written += 1
    return written


def write_parquet(path: Path, batches: Iterable[pa.RecordBatch]) -> int:
    """Write tasks as one Parquet file of the very schema of the folder; return how many."""
    written = 0
    with pq.ParquetWriter(path, SCHEMAS["tasks"], compression="zstd") as writer:
        for batch in batches:
            table = pa.Table.from_batches([batch]).cast(SCHEMAS["tasks"])
            writer.write_table(table)
            written += len(table)
    return written


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
