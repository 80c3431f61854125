"""Lifts red seals, stamps and blue signatures off black print. Colour scans only.

A pixel darkens the paper by d = 255 - value in each channel. Black print darkens all three alike;
a coloured ink leaves one channel nearly light. So the least darkening of the three channels, less
the little that the coloured ink itself takes from its lightest channel, is the black print's own.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.inks import lettering, printed_inks, table_rules
from pipeline.cleanup.measure import Gray, Mask, gray_of, labelled

# Least difference between the channels (0-255, paper made white) of a coloured ink. On the colour
# samples 99 % of print and paper stays below 20, seals reach 60 to 250.
COLOUR = 45

# The same inside a stamp, where its thin letters and faint rims are looked for too.
INNER_COLOUR = 25

# Reduced pixels around a blob that are looked at with it, for its rim and for the paper.
AROUND = 8

# Weights of red, green and blue in gray (ITU-R BT.601, as OpenCV has them).
LUMA = (0.299, 0.587, 0.114)

# Least extent both ways of what is lifted, inches. Smaller coloured things are words or numbers
# (a number written with a blue pen) that must be read. A seal measures 0.8 to 1.5, a signature 0.4.
RED_INCH = 0.25
BLUE_INCH = 0.4

# A line as thin and long as this (inches) is drawn under words with a pen, and goes too.
LINE_INCH = 0.07
UNDERLINE_INCH = 0.35

# Gap that still joins coloured pieces, inches: between the strokes of a signature.
JOIN_INCH = 0.06

# The lightest channel's darkening of the ink itself is taken this much larger than its typical
# value: seals are inked unevenly.
MARGIN = 1.25


@dataclass(frozen=True, slots=True, eq=False)
class Stamp:
    """Where coloured ink lies, and what it does to the lightest channel.

    box     x0, y0, x1, y1 of the blob in reduced pixels.
    mask    0/1 uint8 of the coloured pixels in that box, grown by a ring.
    leaks   darkening of the lightest channel per darkening of colour, 0-1: of the red ink, and
            of other inks that cross it.
    paper   the paper's colour around it, RGB.
    """

    box: tuple[int, int, int, int]
    mask: Mask
    leaks: tuple[float, float]
    paper: tuple[float, float, float]


def find_stamps(small: NDArray[np.uint8], dpi: float) -> tuple[Stamp, ...]:
    """Find seals and signatures on a reduced RGB page of ``dpi`` dots per inch."""
    least, most, red = _channels(small, _paper_colour(small[::4, ::4].reshape(-1, 3)))
    coloured = ((most - least) >= COLOUR).astype(np.uint8)
    if not coloured.any():
        return ()
    inner = ((most - least) >= INNER_COLOUR).astype(np.uint8)
    ruled = table_rules(inner, red, dpi)
    labels, stats = _joined(coloured, dpi)
    letters = lettering(coloured, labels, dpi)
    printed = printed_inks(coloured, red, labels, letters)
    for is_red in printed:
        coloured[red == is_red] = 0
    if printed or ruled.any():
        coloured[ruled > 0] = 0
        labels, stats = _joined(coloured, dpi)
        letters = lettering(coloured, labels, dpi)
    beside_rules = cv2.dilate(ruled, np.ones((2 * AROUND + 1, 2 * AROUND + 1), np.uint8))
    stamps = []
    for label in np.flatnonzero(stats[:, 2:4].max(axis=1) >= RED_INCH * dpi):
        x, y, width, height = (int(v) for v in stats[label, :4])
        inside = np.s_[y : y + height, x : x + width]
        own = (coloured[inside] > 0) & (labels[inside] == label)
        if label == 0 or not own.any() or letters.is_text(int(label), dpi):
            continue
        large = RED_INCH if red[inside][own].mean() > 0.5 else BLUE_INCH
        short, long = min(width, height) / dpi, max(width, height) / dpi
        line = short <= LINE_INCH and long >= UNDERLINE_INCH and not beside_rules[inside].any()
        if short >= large or line:
            stamps.append(_measured(small, (x, y, x + width, y + height), printed, ruled))
    return tuple(stamps)


def _joined(coloured: Mask, dpi: float) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Label what hangs together (labels, statistics), over gaps of ``JOIN_INCH``."""
    join = max(round(JOIN_INCH * dpi), 1) * 2 + 1
    joined = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((join, join), np.uint8))
    return labelled(np.asarray(joined, dtype=np.uint8))


