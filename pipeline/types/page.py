"""A page as loaded and a page as cleaned."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.types.geometry import Box, Transform, scaling
from pipeline.types.outcome import Issue
from pipeline.types.text import MendedLine

Image = NDArray[np.uint8]


class LayerVerdict(StrEnum):
    """What a text layer is worth: see ``load.judge``."""

    NONE = "none"
    OVERLAY_ONLY = "overlay_only"
    REJECTED = "rejected"
    TRUSTED = "trusted"


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of an embedded text layer; box in points, ``size`` the font size in points."""

    text: str
    box: Box
    size: float


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The embedded text of one page, its verdict, and the reason in one plain sentence."""

    verdict: LayerVerdict
    words: tuple[LayerWord, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ScanPage:
    """One page as it came from the file.

    number            1-based.
    image             uint8, (H, W) gray or (H, W, 3) RGB, ``scan`` frame.
    dpi               measured native resolution of the scan (not of a file's claim).
    width_pt, height_pt   size of the page in points, after the file's own page rotation.
    bilevel           the source image was black and white only.
    """

    number: int
    image: Image
    dpi: float
    width_pt: float
    height_pt: float
    layer: TextLayer
    bilevel: bool = False
    issues: tuple[Issue, ...] = ()

    @property
    def to_points(self) -> Transform:
        """The transform scan → points."""
        height, width = self.image.shape[:2]
        return scaling("scan", "points", self.width_pt / width, self.height_pt / height)


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page of a bare text layer (TXT): its lines as they stand, NFC, without geometry.

    mended   what each line was made of when it was repaired; empty: they stand as received.
    """

    number: int
    lines: tuple[str, ...]
    layer: TextLayer
    mended: tuple[MendedLine, ...] = ()


Rotation = Literal[0, 90, 180, 270]
PageKind = Literal["text", "blank", "ghost"]


@dataclass(frozen=True, slots=True, eq=False)
class CleanPage:
    """One page made ready for reading.

    image       uint8 (H, W) gray, paper near 255, ``clean`` frame.
    dpi         resolution of ``image``.
    rotation    quarter turn that was applied, degrees clockwise.
    skew_deg    small angle that was taken out, degrees, positive = lines ran downhill.
    to_scan     transform clean → scan.
    kind        "blank": nothing printed; "ghost": only show-through, specks or stray marks.
    steps       what was done, in order ("turn", "deskew", "stamp" …), for the page's profile.
    """

    number: int
    image: Image
    dpi: float
    rotation: Rotation
    skew_deg: float
    to_scan: Transform
    kind: PageKind
    steps: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
