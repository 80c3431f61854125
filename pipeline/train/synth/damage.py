"""What ink, paper, lamp and lens do to a page; every function returns a new image."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.train.synth.dice import Dice
from pipeline.types.page import Image

Cover = NDArray[np.float32]
_SHARP_PT: Final = 0.3  # points; radius of the sharpening
_FADE_CELLS: Final = 14  # patches of weak ink across a page's width


def noise_of(dice: Dice) -> np.random.Generator:
    """Return a generator of pixels' noise, seeded by the dice."""
    return np.random.default_rng(dice.getrandbits(63))


def field(dice: Dice, shape: tuple[int, int], cells: int) -> Cover:
    """Return smooth noise of 0-1 with about ``cells`` patches across the width."""
    rows = max(2, round(cells * shape[0] / shape[1]))
    coarse = noise_of(dice).random((rows + 1, cells + 1), dtype=np.float32)
    wide = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.clip(wide, 0, 1).astype(np.float32)


def spread_ink(page: Image, dpi: float, points: float) -> Image:
    """Let ink run by ``points`` (negative: worn thin), softly, as toner does."""
    radius = abs(points) * dpi / 72
    if radius < 0.05:
        return page
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    full = cv2.erode(page, kernel) if points > 0 else cv2.dilate(page, kernel)
    share = min(radius, 1.0)
    return np.asarray(cv2.addWeighted(full, share, page, 1 - share, 0), dtype=np.uint8)


