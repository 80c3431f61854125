"""Pages drawn for the tests: Vietnamese print, tables, seals, turned and worn."""

from __future__ import annotations

import random
import unicodedata
from functools import cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline.types.page import LayerVerdict, ScanPage, TextLayer

DPI = 200
WIDTH, HEIGHT = 1654, 2339  # A4 at 200 dpi
TEXT = (
    "Ủy ban nhân dân huyện ban hành kế hoạch thực hiện công tác kiểm soát thủ tục hành chính "
    "năm trên địa bàn; giao Văn phòng chủ trì, phối hợp với các cơ quan, đơn vị có liên quan "
    "tổ chức triển khai, theo dõi, đôn đốc và báo cáo kết quả trước ngày cuối quý. Đề nghị các "
    "phòng, ban chuyên môn rà soát, cập nhật, công khai đầy đủ, kịp thời quyết định đã ký."
)
WORDS = TEXT.split()
_FONTS = (
    "LiberationSerif-Regular.ttf",
    "DejaVuSerif.ttf",
    "NotoSerif-Regular.ttf",
    "DejaVuSans.ttf",
)


@cache
def font(size: int) -> tuple[ImageFont.FreeTypeFont | ImageFont.ImageFont, bool]:
    """Return a font of ``size`` pixels, and whether it has the Vietnamese letters."""
    for name in _FONTS:
        try:
            face = ImageFont.truetype(name, size)
        except OSError:
            continue
        # Some releases of Liberation lack these letters and draw the box of a missing one.
        if bytes(face.getmask("ợ")) != bytes(face.getmask("\ufffe")):
            return face, True
    return ImageFont.load_default(size), False


def write(draw: ImageDraw.ImageDraw, xy: tuple[float, float], text: str, size: int) -> float:
    """Write text and return its right end; marks are drawn by hand where the font has none."""
    face, complete = font(size)
    if complete:
        draw.text(xy, text, font=face, fill=0)
        return xy[0] + draw.textlength(text, font=face)
    x, y = xy
    for letter in text:
        parts = unicodedata.normalize("NFD", letter.replace("đ", "d").replace("Đ", "D"))
        draw.text((x, y), parts[0], font=face, fill=0)
        end = x + draw.textlength(parts[0], font=face)
        for mark in parts[1:]:
            middle, top = (x + end) / 2, y + (0.18 if parts[0].islower() else 0.02) * size
            if mark == "\N{COMBINING DOT BELOW}":
                top = y + 1.05 * size
            draw.line([(middle - 3, top), (middle + 3, top - 3)], fill=0, width=3)
        x = end
    return x


def page_of_text(seed: int = 1, lines: int = 38, size: int = 38) -> NDArray[np.uint8]:
    """Draw an A4 page of print at 200 dpi: uint8 (H, W), paper 255."""
    return _drawn_text(seed, lines, size).copy()


@cache
def _drawn_text(seed: int, lines: int, size: int) -> NDArray[np.uint8]:
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    chance = random.Random(seed)  # noqa: S311
    _fill(ImageDraw.Draw(image), chance, 220, 1480, 200, lines, size)
    return np.asarray(image, dtype=np.uint8)


def page_with_table(seed: int = 1) -> NDArray[np.uint8]:
    """Draw a ruled table of 4 columns and 6 rows with print in its cells."""
    return _drawn_table(seed).copy()


@cache
def _drawn_table(seed: int) -> NDArray[np.uint8]:
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(image)
    xs, ys = (160, 300, 800, 1200, 1500), tuple(range(200, 2001, 300))
    for x in xs:
        draw.line([(x, ys[0]), (x, ys[-1])], fill=0, width=3)
    for y in ys:
        draw.line([(xs[0], y), (xs[-1], y)], fill=0, width=3)
    chance = random.Random(seed)  # noqa: S311
    for top in ys[:-1]:
        write(draw, (xs[0] + 50, top + 120), str(chance.randint(1, 99)), 34)
        for left, right in pairwise(xs[1:]):
            _fill(draw, chance, left + 14, right - 14, top + 20, chance.randint(2, 5), 34)
    return np.asarray(image, dtype=np.uint8)


def _fill(
    draw: ImageDraw.ImageDraw,
    chance: random.Random,
    left: float,
    right: float,
    top: float,
    lines: int,
    size: int,
) -> None:
    face, _ = font(size)
    for row in range(lines):
        x = left
        while True:
            word = chance.choice(WORDS)
            if x + draw.textlength(word, font=face) > right:
                break
            x = write(draw, (x, top + row * 1.38 * size), word, size) + 0.3 * size


def turned(
    image: NDArray[np.uint8], degrees: float, paper: int = 255
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Turn an image clockwise by any angle about its middle; also the matrix old → new."""
    height, width = image.shape[:2]
    away = np.radians(degrees)
    c, s = np.cos(away), np.sin(away)
    wide, high = (round(abs(a * c) + abs(b * s)) for a, b in ((width, height), (height, width)))
    x, y = width / 2, height / 2
    matrix = np.array(
        [[c, -s, wide / 2 - c * x + s * y], [s, c, high / 2 - s * x - c * y], [0, 0, 1]]
    )
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    pixels = np.linalg.inv(half) @ matrix @ half
    fill = (paper,) * 3 if image.ndim == 3 else paper
    moved = cv2.warpAffine(image, pixels[:2], (wide, high), flags=cv2.INTER_CUBIC, borderValue=fill)
    return np.asarray(moved, dtype=np.uint8), matrix


def stamped(
    gray: NDArray[np.uint8], x: int, y: int, ink: tuple[int, int, int] = (225, 40, 50)
) -> NDArray[np.uint8]:
    """Press a round seal over a gray page: RGB; black print stays black under the ink."""
    seal = np.zeros(gray.shape, np.uint8)
    for radius, width in ((140, 6), (128, 3), (84, 3)):
        cv2.circle(seal, (x, y), radius, 255, width, cv2.LINE_AA)
    cv2.putText(seal, "HUYEN", (x - 78, y + 18), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 255, 7)
    page = np.repeat(gray[..., None], 3, axis=2)
    around = np.s_[y - 150 : y + 150, x - 150 : x + 150]
    tint = 1.0 - seal[around][..., None] / 255.0 * (1.0 - np.array(ink) / 255.0)
    page[around] = (page[around] * tint).round().astype(np.uint8)
    return page


def photographed(gray: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """See the page under perspective and as a curl: up to 14 px out of line."""
    height, width = gray.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    u, v = x / width - 0.5, y / height - 0.5
    map_x = x + 26 * u * v + 7 * np.sin(3 * v)
    map_y = y + 34 * u * v + 9 * np.sin(4 * u)
    moved = cv2.remap(gray, map_x, map_y, cv2.INTER_CUBIC, borderValue=255.0)
    return np.asarray(moved, dtype=np.uint8)


def scan(image: NDArray[np.uint8], dpi: float = DPI) -> ScanPage:
    height, width = image.shape[:2]
    return ScanPage(
        1, image, dpi, width * 72 / dpi, height * 72 / dpi, TextLayer(LayerVerdict.NONE)
    )
