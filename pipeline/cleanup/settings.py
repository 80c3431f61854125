"""Settings of the cleanup stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CleanupSettings:
    """What cleanup may do to a page.

    min_dpi          scans below this resolution are scaled up to ``raise_to_dpi`` (dots/inch).
    raise_to_dpi     resolution that low scans are brought to (dots/inch). On the 100 dpi samples
                     150 to 300 read alike (3 to 5 % of words wrong, the order within noise).
    max_dpi          scans above this resolution are scaled down to it (dots/inch).
    max_skew_deg     largest small angle that is looked for first, either way (degrees); up to
                     three times that where a page lies no better within it.
    min_skew_deg     smaller angles are left alone: no resampling for nothing (degrees).
    min_bend_inch    lines that stray less than this to either side are left alone (inches; 0.005
                     is 1.5 pixels at 300 dpi, half the thickness of a rule; the fit itself is
                     uncertain by up to 0.003 on straight samples).
    turn             look for quarter turns.
    dewarp           straighten curl and perspective.
    lift_stamps      lift coloured seals and signatures off black print.
    flatten          even out paper and light, whiten show-through, edges and punch holes.
    strengthen       darken faint print.
    despeckle        remove salt noise.
    """

    min_dpi: int = 180
    raise_to_dpi: int = 200
    max_dpi: int = 300
    max_skew_deg: float = 6.0
    min_skew_deg: float = 0.05
    min_bend_inch: float = 0.005
    turn: bool = True
    dewarp: bool = True
    lift_stamps: bool = True
    flatten: bool = True
    strengthen: bool = True
    despeckle: bool = True
