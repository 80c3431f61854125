"""Search for the rows: which words of each line belong to which column, where rows begin.

A beam search over the lines from top to bottom. A line of a page runs across the cells that stand
side by side, so each hypothesis cuts it into at most one fragment for each column, left to right.
What speaks for a cut: words that go together stay together, a fragment goes on where the one above
it in its cell stopped, none is wider than its column, a cell's line breaks where the next word had
no room, and each column has words of its own kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.tables.rebuild.cuts import ways
from pipeline.tables.rebuild.lines import TextLine
from pipeline.tables.rebuild.scores import Columns, Fluency, Measured, measured, row_closed
from pipeline.tables.rebuild.state import Hypothesis, Piece, State

_ROMAN = re.compile(r"(?=[IVX])(?:X{0,3}(?:IX|IV|V?I{0,3}))[.)]?")
_NUMBER = re.compile(r"\d{1,2}[.)]?")
_LOUD = 0.85  # share of capitals among the letters of a title
_LOUD_WORDS = 4  # a loud line of so many words is a section's title, whatever else it could be
_WIDE = 1.25  # times the widest column: a line that no single cell can hold
_FULL, _PAGE = 0.85, 60  # share of the widest line around from which a title may go on below
_DIRT, _DIRT_LETTER = -1.5, -0.5  # a line passed over, and each of its letters
_DIRT_LETTERS = 3  # most letters of one


def search(
    lines: Sequence[TextLine], columns: Columns, fluency: Fluency, beam_width: int
) -> tuple[float, tuple[Piece, ...]]:
    """Return where the words of each line belong, and what speaks for it.

    ``line`` of a piece counts in ``lines``; ``beam_width`` hypotheses are kept. Raises ValueError
    where there are no lines.
    """
    empty = State((None,) * len(columns.fields))
    beam = [Hypothesis(0.0, empty)]
    for index in range(len(lines)):
        at = measured(lines[index], columns, fluency)
        following = (
            h for before in beam for h in _after(before, lines, index, at, columns, fluency)
        )
        beam = _kept(following, beam_width)
    blocks = lines[-1].in_blocks
    ends = [(h.score + row_closed(h.state, columns, in_blocks=blocks), h) for h in beam]
    score, best = max(ends, key=lambda end: end[0])
    return score, best.all_pieces()


def is_loud(words: Sequence[str]) -> bool:
    """Whether the words are set in capitals."""
    letters = [char for word in words for char in word if char.isalpha()]
    return len(letters) > 3 and sum(map(str.isupper, letters)) >= _LOUD * len(letters)


def is_roman(word: str) -> bool:
    """Whether a word is a Roman number made of I, V and X."""
    return _ROMAN.fullmatch(word) is not None


def _kept(hypotheses: Iterator[Hypothesis], width: int) -> list[Hypothesis]:
    """Return the best hypotheses, one for each state."""
    best: dict[State, Hypothesis] = {}
    for hypothesis in hypotheses:
        known = best.get(hypothesis.state)
        if known is None or known.score < hypothesis.score:
            best[hypothesis.state] = hypothesis
    return sorted(best.values(), key=lambda h: -h.score)[:width]


def _after(
    before: Hypothesis,
    lines: Sequence[TextLine],
    index: int,
    at: Measured,
    columns: Columns,
    fluency: Fluency,
) -> Iterator[Hypothesis]:
    """Yield every way to go on with the next line."""
    words, state = at.line.words, before.state
    empty = State((None,) * len(columns.fields))
    closed = row_closed(state, columns, in_blocks=lines[max(index - 1, 0)].in_blocks)
    titled = _title(before, lines, index, columns)
    if titled is not None:
        numbers_anew = is_roman(words[0]) or is_loud(words)
        after = empty if numbers_anew else empty._replace(last=state.last)
        score = before.score + closed + titled + at.joins[-1]
        yield Hypothesis(score, after, (Piece(index, 0, len(words), "section"),), before)
    if _must_be_title(words):
        return
    letters = sum(char.isalpha() for word in words for char in word)
    if letters <= _DIRT_LETTERS:
        score = before.score + _DIRT + _DIRT_LETTER * letters
        yield Hypothesis(score, state, (Piece(index, 0, len(words), "dirt"),), before)
    if state.first >= 0:
        for way in ways(state, at, index, columns, fluency):
            pieces = _pieces(way.fragments, index, way.words_from, new_row=False)
            yield Hypothesis(before.score + way.score, way.state, pieces, before)
    for way in ways(empty._replace(last=state.last), at, index, columns, fluency):
        pieces = _pieces(way.fragments, index, way.words_from, new_row=True)
        yield Hypothesis(before.score + closed + way.score, way.state, pieces, before)


def _pieces(
    fragments: Sequence[tuple[int, int, int]], index: int, words_from: int, *, new_row: bool
) -> tuple[Piece, ...]:
    number = (Piece(index, 0, 1, "number", -1, new_row),) if words_from else ()
    return (*number, *(Piece(index, a, b, "words", c, new_row) for c, a, b in fragments))


def _must_be_title(words: Sequence[str]) -> bool:
    numbered = is_roman(words[0]) and len(words) > 1 and is_loud(words[1:])
    return numbered or (is_loud(words) and len(words) >= _LOUD_WORDS)


def _title(
    before: Hypothesis, lines: Sequence[TextLine], index: int, columns: Columns
) -> float | None:
    """Return what speaks for a line to be the title of a section, None where it cannot be."""
    line = lines[index]
    words = line.words
    if is_roman(words[0]):
        return 2.0 if len(words) == 1 else 3.0 if is_loud(words[1:]) else 1.5
    if is_loud(words):
        return 3.0 if len(words) >= _LOUD_WORDS else 0.5
    if _NUMBER.fullmatch(words[0]):
        return None
    wide = line.width > _WIDE * max(columns.widths)
    if before.state.first < 0 and any(piece.kind == "section" for piece in before.pieces):
        above = lines[index - 1]
        alone = len(above.words) == 1  # "VII", its title on a line of its own
        full = max(other.width for other in lines[max(0, index - _PAGE) : index + _PAGE])
        return 0.5 if alone or above.width > _FULL * full else None
    return -1.0 if wide and not line.bars and words[0][:1].isupper() else None
