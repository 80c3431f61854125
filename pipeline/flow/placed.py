"""The words of each page where they stand on paper, for copies that can be searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from pipeline.flow.page import PageReading
from pipeline.types.geometry import Transform
from pipeline.types.page import LayerVerdict
from pipeline.types.placed import PageText, PlacedWord
from pipeline.types.text import Line, Word

# Of the usual height of a line's words: what stands out further (a bracket, a stamp's edge) does
# not make the line higher. An accent on a capital stands out by 0.3.
_ODD = 0.35
_LEAST_GAP = 0.15  # of the line's height; narrower white is no space to readers of PDF


def page_texts(pages: Sequence[PageReading]) -> tuple[PageText, ...]:
    """Return the words of the pages that have a picture, in points."""
    return tuple(_page_text(page, page.to_points) for page in pages if page.to_points is not None)


def _page_text(page: PageReading, to_points: Transform) -> PageText:
    lines = (tuple(_words(line, to_points)) for line in _in_order(page))
    return PageText(
        number=page.result.number,
        width=page.result.width,
        height=page.result.height,
        lines=tuple(line for line in lines if line),
        printed=page.verdict is LayerVerdict.TRUSTED,
        misread=page.verdict is LayerVerdict.REJECTED,
    )


def _in_order(page: PageReading) -> Iterator[Line]:
    """Yield the lines of a page as ``pages.text`` has them: prose, and tables cell by cell."""
    items: list[tuple[float, Sequence[Line]]] = []
    top = 0.0
    for paragraph in page.paragraphs:
        top = max(top, paragraph.places[0].box.y0) if paragraph.places else top
        items.append((top, paragraph.lines))
    for filled in page.grids:
        in_cells = [line for lines in filled.lines for line in lines]
        items.append((filled.grid.box.y0, in_cells))
    for _, lines in sorted(items, key=lambda item: item[0]):
        yield from lines


def _words(line: Line, to_points: Transform) -> Iterator[PlacedWord]:
    words = [word for word in line.words if word.text]
    if not words:
        return
    top, bottom = _height(words)
    for word, (left, right) in zip(words, _spans(words, bottom - top), strict=True):
        corners = np.array([(left, bottom), (right, bottom), (left, top)], np.float64)
        start, end, above = to_points.points(corners)
        yield PlacedWord(
            word.text,
            (float(start[0]), float(start[1])),
            (float(end[0]), float(end[1])),
            float(np.hypot(*(above - start))),
            word.confidence,
        )


def _height(words: Sequence[Word]) -> tuple[float, float]:
    """Return top and bottom of a line: readers take words of one height and base for a line."""
    tops, bottoms = [word.box.y0 for word in words], [word.box.y1 for word in words]
    usual = float(np.median([word.box.height for word in words])) or 1.0
    top = max(min(tops), float(np.median(tops)) - _ODD * usual)
    bottom = min(max(bottoms), float(np.median(bottoms)) + _ODD * usual)
    return top, max(bottom, top + 1.0)


def _spans(words: Sequence[Word], height: float) -> list[tuple[float, float]]:
    """Return left and right of each word, with white between them.

    Where the boxes of two words lie over one another (the engine guesses at ends of words), the
    stretch of both is shared out by their letters.
    """
    spans = [(word.box.x0, word.box.x1) for word in words]
    least = _LEAST_GAP * height
    for i, (word, following) in enumerate(pairwise(words)):
        (left, right), (next_left, next_right) = spans[i], spans[i + 1]
        if next_left - right >= least:
            continue
        if next_left < right:
            letter = max(next_right - left, 0.0) / (len(word.text) + len(following.text) + 1)
            right = left + letter * len(word.text)
            next_left = right + letter
        right = max(min(right, next_left - least), (left + right) / 2)
        spans[i] = (left, max(right, left + 0.1))
        spans[i + 1] = (max(next_left, right), max(next_right, next_left + 0.1))
    return spans
