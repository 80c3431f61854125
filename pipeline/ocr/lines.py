"""Cut a region of a clean page into printed lines, each without its neighbours' ink.

Method: the x-height of the page comes from its connected components. Ink smoothed along the line
forms a ridge through the x-height band of every printed line; ridges that are the highest within
a line pitch are line fragments. Every component then goes to the fragment it belongs to, so that
marks above and dots below stay with their letters even where lines nearly touch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from pipeline.ocr.owners import assign
from pipeline.ocr.ridges import Ridge, find_ridges, joined
from pipeline.types.components import Components, components
from pipeline.types.geometry import Box
from pipeline.types.page import Image
from pipeline.types.text import LineImage

# All lengths below are in x-heights unless said otherwise. Times-like print set at 1.0–1.5 line
# spacing has a pitch of 2.5–3.8 x-heights, capitals of 1.45 and hats over capitals up to 2.1.
_PAD = 0.35  # white border of a line image
_COLUMN_GAP = 2.2  # justified prose keeps its spaces under 1.6
_MIN_SIZE = 0.2  # smaller finds are specks
_LETTER = (0.85, 1.8, 0.3)  # least and largest height, least width of a letter without marks
_TALLER = (1.25, 1.6)  # heights of letters with ascenders: 1.33-1.47, by the face
# Plain letters to taller ones where the taller are more: 0.5-0.99 on 45 of 232 pages, 0-0.35 of
# anything lower where plain ones are. Print of x-heights beyond 17 pt is none, but taller letters.
_PLAIN, _FEW_PLAIN, _LARGEST = 0.45, 0.2, 1.35
_AWAY = 1.15  # from the middle of every line beside it: marks over capitals are nearer
_BESIDE = 0.5  # of a ridge: letters there belong to it


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """The ink of a page: mask (H, W) bool and the page's x-height in pixels.

    plain   height of letters without ascender where taller ones are more, else the x-height. Cells
            are cut by it; capitals of letterheads are set so closely that it parts their marks.
    """

    mask: NDArray[np.bool_]
    x_height: float
    plain: float = 0.0

    @property
    def of_cells(self) -> Ink:
        """The same ink for the lines of cells."""
        return replace(self, x_height=self.plain or self.x_height)


def find_ink(image: Image, dpi: float) -> Ink:
    """Threshold a clean page (H, W) uint8 and measure its x-height.

    The threshold is Otsu's, held between 96 and 200 so that an almost empty page does not turn
    its paper grain into ink. Without enough letters the x-height of 13 pt print is assumed.
    """
    otsu, _ = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = image < min(max(otsu, 96.0), 200.0)
    return Ink(mask, *_x_heights(mask, dpi))


def _x_heights(mask: NDArray[np.bool_], dpi: float) -> tuple[float, float]:
    """Mode of the heights of letter-like components, in pixels, and the height of plain letters.

    Letters with a hat or an ascender may be more: then plain ones are the lower of two peaks.
    """
    expected = 13 / 72 * dpi * 0.45  # 13 pt Times: x-height 0.45 em
    stats = components(mask).stats
    width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    letters = height[
        (height > 0.5 * expected)
        & (height < 2.5 * expected)
        & (width > 0.25 * height)
        & (width < 2.0 * height)
    ]
    if len(letters) < 20:
        return expected, expected
    counts = np.bincount(letters).astype(float)
    smooth = np.convolve(counts, [0.5, 1.0, 0.5], mode="same")
    mode = int(np.argmax(smooth))
    first = int(np.ceil(mode / _TALLER[1]))
    plain = first + int(np.argmax(smooth[first : int(mode / _TALLER[0]) + 1]))
    least = _PLAIN if mode <= _LARGEST * expected else _FEW_PLAIN
    return float(mode), float(plain if smooth[plain] >= least * smooth[mode] else mode)


def cut_lines(image: Image, ink: Ink, region: Box, columns: bool = False) -> list[LineImage]:
    """Cut the lines of ``region`` (clean frame) out of ``image`` (H, W) uint8, in reading order.

    ``columns``: white gaps wider than ``_COLUMN_GAP`` x-heights part a line (letterheads, lists
    beside signatures); without it everything on one baseline is one line, as in a table cell.
    Returns [] where nothing is printed.
    """
    rows, cols = region.clipped(image.shape[1], image.shape[0]).slices()
    mask = ink.mask[rows, cols]
    if not mask.any():
        return []
    found = components(mask)
    ridges = _all_ridges(mask, found, ink.x_height)
    if not ridges:
        return []
    gap = _COLUMN_GAP * ink.x_height if columns else float("inf")
    owner = _part_columns(assign(found, ridges, ink.x_height), gap)
    return _crops(image[rows, cols], owner, ink.x_height, (cols.start, rows.start))


def _all_ridges(mask: NDArray[np.bool_], found: Components, x: float) -> list[Ridge]:
    """Find the ridges of a region; a second time among the letters that no ridge runs through.

    A lone word at the end of a justified line is faint beside the full line right below it.
    """
    ridges = find_ridges(mask, x)
    left, _, width, height, _ = found.stats.T
    lone = (height >= _LETTER[0] * x) & (height <= _LETTER[1] * x) & (width >= _LETTER[2] * x)
    lone[0] = False
    for ridge in ridges:
        y = ridge.slope * found.centres[:, 0] + ridge.offset
        beside = (left > ridge.x1 + _BESIDE * x) | (left + width < ridge.x0 - _BESIDE * x)
        lone &= beside | (np.abs(found.centres[:, 1] - y) > _AWAY * x)
    if not lone.any():
        return ridges
    return joined([*ridges, *find_ridges(lone[found.labels], x)], x)


def _part_columns(owner: NDArray[np.int32], gap: float) -> NDArray[np.int32]:
    """Renumber so that parts of a line over a gap wider than ``gap`` pixels are lines apart."""
    if gap == float("inf"):
        return owner
    parted = np.zeros_like(owner)
    total = 0
    for line, window in _windows(owner):
        own = owner[window] == line
        columns = np.flatnonzero(own.any(axis=0))
        starts = np.concatenate([[0], np.flatnonzero(np.diff(columns) > gap) + 1])
        for first, after in zip(starts, [*starts[1:], len(columns)], strict=True):
            total += 1
            part = slice(columns[first], columns[after - 1] + 1)
            parted[window][:, part][own[:, part]] = total
    return parted


def _windows(owner: NDArray[np.int32]) -> Iterator[tuple[int, tuple[slice, slice]]]:
    """Yield the number of each line that has ink, and the window around it."""
    for line, window in enumerate(ndimage.find_objects(owner), 1):
        if window is not None:
            yield line, window


def _crops(
    gray: Image, owner: NDArray[np.int32], x: float, origin: tuple[int, int]
) -> list[LineImage]:
    """Copy each line onto white paper; ink keeps its soft edge, neighbours are left out."""
    pad = round(_PAD * x)
    found = []
    for line, window in _windows(owner):
        ys, xs = window
        if min(ys.stop - ys.start, xs.stop - xs.start) - 1 < _MIN_SIZE * x:
            continue
        own = (owner[window] == line).astype(np.uint8)
        edged = cv2.dilate(own, np.ones((3, 3), np.uint8)).astype(bool) & (owner[window] == 0)
        line_ink = np.where(own.astype(bool) | edged, gray[window], np.uint8(255))
        image = cv2.copyMakeBorder(
            line_ink, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255
        ).astype(np.uint8)
        left, top = origin
        box = Box(xs.start + left, ys.start + top, xs.stop + left, ys.stop + top, "clean")
        found.append(LineImage(image, box))
    return found
