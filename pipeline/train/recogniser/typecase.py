"""Words in the fonts that offices print with, cut from PDF files whose text can be trusted.

Times New Roman is not free; its look-alikes set marks elsewhere and draw other horns and hooks. A
PDF that was never printed shows it with the text beside it: its words are cut out and set anew, in
any order, before they are worn like all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from pipeline.cleanup.measure import gray_of
from pipeline.errors import InputNotFoundError
from pipeline.load import open_document
from pipeline.load.settings import LoadSettings
from pipeline.ocr.layer import layer_words, lines_inside
from pipeline.train.recogniser.alphabet import is_known, normal
from pipeline.train.recogniser.drawing import Printed
from pipeline.train.synth.dice import Dice
from pipeline.types.geometry import Box, scaling
from pipeline.types.page import Image, LayerVerdict, ScanPage
from pipeline.types.text import Line

_LEAST_WORDS: Final = 40  # of one height, to be worth setting lines with
_AROUND: Final = 2  # pixels beside a word that belong to it: slanted letters reach over their box
_ABOVE: Final = 0.12  # of a line's height, for hats on capitals
_SIZE: Final = 0.87  # of the height of a text layer's line: the size of its print
_DESCENT: Final = 0.2  # of that height, below the baseline
_INK_BELOW: Final = 200  # gray level, soft edges included
_SPACE: Final = (0.18, 0.55)  # of the size: spaces of justified print


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """A word as printed: uint8 (h, w), paper 255, all of one case equally high."""

    image: Image
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Words of one height, with their size and baseline in pixels at ``dpi``."""

    words: tuple[Cast, ...]
    size: int
    base: int
    dpi: float

    def line(self, dice: Dice, long: int) -> tuple[str, Printed]:
        """Set words on a line until it has about ``long`` characters."""
        parts: list[Cast] = []
        start = dice.between(0, len(self.words) - 1)
        while not parts or sum(len(part.text) + 1 for part in parts) < long:
            # Half of the words follow one another as they did, so that texts make sense too.
            after = (start + 1) % len(self.words)
            start = after if dice.chance(0.5) else dice.between(0, len(self.words) - 1)
            parts.append(self.words[start])
        gap = round(self.size * dice.uniform(*_SPACE))
        blank = np.full((parts[0].image.shape[0], gap), 255, np.uint8)
        pieces = [blank]
        for part in parts:
            pieces += [part.image, blank]
        text = " ".join(part.text for part in parts)
        return text, Printed(np.hstack(pieces), self.size, self.base, self.dpi)


def cases_of(files: Sequence[Path]) -> tuple[Case, ...]:
    """Return the words of PDF files with text layers. Raises InputError.

    Pages whose layer is not trusted give nothing.
    """
    found: dict[int, list[Cast]] = defaultdict(list)
    dpi = 0.0
    for path in files:
        if not path.is_file():
            raise InputNotFoundError(f"no such file: {path}")
        with open_document(path.read_bytes(), path.name, LoadSettings()) as document:
            for number in range(1, document.page_count + 1):
                page = document.page(number)
                if isinstance(page, ScanPage) and page.layer.verdict is LayerVerdict.TRUSTED:
                    dpi = page.dpi
                    _cast(page, found)
    return tuple(
        Case(tuple(words), round(_SIZE * height), round((1 + _ABOVE - _DESCENT) * height), dpi)
        for height, words in sorted(found.items())
        if len(words) >= _LEAST_WORDS
    )


def _cast(page: ScanPage, found: dict[int, list[Cast]]) -> None:
    """Add the words of a page to ``found``, by the height of their lines."""
    gray = gray_of(page.image)
    scale = page.dpi / 72
    words = layer_words(page.layer.words, scaling("points", "clean", scale, scale))
    area = Box(0, 0, gray.shape[1], gray.shape[0], "clean")
    for line in lines_inside(words, area, columns=True):
        for word in line.words:
            cast = _cut(gray, line, word.box, normal(word.text))
            if cast is not None:
                found[round(line.box.height)].append(cast)


def _cut(gray: Image, line: Line, box: Box, text: str) -> Cast | None:
    """Cut a word out of its line; None where its text is strange or there is no ink."""
    height = round(line.box.height)
    top = round(line.box.y1) - height - round(_ABOVE * height)
    left, right = max(round(box.x0) - _AROUND, 0), round(box.x1) + _AROUND
    image = gray[max(top, 0) : round(line.box.y1), left:right]
    whole = top >= 0 and image.shape == (height + round(_ABOVE * height), right - left)
    if not whole or not text or " " in text or not is_known(text) or image.min() > 100:
        return None
    return Cast(_without_neighbours(image), text)


def _without_neighbours(image: Image) -> Image:
    """Take out what hangs in from the line above."""
    ink = (image < _INK_BELOW).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    tops, highs = np.asarray(stats)[:, cv2.CC_STAT_TOP], np.asarray(stats)[:, cv2.CC_STAT_HEIGHT]
    hanging = (tops == 0) & (highs < 2 * _ABOVE * image.shape[0])
    hanging[0] = False
    if not hanging.any():
        return image
    gone = cv2.dilate(hanging[np.asarray(labels)].astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(gone > 0, np.uint8(255), image).astype(np.uint8)
