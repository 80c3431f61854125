"""Letters inside a round seal are told from those of the page."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.tables.seals import in_seals
from pipeline.types.components import components

UNIT = 2.0  # pixels in a point


def stamped(*, square: bool) -> NDArray[np.uint8]:
    """Draw a ring, or a frame as large, with a star of ink joined to it and letters in and out."""
    mask = np.zeros((500, 500), np.uint8)
    if square:
        cv2.rectangle(mask, (150, 150), (350, 350), 1, 4)
    else:
        cv2.circle(mask, (250, 250), 100, 1, 4)
        cv2.line(mask, (200, 250), (350, 255), 1, 3)
    for x in (30, 220, 440):
        cv2.rectangle(mask, (x, 200), (x + 12, 220), 1, -1)
    return mask


def test_what_stands_in_a_ring_is_part_of_a_seal() -> None:
    found = components(stamped(square=False))
    inside = in_seals(found, UNIT)
    middles = found.centres[:, 0]
    assert sorted(middles[inside].round()) == sorted(
        middles[(middles > 140) & (middles < 360)].round()
    )
    assert not inside[0]


def test_a_frame_is_no_seal() -> None:
    assert not in_seals(components(stamped(square=True)), UNIT).any()
