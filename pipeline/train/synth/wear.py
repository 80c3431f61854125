"""A printed sheet made into a scan: named kinds of wear, each seeded, boxes carried along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.train.synth import damage, marks
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.ink import draw
from pipeline.train.synth.paper import Look, Rect, Sheet
from pipeline.train.synth.warp import Bend, transform_of, warp
from pipeline.types.geometry import Transform
from pipeline.types.page import Image, Rotation

Range = tuple[float, float]
Quads = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a scanner and its years do; a pair is a range from which each document draws.

    dpi         of the picture. ``tone``: colour, gray, or bilevel (black and white only).
    quality     of JPEG, 1-95. ``skew`` degrees; ``lean`` shift of corners, shares of the page.
    curl        shares of the page height. ``spread`` of ink and ``blur`` in points.
    loss, shine strength 0-1 of ink loss and of the other side shining through.
    specks      on a square inch. ``grain`` gray levels. ``lamp`` 0-1 uneven light.
    sharp       0-1 of sharpening; ``white`` the gray to which the scanner lifts the paper (over
                255: its grain is lost; 0: it does not). ``level``: gray that parts black and
                white in a bilevel picture.
    paper       darkest colour of the paper, ``ink`` gray of the print.
    edges, punched, seals, incoming, water, sideways   shares of pages or documents that have
                dark edges, holes and staples, seal and signature, incoming stamp, watermark, lie
                on their side although they are upright.
    """

    dpi: tuple[int, ...] = (200,)
    tone: Literal["colour", "gray", "bilevel"] = "colour"
    quality: Range = (60, 85)
    skew: Range = (-0.7, 0.7)
    lean: float = 0.0
    curl: Range = (0.0, 0.0)
    spread: Range = (0.0, 0.3)
    loss: Range = (0.0, 0.1)
    shine: Range = (0.0, 0.0)
    blur: Range = (0.12, 0.25)
    specks: Range = (0.0, 0.3)
    grain: Range = (0.5, 2.5)
    lamp: Range = (0.0, 0.05)
    sharp: Range = (0.0, 0.9)
    white: Range = (251, 268)
    level: Range = (115, 180)
    paper: tuple[int, int, int] = (247, 247, 247)
    ink: tuple[int, int] = (0, 30)
    edges: float = 0.1
    punched: float = 0.1
    seals: float = 0.9
    incoming: float = 0.15
    water: float = 0.0
    sideways: float = 0.0


KINDS: Final[dict[str, Kind]] = {
    "clean": Kind(
        dpi=(300,),
        skew=(0, 0),
        grain=(0, 0),
        blur=(0.08, 0.1),
        seals=0,
        incoming=0,
        edges=0,
        punched=0,
        loss=(0, 0),
        specks=(0, 0),
        quality=(88, 92),
        paper=(255, 255, 255),
        tone="gray",
    ),
    "office": Kind(dpi=(200, 300), shine=(0.0, 0.04)),
    "flatbed": Kind(
        dpi=(150, 200),
        tone="gray",
        skew=(-1.8, 1.8),
        shine=(0.02, 0.12),
        edges=0.7,
        lamp=(0.05, 0.2),
        curl=(0.0, 0.004),
        punched=0.3,
        paper=(235, 235, 235),
        white=(0, 0),
    ),
    "bilevel": Kind(
        dpi=(300,),
        tone="bilevel",
        skew=(-0.8, 0.8),
        spread=(-0.15, 0.2),
        blur=(0.08, 0.18),
        specks=(0.1, 0.8),
        grain=(0, 2),
        white=(0, 0),
    ),
    "fax": Kind(
        dpi=(200,),
        tone="bilevel",
        skew=(-1.5, 1.5),
        spread=(-0.05, 0.4),
        loss=(0.05, 0.28),
        level=(155, 195),
        specks=(0.5, 4.0),
        grain=(2, 6),
        incoming=0.4,
        edges=0.3,
        blur=(0.15, 0.28),
        white=(0, 0),
        sharp=(0, 0),
    ),
    "old": Kind(
        dpi=(200,),
        skew=(-1.5, 1.5),
        curl=(0.0, 0.007),
        spread=(-0.2, 0.4),
        loss=(0.12, 0.42),
        shine=(0.08, 0.22),
        specks=(0.5, 3.0),
        lamp=(0.05, 0.25),
        paper=(226, 214, 188),
        ink=(40, 85),
        punched=0.8,
        edges=0.5,
        blur=(0.2, 0.35),
        white=(0, 0),
        sharp=(0, 0.4),
    ),
    "photo": Kind(
        dpi=(170, 200),
        skew=(-2.5, 2.5),
        lean=0.022,
        curl=(0.002, 0.009),
        lamp=(0.2, 0.5),
        blur=(0.2, 0.4),
        grain=(2, 6),
        paper=(228, 226, 220),
        quality=(50, 80),
        ink=(30, 60),
        edges=0,
        white=(0, 0),
        sharp=(0, 0.5),
    ),
    "lowdpi": Kind(dpi=(100, 120, 150), quality=(45, 75), blur=(0.15, 0.3)),
    "stamped": Kind(dpi=(200, 300), seals=1.0, incoming=1.0, water=0.35, punched=0.3),
    "sideways": Kind(dpi=(200,), sideways=1.0, skew=(-1.0, 1.0)),
}


