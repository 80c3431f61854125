"""The n-gram model: it learns, it sums to one, it survives packing."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from pipeline.diacritics.lexicon import Lexicon, lexicon_from_bytes, lexicon_to_bytes
from pipeline.diacritics.ngrams import LanguageModel
from pipeline.diacritics.words import SPECIAL, START, tokens_of
from pipeline.train.language.build import everyday
from pipeline.train.language.corpus import stream_of
from pipeline.train.language.counts import count
from pipeline.train.language.smoothing import estimate
from pipeline.types.syllable import is_syllable

GENERAL = [
    "Ủy ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính.",
    "Ủy ban nhân dân huyện ban hành kế hoạch kiểm soát thủ tục hành chính năm 2021.",
    "Sở Nội vụ chủ trì, phối hợp với Văn phòng Ủy ban nhân dân tỉnh;",
] * 3
PLANS = ["Kế hoạch kiểm soát thủ tục hành chính.", "Thường xuyên trong năm 2021."] * 2


def learnt(thresholds: tuple[float, ...] = (0.0, 0.0, 0.0)) -> Lexicon:
    stream = stream_of([GENERAL, PLANS])
    orders = count(stream.numbers, stream.corpus, len(stream.words), 4)
    return Lexicon(estimate(stream.words, orders, (0.7, 0.3), thresholds), stream.capitals)


def numbers(model: LanguageModel) -> dict[str, int]:
    return {word: i for i, word in enumerate(model.words)}


def likelihoods(model: LanguageModel, *before: str) -> dict[str, float]:
    """P of every word after some words; that a text begins is no word, and costs nothing."""
    history = model.start(1)
    for word in before:
        _, history = model.hear(history, np.array([numbers(model)[word]]))
    words = np.array([n for n, word in enumerate(model.words) if word != START])
    every, _ = model.hear(np.repeat(history, len(words), axis=0), words)
    names = [model.words[n] for n in words]
    return dict(zip(names, np.exp(every, dtype=np.float64).tolist(), strict=True))


@pytest.mark.parametrize("thresholds", [(0.0, 0.0, 0.0), (0.0, 0.7, 1.5)])
@pytest.mark.parametrize(
    "before", [(), ("ban",), ("thủ", "tục"), ("kiểm", "soát", "thủ"), ("năm", "vụ", "tục")]
)
def test_probabilities_sum_to_one(thresholds: tuple[float, ...], before: tuple[str, ...]) -> None:
    total = sum(likelihoods(learnt(thresholds).model, *before).values())
    assert total == pytest.approx(1.0, abs=0.02)  # but the share of beginnings, as of a rare word


def test_what_was_seen_is_likelier_than_what_was_not() -> None:
    after = likelihoods(learnt().model, "kiểm", "soát", "thủ")
    assert after["tục"] > 7 * after["tỉnh"]


def test_packing_keeps_the_model() -> None:
    lexicon = learnt()
    again = lexicon_from_bytes(lexicon_to_bytes(lexicon))
    assert again.model.words == lexicon.model.words
    for ours, theirs in zip(lexicon.model.tables, again.model.tables, strict=True):
        assert np.array_equal(ours.keys, theirs.keys)
        assert np.allclose(ours.logp, theirs.logp, atol=1 / 32 + 1e-6)
    assert np.allclose(lexicon.capitals, again.capitals, atol=0.02)


def test_the_same_texts_give_the_same_file() -> None:
    assert lexicon_to_bytes(learnt()) == lexicon_to_bytes(learnt())


def test_capitals_are_counted_inside_sentences_only() -> None:
    lexicon = learnt()
    often = float(lexicon.capitals[numbers(lexicon.model)["nội"]])
    never = float(lexicon.capitals[numbers(lexicon.model)["hành"]])
    assert often > 0.5 > never


def test_special_words_come_first() -> None:
    assert learnt().model.words[: len(SPECIAL)] == SPECIAL
    assert SPECIAL.index(START) == 1


def test_words_of_everyday_life_are_well_spelt() -> None:
    lines = everyday()
    assert len(set(lines)) == len(lines) > 500
    assert all(line == unicodedata.normalize("NFC", line).strip() for line in lines)
    words = [w for line in lines for w in tokens_of(line) if w.isalpha()]
    assert sum(is_syllable(word.lower()) for word in words) > 0.98 * len(words)  # "Gumboro"
