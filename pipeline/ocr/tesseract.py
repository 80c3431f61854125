"""Tesseract in this process, one line at a time.

Measured in docs/decisions/0006: our own lines given as raw lines (page segmentation mode 13) are
read better and faster than pages or blocks given whole.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import tesserocr

from pipeline.errors import MissingError, OcrError
from pipeline.ocr.alternatives import one_symbol_off
from pipeline.ocr.prepare import Prepared, prepare, smoothed
from pipeline.ocr.settings import OcrSettings
from pipeline.ocr.signs import with_bar
from pipeline.ocr.vote import surer
from pipeline.types.geometry import Box, union_all
from pipeline.types.page import Image
from pipeline.types.text import Line, LineImage, Word, mean_confidence

_SYSTEM_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_ROAD = "lines 2"  # how lines are prepared and read: another number where readings change
_LEAST_ALTERNATIVE = 0.02  # share of the symbol's confidence; below it is noise
# Lines read with less than this mean confidence are read once more, smoothed. On 48 worn plans a
# sixth of the lines holds 93 % of the errors; the surer reading takes a seventh of the wrong words
# off fax pages and a tenth off the others.
_UNSURE = 0.92
_SOURCE_DPI = 200  # only silences Tesseract's guess; raw lines are scaled to the network anyway


class TesseractEngine:
    """Reads lines with one Tesseract model, held open. Not for use by several threads."""

    def __init__(self, settings: OcrSettings) -> None:
        """Load the model. Raises MissingError when it is not on this machine."""
        folder = find_tessdata(settings.language, settings.tessdata)
        try:
            self._api = tesserocr.PyTessBaseAPI(
                path=str(folder),
                lang=settings.language,
                psm=tesserocr.PSM.RAW_LINE,
                oem=tesserocr.OEM.LSTM_ONLY,
            )
        except RuntimeError as error:
            raise MissingError(
                f"the Tesseract model {settings.language!r} in {folder} cannot be loaded: {error}",
                "Install it again: sudo apt-get install --reinstall tesseract-ocr-vie.",
            ) from error
        self._api.SetVariable("lstm_choice_mode", "2")  # alternatives for every symbol
        size = (folder / f"{settings.language}.traineddata").stat().st_size
        self.identity = (
            f"tesseract {tesserocr.PyTessBaseAPI.Version()} {settings.language} ({size} bytes),"
            f" {_ROAD}"
        )

    def read(self, lines: Sequence[LineImage]) -> list[Line]:
        return [self._read(line) for line in lines]

    def _read(self, line: LineImage) -> Line:
        prepared = prepare(line)
        if prepared is None:
            return Line((), line.box)
        words = self._recognised(prepared, line.box)
        if mean_confidence(words) < _UNSURE:
            again = self._recognised(replace(prepared, image=smoothed(prepared.image)), line.box)
            words = surer(words, again)
        return Line(words, line.box)

    def _recognised(self, prepared: Prepared, box: Box) -> tuple[Word, ...]:
        height, width = prepared.image.shape
        self._api.SetImageBytes(prepared.image.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(_SOURCE_DPI)
        try:
            self._api.Recognize()
            symbols = list(_symbols(self._api.GetIterator(), prepared.image))
        except RuntimeError as error:
            raise OcrError(f"Tesseract broke on the line at {box}: {error}") from error
        words = (_word(group, prepared, box) for group in _grouped(symbols))
        return tuple(word for word in words if word is not None)


def find_tessdata(language: str, folder: str = "") -> Path:
    """Return the folder that holds ``language``.traineddata. Raises MissingError: none does."""
    prefix = os.environ.get("TESSDATA_PREFIX", "")
    if folder:
        candidates = [folder]
    elif prefix:
        candidates = [prefix, f"{prefix}/tessdata"]
    else:
        candidates = list(_SYSTEM_FOLDERS)
    for candidate in map(Path, candidates):
        if (candidate / f"{language}.traineddata").is_file():
            return candidate
    package = {"vie": "tesseract-ocr-vie", "Vietnamese": "tesseract-ocr-script-viet"}
    raise MissingError(
        f"the Tesseract model {language!r} is not on this machine"
        f" (looked in {', '.join(candidates)})",
        f"Install it: sudo apt-get install {package.get(language, f'tesseract-ocr-{language}')}.",
    )


class _Symbol:
    """One character as Tesseract gives it: shares of the alternatives sum to about 1."""

    __slots__ = ("box", "choices", "share", "starts_word", "text")

    def __init__(self, iterator: Any, image: Image) -> None:
        level = tesserocr.RIL.SYMBOL
        self.text = unicodedata.normalize("NFC", iterator.GetUTF8Text(level))
        self.box: tuple[int, int, int, int] = iterator.BoundingBox(level)
        self.starts_word = bool(iterator.IsAtBeginningOf(tesserocr.RIL.WORD))
        found = {
            unicodedata.normalize("NFC", choice.GetUTF8Text() or ""): max(choice.Confidence(), 0.0)
            for choice in iterator.GetChoiceIterator()
        }
        total = sum(found.values())
        own = found.get(self.text, 0.0)
        self.text = with_bar(self.text, image, self.box[0], self.box[2])
        self.share = own / total if own else max(iterator.Confidence(level), 0.0) / 100 / 2
        self.choices = [
            (text, value / total)
            for text, value in sorted(found.items(), key=lambda item: -item[1])
            if text not in ("", self.text) and value > _LEAST_ALTERNATIVE * total
        ]


def _symbols(iterator: Any, image: Image) -> Iterator[_Symbol]:
    if iterator is None:
        return
    for position in tesserocr.iterate_level(iterator, tesserocr.RIL.SYMBOL):
        try:
            symbol = _Symbol(position, image)
        except RuntimeError:  # tesserocr: "No text returned" for an empty symbol
            continue
        if symbol.text.strip():
            yield symbol


def _grouped(symbols: Sequence[_Symbol]) -> list[list[_Symbol]]:
    groups: list[list[_Symbol]] = []
    for symbol in symbols:
        if symbol.starts_word or not groups:
            groups.append([])
        groups[-1].append(symbol)
    return groups


def _word(group: list[_Symbol], prepared: Prepared, line: Box) -> Word | None:
    text = unicodedata.normalize("NFC", "".join(symbol.text for symbol in group))
    if not text:
        return None
    places, top = prepared.columns, prepared.top
    boxes = [
        Box(places[b[0]], top + b[1], places[b[2]], top + b[3], "clean")
        for b in (symbol.box for symbol in group)
        if b[0] <= b[2] and b[1] <= b[3]
    ]
    box = (union_all(boxes).intersection(line) if boxes else None) or line
    shares = [symbol.share for symbol in group for _ in symbol.text]
    shares = shares[: len(text)] + [shares[-1]] * (len(text) - len(shares))
    return Word(
        text=text,
        raw=text,
        box=box,
        confidence=min(shares),  # one wrong letter makes a wrong word
        char_confidences=tuple(shares),
        alternatives=one_symbol_off([s.text for s in group], [s.choices for s in group]),
    )
