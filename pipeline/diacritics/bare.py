"""Readings of text that lost its marks altogether."""

from __future__ import annotations

from pipeline.diacritics.lattice import Candidate
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.spelling import in_case_of
from pipeline.types.folding import fold


def bare_candidates(text: str, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """Return every word with the letters of ``text``, or ``text`` itself where there is none."""
    words = lexicon.of_bare(fold(text))
    if not words:
        return (Candidate(text, 0.0),)
    return tuple(Candidate(in_case_of(word, text), 0.0) for word in words)
