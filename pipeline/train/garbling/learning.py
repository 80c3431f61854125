"""From pairs of lines to what a reader sees in each letter.

Words are aligned with words, then letters with what was read for them, by the likeliest path
under the present model (Viterbi training); pairs that no path explains are left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from pipeline.diacritics.pieces import cut_line
from pipeline.diacritics.seen import SeenLetters
from pipeline.diacritics.words import tone_first
from pipeline.types.folding import fold

_LONGEST = 3  # characters read for one letter at most
_ROUNDS = 8
_MISSING = 0.8  # cost of a word left over in the alignment of a line
_GROWN = 0.3  # extra cost of two words against one
_MOST_MISSING = 0.3  # share of words left over above which a line was not read at all
_FAR = -4.5  # nats a letter below which a pair of words is no pair
_UNSEEN = 1e-5
_BY_LENGTH = (0.02, 1.0, 0.05, 0.01)  # chance of 0, 1, 2, 3 characters for a letter, unseen
_DOUBT = 25.0  # imagined readings of each letter, spread as those of letters of the same base
_LEAST = 1e-4  # probability below which a reading of a letter is not kept
# A dot below a round capital closes it; none of our fonts did it often enough to be seen.
_LOOKS = {"Ọ": "Q", "Ộ": "Q", "Ợ": "Q"}
_LOOKS_SHARE = 0.03

Pairs = Counter[tuple[str, str]]


def learn(lines: Iterable[tuple[str, str]]) -> SeenLetters:
    """Return the model of pairs of a printed line and its reading."""
    return _model(_segments(_word_pairs(lines)))


def _word_pairs(lines: Iterable[tuple[str, str]]) -> Pairs:
    """Count pairs of one word and what was read for it."""
    pairs: Pairs = Counter()
    for text, reading in lines:
        ours = [p.text for p in cut_line(tone_first(text), garbled=False).pieces]
        theirs = [p.text for p in cut_line(reading, garbled=True).pieces]
        aligned = _aligned(ours, theirs)
        missing = sum(not a or not b for a, b in aligned)
        if aligned and missing <= _MOST_MISSING * len(aligned):
            pairs.update((a[0], b[0]) for a, b in aligned if len(a) == 1 == len(b))
    return Counter({pair: n for pair, n in pairs.items() if pair[0].isalpha()})


def _aligned(
    ours: Sequence[str], theirs: Sequence[str]
) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Pair words with words, one with one or with two, by their bare letters."""
    left, right = [fold(word) for word in ours], [fold(word) for word in theirs]
    cost = {(0, 0): 0.0}
    back: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            for di, dj in ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1)):
                to = (i + di, j + dj)
                if to[0] > len(ours) or to[1] > len(theirs):
                    continue
                total = cost[i, j] + _apart(left[i : to[0]], right[j : to[1]])
                if total < cost.get(to, math.inf):
                    cost[to], back[to] = total, (i, j)
    pairs = []
    at = (len(ours), len(theirs))
    while at != (0, 0):
        before = back[at]
        pairs.append((ours[before[0] : at[0]], theirs[before[1] : at[1]]))
        at = before
    return pairs[::-1]


def _apart(ours: Sequence[str], theirs: Sequence[str]) -> float:
    if not ours or not theirs:
        return _MISSING
    a, b = "".join(ours), "".join(theirs)
    extra = _GROWN if len(ours) + len(theirs) > 2 else 0.0
    return Levenshtein.distance(a, b) / max(len(a), len(b)) + extra


def _segments(pairs: Pairs) -> Pairs:
    """Count pairs of a letter and what was read for it, after some rounds of training."""
    chances: dict[tuple[str, str], float] = {}
    segments: Pairs = Counter()
    for turn in range(_ROUNDS):
        segments = Counter()
        for (word, reading), count in pairs.items():
            score, path = _path(word, reading, chances)
            if turn and score < _FAR * len(word):
                continue
            for segment in path:
                segments[segment] += count
        totals: Counter[str] = Counter()
        for (letter, _), count in segments.items():
            totals[letter] += count
        chances = {pair: count / (totals[pair[0]] + 1) for pair, count in segments.items()}
    return segments


def _path(
    word: str, reading: str, chances: dict[tuple[str, str], float]
) -> tuple[float, list[tuple[str, str]]]:
    """Return the likeliest way of reading ``reading`` letter by letter, and its log probability."""
    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    back: dict[tuple[int, int], int] = {}
    for i, letter in enumerate(word):
        for j in range(len(reading) + 1):
            if (i, j) not in best:
                continue
            for length in range(min(_LONGEST, len(reading) - j) + 1):
                seen = reading[j : j + length]
                score = best[i, j] + math.log(_chance(letter, seen, chances))
                if score > best.get((i + 1, j + length), -math.inf):
                    best[i + 1, j + length], back[i + 1, j + length] = score, length
    j = len(reading)
    if (len(word), j) not in best:
        return -math.inf, []
    path = []
    for i in range(len(word), 0, -1):
        length = back[i, j]
        path.append((word[i - 1], reading[j - length : j]))
        j -= length
    return best[len(word), len(reading)], path


def _chance(letter: str, seen: str, chances: dict[tuple[str, str], float]) -> float:
    if chances:
        return chances.get((letter, seen), _UNSEEN * _BY_LENGTH[len(seen)])
    if seen == letter:
        return 0.5
    return 0.3 if fold(seen) == fold(letter) else (0.02, 0.01, 0.003, 0.0005)[len(seen)]


def _model(segments: Pairs) -> SeenLetters:
    """Smooth the counts of each letter with those of all letters of its base and case."""
    alike: Counter[tuple[tuple[str, bool], str]] = Counter()
    totals: Counter[str] = Counter()
    for (letter, seen), count in segments.items():
        alike[_base(letter), seen] += count
        totals[letter] += count
    of_base: Counter[tuple[str, bool]] = Counter()
    for (base, _), count in alike.items():
        of_base[base] += count
    model: dict[str, dict[str, float]] = {letter: {} for letter in totals}
    for letter, total in totals.items():
        base = _base(letter)
        for (other, seen), count in alike.items():
            if other == base:
                shared = _DOUBT * count / of_base[base]
                share = (segments[letter, seen] + shared) / (total + _DOUBT)
                if share > _LEAST:
                    model[letter][seen] = math.log(share)
        if letter in _LOOKS:
            model[letter].setdefault(_LOOKS[letter], math.log(_LOOKS_SHARE))
    return SeenLetters(model)


def _base(letter: str) -> tuple[str, bool]:
    return fold(letter), letter.isupper()
