"""Our own line recogniser, run by ONNX Runtime on one thread."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as raised

from pipeline.errors import MissingError, OcrError
from pipeline.ocr.alternatives import one_symbol_off
from pipeline.ocr.ctc import Symbol, symbols_of
from pipeline.ocr.strip import HEIGHT, Strip, strip_of
from pipeline.types.geometry import Box
from pipeline.types.text import Line, LineImage, Word
from pipeline.types.weights import Weights

_ROAD = "strips 2"  # how lines are prepared and decoded: another number where readings change
_MOST_PIXELS = 1 << 20  # of a batch, padding included: about 60 MB at the widest layer
_INK_BELOW = 160  # gray level of ink on a clean page
_MEND = "Train one with kehoach train recogniser, or set ocr.engine to tesseract"


# What ONNX Runtime raises has no common class but Exception.
_BREAKDOWNS: tuple[type[Exception], ...] = (
    raised.EPFail,
    raised.Fail,
    raised.InvalidArgument,
    raised.InvalidGraph,
    raised.InvalidProtobuf,
    raised.NotImplemented,
    raised.RuntimeException,
)
_UNUSABLE: tuple[type[Exception], ...] = (KeyError, ValueError, *_BREAKDOWNS)


class KehoachEngine:
    """Reads lines in batches of like width. Not for use by several threads."""

    def __init__(self, model: Weights) -> None:
        """Open a model that ``kehoach train recogniser`` wrote. Raises MissingError: it is none."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # every batch has another width: nothing to keep
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                model.data, options, providers=["CPUExecutionProvider"]
            )
            told = self._session.get_modelmeta().custom_metadata_map
            self._alphabet, self._step = told["alphabet"], int(told["step"])
        except _UNUSABLE as error:
            raise MissingError(f"{model.name} is no recogniser: {error}", _MEND) from error
        self.identity = f"kehoach {model.name} {model.sha256[:8]}, {_ROAD}"

    def read(self, lines: Sequence[LineImage]) -> list[Line]:
        strips = [strip_of(line) for line in lines]
        found = {i: strip for i, strip in enumerate(strips) if strip is not None}
        read: dict[int, Line] = {}
        for numbers in _batches({i: strip.image.shape[1] for i, strip in found.items()}):
            chances = self.chances([found[i].image for i in numbers])
            for i, own in zip(numbers, chances, strict=True):
                read[i] = _line(symbols_of(own, self._alphabet), found[i], lines[i], self._step)
        return [read.get(i, Line((), line.box)) for i, line in enumerate(lines)]

    def chances(self, images: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.float32]]:
        """Return (steps, characters + 1) of each strip, steps over paper to its right left out."""
        widest = max(image.shape[1] for image in images)
        laid = np.full((len(images), HEIGHT, widest), 255, np.uint8)
        for row, image in zip(laid, images, strict=True):
            row[:, : image.shape[1]] = image
        try:
            (chances,) = self._session.run(["chances"], {"strips": laid})
        except _BREAKDOWNS as error:
            raise OcrError(f"the recogniser broke on {len(images)} lines: {error}") from error
        return [
            row[: -(-image.shape[1] // self._step)]
            for row, image in zip(chances, images, strict=True)
        ]


def _batches(widths: dict[int, int]) -> Iterator[list[int]]:
    """Part lines of like width into batches of at most ``_MOST_PIXELS``; one line at the least."""
    batch: list[int] = []
    for i in sorted(widths, key=lambda i: widths[i]):
        if batch and widths[i] * HEIGHT * (len(batch) + 1) > _MOST_PIXELS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _line(symbols: Sequence[Symbol], strip: Strip, image: LineImage, step: int) -> Line:
    words = []
    for places in _words(symbols):
        group = symbols[places.start : places.stop]
        before = symbols[places.start - 1] if places.start else None
        after = symbols[places.stop] if places.stop < len(symbols) else None
        left = (before.start + before.end) / 2 * step if before else 0.0
        right = (after.start + after.end) / 2 * step if after else float("inf")
        box = _box(strip, image, left, right)
        words.append(_word(group, box))
    return Line(tuple(words), image.box)


def _words(symbols: Sequence[Symbol]) -> Iterator[range]:
    """Yield the places of the symbols of each word; a space belongs to none."""
    for is_space, places in groupby(range(len(symbols)), lambda i: symbols[i].text == " "):
        if not is_space:
            own = list(places)
            yield range(own[0], own[-1] + 1)


def _box(strip: Strip, image: LineImage, left: float, right: float) -> Box:
    """Return the ink between two columns of the strip, in the clean frame."""
    width = strip.image.shape[1]
    x0, x1 = (
        float(np.interp(x, np.arange(width + 1), strip.columns)) for x in (left, min(right, width))
    )
    border_x = (image.image.shape[1] - image.box.width) / 2
    border_y = (image.image.shape[0] - image.box.height) / 2
    first = max(round(x0 - image.box.x0 + border_x), 0)
    last = max(round(x1 - image.box.x0 + border_x), first + 1)
    ink = image.image[:, first:last] < _INK_BELOW
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not len(columns):
        return Box(x0, image.box.y0, x1, image.box.y1, "clean").intersection(image.box) or image.box
    found = Box(
        float(first + columns[0]) - border_x + image.box.x0,
        float(rows[0]) - border_y + image.box.y0,
        float(first + columns[-1] + 1) - border_x + image.box.x0,
        float(rows[-1] + 1) - border_y + image.box.y0,
        "clean",
    )
    return found.intersection(image.box) or image.box


def _word(group: Sequence[Symbol], box: Box) -> Word:
    text = unicodedata.normalize("NFC", "".join(symbol.text for symbol in group))
    shares = tuple(symbol.share for symbol in group)
    return Word(
        text=text,
        raw=text,
        box=box,
        confidence=min(shares),  # one wrong letter makes a wrong word
        char_confidences=shares,
        alternatives=one_symbol_off(
            [symbol.text for symbol in group], [_choices(group, i) for i in range(len(group))]
        ),
    )


def _choices(group: Sequence[Symbol], index: int) -> list[tuple[str, float]]:
    """Return what else a symbol may be that leaves a word, and one word."""
    return [
        (other, min(share, 1.0))
        for other, share in group[index].choices
        if other != " " and (other or len(group) > 1)
    ]
