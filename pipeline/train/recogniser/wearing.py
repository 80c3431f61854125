"""What a scanner, its years and our own cleanup leave of a printed line."""

from __future__ import annotations

from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.train.recogniser.drawing import X_HEIGHT, Printed, print_line
from pipeline.train.synth import damage
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.wear import KINDS, Kind, Range
from pipeline.types.geometry import Box
from pipeline.types.page import Image
from pipeline.types.text import LineImage

_KINDS: Final = {
    "office": 3.0, "flatbed": 1.5, "bilevel": 2.0, "fax": 3.5, "old": 2.0, "photo": 2.0,
    "lowdpi": 2.0, "clean": 0.5, "stamped": 0.7,
}  # fmt: skip
_WIDER = 0.25  # of a range, by which other scanners go beyond ours on either side
_SLOPE = 0.008  # rise over run that cleanup may leave behind
_SLANT = 0.03
_STRETCH = (0.9, 1.1)  # of letters across: fonts that run narrow or wide, scanners' gears
_NEIGHBOURS, _RULES, _STROKES, _SPECKS = 0.09, 0.06, 0.08, 0.25  # shares of lines with such dirt
_INK_RANGE = (96.0, 200.0)  # gray that parts ink from paper, as ``ocr.lines`` holds it
# Strips are 40 pixels high: gray print of 300 dpi comes out as that of 220 dpi does.
_FINEST_GRAY = 220
# Share of lines that lose ink where the kind of scan loses any to speak of, and elsewhere.
_LOSSES, _FEW_LOSSES = 0.75, 0.15
_FADE_PER_INCH = 1.7  # patches of weak ink, as ``damage.lose_ink`` has on a page of A4
_REACHING = ("gyqp(đ) nghiệp", "ỦBẾĐÃ hộẫy ẳ")
_BETWEEN = 0.45  # of the pitch from a line's middle, where touching lines are cut
_REACH = 0.12  # of the size, that a neighbour's ink reaches over the cut
_RULE_BESIDE = 0.2  # of the size, from the end of the line's picture
_FAX_GRAIN = 9.0  # gray levels, as ``damage.two_tone``
_BORDER = 0.35  # x-heights, as ``ocr.lines`` leaves around a line


def worn_line(text: str, dice: Dice, growth: float = 1.0) -> LineImage:
    """Print a text and wear it as some scanner would; with less ``growth`` (0-1) more gently.

    An empty text gives paper with dirt.
    """
    kind = KINDS[dice.weighted(_KINDS)]
    dpi = _resolution(kind, dice)
    return _worn(print_line(text or " ", float(max(dpi, 200)), dice), kind, dpi, dice, growth)


def worn_print(printed: Printed, dice: Dice, growth: float = 1.0) -> LineImage:
    """Wear what is printed already."""
    kind = KINDS[dice.weighted(_KINDS)]
    return _worn(printed, kind, _resolution(kind, dice), dice, growth)


def _resolution(kind: Kind, dice: Dice) -> int:
    dpi = dice.pick(kind.dpi)
    return dpi if kind.tone == "bilevel" else min(dpi, _FINEST_GRAY)


def _worn(printed: Printed, kind: Kind, dpi: int, dice: Dice, growth: float) -> LineImage:
    page = _inked(printed, kind, dice, growth)
    page = _beside(page, printed, dice) if dice.chance(growth) else page
    page = _moved(page, dice, growth, dpi / printed.dpi)
    size = printed.size * dpi / printed.dpi
    dusty = kind.tone == "bilevel" or kind.loss[1] > 0.1
    return _cut(_scanned(page, kind, float(dpi), dice, growth), size, dice, dusty=dusty)


def _draw(dice: Dice, bounds: Range, growth: float) -> float:
    """Draw from a range, a little widened; a gentle scan stays in its lower part."""
    low, high = bounds
    more = _WIDER * (high - low)
    return dice.uniform(low - (more if low < 0 else 0), low + (high + more - low) * growth)


