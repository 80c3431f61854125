"""Options of the diacritics stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DiacriticsSettings:
    """What is repaired of what was read.

    repair   choose among the readings of an unsure word by what stands around it.
    """

    repair: bool = True
