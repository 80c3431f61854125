"""Marks by pen: digits written by hand and signatures."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.train.synth.dice import Dice
from pipeline.types.page import Image

Path = tuple[tuple[float, float], ...]
_FINE: Final = 3  # bits of sub-pixel precision when drawing
# Strokes of digits in a unit box, y down; thin enough to bend by chance.
_DIGITS: Final[dict[str, tuple[Path, ...]]] = {
    "0": (((0.5, 0), (0.1, 0.3), (0.15, 0.8), (0.5, 1), (0.85, 0.7), (0.8, 0.2), (0.5, 0)),),
    "1": (((0.3, 0.2), (0.6, 0), (0.55, 0.5), (0.5, 1)),),
    "2": (((0.1, 0.2), (0.5, 0), (0.8, 0.25), (0.4, 0.7), (0.1, 1), (0.5, 0.93), (0.9, 0.98)),),
    "3": (((0.15, 0.1), (0.6, 0), (0.75, 0.25), (0.4, 0.45), (0.8, 0.7), (0.5, 1), (0.1, 0.9)),),
    "4": (((0.5, 0), (0.1, 0.6), (0.9, 0.6)), ((0.65, 0.3), (0.6, 0.7), (0.58, 1))),
    "5": (((0.8, 0), (0.3, 0.02), (0.2, 0.4), (0.7, 0.45), (0.75, 0.8), (0.4, 1), (0.1, 0.9)),),
    "6": (((0.7, 0), (0.3, 0.3), (0.15, 0.75), (0.5, 1), (0.8, 0.75), (0.5, 0.55), (0.2, 0.75)),),
    "7": (((0.1, 0.05), (0.5, 0.02), (0.9, 0), (0.6, 0.5), (0.4, 1)),),
    "8": (
        ((0.75, 0.1), (0.4, 0), (0.25, 0.25), (0.75, 0.7), (0.5, 1), (0.2, 0.75), (0.75, 0.25)),
        ((0.75, 0.25), (0.75, 0.1)),
    ),
    "9": (((0.8, 0.2), (0.45, 0), (0.2, 0.3), (0.5, 0.5), (0.8, 0.2), (0.75, 0.6), (0.5, 1)),),
    "/": (((0.7, 0), (0.5, 0.5), (0.3, 1)),),
}


def write_digits(
    image: Image,
    dice: Dice,
    text: str,
    at: tuple[float, float, float],
    colour: tuple[int, int, int],
) -> None:
    """Write digits on ``image`` (H, W, 3), in place; ``at`` is left, baseline, height (pixels)."""
    left, base, height = at
    slant, wide = 0.15 + 0.15 * dice.random(), height * (0.5 + 0.15 * dice.random())
    thick = max(height * (0.07 + 0.04 * dice.random()), 1.0)
    for digit in text:
        for stroke in _DIGITS.get(digit, ()):
            points = [
                (
                    left + (x + slant * (1 - y) + dice.gauss(0, 0.03)) * wide,
                    base + (y - 1 + dice.gauss(0, 0.03)) * height,
                )
                for x, y in stroke
            ]
            ink(image, smooth(points), colour, thick)
        left += wide * (1.05 + 0.2 * dice.random())


def sign(
    image: Image,
    dice: Dice,
    centre: tuple[float, float],
    width: float,
    colour: tuple[int, int, int],
) -> None:
    """Sign on ``image`` (H, W, 3), in place: loops to the right, then a long last stroke."""
    x, y = centre[0] - width * 0.4, centre[1]
    points: list[tuple[float, float]] = []
    for i in range(dice.between(9, 15)):
        up = -1 if i % 2 else 1
        points.append((x, y + up * width * (0.04 + 0.16 * dice.random())))
        x += width * (0.1 * dice.random() - 0.015)
    points.append((x + width * 0.35, y - width * (0.1 + 0.15 * dice.random())))
    points.append((centre[0] - width * 0.3, y + width * 0.18))
    points.append((x + width * 0.2, y + width * (0.1 + 0.05 * dice.random())))
    ink(image, smooth(points), colour, max(width * 0.011, 1.0))


def smooth(points: list[tuple[float, float]]) -> NDArray[np.float64]:
    """Return a Catmull-Rom curve through the points."""
    p = np.array([points[0], *points, points[-1]], dtype=np.float64)
    t = np.linspace(0, 1, 9)[:-1, None]
    pieces = []
    for a, b, c, d in zip(p[:-3], p[1:-2], p[2:-1], p[3:], strict=True):
        pieces.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - 3 * c + d - a) * t**3
            )
        )
    return np.concatenate([*pieces, p[-2:-1]])


def ink(
    image: Image, curve: NDArray[np.float64], colour: tuple[int, int, int], thick: float
) -> None:
    """Draw a curve as ink darkens paper: the print below stays visible."""
    x0, y0 = np.floor(curve.min(axis=0) - thick - 2).astype(int)
    x1, y1 = np.ceil(curve.max(axis=0) + thick + 2).astype(int)
    x0, y0 = max(int(x0), 0), max(int(y0), 0)
    part = image[y0 : int(y1), x0 : int(x1)]
    if part.size == 0:
        return
    layer = np.full_like(part, 255)
    fixed = np.round((curve - (x0, y0)) * (1 << _FINE)).astype(np.int32)
    cv2.polylines(layer, [fixed], False, colour, max(round(thick), 1), cv2.LINE_AA, _FINE)
    np.minimum(part, layer, out=part)
