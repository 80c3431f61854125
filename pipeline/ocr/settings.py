"""Options of the ocr stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """How lines are read.

    engine      tesseract, kehoach (our own recogniser) or both (ours, and Tesseract where it is
                unsure); null reads nothing.
    language    Tesseract model, by the name of its ``.traineddata`` file.
    tessdata    folder of the models; "" looks in TESSDATA_PREFIX and the usual system folders.
    recogniser  our own model, for the engines kehoach and both: a section of
                models/registry.toml, or the path of an .onnx file of kehoach train recogniser.
    """

    engine: str = "both"
    language: str = "vie"
    tessdata: str = ""
    recogniser: str = "recogniser-2"
