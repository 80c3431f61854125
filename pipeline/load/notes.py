"""What a person should know about a page as it came in."""

from __future__ import annotations

from pipeline.load.settings import LoadSettings
from pipeline.types.outcome import Issue

_SAME_DPI = 0.02  # relative; less is rounding


def scan_notes(
    number: int, dpi: float, drawn_dpi: float, settings: LoadSettings
) -> tuple[Issue, ...]:
    """Note a coarse scan, and a sheet size that was assumed because the file's cannot be true."""
    notes: list[Issue] = []
    if dpi < settings.low_dpi:
        notes.append(
            Issue(
                "load",
                "low_resolution",
                f"Page {number} was scanned at about {dpi:.0f} dpi; 300 dpi reads far better",
                number,
                "warning",
            )
        )
    if abs(dpi / drawn_dpi - 1) > _SAME_DPI:
        notes.append(
            Issue(
                "load",
                "sheet_size_assumed",
                f"Page {number} claims {drawn_dpi:.0f} dpi, which fits no sheet of paper; "
                f"taken as {dpi:.0f} dpi",
                number,
                "note",
            )
        )
    return tuple(notes)


def cut_short_note(number: int) -> Issue:
    """Warn of a scan whose data end early: what is missing looks like empty paper."""
    return Issue(
        "load",
        "picture_cut_short",
        f"The picture of page {number} breaks off early and its foot is missing; scan it again",
        number,
        "error",
    )


def picture_note(number: int, share: float) -> Issue:
    """Note a born-digital page with a large picture: words inside the picture are not read."""
    return Issue(
        "load",
        "picture_beside_text",
        f"Page {number} is read from its text layer; words inside its pictures "
        f"({share:.0%} of the page) are not in it",
        number,
        "note",
    )
