"""The language model of diacritic repair, from corpora of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from pipeline.diacritics.lexicon import Lexicon
from pipeline.train.language.corpus import kept_aside, stream_of
from pipeline.train.language.counts import count
from pipeline.train.language.smoothing import estimate
from pipeline.train.synth import words

_ORDER = 4  # 5 gave the same share of right syllables on lines kept aside (97.49 %)
# Nats that an n-gram of order 2, 3, 4 must add to the likelihood of the corpora to be kept.
_THRESHOLDS: Final = (0.0, 1.0, 2.0)
# Share of the plans in the mixture, by right syllables of another tenth of them: 0.45 gave 98.35 %,
# 0.55 98.43 %, but four errors more in each of two layers read in the wrong language.
_PLANS_SHARE = 0.5
_EVERYDAY: Final = ("everyday.txt", "economy.txt", "society.txt")


@dataclass(frozen=True, slots=True)
class Texts:
    """What is learnt from: general official texts, and plans; lines that are never learnt from."""

    general: Sequence[str]
    plans: Sequence[str]
    never: frozenset[str] = frozenset()


def build(texts: Texts) -> Lexicon:
    """Return the model of two corpora and of the names of places.

    Words of everyday life, which laws do not have, count as those of plans. Left out are the lines
    that ``kept_aside`` keeps of the plans, those of ``texts.never``, and the words that the
    composer of synthetic plans keeps for validation.
    """
    never = texts.never | validation_words()
    general = [line for line in texts.general if line not in never]
    plans = [line for line in texts.plans if line not in never and not kept_aside(line)]
    stream = stream_of([[*general, *places()], [*plans, *everyday()]])
    orders = count(stream.numbers, stream.corpus, len(stream.words), _ORDER)
    shares = (1 - _PLANS_SHARE, _PLANS_SHARE)
    return Lexicon(estimate(stream.words, orders, shares, _THRESHOLDS), stream.capitals)


def places() -> list[str]:
    """Return the names of communes, districts and provinces before and after July 2025."""
    return _lines("places.txt")


def everyday() -> list[str]:
    """Return words of fields, kitchens, schools, roads and weather, as plans have them."""
    return [line for name in _EVERYDAY for line in _lines(name)]


def _lines(name: str) -> list[str]:
    return (files(__package__) / name).read_text(encoding="utf-8").splitlines()


def validation_words() -> frozenset[str]:
    """Return the texts that the composer keeps for validation."""
    lists = ("tasks", "results", "paragraphs", "bases")
    return frozenset(
        text
        for name in lists
        for subject in words.SUBJECTS
        for text in words.lines(name, subject, "validation")
    )
