"""Pictures that explain what was understood of a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page with what was understood drawn over it: 1-based page number and a PNG file."""

    page: int
    png: bytes
