"""Measures a page before anything is applied to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup import background, measure, rules, stamp, strength, surround
from pipeline.cleanup.measure import Gray, Ink, Mask
from pipeline.cleanup.settings import CleanupSettings
from pipeline.types.page import Image, ScanPage

WHITE = np.uint8(255)


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """What was measured on the reduced page (h, w).

    ink          its ink, after faint print was strengthened; the desk around it is ``solid``.
    paper        brightness of the paper at ``background.PAPER_DPI``.
    gain         what the darkness of faint print is multiplied by; None: nothing is faint.
    print_mask   the ink less its rules.
    scale        reduced pixels per scan pixel.
    """

    ink: Ink
    stamps: tuple[stamp.Stamp, ...]
    paper: Gray
    gain: NDArray[np.float32] | None
    ruled: rules.Rules
    print_mask: Mask
    scale: float


def _surround(paper: Gray, shape: tuple[int, ...]) -> Mask | None:
    """Mark what lies around the sheet, (h, w) of the reduced page; None: nothing does."""
    found = surround.find_surround(paper)
    if found is None:
        return None
    size = shape[1], shape[0]
    return np.asarray(cv2.resize(found, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def survey_page(page: ScanPage, small: Image, settings: CleanupSettings) -> Survey:
    """Measure a page; ``small`` is its picture at the reduced scale (``measure.reduced``)."""
    scale = small.shape[1] / page.image.shape[1]
    dpi = page.dpi * scale
    gray = measure.gray_of(small)
    paper = background.estimate_paper(gray, dpi)
    around = _surround(paper, gray.shape) if settings.flatten else None
    stamps: tuple[stamp.Stamp, ...] = ()
    if small.ndim == 3 and settings.lift_stamps:
        sheet = small if around is None else np.where(around[..., None] > 0, WHITE, small)
        stamps = stamp.find_stamps(sheet, dpi)
    if stamps:
        gray = stamp.lift_stamps(small, stamps, 1.0)
        paper = background.estimate_paper(gray, dpi)
    flat = background.flatten(gray, paper)
    if around is not None:
        flat = np.where(around > 0, WHITE, flat)
    gain = None
    if settings.strengthen:
        gain = strength.faint_gain(flat, dpi, stamp.stamped(stamps, flat.shape))
    ink = measure.measure(flat if gain is None else strength.strengthen(flat, gain), dpi)
    if around is not None:
        ink = replace(ink, solid=np.asarray(cv2.bitwise_or(ink.solid, around), dtype=np.uint8))
    ruled = rules.find_rules(ink.mask, ink.letter)
    print_mask = rules.without_rules(ink.mask, ruled)
    return Survey(ink, stamps, paper, gain, ruled, print_mask, scale)