@dataclass(frozen=True, slots=True)
class Mood:
    """What one document draws from its kind: the same scanner for all of its pages."""

    dpi: int
    ink: int
    paper: tuple[int, int, int]
    spread: float
    loss: float
    blur: float
    shine: float
    quality: int
    turn: Rotation
    pen: tuple[int, int, int]
    incoming: bool
    water: bool
    sharp: float
    white: float
    level: float


@dataclass(frozen=True, slots=True, eq=False)
class Worn:
    """A scanned page: uint8 (H, W) or (H, W, 3) RGB, dpi, and the way from paper to pixels."""

    image: Image
    dpi: float
    bilevel: bool
    quality: int
    to_scan: Transform
    turn: Rotation

    def quads(self, boxes: list[Rect]) -> Quads:
        """Map boxes in points of the sheet to corners (N, 4, 2) in pixels, clockwise."""
        corners = [((a, b), (c, b), (c, d), (a, d)) for a, b, c, d in boxes]
        points = np.array(corners, dtype=np.float64).reshape(-1, 2) * self.dpi / 72
        moved = self.to_scan.points(points)
        height, width = self.image.shape[:2]
        x, y = moved[:, 0], moved[:, 1]
        if self.turn == 90:
            moved = np.column_stack([width - y, x])
        elif self.turn == 270:
            moved = np.column_stack([y, height - x])
        return moved.reshape(-1, 4, 2)


def mood_of(kind: Kind, dice: Dice) -> Mood:
    """Draw a document's scanner."""
    shade = dice.uniform(0, 1)
    paper = tuple(round(c + shade * (255 - c)) for c in kind.paper)
    return Mood(
        dpi=dice.pick(kind.dpi),
        ink=dice.between(*kind.ink),
        paper=(paper[0], paper[1], paper[2]),
        spread=dice.uniform(*kind.spread),
        loss=dice.uniform(*kind.loss),
        blur=dice.uniform(*kind.blur),
        shine=dice.uniform(*kind.shine),
        quality=round(dice.uniform(*kind.quality)),
        turn=dice.pick((90, 270)),
        pen=dice.pick(marks.PENS),
        incoming=dice.chance(kind.incoming),
        water=dice.chance(kind.water),
        sharp=dice.uniform(*kind.sharp),
        white=dice.uniform(*kind.white),
        level=dice.uniform(*kind.level),
    )


