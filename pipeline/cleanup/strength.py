"""Brings faint print to the strength of the usual, place by place: worn ribbons, pale copies.

Later stages tell ink from paper by its darkness. Print that a worn original holds at a third of
the usual darkness is easily read, but falls to pieces under any threshold that keeps show-through
out; so it is darkened first.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.measure import INK_LEVEL, Gray, Mask, labelled, parts_of

# Darkness is 255 less the gray level of a page whose paper is white. Stroke cores at the reduced
# scale measure 145 to 255 on 130 of 134 sample pages, 96 to 104 on the four whose print is faint.
USUAL = 160.0

# Darkness of stroke cores below which there is no print: show-through reaches 38, and what is
# darker than that by less than a third is given the benefit of the doubt by degrees.
THROUGH = 38.0
SURE = 55.0

# Most that darkness is multiplied by: beyond this the grain of the paper comes up.
MOST = 2.4

# Print around a place that tells its strength, inches: two lines, a few words.
AROUND_INCH = 0.5

# Pages with fewer dark letters than this are left to be judged as ghosts: the backs of the samples
# have 3 at most, the palest page full of print 212.
LETTERS = 100

# Least and largest short side of a letter or of a word of touching letters, and the longest word.
LETTER_INCH = (0.04, 0.3)
WORD_INCH = 2.0

# Share of the stroke cores that must be this faint before anything is changed: 0.13 to 0.97 on the
# pages of faint print, up to 0.07 on all others.
FAINT_SHARE = 0.1
FAINT = 0.7


def faint_gain(gray: Gray, dpi: float, stamped: Mask | None = None) -> NDArray[np.float32] | None:
    """Return by how much darkness is to be multiplied, (h, w) float32 from 1; None: nowhere.

    Where nothing stands near, the page's own typical gain holds: rules run there.

    gray      reduced page of ``dpi`` dots per inch, paper near 255.
    stamped   (h, w) 1 where a stamp was lifted off, whose faint traces must stay faint.
    """
    darkness = (255 - gray).astype(np.float32)
    if _letters(darkness, dpi) < LETTERS:
        return None
    ridge = cv2.dilate(darkness, np.ones((3, 3), np.uint8))
    core = ((darkness == ridge) & (darkness > THROUGH)).astype(np.float32)
    if stamped is not None:
        core[stamped > 0] = 0
    words = core * _of_words(darkness, dpi)
    size = round(AROUND_INCH * dpi) | 1
    beside = _strength(words, darkness, size)
    if words[beside < FAINT * USUAL].sum() <= FAINT_SHARE * words.sum():
        return None
    usual = np.clip(USUAL / np.median(beside[words > 0]), 1.0, MOST)
    # Rules, and letters that touch them, are faint as well and are counted from here on.
    strength = _strength(core, darkness, size)
    known = np.clip((strength - THROUGH) / (SURE - THROUGH), 0.0, 1.0)
    gain = usual + known * (np.clip(USUAL / np.maximum(strength, 1.0), 1.0, MOST) - usual)
    if stamped is not None:
        gain[stamped > 0] = 1.0
    return np.asarray(cv2.GaussianBlur(gain, (0, 0), size / 4), np.float32)


def _strength(
    core: NDArray[np.float32], darkness: NDArray[np.float32], size: int
) -> NDArray[np.float32]:
    """Return the mean darkness of the stroke cores around each place, 0 where there are none."""
    many = cv2.blur(core, (size, size))
    return np.asarray(cv2.blur(core * darkness, (size, size)) / np.maximum(many, 1e-6), np.float32)


def _letters(darkness: NDArray[np.float32], dpi: float) -> int:
    """Count the pieces of a letter's size that are dark even as they are."""
    parts = parts_of((darkness > 255 * (1 - INK_LEVEL)).astype(np.uint8))
    size = np.maximum(parts.width, parts.height) / dpi
    return int(((size > LETTER_INCH[0]) & (size < LETTER_INCH[1])).sum())


def _of_words(darkness: NDArray[np.float32], dpi: float) -> NDArray[np.bool_]:
    """Mark what is as large as letters and words: no grain, no rules, no seals."""
    labels, stats = labelled((darkness > THROUGH).astype(np.uint8))
    short, long = stats[:, 2:4].min(axis=1), stats[:, 2:4].max(axis=1)
    fit = (short >= LETTER_INCH[0] * dpi) & (short <= LETTER_INCH[1] * dpi)
    fit &= long <= WORD_INCH * dpi
    fit[0] = False
    return np.asarray(fit[labels])


def strengthen(gray: Gray, gain: NDArray[np.float32]) -> Gray:
    """Return the page (H, W) at any scale with its darkness multiplied."""
    height, width = gray.shape
    full = cv2.resize(gain, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(255.0 - np.minimum((255 - gray) * full, 255.0), dtype=np.uint8)
