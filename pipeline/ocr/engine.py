"""What an OCR engine is, and which there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from pipeline.errors import MissingError, UsageError
from pipeline.ocr.settings import OcrSettings
from pipeline.types.text import Line, LineImage
from pipeline.types.weights import Weights

LoadWeights = Callable[[str], Weights]


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


def create_engine(settings: OcrSettings, weights: LoadWeights | None = None) -> Engine:
    """Open the engine that ``settings`` names.

    weights   loads a model by the name in the settings, for the engines that are trained here.

    Raises UsageError for an unknown name and MissingError where the machine lacks it.
    """
    try:
        create = ENGINES[settings.engine]
    except KeyError:
        known = ", ".join(sorted(ENGINES))
        raise UsageError(
            f"there is no OCR engine named {settings.engine!r}", f"Known engines: {known}."
        ) from None
    return create(settings, weights)


def _tesseract(settings: OcrSettings, weights: LoadWeights | None = None) -> Engine:
    from pipeline.ocr.tesseract import TesseractEngine  # noqa: PLC0415  loads a large library

    return TesseractEngine(settings)


def _kehoach(settings: OcrSettings, weights: LoadWeights | None) -> Engine:
    from pipeline.ocr.kehoach import KehoachEngine  # noqa: PLC0415  loads a large library

    if weights is None:
        raise MissingError(f"nothing loads the recogniser {settings.recogniser} here")
    return KehoachEngine(weights(settings.recogniser))


def _both(settings: OcrSettings, weights: LoadWeights | None) -> Engine:
    from pipeline.ocr.both import BothEngine  # noqa: PLC0415  beside its only use

    return BothEngine(_kehoach(settings, weights), _tesseract(settings))


def _null(settings: OcrSettings, weights: LoadWeights | None) -> Engine:
    from pipeline.ocr.null import NullEngine  # noqa: PLC0415  beside its only use

    return NullEngine()


ENGINES: dict[str, Callable[[OcrSettings, LoadWeights | None], Engine]] = {
    "tesseract": _tesseract,
    "kehoach": _kehoach,
    "both": _both,
    "null": _null,
}
