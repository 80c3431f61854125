"""Marks of print on a page: where its letters stand, before anything is read.

Marks lie on straight paper (see ``straighten``), lengths in pixels of the clean page. Sizes that
follow depend on the page's own letters: the x-height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.tables.rules import POINTS_PER_INCH, Rules
from pipeline.tables.seals import in_seals
from pipeline.tables.straighten import Shape
from pipeline.types.components import components
from pipeline.types.geometry import Box
from pipeline.types.page import CleanPage

MARKS_DPI = 150.0  # finer pages are reduced: letters keep their size and place
FAINTEST = 100  # share of a reduced pixel, of 255, that must be ink
X_HEIGHT_PT = 5.5  # of 12 pt print; assumed where a page has too few letters to measure
SIZES = (0.65, 1.36)  # x-heights of 8 pt to 16 pt print as multiples of that
FEW = 30  # letters that tell the x-height
OFTEN = 0.5  # share of the commonest height's letters that another height must have
SMALLEST = 0.6  # x-heights: dots, marks and specks are smaller both ways
LARGEST = (4.5, 40.0)  # height and width in x-heights of what may be letters, or touching ones
BLOB = 2.7  # x-heights: what is larger both ways is a punch hole or a drawing
INK = (96.0, 200.0)  # Otsu's level is kept between these: paper grain is no ink
EDGE_PT = 18.0  # beside the left and right edge of the paper: shadows, never print
SHEARS = np.arange(-0.024, 0.0241, 0.002)  # of columns against lines: a fax pulls its paper askew
SHEAR_GAIN = 1.08  # by which the ends of texts must stand out more
LETTER = 0.8  # x-heights: marks above letters are lower
ALONE = 1.6  # x-heights of white beside the first or last letter of a text: word spaces are 0.5
RULE_MARGIN_PT = 1.2  # about a rule: its fringe
GRAIN = 5.0  # raster cells in an x-height
WORD_GAP = 0.6  # x-heights: gaps inside and between words closed in the raster
# Share of a layer word's height that its small letters fill. Boxes are as high as the font: Times
# ascends 0.89 em, its small letters 0.45, and it descends 0.22; Arial 0.91, 0.52, 0.21.
LAYER_BAND = (0.4, 0.8)


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Letters or words of a page.

    boxes      (N, 4) x0, y0, x1, y1, pixels.
    blackness  (N,) share of each box that is ink, 0-1: bold print has a tenth more.
    x_height   of the page's print, pixels.
    """

    boxes: NDArray[np.float64]
    blackness: NDArray[np.float64]
    x_height: float

    @property
    def grain(self) -> float:
        """Pixels in a raster cell."""
        return self.x_height / GRAIN

    def sheared(self, shear: float, about: float) -> Marks:
        """Return the marks moved left by ``shear`` for every pixel below ``about``."""
        moved = shear * ((self.boxes[:, 1] + self.boxes[:, 3]) / 2 - about)
        moves = np.column_stack([moved, np.zeros_like(moved)] * 2)
        return Marks(self.boxes - moves, self.blackness, self.x_height)

    def outside(self, boxes: Sequence[Box]) -> Marks:
        """Return the marks whose middle lies in none of the boxes."""
        x, y = (self.boxes[:, 0] + self.boxes[:, 2]) / 2, (self.boxes[:, 1] + self.boxes[:, 3]) / 2
        free = np.ones(len(x), bool)
        for b in boxes:
            free &= ~((x >= b.x0) & (x < b.x1) & (y >= b.y0) & (y < b.y1))
        return Marks(self.boxes[free], self.blackness[free], self.x_height)

    def raster(self, width: float, height: float) -> NDArray[np.uint8]:
        """Return 1 where there is print, (rows, columns) of ``grain`` pixels, word gaps closed."""
        shape = int(height / self.grain) + 2, int(width / self.grain) + 2
        cells = np.zeros(shape, np.uint8)
        for x0, y0, x1, y1 in (self.boxes / self.grain).tolist():
            cells[max(int(y0), 0) : int(y1) + 1, max(int(x0), 0) : int(x1) + 1] = 1
        closing = np.ones((1, 2 * int(WORD_GAP * GRAIN / 2) + 1), np.uint8)
        return np.asarray(cv2.morphologyEx(cells, cv2.MORPH_CLOSE, closing), np.uint8)


def find_marks(page: CleanPage, rules: Rules, shape: Shape) -> Marks:
    """Return the letters of a page image, without rules, specks and drawings."""
    mask = _ink(page, rules)
    scale = min(1.0, MARKS_DPI / page.dpi)
    if scale < 1.0:
        smaller = cv2.resize(
            mask * np.uint8(255), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
        )
        mask = (smaller > FAINTEST).astype(np.uint8)
    unit = rules.unit * scale
    found = components(mask)
    stats = found.stats
    wide = stats[1:, cv2.CC_STAT_WIDTH].astype(float)
    high = stats[1:, cv2.CC_STAT_HEIGHT].astype(float)
    x = _x_height(wide, high, X_HEIGHT_PT * unit)
    kept = (np.maximum(wide, high) >= SMALLEST * x) & (high <= LARGEST[0] * x)
    kept &= (wide <= LARGEST[1] * x) & (np.minimum(wide, high) <= BLOB * x)
    middle = stats[1:, cv2.CC_STAT_LEFT] + wide / 2
    kept &= (middle > EDGE_PT * unit) & (middle < mask.shape[1] - EDGE_PT * unit)
    kept &= ~in_seals(found, unit)[1:]
    left, top = stats[1:, cv2.CC_STAT_LEFT][kept], stats[1:, cv2.CC_STAT_TOP][kept]
    boxes = np.column_stack([left, top, left + wide[kept], top + high[kept]]).astype(np.float64)
    blackness = stats[1:, cv2.CC_STAT_AREA][kept] / (wide[kept] * high[kept])
    return Marks(_straightened(boxes / scale, shape), blackness, x / scale)


