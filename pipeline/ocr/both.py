"""Two engines on one page: ours reads every line, Tesseract those that ours is unsure of."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ocr.engine import Engine
from pipeline.ocr.vote import surer
from pipeline.types.text import Line, LineImage, mean_confidence

_UNSURE = 0.97  # mean confidence of a line's words under which the second engine is asked


class BothEngine:
    """Reads with ``first``, and again with ``second`` what ``first`` is unsure of."""

    def __init__(self, first: Engine, second: Engine) -> None:
        self._first, self._second = first, second
        self.identity = f"{first.identity}; unsure lines also {second.identity}"

    def read(self, lines: Sequence[LineImage]) -> list[Line]:
        read = self._first.read(lines)
        unsure = [i for i, line in enumerate(read) if mean_confidence(line.words) < _UNSURE]
        for i, again in zip(unsure, self._second.read([lines[i] for i in unsure]), strict=True):
            read[i] = Line(surer(read[i].words, again.words), read[i].box)
        return read
