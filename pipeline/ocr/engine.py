"""What an OCR engine is, and which there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from pipeline.errors import UsageError
from pipeline.ocr.settings import OcrSettings
from pipeline.types.text import Line, LineImage


class Engine(Protocol):
    """Reads line images.

    ``identity`` names program, version and model: what must change for a page to be read again.
    """

    @property
    def identity(self) -> str: ...

    def read(self, lines: Sequence[LineImage]) -> list[Line]:
        """Read each line: same number and order out as in.

        Words are NFC, from left to right, with boxes in the clean frame inside the line's box
        (grown by its border). A line on which nothing is legible has no words; a breakdown of the
        engine is an OcrError, never an empty line.
        """
        ...


def create_engine(settings: OcrSettings) -> Engine:
    """Open the engine that ``settings`` names.

    Raises UsageError for an unknown name and MissingError where the machine lacks it.
    """
    try:
        create = ENGINES[settings.engine]
    except KeyError:
        known = ", ".join(sorted(ENGINES))
        raise UsageError(
            f"there is no OCR engine named {settings.engine!r}", f"Known engines: {known}."
        ) from None
    return create(settings)


def _tesseract(settings: OcrSettings) -> Engine:
    from pipeline.ocr.tesseract import TesseractEngine  # noqa: PLC0415  loads a large library

    return TesseractEngine(settings)


def _null(settings: OcrSettings) -> Engine:
    from pipeline.ocr.null import NullEngine  # noqa: PLC0415  beside its only use

    return NullEngine()


ENGINES: dict[str, Callable[[OcrSettings], Engine]] = {"tesseract": _tesseract, "null": _null}
