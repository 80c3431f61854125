"""What a worker needs of a reader of documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from pipeline.settings import Settings
from pipeline.types.document import DocumentResult


class Reader(Protocol):
    """Reads one document after another in one process.

    models   what reads, in words: engines and model versions.
    """

    @property
    def models(self) -> str: ...

    def read(
        self, data: bytes, name: str, opened: Callable[[int], None], page: Callable[[int], None]
    ) -> DocumentResult:
        """Read a document; say its page count once it is open, and each page that is done."""
        ...


ReaderFactory = Callable[[Settings], Reader]
"""Makes a reader in this process. Raises MissingError: the machine lacks a model or engine."""
