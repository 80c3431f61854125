"""Widths and words of the columns: a first guess, and what a reading of the lines teaches."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.tables.rebuild.lines import TextLine, text_width
from pipeline.tables.rebuild.scores import Aligned, Columns, off_place, plain
from pipeline.tables.rebuild.state import Piece

# Shares of the table's width, means over the gold plans.
_SHARES = {
    "content": 0.32, "result": 0.27, "lead": 0.18, "coordinating": 0.17,
    "lead_and_coordinating": 0.22, "deadline": 0.15,
}  # fmt: skip
_OTHER_SHARE = 0.14
_MIXED = (0.3, 0.85)  # share of lines in blocks between which both guesses are tried
_FULL = 0.97  # quantile of the lines' widths that is a full line
_FULL_FRAGMENT = 0.93  # quantile of a column's fragments that is its width
_FEWEST = 8  # fragments that teach a width
_FEWEST_ROWS = 3  # rows that teach how cells are aligned
_LEAST_WIDTH = 8.0  # letters
_SMOOTH, _SMOOTH_ALL = 2.0, 100.0
_MOST, _WEIGHT = 0.8, 0.4  # nats that a word's column counts at most, and share of what it says


def first_guesses(
    lines: Sequence[TextLine], fields: Sequence[str], *, numbered: bool
) -> tuple[Columns, ...]:
    """Guess the columns from the fields they hold alone.

    The widest lines run across all columns, or fill the widest one where cells stand in blocks.
    """
    shares = [_SHARES.get(field, _OTHER_SHARE) for field in fields]
    across = _guess(lines, fields, 1 / sum(shares), numbered=numbered)
    single = _guess(lines, fields, 1 / max(shares), numbered=numbered)
    blocks = sum(line.in_blocks for line in lines) / len(lines)
    if blocks < _MIXED[0]:
        return (across,)
    return (single,) if blocks > _MIXED[1] else (across, single)


def _guess(
    lines: Sequence[TextLine], fields: Sequence[str], scale: float, *, numbered: bool
) -> Columns:
    widths = sorted(line.width for line in lines)
    full = widths[min(int(_FULL * len(widths)), len(widths) - 1)]
    shares = [_SHARES.get(field, _OTHER_SHARE) for field in fields]
    return Columns(
        tuple(fields),
        tuple(max(_LEAST_WIDTH, full * share * scale) for share in shares),
        numbered,
        ({},) * len(fields),
    )


def learned(
    lines: Sequence[TextLine], pieces: Sequence[Piece], columns: Columns, *, trust: float
) -> Columns:
    """Return the columns as the pieces show them; ``trust`` (0-1) is what new widths count."""
    count = len(columns.fields)
    widths: list[list[float]] = [[] for _ in range(count)]
    words: list[Counter[str]] = [Counter() for _ in range(count)]
    for piece in pieces:
        if piece.kind == "words":
            said = lines[piece.line].words[piece.start : piece.stop]
            widths[piece.column].append(text_width(" ".join(said)))
            words[piece.column].update(map(plain, said))
    seen = tuple(
        (1 - trust) * old + trust * _width(found) if len(found) >= _FEWEST else old
        for old, found in zip(columns.widths, widths, strict=True)
    )
    vocabulary = {word for counter in words for word in counter}
    kinds = tuple({word: _kind(words, c, word) for word in vocabulary} for c in range(count))
    return Columns(columns.fields, seen, columns.numbered, kinds, _aligned(lines, pieces))


def _width(found: list[float]) -> float:
    return max(_LEAST_WIDTH, sorted(found)[int(_FULL_FRAGMENT * len(found))])


def _kind(words: Sequence[Counter[str]], column: int, word: str) -> float:
    """Return how much more usual a word is in a column than in all, in nats, held back."""
    shares = [(c[word] + _SMOOTH) / (sum(c.values()) + _SMOOTH_ALL) for c in words]
    ratio = shares[column] / (sum(shares) / len(shares))
    return max(-_MOST, min(_MOST, _WEIGHT * math.log(ratio)))


def _aligned(lines: Sequence[TextLine], pieces: Sequence[Piece]) -> Aligned:
    """Return how cells stand in most rows whose lines run across them."""
    off: Counter[Aligned] = Counter()
    rows = 0
    for row in _rows(pieces):
        spans: dict[int, tuple[int, int]] = {}
        for piece in row:
            first, _ = spans.get(piece.column, (piece.line, 0))
            spans[piece.column] = (first, piece.line)
        across = not any(lines[piece.line].in_blocks for piece in row)
        if across and len(spans) > 1 and row[0].line < row[-1].line:
            rows += 1
            off.update(off_place(tuple(spans.values())))
    return min(off, key=lambda way: off[way]) if rows >= _FEWEST_ROWS else ""


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    for piece in pieces:
        if (piece.new_row or piece.kind == "section") and row:
            yield row
            row = []
        if piece.kind in ("words", "number"):
            row.append(piece)
    if row:
        yield row
