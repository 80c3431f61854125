"""Searchable copies: one PDF/A for each document, beside it the words as ALTO where wanted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.types.document import Source
from pipeline.types.placed import SearchableCopy

_LONGEST_STEM = 200
"""Bytes; file systems allow 255, of which digits of the id and suffixes take some."""


@dataclass(frozen=True, slots=True)
class CopyFolder:
    """Where copies go; ``alto``: the words go beside them."""

    folder: Path
    alto: bool = False


def write_copy(to: CopyFolder, source: Source, copy: SearchableCopy) -> None:
    """Write ``<file name>-<first digits of the id>.pdf``, whole or not at all. Raises OSError."""
    name = own_name(source)
    _put(to.folder / f"{name}.pdf", copy.pdf)
    if to.alto:
        _put(to.folder / f"{name}.alto.xml", copy.alto.encode("utf-8"))


def own_name(source: Source) -> str:
    """Return the name of what is written for a document: its file's, cut where it is too long."""
    stem = Path(source.source_file).stem
    while len(os.fsencode(stem)) > _LONGEST_STEM:
        stem = stem[:-1]
    return f"{stem}-{source.document_id[:8]}"


def _put(path: Path, data: bytes) -> None:
    fresh = path.with_name(f".{path.name}.part")
    fresh.write_bytes(data)
    fresh.replace(path)
