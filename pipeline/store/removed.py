"""What was taken out of the tables, a line each: when, which file, what it was."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.store.disk import output_errors
from pipeline.store.layout import hidden

FILE = "removed.jsonl"


def note_removed(root: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write down which documents are about to be taken out. Raises OutputError."""
    with output_errors(root), hidden(root, FILE).open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        stream.flush()
        os.fsync(stream.fileno())
