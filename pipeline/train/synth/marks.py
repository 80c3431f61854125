"""Where pen and stamps go on a sheet: number and day, signature and seal, stamps of the mail."""

from __future__ import annotations

from typing import Final

from pipeline.train.synth import stamps
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.paper import Sheet
from pipeline.train.synth.strokes import sign, write_digits
from pipeline.types.page import Image

PENS: Final = (stamps.BLUE, stamps.BLUE, stamps.BLACK)
_COUNTRY = "ỦY BAN NHÂN DÂN ★ VIỆT NAM ★"


def put_pen(
    page: Image, sheet: Sheet, dpi: float, colour: tuple[int, int, int], dice: Dice
) -> None:
    """Write by hand what the printer left out, in place."""
    scale = dpi / 72
    for line in sheet.lines:
        for word in line.words:
            if word.hand:
                height = line.size * dice.uniform(0.75, 1.0) * scale
                base = (line.base + dice.uniform(-1, 2.5)) * scale
                write_digits(page, dice, word.text, (word.x * scale, base, height), colour)


def put_signature(page: Image, sheet: Sheet, dpi: float, dice: Dice) -> None:
    """Sign, and press the seal over the left third of the signature, as rules demand."""
    scale = dpi / 72
    x0, y0, x1, y1 = (v * scale for v in sheet.spots["signature"])
    width = x1 - x0
    middle = ((x0 + x1) / 2 + width * dice.uniform(-0.1, 0.1), (y0 + y1) / 2)
    sign(page, dice, middle, width * dice.uniform(0.75, 1.1), dice.pick(PENS))
    radius = 17.5 / 25.4 * dpi * dice.uniform(0.95, 1.05)
    centre = (x0 + width * dice.uniform(0.0, 0.25), middle[1] + radius * dice.uniform(-0.3, 0.3))
    stamps.seal(page, dice, centre, radius, _COUNTRY)


def put_annex_seal(page: Image, sheet: Sheet, dpi: float, dice: Dice) -> None:
    """Press a seal on the annex's title."""
    x0, y0, x1, y1 = (v * dpi / 72 for v in sheet.spots["annex"])
    centre = (x0 + (x1 - x0) * dice.uniform(-0.2, 0.6), (y0 + y1) / 2)
    stamps.seal(page, dice, centre, 16 / 25.4 * dpi, _COUNTRY)


def put_incoming(page: Image, sheet: Sheet, dpi: float, dice: Dice) -> None:
    """Press the receiving office's stamp near the number line."""
    x0, _, _, y1 = (v * dpi / 72 for v in sheet.spots["number"])
    corner = (x0 - dpi * dice.uniform(0.2, 0.8), y1 + dpi * dice.uniform(-0.05, 0.3))
    day = f"{dice.between(1, 28)}/{dice.between(1, 12)}"
    stamps.incoming(page, dice, corner, dpi, dice.between(12, 2900), day)


def put_water(page: Image, dice: Dice) -> None:
    """Print a pale text across the page."""
    words = dice.pick(("BẢN SAO", "DỰ THẢO", "SAO Y BẢN CHÍNH", "LƯU HÀNH NỘI BỘ"))
    stamps.watermark(page, words, dice.uniform(0.1, 0.25))
