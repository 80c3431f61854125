"""What several commands share: where the tables are."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

DEFAULT_OUT: Final = Path("data/processed")


def add_out(parser: argparse.ArgumentParser, what: str = "where the tables are") -> None:
    """Add the flag that says where the tables are, or go."""
    parser.add_argument(
        "--out",
        type=Path,
        default=DEFAULT_OUT,
        metavar="FOLDER",
        help=f"{what} (default {DEFAULT_OUT})",
    )
