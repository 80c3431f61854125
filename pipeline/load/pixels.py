"""Pixels of every kind brought into the one form that the stages take."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.types.page import Image

_PROBE_STEP = 17  # pixels; looking at every 17th first finds colour at once


def gray_if_colourless(rgb: NDArray[np.uint8]) -> Image:
    """Return a copy of ``rgb`` (H, W, 3), as (H, W) when all its pixels are gray."""
    if _colourless(rgb[::_PROBE_STEP, ::_PROBE_STEP]) and _colourless(rgb):
        return np.ascontiguousarray(rgb[..., 0])
    return np.array(rgb, order="C")


def _colourless(rgb: NDArray[np.uint8]) -> bool:
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    return bool(np.array_equal(red, green) and np.array_equal(green, blue))
