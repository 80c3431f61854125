"""Words, lines and paragraphs read from a page. All text is NFC."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.types.geometry import Box, union_all


@dataclass(frozen=True, slots=True)
class Place:
    """Where on paper a value stands: 1-based page and box."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a word with its probability, 0–1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word between spaces.

    text              best reading, after repair; "" where what was read is dirt, not print.
    raw               what the engine read, before repair.
    confidence        0–1.
    char_confidences  0–1 for each character of ``raw``; empty when the engine gives none.
    alternatives      other readings, best first; empty when the engine gives none.
    """

    text: str
    raw: str
    box: Box
    confidence: float
    char_confidences: tuple[float, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class MendedWord:
    """A word, number or code of a line of a text layer, which has no geometry.

    raw           as received; of two words that were taken for one, both with what stands between.
    start         where it begins on the line as received (NFC), 0-based.
    text          as repaired; "" where it was taken for dirt.
    at            where that begins on the repaired line, 0-based.
    confidence    probability that it is right, 0-1.
    alternatives  other readings, best first.
    """

    raw: str
    start: int
    text: str
    at: int
    confidence: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class MendedLine:
    """A line of a text layer as repaired, and its words in order."""

    text: str
    words: tuple[MendedWord, ...] = ()

    def words_on(self, start: int, stop: int) -> tuple[MendedWord, ...]:
        """Return the words that have letters on [start, stop) of the line."""
        return tuple(w for w in self.words if w.at < stop and start < w.at + len(w.text))

    def raw_on(self, start: int, stop: int) -> str:
        """Return [start, stop) of the line as received, with the dirt behind it.

        Words that were received as one stand where the first of them begins.
        """
        raw, at = "", start
        for word in self.words:
            dirt = not word.text and (start < word.at <= stop or word.at == start == 0)
            if dirt:
                raw += f"{self.text[at : word.at]} {word.raw}" if word.at else f"{word.raw} "
                at = word.at
            elif word.at < stop and at < word.at + len(word.text):
                raw += self.text[at : word.at] + (word.raw if start <= word.at else "")
                at = word.at + len(word.text)
        return raw + self.text[at:stop]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its words from left to right and the box of its ink."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words if word.text)

    @property
    def raw(self) -> str:
        return " ".join(word.raw for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean of the word confidences weighted by length; 1.0 for a line without words."""
        return mean_confidence(self.words)


@dataclass(frozen=True, slots=True, eq=False)
class LineImage:
    """One line cut out for reading: uint8 (h, w) gray, paper near 255, and where it stood."""

    image: NDArray[np.uint8]
    box: Box


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, outside tables.

    text, raw    lines joined with spaces; words cut at a line end joined.
    centered     set in the middle of the column (titles, headings).
    bold         mean stroke clearly heavier than the page's text; None when not measured.
    words        of a text layer, which has no ``lines`` with places.
    """

    text: str
    raw: str
    confidence: float
    places: tuple[Place, ...]
    lines: tuple[Line, ...] = ()
    centered: bool = False
    bold: bool | None = None
    words: tuple[MendedWord, ...] = ()


def mean_confidence(words: tuple[Word | MendedWord, ...]) -> float:
    """Mean confidence of the words, weighted by their length; 1.0 when there are none."""
    letters = sum(len(word.raw) for word in words)
    if not letters:
        return 1.0
    return sum(word.confidence * len(word.raw) for word in words) / letters


def lines_box(lines: tuple[Line, ...]) -> Box:
    """Return the box around all lines. Raises TypeError when there are none."""
    return union_all(line.box for line in lines)
