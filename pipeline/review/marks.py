"""What repair changed, or what is doubtful: the shown text cut into pieces to be marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOO_LONG = 4000  # characters; the comparison takes quadratic time at worst
_EDGES = " ,.;:()"  # marks at a word's ends that are none of it
_PIECE = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text; ``was`` is what was read there, or may stand there; None: unmarked."""

    text: str
    was: str | None = None


def changes(raw: str, text: str) -> list[Piece]:
    """Cut ``text`` into pieces at words that differ from ``raw``; joined they give ``text``."""
    if not raw or raw == text or len(raw) + len(text) > _TOO_LONG:
        return [Piece(text)] if text else []
    before, after = _PIECE.findall(raw), _PIECE.findall(text)
    pieces: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = "".join(before[i:j]), "".join(after[k:m])
        if kind == "equal" or was.split() == now.split():
            pieces += [Piece(now)] if now else []
        elif now.strip():
            pieces.append(Piece(now, was.strip()))
        else:
            pieces += [Piece(now)] if now else []
    return pieces


def changed(raw: str, text: str) -> bool:
    """Return whether repair changed anything that a person would see."""
    return any(piece.was is not None for piece in changes(raw, text))


def doubtful(text: str, others: Sequence[tuple[str, str]]) -> list[Piece]:
    """Cut ``text`` into pieces at words that may read otherwise; joined they give ``text``.

    others   (word as shown, what else it may be, "" where nobody knows), the likeliest first.
    """
    may_be: dict[str, str] = {}
    for word, other in others:
        may_be.setdefault(word.strip(_EDGES), other.strip(_EDGES))
    return [Piece(piece, may_be.get(piece.strip(_EDGES))) for piece in _PIECE.findall(text)]
