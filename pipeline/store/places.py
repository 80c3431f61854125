"""Where in an output folder things lie that are no tables."""

from __future__ import annotations

from pathlib import Path

from pipeline.store.layout import hidden

FOLDER, FILE = "corrections", "corrections.sqlite"


def default_path(out: Path) -> Path:
    """Return where the decisions about an output folder lie unless another database is named."""
    return out / FOLDER / FILE


def pictures_folder(out: Path) -> Path:
    """Return where the pictures of pages are kept, a folder for each document."""
    return hidden(out, "pictures")
