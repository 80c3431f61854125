"""Words of narrow columns go on in the next line."""

from __future__ import annotations

import numpy as np

from pipeline.diacritics.across import across_lines
from pipeline.diacritics.beam import search
from pipeline.diacritics.candidates import Candidate, Token, fixed, readings_of
from pipeline.diacritics.lattice import Laid
from pipeline.diacritics.lexicon import Lexicon


def token(raw: str, *candidates: str) -> Token:
    return Token(raw, readings_of(Candidate(text, 0.0) for text in candidates or (raw,)))


def said(
    lexicon: Lexicon, *texts: list[Token], numbers: list[int] | None = None
) -> dict[str, float]:
    """Return what the lines about it say for each reading."""
    laid = Laid(lexicon)
    for text in texts:
        laid.add(text)
    lattice = laid.lattice()
    _, near = search(lexicon.model, lattice)
    every = np.arange(len(lattice.text)) if len(near) else near
    order = numbers or list(range(len(texts)))
    found = across_lines(lexicon.model, lattice, every, texts, order)
    return dict(zip(laid.said, found.tolist(), strict=True))


FAINT = [fixed("100"), fixed("|"), token("thuong", "thương", "thường")]
END = token("\n", "")


def test_a_word_at_the_end_of_the_next_line_goes_on(lexicon: Lexicon) -> None:
    found = said(lexicon, [*FAINT, END, token("kế"), token("hoạch"), token("xuyên")])
    assert found["thường"] > found["thương"] + 1.0
    assert found["xuyên"] > 1.0
    assert found["hoạch"] == found["100"] == 0.0


def test_a_word_behind_a_rule_of_the_next_line_goes_on_in_the_next_text_too(
    lexicon: Lexicon,
) -> None:
    behind = [token("tỉnh"), fixed("|"), token("xuyên"), token("năm")]
    assert said(lexicon, FAINT, behind)["thường"] > 1.0
    assert said(lexicon, FAINT, behind, numbers=[0, 2])["thường"] == 0.0


def test_nothing_goes_on_two_lines_below(lexicon: Lexicon) -> None:
    found = said(lexicon, [*FAINT, END, token("kế"), END, token("xuyên")])
    assert found["thường"] == 0.0
