"""Where the words of a search stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pipeline.query.words import Term
from pipeline.types.folding import fold


def spans(text: str, wanted: Sequence[Term]) -> list[tuple[int, int]]:
    """Return the stretches [start, end) of NFC ``text`` that the terms match, in order."""
    ways = sorted({way for term in wanted for way in term.ways}, key=len, reverse=True)
    if not ways:
        return []
    said = "|".join("[^a-z0-9%]+".join(map(re.escape, way.split())) for way in ways)
    folded = fold(unicodedata.normalize("NFC", text))
    return [m.span() for m in re.finditer(rf"(?<![a-z0-9%])(?:{said})(?![a-z0-9%])", folded)]
