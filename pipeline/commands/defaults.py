"""Defaults that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Final

DEFAULT_OUT: Final = Path("data/processed")
