"""Repair of a bare text layer, line by line: as many lines out as in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.diacritics.bare import bare_candidates
from pipeline.diacritics.lattice import Candidate, Token
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.pieces import CutLine, Piece, cut_line
from pipeline.diacritics.repair import choose
from pipeline.diacritics.words import tokens_of
from pipeline.types.folding import fold

Kind = Literal["clean", "bare"]
Propose = Callable[[str], Sequence[Candidate]]

_BARE_SHARE = 0.02  # of the words of a Vietnamese text 0.75 carry a mark; of a bare one none
_KNOWN_SHARE = 0.9  # of a bare Vietnamese text's words, all but names and abbreviations
_LONGEST = 160  # pieces of one text; longer ones are cut, which costs a word its history


@dataclass(frozen=True, slots=True)
class _Text:
    """Lines that are read as one; line numbers and their pieces."""

    lines: tuple[int, ...]
    tokens: tuple[Token, ...]


def kind_of(lines: Sequence[str], lexicon: Lexicon) -> Kind:
    """Return what has become of the marks of a text."""
    words = [word for line in lines for word in tokens_of(line) if len(word) > 1 and word.isalpha()]
    marked = sum(fold(word) != word.lower() for word in words)
    known = sum(bool(lexicon.of_bare(fold(word))) for word in words)
    if marked > _BARE_SHARE * len(words) or known < _KNOWN_SHARE * len(words):
        return "clean"
    return "bare"


def repair_text(lines: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Return the lines with their marks repaired, NFC; what needs no repair stays as it stands."""
    normal = [unicodedata.normalize("NFC", line) for line in lines]
    if kind_of(normal, lexicon) == "clean":
        return normal
    cut = [cut_line(line, garbled=False) for line in normal]
    texts = list(_texts(cut, lambda text: bare_candidates(text, lexicon)))
    chosen = choose([text.tokens for text in texts], lexicon)
    for text, choices in zip(texts, chosen, strict=True):
        said = iter(choice.text for choice in choices)
        for number in text.lines:
            normal[number] = cut[number].joined([next(said) for _ in cut[number].pieces])
    return normal


def _texts(cut: Sequence[CutLine], propose: Propose) -> Iterator[_Text]:
    """Put lines together that go on from one to the next."""
    lines: list[int] = []
    tokens: list[Token] = []
    blank = False
    for number, line in enumerate(cut):
        if not line.pieces:
            blank = True
            continue
        if lines and (len(tokens) > _LONGEST or (blank and not _goes_on(line))):
            yield _Text(tuple(lines), tuple(tokens))
            lines, tokens = [], []
        blank = False
        lines.append(number)
        tokens.extend(_token(piece, propose) for piece in line.pieces)
    if lines:
        yield _Text(tuple(lines), tuple(tokens))


def _goes_on(line: CutLine) -> bool:
    """Whether a line behind an empty one goes on a sentence."""
    first = line.pieces[0]
    return not first.before.strip() and first.text[0].islower()


def _token(piece: Piece, propose: Propose) -> Token:
    if piece.fixed:
        return Token(piece.text, (Candidate(piece.text, 0.0),))
    return Token(piece.text, tuple(propose(piece.text)))
