"""An engine that reads nothing: geometry can be tested without waiting for OCR."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.types.text import Line, LineImage


class NullEngine:
    """Finds every line without words."""

    identity = "null"

    def read(self, lines: Sequence[LineImage]) -> list[Line]:
        return [Line((), line.box) for line in lines]
