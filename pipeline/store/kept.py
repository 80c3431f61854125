"""What the tables hold of one document, counted for the account of a run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.types.document import Kept


def kept_of(document: Path, pages: Path, tasks: Path) -> Kept:
    """Count what a document's files in the three tables hold; what is no file of ours as nothing.

    Raises OSError: the disk does not give them.
    """
    try:
        (row,) = pq.read_table(document, columns=["issues", "flags"]).to_pylist()
        flags = pq.read_table(tasks, columns=["flags"])["flags"].to_pylist()
        count = pq.read_metadata(pages).num_rows
    except (FileNotFoundError, ValueError, LookupError, pa.ArrowException):
        return Kept()
    return Kept(
        pages=count,
        tasks=len(flags),
        flagged=sum(bool(names) for names in flags),
        flags=dict(Counter(name for names in flags for name in names).most_common()),
        lost=tuple(i["message"] for i in row["issues"] if i["severity"] == "error"),
        document_flags=tuple(row["flags"]),
    )