def wear(
    sheets: tuple[Sheet, ...], at: int, look: Look, kind: Kind, mood: Mood, dice: Dice
) -> Worn:
    """Return page ``at`` (0-based) as scanned. Same dice, same pixels."""
    sheet = sheets[at]
    dpi = max(mood.dpi, 200)  # low resolutions are printed fine and scanned coarse
    page = damage.spread_ink(draw(sheet, look, dpi), dpi, mood.spread)
    page = damage.lose_ink(page, dice, mood.loss)
    if mood.shine > 0.01 and len(sheets) > 1:
        other = draw(sheets[at + 1 if at + 1 < len(sheets) else at - 1], look, dpi)
        page = damage.show_through(page, other, mood.shine)
    page = damage.colour(page, mood.paper, mood.ink)
    _marks(page, sheet, at, kind, mood, dpi, dice)
    if dice.chance(kind.punched):
        page = damage.staple(damage.holes(page, dice, dpi), dice, dpi)
    page = damage.speckle(page, dice, dpi, dice.uniform(*kind.specks))
    if kind.tone != "colour":
        page = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    page, transform = _bent(page, kind, mood, dpi, dice)
    page = _lens(page, kind, mood, dice)
    turn = _turn(sheet, kind, mood, dice)
    if turn:
        code = cv2.ROTATE_90_CLOCKWISE if turn == 90 else cv2.ROTATE_90_COUNTERCLOCKWISE
        page = np.asarray(cv2.rotate(page, code), dtype=np.uint8)
    if kind.tone == "bilevel":
        page = damage.two_tone(page, dice, mood.level)
    bilevel = kind.tone == "bilevel"
    return Worn(page, float(mood.dpi), bilevel, mood.quality, transform, turn)


def _marks(
    page: Image, sheet: Sheet, at: int, kind: Kind, mood: Mood, dpi: float, dice: Dice
) -> None:
    """Put stamps and pen on the page, in place."""
    if mood.water:
        marks.put_water(page, dice)
    marks.put_pen(page, sheet, dpi, mood.pen, dice)
    if "signature" in sheet.spots and dice.chance(kind.seals):
        marks.put_signature(page, sheet, dpi, dice)
    if "annex" in sheet.spots and dice.chance(kind.seals * 0.5):
        marks.put_annex_seal(page, sheet, dpi, dice)
    if mood.incoming and at == 0:
        marks.put_incoming(page, sheet, dpi, dice)


def _bent(page: Image, kind: Kind, mood: Mood, dpi: float, dice: Dice) -> tuple[Image, Transform]:
    """Lay the page under the scanner, at the scanner's resolution."""
    lean = kind.lean
    pairs = [(dice.uniform(-lean, lean), dice.uniform(-lean, lean)) for _ in range(4)]
    bend = Bend(
        skew_deg=dice.uniform(*kind.skew),
        corners=tuple(pairs) if lean else ((0.0, 0.0),) * 4,
        curl=dice.uniform(*kind.curl),
        wave=dice.uniform(0.9, 1.3),
    )
    border = (70, 66, 60) if lean else dice.pick(((250, 250, 250), (253, 253, 253), (40, 40, 42)))
    height, width = page.shape[:2]
    moved = warp(page, transform_of(bend, (width, height)), border)
    if mood.dpi == dpi:
        return moved, transform_of(bend, (width, height))
    scale = mood.dpi / dpi
    size = round(width * scale), round(height * scale)
    small = np.asarray(cv2.resize(moved, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return small, transform_of(bend, size)


def _lens(page: Image, kind: Kind, mood: Mood, dice: Dice) -> Image:
    lamp = dice.uniform(*kind.lamp)
    page = damage.light(page, dice, lamp) if lamp > 0.01 else page
    page = damage.dark_edges(page, dice, mood.dpi) if dice.chance(kind.edges) else page
    page = damage.soften(page, mood.dpi, mood.blur)
    page = damage.sharpen(damage.grain(page, dice, dice.uniform(*kind.grain)), mood.dpi, mood.sharp)
    if mood.white < 1:
        return page
    return damage.levels(page, 0.8 * mood.ink, min(mood.paper), mood.white)


def _turn(sheet: Sheet, kind: Kind, mood: Mood, dice: Dice) -> Rotation:
    """Landscape sheets usually go through the scanner upright: they lie on their side."""
    share = max(kind.sideways, 0.7 if sheet.landscape else 0.0)
    return mood.turn if dice.chance(share) else 0
