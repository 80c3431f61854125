"""Which printed line every piece of ink belongs to.

A component that a line's x-height band runs through is of that line. Marks above and dots below go
to their letters, also where lines are set so closely that a tone over a hat all but touches, or
touches, the foot of a "p" above.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.ridges import Ridge
from pipeline.types.components import Components

# All lengths below are in x-heights unless said otherwise.
_MARK_BOUNDARY: Final = 0.40  # of the pitch, below the upper ridge: lower marks are the next line's
# A mark that another line costs less than so many times as much is looked at closely: it goes with
# the nearest ink that is sure within this distance.
_DOUBTFUL: Final = 1.8
_MARK_REACH: Final = 0.8
_TOUCH_BOUNDARY: Final = 0.45  # of the pitch: where ink that touches two lines is cut
_SPECK: Final = 0.45  # size of the largest speck looked for; dots are 0.2 to 0.3
_MAX_COST: Final = 4.0  # ink farther than this from every line is no text
# Below the middle of the x-height band: a letter that reaches so far has a foot ("p", "y", "ƒ"),
# which begins here. Feet of Times-like print end at 0.95 to 1.02, of upright sans at 0.87.
_FOOT: Final = (0.8, 0.55)
_FOOT_ENDS: Final = (0.8, 1.1)
_HANGING: Final = (0.2, 1.2)  # height that is left below a foot, at least; width, at most
_OVER: Final = (0.45, 2.0)  # above the middle of the line that it belongs to
_LETTERS: Final = 2.6  # height of a letter with its foot and what hangs on it, at most


def assign(found: Components, ridges: Sequence[Ridge], x: float) -> NDArray[np.int32]:
    """Give every ink pixel its line: (H, W) int32, 0 = none, lines numbered from 1.

    found    the ink of a region.
    ridges   its lines, in the order of their numbers.
    x        x-height of the page, pixels.
    """
    boxes, centres = found.stats[1:].astype(float), found.centres[1:]
    left, top = boxes[:, cv2.CC_STAT_LEFT], boxes[:, cv2.CC_STAT_TOP]
    right, bottom = left + boxes[:, cv2.CC_STAT_WIDTH], top + boxes[:, cv2.CC_STAT_HEIGHT]
    slopes, offsets = np.array([r.slope for r in ridges]), np.array([r.offset for r in ridges])
    middle = centres[:, :1] * slopes + offsets  # (components, ridges)
    below = centres[:, 1:] - middle
    cost = np.where(below > 0, below / _MARK_BOUNDARY, -below / (1 - _MARK_BOUNDARY))
    inside = (middle >= top[:, None]) & (middle <= bottom[:, None])
    cost[inside] = np.abs(below[inside]) * 1e-3
    away = np.array([np.maximum(np.maximum(r.x0 - right, left - r.x1), 0.0) for r in ridges]).T
    cost += 2.0 * away
    best = cost.argmin(axis=1)
    least = cost[np.arange(len(cost)), best]
    line_of = np.concatenate([[0], np.where(least > _MAX_COST * x, 0, best + 1)]).astype(np.int32)
    rivals = (cost < _DOUBTFUL * least[:, None]).sum(axis=1)
    sure = (line_of > 0) & np.concatenate([[False], (rivals == 1) | inside.any(axis=1)])
    own = np.concatenate([[0.0], middle[np.arange(len(best)), best]])
    _settle_marks(line_of, found, np.where(sure, own, np.nan), x)
    _leave_specks(line_of, found, np.flatnonzero(~inside.any(axis=1)) + 1, x)
    owner = line_of[found.labels]
    tall = boxes[:, cv2.CC_STAT_HEIGHT] > 1.8 * x
    for component in np.flatnonzero(tall & (inside.sum(axis=1) > 1)):
        _split_component(owner, found, int(component) + 1, middle[component])
    _part_hanging(owner, found, np.where(inside.sum(axis=1) == 1, own[1:], np.nan), ridges, x)
    return owner


def _settle_marks(
    line_of: NDArray[np.int32], found: Components, middle: NDArray[np.float64], x: float
) -> None:
    """Give doubtful marks the line of the nearest ink that is sure (changes ``line_of``).

    middle   of each component's line where that is sure, elsewhere NaN.
    """
    bottom = found.stats[:, cv2.CC_STAT_TOP] + found.stats[:, cv2.CC_STAT_HEIGHT]
    deepest, begins = _FOOT
    # Marks stand above letters and dots below them, but nothing stands below a foot.
    floor = np.where(bottom > middle + deepest * x, middle + begins * x, np.inf)
    floor[np.isnan(middle)] = -np.inf
    for mark in np.flatnonzero((line_of > 0) & np.isnan(middle)).tolist():
        line_of[mark] = line_of[_nearest(found, floor, mark, round(_MARK_REACH * x)) or mark]


def _leave_specks(
    line_of: NDArray[np.int32], found: Components, outside: NDArray[np.intp], x: float
) -> None:
    """Take specks out of lines: small ink off the band with no other of its line in reach.

    A speck over a line makes it higher, its letters smaller to the reader (changes ``line_of``).
    """
    reach = round(_MARK_REACH * x)
    sizes = found.stats[outside, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1)
    small = outside[(sizes <= _SPECK * x) & (line_of[outside] > 0)]
    lone = [speck for speck in small.tolist() if not _has_company(line_of, found, speck, reach)]
    line_of[lone] = 0


def _has_company(line_of: NDArray[np.int32], found: Components, speck: int, reach: int) -> bool:
    left, top, width, height = found.stats[speck, :4].tolist()
    y0, x0 = max(top - reach, 0), max(left - reach, 0)
    near = np.unique(found.labels[y0 : top + height + reach, x0 : left + width + reach])
    return bool((line_of[near[near != speck]] == line_of[speck]).any())


def _nearest(found: Components, floor: NDArray[np.float64], mark: int, reach: int) -> int | None:
    """Return the component nearest to the box of a mark; None: none is within ``reach``.

    Of each component only the ink down to its row in ``floor`` counts.
    """
    left, top, width, height = found.stats[mark, :4].tolist()
    y0, x0 = max(top - reach, 0), max(left - reach, 0)
    near = found.labels[y0 : top + height + reach, x0 : left + width + reach]
    ys, xs = np.nonzero(np.arange(y0, y0 + len(near))[:, None] <= floor[near])
    if not len(ys):
        return None
    down = np.maximum(np.maximum(top - y0 - ys, ys + y0 - top - height + 1), 0)
    across = np.maximum(np.maximum(left - x0 - xs, xs + x0 - left - width + 1), 0)
    at = int((down**2 + across**2).argmin())
    return int(near[ys[at], xs[at]])


def _split_component(
    owner: NDArray[np.int32], found: Components, label: int, middle: NDArray[np.float64]
) -> None:
    """Cut a component that touches several lines between their bands (``owner`` is our own)."""
    window = found.window(label)
    top, bottom = window[0].start, window[0].stop
    part = found.labels[window] == label
    order = [i for i in np.argsort(middle) if top <= middle[i] <= bottom]
    edges = [middle[a] + _TOUCH_BOUNDARY * (middle[b] - middle[a]) for a, b in pairwise(order)]
    band = np.searchsorted(np.array(edges), np.arange(top, bottom))
    lines = np.array([i + 1 for i in order], np.int32)[band]
    owner[window] = np.where(part, lines[:, None], owner[window])


def _part_hanging(
    owner: NDArray[np.int32],
    found: Components,
    middle: NDArray[np.float64],
    ridges: Sequence[Ridge],
    x: float,
) -> None:
    """Give the line below the tones that touch a foot above them (changes ``owner``).

    middle   of the line of each component that runs through one line, elsewhere NaN; without paper.
    """
    left, top, _, height = found.stats[1:, :4].T.astype(float)
    depth = (top + height - middle) / x
    feet = depth[(depth > _FOOT_ENDS[0]) & (depth < _FOOT_ENDS[1])]
    end = (float(np.median(feet)) if len(feet) else sum(_FOOT_ENDS) / 2) * x
    long = (depth * x > end + _HANGING[0] * x) & (height < _LETTERS * x)
    for index in np.flatnonzero(long).tolist():
        cut = int(np.ceil(middle[index] + end - top[index]))
        window = found.window(index + 1)
        hanging = found.labels[window][cut:] == index + 1
        columns = np.flatnonzero(hanging.any(axis=0))
        centre = left[index] + (columns[0] + columns[-1]) / 2
        bottom, (least, most) = top[index] + height[index], _OVER
        over = [
            (ridge.y(centre) - bottom, number)
            for number, ridge in enumerate(ridges, 1)
            if ridge.x0 <= centre <= ridge.x1 and least * x <= ridge.y(centre) - bottom <= most * x
        ]
        if over and columns[-1] - columns[0] < _HANGING[1] * x:
            owner[window][cut:][hanging] = min(over)[1]
