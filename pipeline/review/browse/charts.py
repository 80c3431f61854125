"""Where the marks of a chart stand: bars and lines in a box of their own, y downwards from 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SHADES = 5  # of a table of numbers; told apart in print and by most who see few colours


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line: its place and what it says."""

    x: float
    y: float
    label: str
    value: float


def heights(values: Sequence[int], high: float) -> list[float]:
    """Return the heights of bars of which the largest is ``high``; none is too low to be seen.

    >>> heights([0, 1, 400], 40)
    [0.0, 1.0, 40.0]
    """
    most = max(values, default=0)
    return [max(high * value / most, 1.0) if value else 0.0 for value in values]


def shade(value: int, most: int) -> int:
    """Return the shade of a number in a table, 0 (none) to ``SHADES`` (the largest).

    >>> [shade(n, 20) for n in (0, 1, 10, 20)]
    [0, 1, 3, 5]
    """
    return min(SHADES, 1 + (SHADES * value - 1) // most) if value and most else 0


def line(points: Mapping[int, float], wide: float, high: float) -> list[Dot]:
    """Return the dots of a line over years, the smallest value at the bottom.

    A line that does not move lies in the middle.
    """
    if not points:
        return []
    first, last = min(points), max(points)
    low, top = min(points.values()), max(points.values())
    return [
        Dot(
            wide * (year - first) / (last - first) if last > first else wide / 2,
            high * (top - value) / (top - low) if top > low else high / 2,
            str(year),
            value,
        )
        for year, value in sorted(points.items())
    ]
