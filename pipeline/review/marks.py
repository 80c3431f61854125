"""What repair changed: the shown text cut into pieces, each with what stood there as read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOO_LONG = 4000  # characters; the comparison takes quadratic time at worst
_PIECE = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text; ``was`` is what was read there, None where nothing was changed."""

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
