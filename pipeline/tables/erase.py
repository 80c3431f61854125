"""Takes ruled lines out of the page that the reader sees, and leaves the letters on them whole."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.tables.rules import Rule, Rules, find_rules
from pipeline.tables.settings import TableSettings
from pipeline.types.page import CleanPage, Image
from pipeline.types.table import Grid

STANDALONE_PT = 60.0  # away from tables only strokes this long go: a dash is text
SIDE_PT = 4.0  # shorter strokes go when they lie this near to the side of a cell
DOUBTFUL_SIDE_PT = 1.0  # the same for pieces that may be letters
PIECE_PT = 10.0  # a rule is erased in level pieces of this length
CONTACT_PT = 0.8  # ink that goes on this far beyond the stroke's edge is a letter, less is fray
SOFT_PT = 0.4  # gray fringe of a scanned stroke
SNAP_PT = 0.8  # how far the traced path may be off the middle of the stroke
PAPER_RANK = 0.75  # among the pixels beside the stroke: paper, not the letters among them


def erase_rules(
    page: CleanPage, grids: Sequence[Grid], settings: TableSettings, rules: Rules | None = None
) -> Image:
    """Return the page image, uint8 (H, W), without the rules of its tables and long lines.

    Where a letter crosses a rule its stroke stays; where it touches from one side only the rule
    goes. Nothing else of the page changes. Frame and size are those of ``page.image``.
    ``rules`` spares a second search where ``find_rules`` has been called for this page.
    """
    rules = rules or find_rules(page, settings)
    horizontal = [r for r in rules.horizontal if _goes(r, grids, rules.unit, vertical=False)]
    vertical = [r for r in rules.vertical if _goes(r, grids, rules.unit, vertical=True)]
    image = page.image.copy()
    ink = _ink(image)
    turned = np.ascontiguousarray(ink.T)
    _erase(image, _without(ink, vertical, vertical=True), horizontal, rules.unit)
    _erase(image.T, _without(turned, horizontal, vertical=True), vertical, rules.unit)
    return image


def _goes(rule: Rule, grids: Sequence[Grid], unit: float, *, vertical: bool) -> bool:
    """Tell whether a stroke is a rule to take out: a long line, or the side of a cell."""
    if rule.certain and rule.length >= STANDALONE_PT * unit:
        return True
    near = (SIDE_PT if rule.certain else DOUBTFUL_SIDE_PT) * unit
    for cell in (cell for grid in grids for cell in grid.cells):
        box = cell.box
        sides, extent = ((box.x0, box.x1), (box.y0, box.y1))
        if not vertical:
            sides, extent = extent, sides
        inside = extent[0] - near <= (rule.start + rule.end) / 2 <= extent[1] + near
        if inside and min(abs(rule.position - side) for side in sides) <= near:
            return True
    return False


def _ink(image: Image) -> NDArray[np.bool_]:
    """Tell ink from paper by one level for the page: cleanup has made the paper even."""
    level, _ = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark: NDArray[np.bool_] = image <= level
    return dark


def _without(ink: NDArray[np.bool_], rules: Sequence[Rule], *, vertical: bool) -> NDArray[np.bool_]:
    """Return the ink without the strokes that cross: a junction is no letter."""
    mask = np.zeros(ink.shape, np.uint8)
    for rule in rules:
        points = np.column_stack(
            [rule.across, rule.along] if vertical else [rule.along, rule.across]
        )
        ends = points[[0, -1]]
        ends[:, 1 if vertical else 0] = rule.start, rule.end
        path = np.vstack([ends[:1], points, ends[1:]])
        cv2.polylines(mask, [np.round(path).astype(np.int32)], False, 1, round(rule.thickness) + 4)
    kept: NDArray[np.bool_] = ink & (mask == 0)
    return kept


def _erase(image: Image, letters: NDArray[np.bool_], rules: Sequence[Rule], unit: float) -> None:
    """Paint paper over horizontal rules of ``image`` (a view, changed in place)."""
    for rule in rules:
        step = max(round(PIECE_PT * unit), 4)
        for low in range(max(int(rule.start) - 1, 0), int(rule.end) + 1, step):
            high = min(low + step, image.shape[1], int(rule.end) + 2)
            middle = float(np.interp((low + high) / 2, rule.along, rule.across))
            _erase_piece(image, letters, (low, high), middle, rule.thickness, unit)


def _erase_piece(
    image: Image,
    letters: NDArray[np.bool_],
    extent: tuple[int, int],
    middle: float,
    thickness: float,
    unit: float,
) -> None:
    """Erase the stroke between two columns; it is taken to be level over this short piece."""
    low, high = extent
    reach = round(thickness + (SNAP_PT + CONTACT_PT + SOFT_PT) * unit) + 2
    first = max(int(middle) - reach, 0)
    window = image[first : int(middle) + reach + 1, low:high]
    inked = letters[first : int(middle) + reach + 1, low:high]
    if window.size == 0:
        return
    top, bottom = _edges(inked, middle - first, thickness, unit)
    contact, soft = max(round(CONTACT_PT * unit), 2), max(round(SOFT_PT * unit), 1)
    above = inked[max(top - contact, 0) : top].all(axis=0)
    below = inked[bottom : bottom + contact].all(axis=0)
    beside = np.sort(window[[0, 1, -2, -1]], axis=None)
    rows = np.arange(len(window))[:, None]
    starts = np.where(above, top, max(top - max(soft, contact - 1), 0))
    ends = np.where(below, bottom, bottom + max(soft, contact - 1))
    stroke = (rows >= starts) & (rows < ends) & ~(above & below)
    window[stroke] = beside[int(PAPER_RANK * len(beside))]


def _edges(
    inked: NDArray[np.bool_], middle: float, thickness: float, unit: float
) -> tuple[int, int]:
    """Return the first row of the stroke in the window and the row after its last.

    The stroke is where most columns are inked; a letter on it inks only some.
    """
    filled = inked.mean(axis=1) > 0.5
    near = np.flatnonzero(filled)
    near = near[np.abs(near + 0.5 - middle) <= thickness / 2 + SNAP_PT * unit + 1]
    if not len(near):
        half = thickness / 2
        return max(int(np.floor(middle - half)), 0), int(np.ceil(middle + half))
    seed = int(near[np.abs(near + 0.5 - middle).argmin()])
    top, bottom = seed, seed + 1
    while top > 0 and filled[top - 1]:
        top -= 1
    while bottom < len(filled) and filled[bottom]:
        bottom += 1
    return top, bottom
