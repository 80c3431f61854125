"""Repair of what a reader read, in the context of its paragraph or cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.diacritics.candidates import Candidate, Token, fixed, readings_of
from pipeline.diacritics.misread import Speller
from pipeline.diacritics.pieces import Piece, cut_line
from pipeline.diacritics.repair import Choice, choose
from pipeline.diacritics.text import TextRepairer
from pipeline.diacritics.words import tone_first
from pipeline.types.text import Alternative, Line, Word

# Share from which a known word with a capital is left alone: names are no matter of context. To
# weigh the small words read as surely doubles the work and takes off one more error in fifty.
_SURE = 0.985
_TRUST = 0.8  # of what the letters say beside what the context says
_LEAST = 1e-4  # probability of a reading that the reader thought of at all
_KEEP = 1.0  # nats by which another reading must be likelier


@dataclass(frozen=True, slots=True)
class _Spot:
    """A piece of a word: which one, where its text starts in the word's, how surely it was read."""

    word: Word
    number: int
    piece: Piece
    at: int
    shares: Sequence[float]


_Place = tuple[int, int, int]  # line and word of a text, piece of the word
_Chosen = Mapping[_Place, tuple[Token, Choice]]


@dataclass(frozen=True, slots=True, eq=False)
class Repairer:
    """What repairs words that were read, and text layers.

    identity  what they were made of: where it changes, a document is read again.
    """

    speller: Speller
    texts: TextRepairer
    identity: str

    def __call__(self, texts: Sequence[Sequence[Line]]) -> list[list[Line]]:
        return repair_lines(texts, self.speller)


def repair_lines(texts: Sequence[Sequence[Line]], speller: Speller) -> list[list[Line]]:
    """Return the lines of running texts (paragraphs, cells) with their words repaired.

    Same lines and words out as in; ``raw``, boxes and the confidences of characters stay.
    """
    laid = [_tokens(text, speller) for text in texts]
    chosen = choose([[token for _, token in tokens] for tokens in laid], speller.lexicon)
    return [
        _told(
            text,
            {
                place: (token, choice)
                for (place, token), choice in zip(tokens, choices, strict=True)
            },
        )
        for text, tokens, choices in zip(texts, laid, chosen, strict=True)
    ]


def _tokens(text: Sequence[Line], speller: Speller) -> list[tuple[_Place, Token]]:
    return [
        ((row, column, number), _token(spot, speller))
        for row, line in enumerate(text)
        for column, word in enumerate(line.words)
        for number, spot in enumerate(_spots(word))
    ]


def _spots(word: Word) -> list[_Spot]:
    """Return the pieces of a word with the letters that the reader saw in each."""
    if not word.text:
        return []
    shares = shares_of(word)
    placed = cut_line(word.text, garbled=False).placed()
    return [
        _Spot(word, number, piece, at, shares[at : at + len(piece.text)])
        for number, (piece, at) in enumerate(placed)
    ]


def shares_of(word: Word) -> Sequence[float]:
    """Return how surely each character of the word's text was read."""
    start = word.raw.find(word.text)
    if len(word.char_confidences) != len(word.raw) or start < 0:
        return [word.confidence] * len(word.text)
    return word.char_confidences[start : start + len(word.text)]


def _token(spot: _Spot, speller: Speller) -> Token:
    piece = spot.piece
    if piece.fixed:
        return fixed(piece.text)
    if piece.text[0].isupper() and min(spot.shares) >= _SURE and _is_known(piece.text, speller):
        return fixed(piece.text)
    own, *others = speller.readings(_letters(spot))
    others += _read_otherwise(spot, speller, {own.text, *(other.text for other in others)})
    weighed = (Candidate(c.text, _TRUST * (c.weight - own.weight) - _KEEP) for c in others)
    return Token(piece.text, readings_of([Candidate(own.text, 0.0), *weighed]))


def _read_otherwise(spot: _Spot, speller: Speller, found: Collection[str]) -> list[Candidate]:
    """Return words of other readings of the whole word that are not ``found`` yet."""
    most = len(_spots(spot.word))
    others: dict[str, float] = {}
    for other in spot.word.alternatives:
        pieces = cut_line(other.text, garbled=False).pieces
        if len(pieces) == most and not pieces[spot.number].fixed:
            text = pieces[spot.number].text
            if text not in found and len(text) > 1 and _is_known(text, speller):
                others.setdefault(text, float(np.log(max(other.confidence, _LEAST))))
    return [Candidate(text, weight) for text, weight in others.items()]


def _is_known(text: str, speller: Speller) -> bool:
    return speller.lexicon.knows(tone_first(text.lower()))


def _letters(spot: _Spot) -> list[tuple[str, float, Mapping[str, float]]]:
    """Return the letters of a piece, how surely each was read, and what else it might be."""
    word = spot.word
    start = max(word.raw.find(word.text), 0) + spot.at
    return [
        (letter, share, _instead(word, start + i))
        for i, (letter, share) in enumerate(zip(spot.piece.text, spot.shares, strict=True))
    ]


def _instead(word: Word, place: int) -> dict[str, float]:
    """Return what the reader might have read at one place of the raw word."""
    before, after = word.raw[:place], word.raw[place + 1 :]
    return {
        other.text[place : len(other.text) - len(after)]: max(other.confidence, _LEAST)
        for other in word.alternatives
        if other.text.startswith(before)
        and other.text.endswith(after)
        and len(other.text) > len(before) + len(after)
    }


def _told(text: Sequence[Line], chosen: _Chosen) -> list[Line]:
    return [
        replace(
            line,
            words=tuple(
                _word(word, [chosen[row, column, n] for n in range(len(_spots(word)))])
                for column, word in enumerate(line.words)
            ),
        )
        for row, line in enumerate(text)
    ]


def _word(word: Word, chosen: Sequence[tuple[Token, Choice]]) -> Word:
    """Return a word with the readings chosen for its pieces.

    Its confidence is that of its most doubtful part: of a piece that had several readings the
    probability of the chosen one, of all else what the reader said.
    """
    if all(len(token.readings) == 1 for token, _ in chosen):
        return word
    cut, sure = cut_line(word.text, garbled=False), list(shares_of(word))
    texts: list[str | None] = [choice.text for _, choice in chosen]
    seconds = []
    for number, (spot, (token, choice)) in enumerate(zip(_spots(word), chosen, strict=True)):
        if len(token.readings) > 1:
            end = spot.at + len(spot.piece.text)
            sure[spot.at : end] = [choice.confidence] * (end - spot.at)
            for second in choice.seconds:
                others = [*texts[:number], second.text, *texts[number + 1 :]]
                seconds.append(Alternative(cut.joined(others), second.confidence))
    return replace(
        word,
        text=cut.joined(texts),
        confidence=min(sure),
        alternatives=tuple(sorted(seconds, key=lambda second: -second.confidence)),
    )