def lose_ink(page: Image, dice: Dice, amount: float, cells: int = _FADE_CELLS) -> Image:
    """Take ink off in patches, ``cells`` across the width, and in grains; ``amount`` 0-1."""
    if amount <= 0:
        return page
    shape = page.shape[:2]
    patches = field(dice, shape, cells)
    grains = field(dice, shape, max(shape[1] // 3, 8))
    kept = 1 - amount * np.clip(1.6 * patches - 0.7 + 0.9 * (grains - 0.45), 0, 1)
    return np.round(255 - (255 - page.astype(np.float32)) * kept).astype(np.uint8)


def show_through(page: Image, back: Image, strength: float) -> Image:
    """Let the other side shine through, mirrored and soft; ``strength`` 0-1."""
    height, width = page.shape[:2]
    mirrored = np.asarray(cv2.flip(back, 1))
    if mirrored.shape[:2] != (height, width):
        mirrored = np.asarray(cv2.resize(mirrored, (width, height), interpolation=cv2.INTER_AREA))
    soft = cv2.GaussianBlur(mirrored, (0, 0), 0.0022 * width)
    darker = 255 - strength * (255 - soft.astype(np.float32))
    return np.round(page * (darker / 255)).astype(np.uint8)


def colour(page: Image, paper: tuple[int, int, int], ink: int) -> Image:
    """Return the gray page in RGB with paper and ink of these colours."""
    steps = np.arange(256, dtype=np.float32)[:, None] / 255
    table = np.round(ink + steps * (np.array(paper, dtype=np.float32) - ink)).astype(np.uint8)
    return table[page]


def speckle(page: Image, dice: Dice, dpi: float, per_inch: float) -> Image:
    """Scatter dark specks of dust, ``per_inch`` of them on a square inch."""
    height, width = page.shape[:2]
    noise = noise_of(dice)
    count = int(per_inch * height * width / dpi**2)
    done = page.copy()
    for x, y, r, dark in zip(
        noise.integers(0, width, count),
        noise.integers(0, height, count),
        noise.gamma(1.2, dpi / 420, count),
        noise.integers(20, 150, count),
        strict=True,
    ):
        shade = int(dark) if page.ndim == 2 else (int(dark),) * 3
        cv2.circle(done, (int(x), int(y)), int(min(r, dpi / 40)), shade, -1, cv2.LINE_AA)
    return done


def holes(page: Image, dice: Dice, dpi: float) -> Image:
    """Punch two holes into the left edge; the scanner's lid shows dark or white in them."""
    done = page.copy()
    x, middle = round(dpi * 0.45), page.shape[0] / 2 + dpi * dice.uniform(-0.3, 0.3)
    shade = dice.pick((35, 60, 235))
    for dy in (-1.57, 1.57):
        centre = (x, round(middle + dy * dpi))
        cv2.circle(done, centre, round(dpi * 0.115), (shade,) * 3, -1, cv2.LINE_AA)
        cv2.circle(
            done, centre, round(dpi * 0.118), (150,) * 3, max(round(dpi / 150), 1), cv2.LINE_AA
        )
    return done


def staple(page: Image, dice: Dice, dpi: float) -> Image:
    """Leave a staple and its shadow in the upper left corner."""
    done = page.copy()
    x, y = dpi * dice.uniform(0.25, 0.5), dpi * dice.uniform(0.25, 0.5)
    angle = dice.uniform(0.5, 1.1)
    dx, dy = 0.42 * dpi * np.cos(angle), -0.42 * dpi * np.sin(angle)
    for shift, shade, thick in ((2.0, 120, 3.2), (0.0, 55, 2.2)):
        ends = (
            (round(x + shift), round(y + shift)),
            (round(x + dx + shift), round(y + dy + shift)),
        )
        thickness = max(round(thick * dpi / 200), 1)
        cv2.line(done, *ends, (shade,) * 3, thickness, cv2.LINE_AA)
    return done


def light(page: Image, dice: Dice, depth: float) -> Image:
    """Light the page unevenly: a slope and a soft patch, down to 1 - ``depth``."""
    height, width = page.shape[:2]
    x, y = np.linspace(-1, 1, 33), np.linspace(-1, 1, 45)
    a, b = dice.uniform(-1, 1), dice.uniform(-1, 1)
    slope = (a * x[None, :] + b * y[:, None]) / 2
    cx, cy = dice.uniform(-1, 1), dice.uniform(-1, 1)
    patch = ((x[None, :] - cx) ** 2 + (y[:, None] - cy) ** 2) / 4
    coarse = np.clip(1 - depth * (0.5 * (slope + 1) * 0.7 + 0.5 * patch), 0.2, 1)
    lamp = cv2.resize(coarse.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    lit = page * (lamp[..., None] if page.ndim == 3 else lamp)
    return np.round(lit).astype(np.uint8)


def dark_edges(page: Image, dice: Dice, dpi: float) -> Image:
    """Darken one or two edges, as a lid that does not close does."""
    done = page.astype(np.float32)
    height, width = page.shape[:2]
    for side in dice.some(("left", "right", "top", "bottom"), dice.between(1, 2)):
        deep = dpi * dice.uniform(0.03, 0.16)
        across = width if side in ("left", "right") else height
        ramp = np.clip(np.arange(across, dtype=np.float32) / deep, 0, 1) ** 0.6
        ramp = dice.uniform(0.1, 0.45) * (1 - ramp) + ramp
        ramp = ramp if side in ("left", "top") else ramp[::-1]
        shape = (1, across) if side in ("left", "right") else (across, 1)
        done *= ramp.reshape(shape + (1,) * (page.ndim - 2))
    return np.round(done).astype(np.uint8)


def soften(page: Image, dpi: float, points: float) -> Image:
    """Blur by a lens whose spot has a sigma of ``points``."""
    sigma = points * dpi / 72
    return page if sigma < 0.2 else np.asarray(cv2.GaussianBlur(page, (0, 0), sigma), np.uint8)


def grain(page: Image, dice: Dice, sigma: float) -> Image:
    """Add the sensor's noise, ``sigma`` gray levels, a little coarser than one pixel."""
    if sigma <= 0:
        return page
    noise = noise_of(dice).standard_normal(page.shape[:2], dtype=np.float32) * sigma
    noise = cv2.GaussianBlur(noise, (3, 3), 0.5) * 1.5
    added = page + (noise[..., None] if page.ndim == 3 else noise)
    return np.clip(np.round(added), 0, 255).astype(np.uint8)


def sharpen(page: Image, dpi: float, amount: float) -> Image:
    """Sharpen as scanners do on their own; ``amount`` 0-1 of what the lens blurred away."""
    if amount <= 0:
        return page
    soft = cv2.GaussianBlur(page, (0, 0), max(_SHARP_PT * dpi / 72, 0.5))
    return np.asarray(cv2.addWeighted(page, 1 + amount, soft, -amount, 0), dtype=np.uint8)


def levels(page: Image, dark: float, paper: float, white: float) -> Image:
    """Bring ink of gray ``dark`` to black and paper of gray ``paper`` to ``white``."""
    steps = (np.arange(256, dtype=np.float32) - dark) * (white / (paper - dark))
    return np.clip(np.round(steps), 0, 255).astype(np.uint8)[page]


def two_tone(page: Image, dice: Dice, level: float) -> Image:
    """Return black and white only (0, 255), parted at about ``level`` with the noise of a fax."""
    jitter = noise_of(dice).standard_normal(page.shape[:2], dtype=np.float32) * 9
    return np.where(page + jitter > level, 255, 0).astype(np.uint8)
