"""Options of the ocr stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """How lines are read.

    engine     a key of ``pipeline.ocr.engine.ENGINES``.
    language   Tesseract model, by the name of its ``.traineddata`` file.
    tessdata   folder of the models; "" looks in TESSDATA_PREFIX and the usual system folders.
    """

    engine: str = "tesseract"
    language: str = "vie"
    tessdata: str = ""
