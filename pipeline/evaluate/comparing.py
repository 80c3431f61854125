"""When two texts count as the same: the one rule for contents, results and units."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

# Signs that change what a task asks for stay; all other punctuation is the reader's taste.
_OTHER = re.compile(r"[^\w%/<>=+]+")

# Share of the longer text's characters that may differ (CONTRACT: character error rate <= 2 %).
TOLERANCE = 0.02


def squeeze(text: str) -> str:
    """Return ``text`` as NFC without case, punctuation and extra white space.

    >>> squeeze("Kế  hoạch; (đợt 1).")
    'kế hoạch đợt 1'
    """
    return " ".join(_OTHER.sub(" ", unicodedata.normalize("NFC", text).casefold()).split())


def alike(gold: str, read: str) -> bool:
    """Whether two texts are the same within ``TOLERANCE`` once squeezed."""
    a, b = squeeze(gold), squeeze(read)
    return a == b or Levenshtein.distance(a, b) <= TOLERANCE * max(len(a), len(b))


def similarity(gold: str, read: str) -> float:
    """Return 1 - edit distance / longer length of the squeezed texts, 0-1."""
    return Levenshtein.normalized_similarity(squeeze(gold), squeeze(read))
