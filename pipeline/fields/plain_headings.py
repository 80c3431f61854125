"""Which field words name as a heading, where nothing but the words is known."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from pipeline.fields import catalogue as c
from pipeline.fields.headers import header_scores
from pipeline.types.folding import fold

_FOLDED: Final = tuple((f.name, tuple(fold(h) for h in f.headings)) for f in c.FIELDS)
_KNOWN = 0.84  # similarity from which words are a known heading
_LIKE = 0.9  # what likeness to a known heading counts at most
_LONGEST = 5  # words of a heading that is only like a known one


@lru_cache(maxsize=65536)
def known_heading(words: str) -> tuple[str, float]:
    """Return the field whose headings ``words`` come nearest to, and the similarity (0-1)."""
    said = fold(words).strip(" .,:;")
    scored = ((max(fuzz.ratio(said, h) for h in headings), name) for name, headings in _FOLDED)
    similarity, field = max(scored)
    return field, similarity / 100


@lru_cache(maxsize=65536)
def like_heading(words: str) -> tuple[str, float]:
    """Return the same for headings that need not be known ("Bộ phận đảm nhiệm")."""
    field, similarity = known_heading(words)
    if similarity >= _KNOWN or len(words.split()) > _LONGEST:
        return field, similarity
    scores = header_scores(words)
    best = max(scores, key=lambda name: scores[name])
    return best, min(scores[best], _LIKE)
