"""Two engines on one page: ours reads every line, Tesseract those that ours is unsure of."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ocr.engine import Engine
from pipeline.ocr.vote import surer, surer_words
from pipeline.types.text import Line, LineImage, Word, mean_confidence

# Mean confidence of a line's words under which the second engine is asked: one line in eight of
# worn scans, in which are four fifths of the errors. Limits of 0.9 to 0.99 differ by chance only.
_UNSURE = 0.97
# Of the second engine's confidence. Where the two differ, Tesseract's 0.8 to 1 is right as seldom
# as our 0.7; our own confidence says how often it is right (docs/reader.md).
_TRUST = 0.8


# Under this mean confidence the first engine read a line that a seal or a wrong cut spoilt: its
# words stand nowhere in particular, and the surer reading of the whole line is taken.
_LOST = 0.5


class BothEngine:
    """Reads with ``first``, and again with ``second`` what ``first`` is unsure of."""

    def __init__(self, first: Engine, second: Engine) -> None:
        self._first, self._second = first, second
        self.identity = f"{first.identity}; unsure lines also {second.identity}"

    def read(self, lines: Sequence[LineImage]) -> list[Line]:
        read = self._first.read(lines)
        unsure = [i for i, line in enumerate(read) if mean_confidence(line.words) < _UNSURE]
        for i, again in zip(unsure, self._second.read([lines[i] for i in unsure]), strict=True):
            read[i] = Line(_joined(read[i].words, again.words), read[i].box)
        return read


def _joined(words: tuple[Word, ...], again: tuple[Word, ...]) -> tuple[Word, ...]:
    if mean_confidence(words) < _LOST:
        return surer(words, again)
    return surer_words(words, again, _TRUST)
