"""Tells what is printed in colour, letters and rules of tables, from stamps and pens.

Text in red or blue, headings, a blue carbon copy, a table whose rules are coloured: all of it is to
be read, and lies on the page with the same hues as seals and signatures do.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup import rules
from pipeline.cleanup.measure import Mask, labelled

# Letters (inches, longest side) of one ink within what hangs together, from which it is print in
# that ink (a blue carbon copy, a form in colour) and stays, as does all in that ink on the page. On
# 40 colour scans, seals and stamps that touch others have up to 56; blue print 100 to 1800.
LETTER_INCH = (0.04, 0.3)
PRINT_LETTERS = 100

# The same of a whole page, whose cells hold few letters each: of more than four seals.
PAGE_LETTERS = 250

# What hangs together is text where it has this many letters, they make up this share of its
# coloured pixels, and are this large (inches, median of the larger of width and height). Text in
# 12 pt: 0.8 up and 0.08 up; seals up to 0.76, and the pieces of faded ones 0.05 to 0.067 large.
TEXT_LETTERS = 8
TEXT_SHARE = 0.7
TEXT_INCH = 0.075

# Letters for which tables in coloured rules are sought (inches): lines of up to 0.06 inches that
# hang together over 3 inches.
RULES_LETTER_INCH = 0.12


@dataclass(frozen=True, slots=True, eq=False)
class Lettering:
    """The coloured pieces of a letter's size in each of the blobs of a page, by label.

    count   how many.
    share   of the blob's coloured pixels, 0-1.
    size    median of the larger of width and height, reduced pixels.
    """

    count: NDArray[np.int64]
    share: NDArray[np.float64]
    size: NDArray[np.float64]

    def is_text(self, label: int, dpi: float) -> bool:
        """Tell whether a blob is words and nothing else."""
        return bool(
            self.count[label] >= TEXT_LETTERS
            and self.share[label] >= TEXT_SHARE
            and self.size[label] >= TEXT_INCH * dpi
        )


def lettering(coloured: Mask, blobs: NDArray[np.int32], dpi: float) -> Lettering:
    """Measure the letters in each label of ``blobs`` (h, w), which covers ``coloured`` (0/1)."""
    labels, stats = labelled(coloured)
    long = stats[:, 2:4].max(axis=1)
    own = np.flatnonzero(coloured)
    blob = np.zeros(len(stats), np.int64)
    blob[labels.ravel()[own]] = blobs.ravel()[own]
    blob[0] = 0
    fit = (long >= LETTER_INCH[0] * dpi) & (long <= LETTER_INCH[1] * dpi) & (blob > 0)
    many = int(blobs.max()) + 1
    count = np.bincount(blob[fit], minlength=many)
    area = np.bincount(blob[fit], weights=stats[fit, 4], minlength=many)
    whole = np.bincount(blob[1:], weights=stats[1:, 4], minlength=many)
    size = np.zeros(many)
    for label in np.flatnonzero(count >= TEXT_LETTERS):
        size[label] = np.median(stats[fit & (blob == label), 2:4], axis=0).max()
    return Lettering(count, area / np.maximum(whole, 1.0), size)


def printed_inks(
    coloured: Mask, red: NDArray[np.bool_], blobs: NDArray[np.int32], letters: Lettering
) -> frozenset[bool]:
    """Return the inks (True: red) in which something as long as a paragraph is printed."""
    printed = (letters.count >= PRINT_LETTERS)[blobs] & (coloured > 0)
    if not printed.any() and letters.count.sum() < PAGE_LETTERS:
        return frozenset()
    own = printed if printed.any() else coloured > 0
    return frozenset({bool(red[own].mean() > 0.5)})


def table_rules(coloured: Mask, red: NDArray[np.bool_], dpi: float) -> Mask:
    """Mark the rules of tables that are printed in colour, 0/1; sought at half the scale."""
    thick = np.asarray(cv2.dilate(coloured, np.ones((2, 2), np.uint8)), dtype=np.uint8)
    half = np.ascontiguousarray(thick[::2, ::2])
    letter = RULES_LETTER_INCH * dpi / 2
    found = rules.find_rules(half, letter)
    ruled = np.asarray(cv2.bitwise_or(found.level, found.upright), dtype=np.uint8)
    if not ruled.any():
        return np.zeros_like(coloured)
    inside = ruled & rules.table_areas(ruled, letter)
    wide = cv2.dilate(inside, np.ones((3, 3), np.uint8))
    size = coloured.shape[1], coloured.shape[0]
    full = np.asarray(cv2.resize(wide, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    is_red = bool(red[::2, ::2][inside > 0].mean() > 0.5) if inside.any() else False
    return np.asarray(full & coloured & (red == is_red), dtype=np.uint8)
