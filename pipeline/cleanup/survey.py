"""Measures a page before anything is applied to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup import background, measure, rules, stamp, strength
from pipeline.cleanup.measure import Gray, Ink, Mask
from pipeline.cleanup.settings import CleanupSettings
from pipeline.types.page import Image, ScanPage


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """What was measured on the reduced page (h, w).

    ink          its ink, after faint print was strengthened.
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


def survey_page(page: ScanPage, small: Image, settings: CleanupSettings) -> Survey:
    """Measure a page; ``small`` is its picture at the reduced scale (``measure.reduced``)."""
    scale = small.shape[1] / page.image.shape[1]
    dpi = page.dpi * scale
    stamps: tuple[stamp.Stamp, ...] = ()
    if small.ndim == 3:
        stamps = stamp.find_stamps(small, dpi) if settings.lift_stamps else ()
        small = stamp.lift_stamps(small, stamps, 1.0)
    paper = background.estimate_paper(small, dpi)
    flat = background.flatten(small, paper)
    gain = None
    if settings.strengthen:
        gain = strength.faint_gain(flat, dpi, stamp.stamped(stamps, flat.shape))
    ink = measure.measure(flat if gain is None else strength.strengthen(flat, gain), dpi)
    ruled = rules.find_rules(ink.mask, ink.letter)
    print_mask = rules.without_rules(ink.mask, ruled)
    return Survey(ink, stamps, paper, gain, ruled, print_mask, scale)
