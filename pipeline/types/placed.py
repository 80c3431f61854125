"""Words where they stand on paper, and the copy of a document that holds them."""

from __future__ import annotations

from dataclasses import dataclass

Spot = tuple[float, float]
"""x and y in points of the source page as shown, origin top left."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word on the page as it was scanned, askew or turned as it is there.

    start, end   the lower corners of its box, in the direction of reading.
    height       of its box, across the direction of reading, in points.
    """

    text: str
    start: Spot
    end: Spot
    height: float
    confidence: float


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of one page, line by line in reading order.

    number          1-based.
    width, height   of the page as shown, in points.
    printed         the page holds this text itself (born digital): no layer is needed.
    misread         the page holds a text layer that is wrong and has to go.
    """

    number: int
    width: float
    height: float
    lines: tuple[tuple[PlacedWord, ...], ...]
    printed: bool = False
    misread: bool = False


@dataclass(frozen=True, slots=True)
class SearchableCopy:
    """A PDF/A with the words under the picture, and the same words as ALTO.

    drawn   pages that were drawn anew because they hold what PDF/A forbids, 1-based.
    """

    pdf: bytes
    alto: str
    drawn: tuple[int, ...] = ()