def _inked(printed: Printed, kind: Kind, dice: Dice, growth: float) -> Image:
    page = damage.spread_ink(printed.image, printed.dpi, _draw(dice, kind.spread, growth))
    if dice.chance(_LOSSES if kind.loss[1] > 0.1 else _FEW_LOSSES):
        cells = max(round(_FADE_PER_INCH * page.shape[1] / printed.dpi), 1)
        page = damage.lose_ink(page, dice, dice.uniform(0, kind.loss[1]) * growth, cells)
    ink = dice.between(*kind.ink)
    shade = dice.uniform(0, 1)
    paper = round(min(kind.paper) + shade * (255 - min(kind.paper)))
    page = _levelled(page, ink, paper)
    if dice.chance(_SPECKS * growth):
        page = damage.speckle(page, dice, printed.dpi, dice.uniform(0, 3 * kind.specks[1] + 1))
    return page


def _levelled(page: Image, black: float, white: float) -> Image:
    """Bring gray 0 to ``black`` and 255 to ``white``."""
    table = np.clip(np.round(np.linspace(black, white, 256)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(page, table), np.uint8)


def _beside(page: Image, printed: Printed, dice: Dice) -> Image:
    """Leave what does not belong to the line: neighbours' ink, rules, strokes of pens and seals."""
    done = page
    if dice.chance(_NEIGHBOURS):
        done = _with_neighbour(done, printed, dice)
    if dice.chance(_RULES):
        done = _with_rule(done.copy(), printed, dice)
    if dice.chance(_STROKES):
        done = _with_strokes(done.copy(), printed.size, dice)
    return done


def _with_neighbour(page: Image, printed: Printed, dice: Dice) -> Image:
    """Leave the feet of the line above, or the heads of the one below, that reach over."""
    pitch = round(printed.size * dice.uniform(1.0, 1.3))
    up = dice.chance(0.5)
    other = print_line(dice.pick(_REACHING), printed.dpi, dice)
    moved = np.full_like(page, 255)
    shift = printed.base + (-pitch if up else pitch) - other.base
    x = dice.between(0, max(page.shape[1] - 20, 0))
    _paste(moved, other.image, x - other.image.shape[1] // 2, shift)
    middle = printed.base - round(X_HEIGHT * printed.size / 2)
    over = round(_REACH * printed.size)
    if up:
        moved[: max(middle - round(_BETWEEN * pitch) - over, 0)] = 255
    else:
        moved[middle + round(_BETWEEN * pitch) + over :] = 255
    return np.minimum(page, moved)


def _with_rule(page: Image, printed: Printed, dice: Dice) -> Image:
    """Leave a piece of a rule at one end, or below or above (changes ``page``, which is ours)."""
    size, (height, width) = printed.size, page.shape
    thick, shade = dice.between(1, max(round(printed.dpi / 90), 1)), dice.between(0, 140)
    if dice.chance(0.6):
        x = round(dice.pick((_RULE_BESIDE, width / size - _RULE_BESIDE)) * size)
        top, end = sorted((dice.between(0, height), dice.between(0, height)))
        cv2.line(page, (x, top), (x, end), shade, thick)
    else:
        y = printed.base + round(size * dice.pick((dice.uniform(0.25, 0.4), -1.05)))
        left, end = sorted((dice.between(0, width), dice.between(0, width)))
        cv2.line(page, (left, y), (end, y), shade, thick)
    return page


def _with_strokes(page: Image, size: int, dice: Dice) -> Image:
    """Draw strokes of pens and seals, dark, faint or taken out of the print (changes ``page``)."""
    height, width = page.shape
    for _ in range(dice.between(1, 3)):
        centre = (dice.between(0, width), dice.between(-height, 2 * height))
        radius = dice.between(height // 2, 4 * height)
        shade = dice.pick((255, 255, 200, 160, 90))
        thick = dice.between(1, max(round(size / 10), 1))
        cv2.circle(page, centre, radius, shade, thick, cv2.LINE_AA)
    return page


def _paste(onto: Image, other: Image, x: int, y: int) -> None:
    """Lay a picture onto another one, in place; what falls outside is lost."""
    top, left = max(y, 0), max(x, 0)
    end, right = min(y + other.shape[0], onto.shape[0]), min(x + other.shape[1], onto.shape[1])
    if top < end and left < right:
        onto[top:end, left:right] = other[top - y : end - y, left - x : right - x]


def _moved(page: Image, dice: Dice, growth: float, scale: float) -> Image:
    """Stretch, slant and turn a line a little, and bring it to the scanner's resolution."""
    height, width = page.shape
    wide = scale * dice.uniform(*_STRETCH)
    slope = dice.gauss(0, _SLOPE / 2) * growth
    slant = dice.gauss(0, _SLANT / 2) * growth
    room = abs(slope) * width * scale
    size = max(round(width * wide), 4), max(round(height * scale + room), 4)
    down = room if slope < 0 else 0.0
    matrix = np.array(
        [[wide, slant, -slant * height / 2], [slope * scale, scale, down + dice.random() - 0.5]],
        np.float64,
    )
    if scale < 1:
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), 0.35 / scale), np.uint8)
    return np.asarray(
        cv2.warpAffine(page, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
        np.uint8,
    )


@cache
def _noise() -> NDArray[np.float32]:
    """Return noise of sigma 1, a little coarser than one pixel; lines take pieces of it."""
    noise = np.random.default_rng(0).standard_normal((1024, 4096), dtype=np.float32)
    return np.asarray(cv2.GaussianBlur(noise, (3, 3), 0.5) * 1.5, np.float32)


def _grained(page: Image, dice: Dice, sigma: float) -> Image:
    """Add the sensor's noise, ``sigma`` gray levels, as ``damage.grain`` does, faster."""
    bank, (height, width) = _noise(), page.shape
    if sigma < 0.3 or height >= bank.shape[0] or width >= bank.shape[1]:
        return page
    y, x = dice.between(0, bank.shape[0] - height), dice.between(0, bank.shape[1] - width)
    noise = bank[y : y + height, x : x + width]
    return cv2.addWeighted(page, 1.0, noise, sigma, 0.0, dtype=cv2.CV_8U).astype(np.uint8)


def _scanned(page: Image, kind: Kind, dpi: float, dice: Dice, growth: float) -> Image:
    page = damage.soften(page, dpi, _draw(dice, kind.blur, growth))
    page = _grained(page, dice, _draw(dice, kind.grain, growth))
    page = damage.sharpen(page, dpi, dice.uniform(*kind.sharp))
    ink, paper = float(page.min()), float(page[:2].mean())
    if kind.tone == "bilevel":
        level = dice.uniform(*kind.level)
        page = _grained(page, dice, _FAX_GRAIN)
        parted = ink + (level - 20) * (paper - ink) / 230
        return np.asarray(cv2.threshold(page, parted, 255, cv2.THRESH_BINARY)[1], np.uint8)
    if paper - ink > 20:
        dark, white = ink * dice.uniform(0, 1), dice.uniform(250, 275)
        page = _levelled(
            page, -dark * white / (paper - dark), (255 - dark) * white / (paper - dark)
        )
    if dice.chance(0.5):
        quality = round(dice.uniform(*kind.quality))
        _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
        page = np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)
    return page


