"""Settings of record building."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordSettings:
    """Limits below which a record asks for a person's eye (probabilities, 0-1), and the rest.

    min_content      a table gives tasks only when a column is its content with this confidence.
    min_column       a column counts as mapped from this confidence on.
    doubtful_header  a mapped column below this flags its records ``header_doubtful``.
    low_reading      a field read with less than this flags its record ``low_ocr_confidence``.
    prose            read tasks outside tables.
    calibration      weights that say how probably a field is right; "" = first estimates.
    text_calibration  the same of bare text layers, whose rows are put together from lines.
    """

    min_content: float = 0.5
    min_column: float = 0.5
    doubtful_header: float = 0.7
    low_reading: float = 0.75
    prose: bool = True
    calibration: str = "calibration-1"
    text_calibration: str = "text-calibration-1"
