"""A text or model file, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import OutputError


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text. Raises OutputError."""
    write_file(path, text.encode("utf-8"))


def write_file(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there. Raises OutputError."""
    staged = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        staged.write_bytes(data)
        staged.replace(path)
    except OSError as error:
        staged.unlink(missing_ok=True)
        raise OutputError(
            f"cannot write {path}: {error.strerror}", "Choose another place"
        ) from error
