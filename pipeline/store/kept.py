"""What the tables hold of one document, counted for the account of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.types.document import Kept


def kept_of(document: Path, pages: Path, tasks: Path) -> Kept:
    """Count what a document's files in the three tables hold; what is no file of ours as nothing.

    Raises OSError: the disk does not give them.
    """
    try:
        (row,) = pq.read_table(document, columns=["issues", "flags"]).to_pylist()
        rows = pq.read_table(tasks, columns=["flags", "page_first"]).to_pylist()
        count = pq.read_metadata(pages).num_rows
    except (FileNotFoundError, ValueError, LookupError, pa.ArrowException):
        return Kept()
    return _counted(row, count, rows)


def kept_in(documents: Path, pages: Path, tasks: Path) -> dict[str, Kept]:
    """Count the same of each document of a part. Raises OSError."""
    try:
        rows = pq.read_table(documents, columns=["document_id", "issues", "flags"]).to_pylist()
        numbers = Counter(pq.read_table(pages, columns=["document_id"])["document_id"].to_pylist())
        told: dict[str, list[Mapping[str, Any]]] = {}
        for task in pq.read_table(
            tasks, columns=["document_id", "flags", "page_first"]
        ).to_pylist():
            told.setdefault(task["document_id"], []).append(task)
    except (FileNotFoundError, ValueError, LookupError, pa.ArrowException):
        return {}
    return {
        row["document_id"]: _counted(
            row, numbers[row["document_id"]], told.get(row["document_id"], [])
        )
        for row in rows
    }


def _counted(document: Mapping[str, Any], pages: int, tasks: Sequence[Mapping[str, Any]]) -> Kept:
    flags = [task["flags"] for task in tasks]
    issues = [issue for issue in document["issues"] if issue["severity"] != "note"]
    look = {task["page_first"] for task in tasks if task["flags"]} | {i["page"] for i in issues}
    return Kept(
        pages=pages,
        tasks=len(flags),
        flagged=sum(bool(names) for names in flags),
        flags=dict(Counter(name for names in flags for name in names).most_common()),
        lost=tuple(i["message"] for i in document["issues"] if i["severity"] == "error"),
        document_flags=tuple(document["flags"]),
        look=tuple(sorted(look - {None})),
    )
