"""The terminal that tables are printed to."""

from __future__ import annotations

import shutil

from rich.console import Console

_PIPED_WIDTH = 120  # columns where neither the output nor COLUMNS says how many there are


def console() -> Console:
    """Return where tables go: as wide as the terminal, or as ``COLUMNS`` says."""
    made = Console(highlight=False)
    if made.is_terminal:
        return made
    return Console(highlight=False, width=shutil.get_terminal_size((_PIPED_WIDTH, 24)).columns)
