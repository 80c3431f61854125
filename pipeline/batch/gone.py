"""Documents of the tables whose files are no longer where they were read."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Gone:
    """A document of the tables whose file a run did not find where it was.

    replaced   a file of that path is there, but its content is another one.
    """

    document_id: str
    path: str
    replaced: bool = False


def gone_of(
    known: Mapping[str, Sequence[str]],
    asked: Sequence[str],
    found: Collection[str],
    unread: Collection[str],
) -> tuple[Gone, ...]:
    """Return the documents below the paths that were asked for whose files are gone.

    known    document → its paths, as given. One that still has a file elsewhere is not gone.
    found    the documents that a run found, ``unread`` the files that it could not open.
    """
    gone = []
    for document_id, paths in known.items():
        below = {path for path in paths if any(_is_below(path, folder) for folder in asked)}
        if document_id in found or not below:
            continue
        there = {path for path in paths if Path(path).exists()}
        if there.isdisjoint(unread) and there <= below:
            gone.append(Gone(document_id, min(below), replaced=bool(there)))
    return tuple(sorted(gone, key=lambda each: each.path))


def _is_below(path: str, folder: str) -> bool:
    inside, outside = Path(os.path.normpath(path)), Path(os.path.normpath(folder))
    return inside.is_relative_to(outside) and inside.is_absolute() == outside.is_absolute()
