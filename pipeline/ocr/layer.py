"""Lines from a trusted text layer: its words stand in for reading."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipeline.types.geometry import Box, Transform, union_all
from pipeline.types.page import LayerWord
from pipeline.types.text import Line, Word

_SAME_LINE = 0.5  # share of the smaller height that words of one line have in common
_COLUMN_GAP = 2.5  # white space, in font sizes, that parts a line outside tables


def layer_words(words: Sequence[LayerWord], to_clean: Transform) -> tuple[Word, ...]:
    """Return the layer's words with boxes moved from points into the clean frame, sure of each."""
    return tuple(
        Word(text=text, raw=text, box=to_clean.box(word.box), confidence=1.0)
        for word in words
        if (text := unicodedata.normalize("NFC", word.text).strip())
    )


def lines_inside(words: Sequence[Word], region: Box, columns: bool = False) -> list[Line]:
    """Put the words whose middle lies in ``region`` (clean frame) into lines, in reading order.

    ``columns`` parts a line at wide white gaps, as ``ocr.lines.cut_lines`` does.
    """
    inside = [word for word in words if _contains(region, word.box)]
    rows: list[list[Word]] = []
    for word in sorted(inside, key=lambda item: item.box.center[1]):
        if rows and _same_line(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = []
    for row in rows:
        for part in _parts(sorted(row, key=lambda item: item.box.x0), columns):
            lines.append(Line(tuple(part), union_all(word.box for word in part)))
    return lines


def _contains(region: Box, box: Box) -> bool:
    x, y = box.center
    return region.x0 <= x < region.x1 and region.y0 <= y < region.y1


def _same_line(row: list[Word], word: Word) -> bool:
    y0 = float(np.median([other.box.y0 for other in row]))
    y1 = float(np.median([other.box.y1 for other in row]))
    common = min(y1, word.box.y1) - max(y0, word.box.y0)
    return common > _SAME_LINE * min(y1 - y0, word.box.height)


def _parts(row: list[Word], columns: bool) -> list[list[Word]]:
    parts = [[row[0]]]
    for before, word in pairwise(row):
        if columns and word.box.x0 - before.box.x1 > _COLUMN_GAP * word.box.height:
            parts.append([])
        parts[-1].append(word)
    return parts
