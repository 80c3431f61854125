"""Marks by stamp: round seals, incoming-mail stamps, watermarks."""

from __future__ import annotations

import math

import cv2
import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw

from pipeline.train.synth.dice import Dice
from pipeline.train.synth.fonts import font
from pipeline.train.synth.strokes import write_digits
from pipeline.types.page import Image

Colour = tuple[int, int, int]
RED: Colour = (205, 40, 50)
BLUE: Colour = (45, 60, 165)
PURPLE: Colour = (110, 60, 150)
BLACK: Colour = (40, 40, 45)


def seal(image: Image, dice: Dice, centre: tuple[float, float], radius: float, words: str) -> None:
    """Press a round red seal on ``image`` (H, W, 3), in place; ``radius`` in pixels."""
    side = 2 * math.ceil(radius * 1.1)
    mask = Pictures.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)
    middle = side / 2
    for share, thick in ((1.0, 0.035), (0.93, 0.014), (0.62, 0.016)):
        r = radius * share
        pen.ellipse(
            (middle - r, middle - r, middle + r, middle + r),
            outline=255,
            width=max(round(radius * thick), 1),
        )
    _ring(mask, words, radius * 0.775, radius * 0.2, family="DejaVu Serif")
    _star(pen, middle, radius * 0.34)
    turned = mask.rotate(dice.uniform(-18, 18), Pictures.Resampling.BILINEAR)
    cover = _uneven(np.asarray(turned, dtype=np.float32) / 255, dice, 0.45)
    _press(image, cover, (centre[0] - middle, centre[1] - middle), RED)


def incoming(
    image: Image, dice: Dice, corner: tuple[float, float], dpi: float, number: int, day: str
) -> None:
    """Press an incoming-mail stamp on ``image``, in place; ``corner`` its upper left, in pixels."""
    unit = dpi / 72
    width, height = round(dice.between(125, 160) * unit), round(dice.between(48, 60) * unit)
    mask = Pictures.new("L", (width + 4, height + 4), 0)
    pen = ImageDraw.Draw(mask)
    thick = max(round(unit), 1)
    pen.rectangle((1, 1, width, height), outline=255, width=thick)
    first = font("Tinos", "b", height * 0.2)
    pen.text((width / 2, height * 0.17), "CÔNG VĂN ĐẾN", 255, first, anchor="mm")
    pen.line((1, height * 0.33, width, height * 0.33), fill=255, width=thick)
    small = font("Tinos", "r", height * 0.19)
    rows = ("Số: ................", "Ngày: .............")
    for i, text in enumerate(rows):
        pen.text((width * 0.06, height * (0.53 + 0.28 * i)), text, 255, small, anchor="lm")
    colour = dice.pick((RED, BLUE, BLACK, PURPLE))
    turned = mask.rotate(dice.uniform(-4, 4), Pictures.Resampling.BILINEAR, expand=True)
    cover = _uneven(np.asarray(turned, dtype=np.float32) / 255, dice, 0.35)
    _press(image, cover, corner, colour)
    x = corner[0] + width * 0.34
    for i, text in enumerate((str(number), day)):
        at = (x, corner[1] + height * (0.6 + 0.28 * i), height * 0.22)
        write_digits(image, dice, text, at, dice.pick((BLUE, BLACK)))


def watermark(image: Image, text: str, strength: float) -> None:
    """Print a pale diagonal text over the whole page, in place."""
    height, width = image.shape[:2]
    mask = Pictures.new("L", (width, height), 0)
    pen = ImageDraw.Draw(mask)
    face = font("Tinos", "b", width * 1.1 / max(len(text), 6))
    pen.text((width / 2, height / 2), text, 255, face, anchor="mm")
    turned = mask.rotate(45, Pictures.Resampling.BILINEAR)
    cover = np.asarray(turned, dtype=np.float32) / 255 * strength
    _press(image, cover, (0, 0), (90, 90, 90))


def _ring(mask: Pictures.Image, words: str, radius: float, size: float, family: str) -> None:
    """Write words around a circle, upright at its top."""
    face = font(family, "b", size)
    steps = [face.getlength(char) * 1.12 for char in words]
    room = 2 * math.pi * radius * 0.8
    squeeze = min(1.0, room / sum(steps))
    at = -sum(steps) * squeeze / 2
    middle = mask.width / 2
    for char, step in zip(words, steps, strict=True):
        angle = (at + step * squeeze / 2) / radius
        at += step * squeeze
        tile = Pictures.new("L", (round(size * 2), round(size * 2)), 0)
        ImageDraw.Draw(tile).text((size, size), char, 255, face, anchor="mm")
        tile = tile.rotate(-math.degrees(angle), Pictures.Resampling.BILINEAR)
        x = middle + radius * math.sin(angle) - size
        y = middle - radius * math.cos(angle) - size
        mask.paste(255, (round(x), round(y)), tile)


def _star(pen: ImageDraw.ImageDraw, middle: float, radius: float) -> None:
    points = []
    for i in range(10):
        r = radius if i % 2 == 0 else radius * 0.4
        angle = math.pi * i / 5
        points.append((middle + r * math.sin(angle), middle - r * math.cos(angle)))
    pen.polygon(points, fill=255)


def _uneven(cover: np.ndarray, dice: Dice, loss: float) -> np.ndarray:
    """Take ink off in patches and grains, as a rubber stamp does."""
    noise = np.random.default_rng(dice.getrandbits(32))
    coarse = noise.random((9, 9), dtype=np.float32)
    fine = noise.random((cover.shape[0] // 2, cover.shape[1] // 2), dtype=np.float32)
    size = (cover.shape[1], cover.shape[0])
    patches = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    grains = cv2.resize(fine, size, interpolation=cv2.INTER_LINEAR)
    kept = 1 - loss * np.clip(patches * 0.9 + grains * 0.6 - 0.3, 0, 1)
    worn: np.ndarray = cv2.GaussianBlur(cover, (3, 3), 0) * kept * 0.92
    return worn


def _press(image: Image, cover: np.ndarray, at: tuple[float, float], colour: Colour) -> None:
    """Multiply a coloured layer into the page where it lies on it."""
    x, y = round(at[0]), round(at[1])
    top, left = max(y, 0), max(x, 0)
    bottom = min(y + cover.shape[0], image.shape[0])
    right = min(x + cover.shape[1], image.shape[1])
    if bottom <= top or right <= left:
        return
    part = image[top:bottom, left:right]
    layer = cover[top - y : bottom - y, left - x : right - x, None]
    through = 1 - layer * (1 - np.array(colour, dtype=np.float32) / 255)
    part[:] = np.clip(np.round(part * through), 0, 255).astype(np.uint8)
