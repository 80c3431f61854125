"""Lines of a text layer as they were received and as they were repaired."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.types.text import Alternative


@dataclass(frozen=True, slots=True)
class MendedWord:
    """A word, number or code of a line.

    received    as received; of two words that were taken for one, both with what stands between.
    start       where it begins on the line as received (NFC), 0-based.
    text        as repaired; "" where it was taken for dirt.
    at          where that begins on the repaired line, 0-based.
    confidence  probability that it is right, 0-1.
    seconds     other readings with their probabilities, best first.
    """

    received: str
    start: int
    text: str
    at: int
    confidence: float
    seconds: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class MendedLine:
    """A repaired line and its words in order; none are told of text that needed no repair."""

    text: str
    words: tuple[MendedWord, ...] = ()

    def sure(self, start: int, stop: int) -> float:
        """Return the least confidence of the words on [start, stop) of the line; 1.0: none."""
        return min(
            (w.confidence for w in self.words if w.at < stop and start < w.at + len(w.text)),
            default=1.0,
        )