def column_shear(marks: Marks) -> float:
    """Return the shear dx/dy at which most texts begin and end under one another, 0 where none.

    Cleanup levels the lines of a page; without column rules nothing has yet set its columns
    upright.
    """
    if len(marks.boxes) < FEW:
        return 0.0
    boxes = marks.boxes / marks.grain
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    sharpness = dict.fromkeys(SHEARS.tolist(), 0.0)
    for free, side in zip(_ends(marks), (0, 2), strict=True):
        at, y = boxes[free, side], middle[free]
        for shear in sharpness:
            moved = at - shear * (y - middle.mean())
            counts = np.bincount(np.maximum(moved - moved.min(), 0).astype(int)).astype(float)
            sharpness[shear] += float((np.convolve(counts, (0.5, 1.0, 0.5)) ** 2).sum())
    best = max(sharpness, key=lambda s: sharpness[s])
    upright = sharpness[min(sharpness, key=abs)]
    return best if sharpness[best] > SHEAR_GAIN * upright else 0.0


def _ends(marks: Marks) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which marks have white to their left, and which to their right."""
    boxes = marks.boxes / marks.grain
    middle = ((boxes[:, 1] + boxes[:, 3]) / 2).astype(int)
    raster = marks.raster(*marks.boxes[:, 2:].max(axis=0))
    margin = round(ALONE * GRAIN)
    sums = cv2.integral(cv2.copyMakeBorder(raster, 1, 1, margin, margin, cv2.BORDER_CONSTANT))

    def white(start: NDArray[np.int_]) -> NDArray[np.bool_]:
        top, bottom, end = middle, middle + 3, start + margin
        inked = sums[bottom, end] - sums[top, end] - sums[bottom, start] + sums[top, start]
        return np.asarray(inked == 0, bool)

    letters = boxes[:, 3] - boxes[:, 1] >= LETTER * GRAIN
    left, right = boxes[:, 0].astype(int), boxes[:, 2].astype(int) + 1 + margin
    return letters & white(left), letters & white(right)


def layer_marks(page: CleanPage, words: Sequence[Box]) -> Marks:
    """Return the words of a trusted text layer (clean frame) as marks."""
    unit = page.dpi / POINTS_PER_INCH
    if not words:
        return Marks(np.zeros((0, 4)), np.zeros(0), X_HEIGHT_PT * unit)
    boxes = np.array([(w.x0, w.y0, w.x1, w.y1) for w in words])
    high = boxes[:, 3] - boxes[:, 1]
    top, bottom = (boxes[:, 1] + share * high for share in LAYER_BAND)
    boxes = np.column_stack([boxes[:, 0], top, boxes[:, 2], bottom])
    parts = [page.image[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1] for x0, y0, x1, y1 in boxes]
    blackness = np.array([1.0 - float(part.mean()) / 255 if part.size else 0.0 for part in parts])
    return Marks(boxes, blackness, max(float(np.median(bottom - top)), 1.0))


def _ink(page: CleanPage, rules: Rules) -> NDArray[np.uint8]:
    """Return the ink of a page, 0/1, with paper where its rules run."""
    level, _ = cv2.threshold(page.image, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = (page.image < min(max(level, INK[0]), INK[1])).astype(np.uint8)
    margin = 2 * RULE_MARGIN_PT * rules.unit
    for group, order in ((rules.horizontal, (0, 1)), (rules.vertical, (1, 0))):
        for rule in group:
            if not rule.certain:
                continue
            along = np.concatenate([[rule.start], rule.along, [rule.end]])
            across = np.concatenate([rule.across[:1], rule.across, rule.across[-1:]])
            path = np.column_stack([along, across])[:, order]
            thick = max(round(rule.thickness + margin), 1)
            cv2.polylines(mask, [np.round(path).astype(np.int32)], False, 0, thick)
    return mask


def _x_height(wide: NDArray[np.float64], high: NDArray[np.float64], expected: float) -> float:
    """Return the height of small letters: the lowest of the heights that are met often.

    Capitals, ascenders and letters grown together with their marks make a second peak at 1.4.
    """
    likely = (high > SIZES[0] * expected) & (high < SIZES[1] * expected)
    letters = high[likely & (wide > 0.25 * high) & (wide < 2.0 * high)]
    if len(letters) < FEW:
        return expected
    counts = np.convolve(np.bincount(letters.astype(int)), np.ones(3), mode="same")
    peaks = (counts >= np.roll(counts, 1)) & (counts >= np.roll(counts, -1))
    return float(np.flatnonzero(peaks & (counts >= OFTEN * counts.max()))[0])


def _straightened(boxes: NDArray[np.float64], shape: Shape) -> NDArray[np.float64]:
    if not len(boxes):
        return boxes
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    moved = shape.straighten(middles) - middles
    return boxes + np.hstack([moved, moved])
