"""Tesseract in this process, one line at a time.

Measured in docs/decisions/0006: our own lines given as raw lines (page segmentation mode 13) are
read better and faster than pages or blocks given whole.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import tesserocr
from numpy.typing import NDArray

from pipeline.errors import MissingError, OcrError
from pipeline.ocr.settings import OcrSettings
from pipeline.ocr.signs import per_mille, with_bar
from pipeline.types.geometry import Box, union_all
from pipeline.types.page import Image
from pipeline.types.text import Alternative, Line, LineImage, Word

_SYSTEM_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
# White border of a trimmed line, of its height. The network is sensitive to it: on nine real pages
# 0.1 gave 2.5 % wrong words, 0.2 gave 3.1 %, and 0.6 beside the line 12 %.
_PAD = 0.1
# White gaps, in line heights: a space of Times-like print is 0.33 wide with its side bearings.
# Narrowing to 0.3 costs up to 1.4 points of lost words, to 0.45 nothing; lines without
# descenders are lower.
_WIDE_GAP = 0.65
_USUAL_GAP = 0.5
# Unsharp mask: amount, and radius in line heights (0.8 px at 200 dpi). On gray 200 dpi scans it
# takes the share of lost words from 3.2 to 1.8 % (office) and 10.8 to 8.8 % (old); amounts of 3
# and more break reading altogether, and crisp or 1-bit lines read worse with any. Softness is the
# number of half-dark pixels per dark one: 0.4 on fax, 0.8 at 300 dpi, 1.1 on office scans.
_SHARPEN = 1.8
_SHARPEN_RADIUS = 0.022
_CRISP = 0.6
_SOFT = 1.0
_INK_BELOW = 160  # gray level of ink on a clean page; softer edges stay in the crop
_MAX_ALTERNATIVES = 4
_LEAST_ALTERNATIVE = 0.05  # share of the symbol's confidence; below it is noise
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
            f"tesseract {tesserocr.PyTessBaseAPI.Version()} {settings.language} ({size} bytes)"
        )

    def read(self, lines: Sequence[LineImage]) -> list[Line]:
        return [self._read(line) for line in lines]

    def _read(self, line: LineImage) -> Line:
        prepared = prepare(line)
        if prepared is None:
            return Line((), line.box)
        height, width = prepared.image.shape
        self._api.SetImageBytes(prepared.image.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(_SOURCE_DPI)
        try:
            self._api.Recognize()
            symbols = list(_symbols(self._api.GetIterator(), prepared.image))
        except RuntimeError as error:
            raise OcrError(f"Tesseract broke on the line at {line.box}: {error}") from error
        words = (_word(group, prepared, line.box) for group in _grouped(symbols))
        return Line(tuple(word for word in words if word is not None), line.box)


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


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A line as the network gets it, and the way back.

    image    uint8 (h, w).
    columns  clean x of each column border of ``image``, length w + 1.
    top      clean y of the first row.
    """

    image: Image
    columns: NDArray[np.float64]
    top: float


def prepare(line: LineImage) -> Prepared | None:
    """Trim a line to its ink, narrow its wide gaps and sharpen it where its edges are soft.

    Returns None where there is no ink: a network asked about white paper invents something.
    """
    ink = line.image < _INK_BELOW
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    height = int(rows[-1] - rows[0]) + 1
    kept = _kept_columns(columns, height)
    trimmed = line.image[rows[0] : rows[-1] + 1, kept]
    pad = max(round(_PAD * height), 1)
    padded = cv2.copyMakeBorder(trimmed, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255)
    border_y = (line.image.shape[0] - line.box.height) / 2
    border_x = (line.image.shape[1] - line.box.width) / 2
    outside = np.arange(1, pad + 1)
    places = np.concatenate([kept[0] - outside[::-1], kept, kept[-1] + outside, [kept[-1] + pad]])
    return Prepared(
        np.ascontiguousarray(_sharpened(np.asarray(padded, np.uint8))),
        places + line.box.x0 - border_x,
        float(rows[0]) - pad + line.box.y0 - border_y,
    )


def _kept_columns(ink: NDArray[np.intp], height: int) -> NDArray[np.intp]:
    """Columns from the first ink to the last, without the middle of gaps over ``_WIDE_GAP``.

    Justified print in narrow cells has spaces many times the usual, at which the network swallows
    the punctuation before them ("huyện;      UBND" is read "huyệnUBND").
    """
    keep = np.ones(int(ink[-1] - ink[0]) + 1, np.bool_)
    for before, after in pairwise(ink):
        gap = int(after - before) - 1
        if gap > _WIDE_GAP * height:
            half = round(_USUAL_GAP * height / 2)
            keep[before - ink[0] + 1 + half : after - ink[0] - half] = False
    kept: NDArray[np.intp] = np.flatnonzero(keep) + ink[0]
    return kept


def _sharpened(image: Image) -> Image:
    """Unsharp-mask a line in proportion to the softness of its edges; crisp lines stay as is."""
    dark = int((image < 128).sum())
    soft = int(((image >= 64) & (image < 217)).sum()) / max(dark, 1)
    amount = _SHARPEN * min(max((soft - _CRISP) / (_SOFT - _CRISP), 0.0), 1.0)
    if amount == 0:
        return image
    blurred = cv2.GaussianBlur(image, (0, 0), _SHARPEN_RADIUS * image.shape[0])
    return np.asarray(cv2.addWeighted(image, 1 + amount, blurred, -amount, 0), np.uint8)


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
        text=per_mille(text),
        raw=text,
        box=box,
        confidence=min(shares),  # one wrong letter makes a wrong word
        char_confidences=tuple(shares),
        alternatives=_alternatives(group),
    )


def _alternatives(group: list[_Symbol]) -> tuple[Alternative, ...]:
    """Words that differ in one symbol, by the share of that symbol."""
    found: dict[str, float] = {}
    for index, symbol in enumerate(group):
        for text, share in symbol.choices:
            parts = [other.text for other in group]
            parts[index] = text
            word = unicodedata.normalize("NFC", "".join(parts))
            found[word] = max(found.get(word, 0.0), share)
    best = sorted(found.items(), key=lambda item: -item[1])[:_MAX_ALTERNATIVES]
    return tuple(Alternative(text, share) for text, share in best)
