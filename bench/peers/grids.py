"""Boxes of cells as a table with spans; words outside of tables as lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Box = tuple[float, float, float, float]
Word = tuple[str, Box]
Item = dict[str, Any]

_SAME = 2.5  # points: edges nearer than this are one rule
_LINE = 0.5  # words whose middles lie within this share of their height stand on one line


def table_of(cells: Iterable[tuple[Box, str]]) -> Item | None:
    """Return a table (``top`` and its cells with spans) from cells' boxes and texts."""
    unique = {tuple(round(v, 1) for v in box): text for box, text in cells}
    if len(unique) < 2:
        return None
    xs = _edges([v for box in unique for v in (box[0], box[2])])
    ys = _edges([v for box in unique for v in (box[1], box[3])])
    placed = []
    for box, text in unique.items():
        left, right = _index(xs, box[0]), _index(xs, box[2])
        top, bottom = _index(ys, box[1]), _index(ys, box[3])
        spans = max(bottom - top, 1), max(right - left, 1)
        placed.append({"row": top, "column": left, "spans": spans, "text": text.strip()})
    placed.sort(key=lambda cell: (cell["row"], cell["column"]))
    return {"top": ys[0], "cells": placed}


def lines_of(words: Sequence[Word], tables: Iterable[Box]) -> list[Item]:
    """Return the lines of the words that stand in no table, from top to bottom."""
    taken = list(tables)
    free = [word for word in words if not any(_inside(word[1], box) for box in taken)]
    lines: list[list[Word]] = []
    for word in sorted(free, key=lambda w: (w[1][1] + w[1][3]) / 2):
        middle = (word[1][1] + word[1][3]) / 2
        last = lines[-1][0][1] if lines else None
        high = word[1][3] - word[1][1]
        if last and abs((last[1] + last[3]) / 2 - middle) < _LINE * max(high, last[3] - last[1]):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [
        {
            "top": min(box[1] for _, box in line),
            "left": min(box[0] for _, box in line),
            "right": max(box[2] for _, box in line),
            "text": " ".join(text for text, _ in sorted(line, key=lambda w: w[1][0])),
        }
        for line in lines
    ]


def page_of(items: Iterable[Item], width: float) -> Item:
    """Return a page: tables and lines from top to bottom."""
    return {"width": width, "items": sorted(items, key=lambda item: item["top"])}


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _inside(box: Box, table: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return table[0] <= x <= table[2] and table[1] <= y <= table[3]