def _cut(page: Image, size: float, dice: Dice, *, dusty: bool) -> LineImage:
    """Cut a line as ``ocr.lines`` does: ink with its soft edge on white paper, a border around."""
    otsu, _ = cv2.threshold(page, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    least, most = _INK_RANGE
    ink = (page < min(max(otsu + dice.uniform(-15, 25), least), most)).astype(np.uint8)
    ink = _without_specks(ink, size * X_HEIGHT) if dusty else ink
    halo = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    image = np.where(halo > 0, page, np.uint8(255)).astype(np.uint8)
    pad = round(_BORDER * size * X_HEIGHT * dice.uniform(0.85, 1.15))
    x, y, wide, high = cv2.boundingRect(ink)
    if not wide:
        x, y, wide, high = 0, 0, image.shape[1], image.shape[0]
    image = image[y : y + high, x : x + wide]
    bordered = cv2.copyMakeBorder(image, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255)
    return LineImage(np.asarray(bordered, np.uint8), Box(0, 0, wide, high, "clean"))


def _without_specks(ink: NDArray[np.uint8], x_height: float) -> NDArray[np.uint8]:
    """Take out what ``ocr.lines`` and cleanup drop: finds of a few pixels."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least = max((0.1 * x_height) ** 2, 2.0)
    small = np.flatnonzero(np.asarray(stats)[:, cv2.CC_STAT_AREA] < least)
    if len(small) and count > 1:
        keep = np.ones(count, np.uint8)
        keep[small] = 0
        keep[0] = 0
        return keep[np.asarray(labels)]
    return ink