def _measured(
    small: NDArray[np.uint8],
    blob: tuple[int, int, int, int],
    printed: frozenset[bool],
    ruled: Mask,
) -> Stamp:
    """Measure the inks and the paper in and around a coloured blob.

    The letters of a seal stand free inside its ring, and a signature may cross it: all that is
    coloured there belongs to the stamp, but for ``ruled`` tables and the inks that are ``printed``.
    """
    x0, y0 = max(blob[0] - AROUND, 0), max(blob[1] - AROUND, 0)
    x1, y1 = min(blob[2] + AROUND, small.shape[1]), min(blob[3] + AROUND, small.shape[0])
    part = small[y0:y1, x0:x1]
    paper = _paper_colour(part.reshape(-1, 3))
    least, most, red = _channels(part, paper)
    own = (most - least) >= INNER_COLOUR
    own &= ruled[y0:y1, x0:x1] == 0
    for is_red in printed:
        own &= red != is_red
    ratio = least / np.maximum(most - least, 1.0)
    leaks = _leak(ratio[own & red]), _leak(ratio[own & ~red])
    mask = cv2.dilate(own.astype(np.uint8), np.ones((5, 5), np.uint8))
    return Stamp((x0, y0, x1, y1), np.asarray(mask, dtype=np.uint8), leaks, paper)


def lift_stamps(image: NDArray[np.uint8], stamps: tuple[Stamp, ...], scale: float) -> Gray:
    """Return the gray page with the stamps lifted off.

    image   (H, W, 3) uint8 RGB at any scale; ``scale`` is its size over the reduced page's.
    """
    gray = gray_of(image)
    for stamp in stamps:
        x0, y0, x1, y1 = (round(v * scale) for v in stamp.box)
        part = image[y0:y1, x0:x1]
        if not part.size:
            continue
        least, most, red = _channels(part, stamp.paper)
        leak = np.where(red, np.float32(stamp.leaks[0]), np.float32(stamp.leaks[1]))
        black = np.clip(least - leak * (most - least), 0, 255)
        # Back on the gray of the paper around: whiter patches would outshine shaded paper.
        lifted = (255.0 - black) * (float(np.dot(stamp.paper, LUMA)) / 255.0)
        height, width = part.shape[:2]
        size = (width, height)
        area = cv2.resize(stamp.mask.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
        mixed = lifted * area + gray[y0:y1, x0:x1] * (1.0 - area)
        gray[y0:y1, x0:x1] = np.clip(mixed, 0, 255).round().astype(np.uint8)
    return gray


def stamped(stamps: tuple[Stamp, ...], shape: tuple[int, ...]) -> Mask:
    """Mark the coloured pixels of the stamps on a reduced page of ``shape`` (h, w): 0/1."""
    mask = np.zeros(shape[:2], np.uint8)
    for stamp in stamps:
        x0, y0, x1, y1 = stamp.box
        np.maximum(mask[y0:y1, x0:x1], stamp.mask, out=mask[y0:y1, x0:x1])
    return mask


def _leak(ratios: NDArray[np.float32]) -> float:
    """Return an ink's typical share in the lightest channel; print under it lies higher."""
    return min(float(np.percentile(ratios, 35)) * MARGIN, 1.0) if len(ratios) else 0.0


def _paper_colour(sample: NDArray[np.uint8]) -> tuple[float, float, float]:
    """Return the commonest bright colour of (N, 3): median of the brighter half by channel."""
    bright = sample[sample.sum(axis=1) >= np.median(sample.sum(axis=1))]
    red, green, blue = np.maximum(np.median(bright, axis=0), 1.0)
    return float(red), float(green), float(blue)


def _channels(
    image: NDArray[np.uint8], paper: tuple[float, float, float]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
    """Darkening of the lightest and of the darkest channel, and whether red is the lightest."""
    gain = np.array([255.0 / p for p in paper], np.float32)
    light = np.minimum(image.astype(np.float32) * gain, 255.0)
    red, green, blue = light[..., 0], light[..., 1], light[..., 2]
    most = np.maximum(np.maximum(red, green), blue)
    least = np.minimum(np.minimum(red, green), blue)
    return 255.0 - most, 255.0 - least, red >= np.maximum(green, blue)
