"""What every kind of file gives to ``document``: pages on demand and a verdict for each."""

from __future__ import annotations

from typing import Protocol

from pipeline.types.page import LayerVerdict, ScanPage, TextPage


class Source(Protocol):
    """An opened file. Page numbers are 1-based and already checked against ``page_count``."""

    @property
    def page_count(self) -> int: ...

    def page(self, number: int) -> ScanPage | TextPage:
        """Read one page. Raises PageError."""
        ...

    def verdict(self, number: int) -> LayerVerdict | None:
        """Judge the text layer of one page without drawing it; None: nothing at all is on it.

        Raises PageError.
        """
        ...

    def close(self) -> None: ...
