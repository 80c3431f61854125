"""What the probe that tells up from down is given to read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.cleanup.lines import TextLine
from pipeline.cleanup.measure import Parts
from pipeline.cleanup.orient import reads_better_turned

LETTER, PITCH = 20, 46  # pixels: small letters, and lines at single spacing


def test_the_probe_reads_one_line_without_rules() -> None:
    page = np.full((400, 600), 250, np.uint8)
    starts = np.arange(60, 520, 26, dtype=np.int32)
    for line in range(3):
        for x in starts:
            page[100 + PITCH * line : 100 + PITCH * line + LETTER, x : x + 12] = 10
    page[50:300, 300:303] = 10
    ones = np.ones(len(starts), np.int32)
    parts = Parts(starts, ones * (100 + PITCH), ones * 12, ones * LETTER, ones * 240)
    seen: list[NDArray[np.uint8]] = []

    def probe(crops: Sequence[NDArray[np.uint8]]) -> list[float]:
        seen.extend(crops)
        return [0.2, 0.8]

    assert reads_better_turned(page, [TextLine(parts)], LETTER, probe) == pytest.approx(0.6)
    for crop in seen:
        inked = (crop < 128).any(axis=1)
        assert inked.sum() == LETTER, "its own letters only"
        assert (crop < 128).mean(axis=0).max() < 0.6, "no rule from top to bottom"
