"""How large was the sheet of paper? A resolution that fits the paper, whatever the file says."""

from __future__ import annotations

_A3_LONG, _A4_LONG, _A5_LONG = 16.54, 11.69, 8.27  # inches, ISO 216
_SHEET_TOLERANCE = 1.05  # scanners add a margin of a few per cent
_SCANNER_DPI = (150.0, 450.0)  # what offices scan at; a claim in here is believed on any sheet
_READABLE_DPI = (60.0, 1300.0)  # outside of it no office scan lies, whatever its size
_A4_AT_MOST = 650.0  # dpi; an image that would need more on A4 is taken for A3


def sheet_dpi(width_px: float, height_px: float, claimed_dpi: float) -> float:
    """Return the dpi of a scanned sheet, correcting claims that fit no sheet of paper.

    A claim that makes the long side between A5 and A3 is believed, and so is a usual scanner
    resolution on any size of sheet (large plans, small slips). Otherwise (a page made at 70 dpi
    that is 60 x 85 cm "large", a photograph without resolution) the sheet is taken to be A4, or
    A3 when A4 would need more than 650 dpi. ``claimed_dpi`` ≤ 0 means that there is no claim.
    """
    long_px = max(width_px, height_px)
    if _READABLE_DPI[0] <= claimed_dpi <= _READABLE_DPI[1]:
        long_inches = long_px / claimed_dpi
        on_paper = _A5_LONG / _SHEET_TOLERANCE <= long_inches <= _A3_LONG * _SHEET_TOLERANCE
        if on_paper or _SCANNER_DPI[0] <= claimed_dpi <= _SCANNER_DPI[1]:
            return claimed_dpi
    on_a4 = long_px / _A4_LONG
    return on_a4 if on_a4 <= _A4_AT_MOST else long_px / _A3_LONG
