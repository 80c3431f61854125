"""Recognises pages with nothing printed on them: blank ones and ghost backs.

When in doubt a page counts as text: a lost page costs more than a page read for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.cleanup.lines import TextLine
from pipeline.cleanup.measure import Gray, Mask
from pipeline.cleanup.rules import Trace
from pipeline.types.page import PageKind

# Letters in one piece of line that make it print. Specks fall into such rows by chance only
# when they are larger and denser than on any sample.
LETTERS = 3

# Smallest x-height of print (inches): 5.5 pt type. Smaller rows are grain.
SMALLEST_INCH = 0.034

# Print has at least a twentieth of its ink darker than this (0-255, paper 255). Faded print
# measures 60 to 110 at its darkest, show-through over 190.
PRINT_LEVEL = 140

# Share of pixels below FAINT_LEVEL that makes a page a ghost rather than blank.
FAINT_LEVEL = 235
FAINT_SHARE = 0.0005


def page_kind(
    gray: Gray,
    mask: Mask,
    lines: Sequence[TextLine],
    rules: Sequence[Trace],
    dpi: float,
    faint: bool,
) -> PageKind:
    """Tell a page of text from a blank or ghost one.

    gray    reduced page of ``dpi`` dots per inch, turned and levelled, stamps lifted, paper even.
    mask    its ink, 0/1.
    lines   its pieces of text line.
    rules   the traced rules of its tables.
    faint   something coloured was lifted off.
    """
    if any(_is_print(line, gray, mask, dpi) for line in lines) or len(rules) >= 3:
        return "text"
    shown = float((gray < FAINT_LEVEL).mean()) > FAINT_SHARE
    return "ghost" if faint or shown else "blank"


def _is_print(line: TextLine, gray: Gray, mask: Mask, dpi: float) -> bool:
    parts = line.parts
    if len(parts) < LETTERS:
        return False
    if float(np.median(parts.height)) < SMALLEST_INCH * dpi:
        return False
    y0, y1 = int(parts.y0.min()), int((parts.y0 + parts.height).max())
    crop = np.s_[y0:y1, line.x0 : line.x1]
    dark = gray[crop][mask[crop] > 0]
    return bool(len(dark) > 0 and np.percentile(dark, 5) < PRINT_LEVEL)
