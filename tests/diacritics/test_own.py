"""A document's own words: what it says clearly helps where it is faint."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.diacritics.beam import best_paths
from pipeline.diacritics.candidates import Candidate, Token, readings_of
from pipeline.diacritics.lattice import Laid
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.own import LETTERS_READ, own_words
from pipeline.diacritics.repair import say


def token(raw: str, *candidates: str) -> Token:
    return Token(raw, readings_of(Candidate(text, 0.0) for text in candidates or (raw,)))


def test_a_rare_pair_that_stands_elsewhere_is_taken(lexicon: Lexicon) -> None:
    faint = [token("bản"), token("Nà"), token("Sang", "Sang", "Sáng", "Sảng")]
    clear = [[token("bản"), token("Nà"), token("Sang")] for _ in range(6)]
    assert say([faint], lexicon, LETTERS_READ) == [["bản", "Nà", "Sáng"]]
    assert say([faint, *clear], lexicon, LETTERS_READ)[0] == ["bản", "Nà", "Sang"]


def test_a_reading_does_not_speak_for_itself(lexicon: Lexicon) -> None:
    laid = Laid(lexicon)
    laid.add([token("kiểm"), token("soat", "soát", "soạt"), token("thủ")])
    lattice = laid.lattice()
    weight = own_words(lexicon.model, lattice, best_paths(lexicon.model, lattice), LETTERS_READ)
    doubt = LETTERS_READ.word_doubt
    once = np.log((1 + doubt) / doubt) * LETTERS_READ.word
    assert weight.shape == (len(lattice.text),)
    assert abs(weight[laid.said.index("soát")]) <= once + 1e-6


def test_pairs_of_other_texts_speak_for_both_sides(lexicon: Lexicon) -> None:
    laid = Laid(lexicon)
    for _ in range(3):
        laid.add([token("đơn"), token("vị"), token("chủ"), token("trì")])
    laid.add([token("đơn"), token("vị"), token("chu", "chủ", "chú"), token("trì")])
    lattice = laid.lattice()
    weight = own_words(lexicon.model, lattice, best_paths(lexicon.model, lattice), LETTERS_READ)
    by_word = {laid.said[arc]: weight[arc] for arc in range(len(laid.said))}
    assert by_word["chủ"] > by_word["chú"] + 1.0


def test_nothing_said_says_nothing(lexicon: Lexicon) -> None:
    assert say([[], [token("12")]], lexicon, LETTERS_READ) == [[], ["12"]]


def test_letters_do_not_speak_for_themselves(lexicon: Lexicon) -> None:
    laid = Laid(lexicon)
    for _ in range(20):  # specks that were read as letters
        laid.add([token("A"), token("A")])
    lattice = laid.lattice()
    paths = best_paths(lexicon.model, lattice)
    trust = replace(LETTERS_READ, pair=0.0)
    assert own_words(lexicon.model, lattice, paths, trust).max() <= 0.0
