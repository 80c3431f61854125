"""Digits written by hand, as they stand in the blanks of printed lines: "Số: 1234/KH-UBND".

In a text to print they are characters of Unicode's private use area, so that a text says which of
its digits are written. ``handwritten.npz`` holds 1,797 digits of 43 writers as 8 x 8 pixels of 0
to 16 (E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning
Repository, CC BY 4.0, as scikit-learn ships them); they are smoothed to strokes of a pen.
"""

from __future__ import annotations

import io
import re
from functools import cache
from importlib.resources import files
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.train.synth.dice import Dice

_FIRST: Final = 0xE000  # the private character that stands for a written 0
_TO_HAND: Final = {ord(str(d)): _FIRST + d for d in range(10)}
_TO_PRINT: Final = {_FIRST + d: str(d) for d in range(10)}
# Runs of them; ``split`` keeps what it splits at.
WRITTEN: Final = re.compile(f"([{chr(_FIRST)}-{chr(_FIRST + 9)}]+)")
_ENLARGED: Final = 8  # of the 8 pixels of a digit
_STEEP: Final = 14.0  # of the edge of a stroke, over shares of ink from 0 to 1
_INK: Final = (0.17, 0.28)  # share of its box that a digit covers: thin pens to thick
_HEIGHT: Final = (0.62, 1.05)  # of the size of print
_WIDTH: Final = (0.85, 1.2)  # stretched across
_SLANT: Final = (-0.12, 0.32)  # people lean to the right
_UNEVEN: Final = 0.06  # of the size, that digits stand off one line
_TOGETHER: Final = (-0.04, 0.16)  # of the size, between digits


def by_hand(text: str) -> str:
    """Return a text whose digits are to be written by hand."""
    return text.translate(_TO_HAND)


def in_print(text: str) -> str:
    """Return what a text says, wherever its digits are written."""
    return text.translate(_TO_PRINT)


def written(part: str, size: int, dice: Dice) -> NDArray[np.uint8]:
    """Return digits as one hand wrote them: uint8 (h, w), paper 255, down to their line."""
    height, wide = dice.uniform(*_HEIGHT) * size, dice.uniform(*_WIDTH)
    slant, ink = dice.uniform(*_SLANT), dice.uniform(*_INK)
    digits = [_set(dice.pick(_shapes()[ord(c) - _FIRST]), height, wide, slant, ink) for c in part]
    room = round(_UNEVEN * size)
    tall = max(d.shape[0] for d in digits) + 2 * room
    gaps = [round(dice.uniform(*_TOGETHER) * size) for _ in digits]
    total = sum(d.shape[1] for d in digits) + sum(map(abs, gaps))
    line = np.full((tall, total), 255, np.uint8)
    x = 0
    for digit, gap in zip(digits, gaps, strict=True):
        y = tall - room - digit.shape[0] + dice.between(-room, room)
        place = line[y : y + digit.shape[0], x : x + digit.shape[1]]
        np.minimum(place, digit[:, : place.shape[1]], out=place)
        x = max(x + digit.shape[1] + gap, 0)
    return line[:, : max(x, 1)]


def _set(
    shape: NDArray[np.float32], height: float, wide: float, slant: float, ink: float
) -> NDArray[np.uint8]:
    """Return a digit's strokes, trimmed: uint8 (h, w), paper 255."""
    scale = height / shape.shape[0]
    size = (
        round(shape.shape[1] * scale * wide + abs(slant) * height) + 2,
        round(height) + 1,
    )
    lean = slant * height if slant > 0 else 0.0
    matrix = np.array([[scale * wide, -slant * scale, lean], [0, scale, 0]], np.float64)
    soft = np.asarray(cv2.warpAffine(shape, matrix, size, flags=cv2.INTER_LINEAR), np.float32)
    level = float(np.quantile(soft, 1 - ink))
    strokes = 255 / (1 + np.exp(np.clip((soft - max(level, 0.25)) * _STEEP, -30, 30)))
    columns = np.flatnonzero((strokes < 128).any(axis=0))
    if not len(columns):
        return np.asarray(strokes, np.uint8)
    return np.asarray(strokes[:, columns[0] : columns[-1] + 1], np.uint8)


@cache
def _shapes() -> tuple[tuple[NDArray[np.float32], ...], ...]:
    """Return the smoothed shapes of each digit: float32 (h, w), 0 paper to about 1."""
    data = (files(__package__) / "handwritten.npz").read_bytes()
    with np.load(io.BytesIO(data)) as found:
        images, digits = found["images"], found["digits"]
    shapes: list[list[NDArray[np.float32]]] = [[] for _ in range(10)]
    for image, digit in zip(images, digits, strict=True):
        large = cv2.resize(
            np.asarray(image / 16, np.float32), None, fx=_ENLARGED, fy=_ENLARGED,
            interpolation=cv2.INTER_CUBIC,
        )  # fmt: skip
        soft = cv2.GaussianBlur(large, (0, 0), _ENLARGED / 3)
        rows = np.flatnonzero((soft > 0.4).any(axis=1))
        cols = np.flatnonzero((soft > 0.4).any(axis=0))
        shapes[int(digit)].append(
            np.asarray(soft[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1], np.float32)
        )
    return tuple(tuple(of) for of in shapes)
