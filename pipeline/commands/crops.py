"""Pictures of where tasks stand on paper, each source opened once."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.commands.progress import Steps
from pipeline.errors import KehoachError
from pipeline.query.archive import Archive
from pipeline.query.crop import source_of, task_crop

Row = Mapping[str, Any]


def write_crops(
    archive: Archive, rows: Iterable[Row], folder: Path, count: int = 0
) -> dict[str, Path]:
    """Cut the places of tasks into a folder; return record id → picture.

    count   of the tasks, to tell how far it is; 0: nothing is told.

    A task without one (a bare text layer, a source that is gone) is told on stderr, once for
    each document, and left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    aliases = _column(archive, "select document_id as key, aliases as value from documents")
    turns = _turns(archive)
    pictures: dict[str, Path] = {}
    with Steps("ảnh", "pictures", count) as steps:
        for document_id, group in groupby(rows, key=lambda row: row["document_id"]):
            tasks = list(group)
            try:
                with source_of(tasks[0], aliases.get(document_id) or ()) as document:
                    for row in tasks:
                        path = folder / f"{row['record_id']}.png"
                        path.write_bytes(task_crop(document, row, turns.get(document_id)))
                        pictures[row["record_id"]] = path
                        steps.step()
            except KehoachError as error:
                steps.note(f"kehoach: no picture: {error}")
    return pictures


def open_crop(archive: Archive, row: Row) -> Path | None:
    """Cut the place of one task out, show it where there is a screen, return the picture's path."""
    folder = Path(tempfile.mkdtemp(prefix="kehoach-"))
    path = write_crops(archive, [row], folder).get(row["record_id"])
    viewer = shutil.which("xdg-open") or shutil.which("open")
    if path and viewer and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        subprocess.Popen([viewer, path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    return path


def _turns(archive: Archive) -> dict[str, dict[int, int]]:
    """Return document id → page → degrees by which the page was turned for reading."""
    turns: dict[str, dict[int, int]] = {}
    for row in archive.rows("select document_id, page, rotation from pages").to_pylist():
        turns.setdefault(row["document_id"], {})[row["page"]] = row["rotation"] or 0
    return turns


def _column(archive: Archive, query: str) -> dict[str, Any]:
    return {row["key"]: row["value"] for row in archive.rows(query).to_pylist()}
