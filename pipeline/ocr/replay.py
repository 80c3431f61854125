"""An engine that repeats what another engine read, and fails on what it never saw.

Recordings are keyed by the pixels of the line, so a changed image never gets a stale reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.errors import OcrError
from pipeline.ocr.engine import Engine
from pipeline.types.text import Line, LineImage


class ReplayEngine:
    """Repeats ``recording``: key of a line image → its line, as ``record`` makes it."""

    def __init__(self, recording: Mapping[str, Line], identity: str) -> None:
        self._recording = recording
        self.identity = f"replay of {identity}"

    def read(self, lines: Sequence[LineImage]) -> list[Line]:
        """Repeat the lines, moved to where they stand now. Raises OcrError for an unknown one."""
        return [self._repeat(line) for line in lines]

    def _repeat(self, line: LineImage) -> Line:
        try:
            known = self._recording[line_key(line)]
        except KeyError:
            raise OcrError(
                f"no recording of the line at {line.box}", "Record the page again."
            ) from None
        dx, dy = line.box.x0 - known.box.x0, line.box.y0 - known.box.y0
        words = tuple(replace(word, box=word.box.shifted(dx, dy)) for word in known.words)
        return Line(words, line.box)


def record(engine: Engine, lines: Sequence[LineImage]) -> dict[str, Line]:
    """Read ``lines`` with ``engine`` and return the recording for ``ReplayEngine``."""
    return dict(zip(map(line_key, lines), engine.read(lines), strict=True))


def line_key(line: LineImage) -> str:
    """SHA-256 of the line's size and pixels."""
    digest = hashlib.sha256(repr(line.image.shape).encode())
    digest.update(line.image.tobytes())
    return digest.hexdigest()
