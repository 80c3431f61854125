"""Counts of what a reader takes for what, made into an error model."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein

from pipeline.diacritics.confusions import Change, ReaderErrors
from pipeline.diacritics.reading import shares_of
from pipeline.train.reader_errors.pairs import Pair

# Borders of the shares (0-1) that letters are counted in; most letters are read with over 0.999.
_BORDERS = (0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.85, 0.92, 0.96, 0.98, 0.99, 0.995, 0.999, 1.0001)
_FEW = 20  # letters without which a share says nothing
_ONCE = 2  # times that a change must be seen
_KINDS = 12  # changes kept of each stretch
_STRAY = 0.5  # lines of which more is wrong were cut wrong, or hold writing
_LONG = 3  # letters changed at once that still stand for one another


@dataclass(slots=True)
class _Counts:
    """What was seen so far; shares are counted by the border below them."""

    words: int = 0
    torn: int = 0
    joined: int = 0
    right: Counter[int] = field(default_factory=Counter)
    seen: Counter[int] = field(default_factory=Counter)
    changes: dict[str, Counter[str]] = field(default_factory=dict)

    def change(self, read: str, meant: str) -> None:
        if read != meant and read.isalnum() and meant.isalpha():
            self.changes.setdefault(read, Counter())[meant] += 1


def learn(pairs: Iterable[Pair]) -> ReaderErrors:
    """Return the error model of the reader that read the pairs."""
    counts = _Counts()
    for pair in pairs:
        _count(pair, counts)
    shares, odds = zip(*_odds(counts), strict=True)
    words = max(counts.words, 1)
    return ReaderErrors(
        changes={
            read: ranked
            for read, found in counts.changes.items()
            if (ranked := _ranked(read, found))
        },
        shares=shares,
        odds=tuple(np.maximum.accumulate(odds).tolist()),
        split=float(np.log((counts.torn + 0.5) / words)),
        joined=float(np.log((counts.joined + 0.5) / words)),
    )


def _ranked(read: str, found: Counter[str]) -> tuple[Change, ...]:
    total = found.total() + _ONCE
    return tuple(
        Change(read, meant, float(np.log(number / total)))
        for meant, number in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_KINDS]
        if number >= _ONCE
    )


def _odds(counts: _Counts) -> Iterator[tuple[float, float]]:
    """Give a share and the log odds that a letter of it is right, from the least share up."""
    for i, (low, high) in enumerate(pairwise(_BORDERS)):
        if counts.seen[i] >= _FEW:
            wrong = counts.seen[i] - counts.right[i]
            yield min((low + high) / 2, 1.0), float(np.log((counts.right[i] + 0.5) / (wrong + 0.5)))


def _count(pair: Pair, counts: _Counts) -> None:
    printed = " ".join(unicodedata.normalize("NFC", pair.printed).split())
    read = " ".join(word.text for word in pair.words)
    if not read or Levenshtein.normalized_distance(read, printed) > _STRAY:
        return
    shares = [share for word in pair.words for share in (*shares_of(word), 1.0)]
    places = np.searchsorted(_BORDERS, shares, side="right") - 1
    counts.words += len(pair.words)
    for block in Levenshtein.opcodes(read, printed):
        for i in range(block.src_start, block.src_end):
            if read[i].isalpha():
                counts.seen[int(places[i])] += 1
                counts.right[int(places[i])] += block.tag == "equal"
        if block.tag != "equal":
            before = read[max(block.src_start - 1, 0) : block.src_start].lower()
            said = read[block.src_start : block.src_end].lower()
            _count_change(before, said, printed[block.dest_start : block.dest_end].lower(), counts)


def _count_change(before: str, read: str, meant: str, counts: _Counts) -> None:
    """Count one stretch that was read wrong; ``before`` is the letter before it."""
    counts.torn += read.count(" ") > meant.count(" ")
    counts.joined += meant.count(" ") > read.count(" ")
    if len(read) == len(meant) <= _LONG:
        for one, other in zip(read, meant, strict=True):
            counts.change(one, other)
    elif read and meant:
        if len(read) <= 2 and len(meant) <= 2:
            counts.change(read, meant)
    elif len(read) + len(meant) == 1 and before.isalpha():
        counts.change(before + read, before + meant)
