"""Reads ``tasks`` again and again until a file appears; run by test_compact.py.

Arguments: pandas, duckdb or ours; output folder; file to stop at; rows that are there. Prints how
often it read all rows once, what it read instead, and how often it was told that a file is gone.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.store.read import read_arrow


def read(kind: str, out: Path) -> list[str]:
    """Return the ids of all rows."""
    if kind == "pandas":
        return list(pd.read_parquet(out / "tasks", columns=["record_id"])["record_id"])
    if kind == "duckdb":
        pattern = f"{out / 'tasks'}/**/*.parquet"
        found = duckdb.sql(f"select record_id from read_parquet('{pattern}')")
        return [name for (name,) in found.fetchall()] if found is not None else []
    return list(read_arrow(out, "tasks")["record_id"].to_pylist())


def main(kind: str, out: Path, stop: Path, rows: int) -> None:
    read(kind, out)
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    right, errors = 0, 0
    wrong: list[str] = []
    while not stop.exists():
        try:
            found = read(kind, out)
        except (OSError, duckdb.IOException):
            errors += 1
            continue
        if len(found) == len(set(found)) == rows:
            right += 1
        else:
            wrong.append(f"{len(found)} rows, {len(set(found))} of them different")
    told = {"kind": kind, "right": right, "wrong": wrong, "errors": errors}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
