"""Search for the rows: which words of each line belong to which column, where rows begin.

Two searches, one in the other. The outer one goes from place to place where a row may begin and
keeps, for each place and each number last read, the best reading of all that stands above
(a semi-Markov chain). The inner one reads the units that follow as one row: a beam over ways to
cut each line into at most one fragment for each column, left to right. What speaks for a cut:
words that go together stay together, a fragment goes on where the one above it in its cell
stopped, none is wider than its column, a cell's line breaks where the next word had no room, and
each column has words of its own kind. What a row says as a whole, such as where its cells and its
number stand beside each other, is weighed for every end that it may have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.tables.rebuild.clues import Clues
from pipeline.tables.rebuild.cuts import Way, after, ways
from pipeline.tables.rebuild.scores import (
    Columns,
    Fluency,
    Measured,
    may_open,
    measured,
    row_closed,
)
from pipeline.tables.rebuild.state import Piece, State
from pipeline.tables.rebuild.titles import must_be_title, titles
from pipeline.tables.rebuild.units import Unit

_DIRT, _DIRT_LETTER = -1.5, -0.5  # a line passed over, and each of its letters
_DIRT_LETTERS = 3  # most letters of one
_LONGEST = 70  # units of a row
_BEHIND = 9.0  # nats by which a row may fall behind the best chain before it is given up
_FAR = 6.0  # nats behind the best way at which no other way to end a row is asked for
_LASTS = 4  # numbers last read that are told apart at one place
_DUE, _FIRST, _STRAY = 2.0, 0.5, -2.5  # a number that follows the one before, a 1, another one
_NO_NUMBER, _NO_NUMBER_IN_BLOCKS = -3.0, -0.3  # a row without its number: blocks lose small ones


class _Link(NamedTuple):
    """The best reading of all units before a place; ``last`` is the number last read."""

    score: float
    last: int
    read: tuple[Piece, ...] | _Reading
    before: _Link | None


class _Reading(NamedTuple):
    """One way to read the units of a row so far: a chain back to the first; way None is dirt."""

    score: float
    state: State
    unit: int
    way: Way | None
    before: _Reading | None


class _Row(NamedTuple):
    """Units read as one row, up to ``stop``."""

    stop: int
    value: int
    score: float
    read: _Reading


def search(
    units: Sequence[Unit], columns: Columns, clues: Clues, beam_width: int
) -> tuple[float, tuple[Piece, ...]]:
    """Return where the words of each line belong, and what speaks for it.

    ``beam_width`` ways to read the units of a row are kept. Raises ValueError where there are none.
    """
    at = [measured(unit, columns, clues) for unit in units]
    best: list[dict[int, _Link]] = [{} for _ in range(len(units) + 1)]
    best[0][0] = _Link(0.0, 0, (), None)
    for start in range(len(units)):
        links = sorted(best[start].values(), key=lambda link: -link.score)[:_LASTS]
        if not links:
            continue
        for link in links:
            _pass_over(link, start, units, columns, best, at)
        if best[start + 1] and not may_open(units[start]):
            continue
        for row in _rows_from(start, at, columns, clues.fluency, beam_width, links[0].score, best):
            blocks = units[row.stop - 1].in_blocks
            for link in links:
                score = link.score + row.score + _in_order(row.value, link.last, blocks=blocks)
                _keep(best[row.stop], _Link(score, row.value or link.last, row.read, link))
    end: _Link | None = max(best[-1].values(), key=lambda link: link.score)
    assert end is not None
    total, parts = end.score, []
    while end is not None:
        parts.append(_pieces(end.read, at) if isinstance(end.read, _Reading) else end.read)
        end = end.before
    return total, tuple(piece for part in reversed(parts) for piece in part)


def _keep(links: dict[int, _Link], link: _Link) -> None:
    known = links.get(link.last)
    if known is None or known.score < link.score:
        links[link.last] = link


def _pass_over(
    link: _Link,
    start: int,
    units: Sequence[Unit],
    columns: Columns,
    best: list[dict[int, _Link]],
    at: Sequence[Measured],
) -> None:
    """Read a section's title, or dirt, from ``start`` on."""
    for title in titles(units, start, columns):
        together = sum(at[i].joins[-1] for i in range(start, title.stop))
        pieces = tuple(
            Piece(unit.first + line, a, b, "section", new_row=i == 0 and line == 0)
            for i, unit in enumerate(units[start : title.stop])
            for line, a, b in unit.parts(0, len(unit.words))
        )
        last = 0 if title.numbers_anew else link.last
        _keep(best[title.stop], _Link(link.score + title.score + together, last, pieces, link))
    dirt = _dirt(units[start])
    if dirt is not None:
        _keep(best[start + 1], _Link(link.score + dirt[0], link.last, dirt[1], link))


def _dirt(unit: Unit) -> tuple[float, tuple[Piece, ...]] | None:
    letters = sum(char.isalpha() for word in unit.words for char in word)
    if letters > _DIRT_LETTERS:
        return None
    pieces = tuple(
        Piece(unit.first + line, a, b, "dirt") for line, a, b in unit.parts(0, len(unit.words))
    )
    return _DIRT + _DIRT_LETTER * letters, pieces


def _in_order(value: int, last: int, *, blocks: bool) -> float:
    if not value:
        return _NO_NUMBER_IN_BLOCKS if blocks else _NO_NUMBER
    return _DUE if value == last + 1 else _FIRST if value == 1 else _STRAY


def _rows_from(
    start: int,
    at: Sequence[Measured],
    columns: Columns,
    fluency: Fluency,
    beam_width: int,
    before: float,
    best: Sequence[dict[int, _Link]],
) -> Iterator[_Row]:
    """Yield the best row from ``start`` to each place at which it may end, for each number."""
    beam = [_Reading(0.0, State((None,) * len(columns.fields)), -1, None, None)]
    for index in range(start, min(len(at), start + _LONGEST)):
        unit = at[index].unit
        if must_be_title(unit.words):
            return
        beam = _after(beam, at[index], index, columns, fluency, beam_width)
        found: dict[int, _Row] = {}
        for read in beam:
            if read.score < beam[0].score - _FAR:
                continue
            score = read.score + row_closed(read.state, columns, in_blocks=unit.in_blocks)
            value = read.state.value
            if value not in found or found[value].score < score:
                found[value] = _Row(index + 1, value, score, read)
        yield from found.values()
        above = max((link.score for link in best[index + 1].values()), default=None)
        if above is not None and before + beam[0].score < above - _BEHIND:
            return


def _after(
    beam: Sequence[_Reading],
    at: Measured,
    index: int,
    columns: Columns,
    fluency: Fluency,
    width: int,
) -> list[_Reading]:
    """Return the best ways to go on in a row with the next unit, half of them numbered at least.

    Only one is kept for each state.
    """
    going: list[tuple[float, _Reading, Way | None]] = []
    dirt = _dirt(at.unit)
    for known in beam:
        if dirt is not None and known.state.first >= 0:
            going.append((known.score + dirt[0], known, None))
        going += [
            (known.score + way.score, known, way)
            for way in ways(known.state, at, index, columns, fluency)
        ]
    going.sort(key=lambda step: -step[0])
    found: dict[State, _Reading] = {}
    kept = [0, 0]  # without a number, with one
    for score, known, way in going:
        numbered = bool(known.state.value or (way and way.value))
        if kept[numbered] == width:
            continue
        state = after(known.state, way, at, index) if way is not None else known.state
        if state not in found:
            found[state] = _Reading(score, state, index, way, known)
            kept[numbered] += 1
    return list(found.values())


def _pieces(read: _Reading | None, at: Sequence[Measured]) -> tuple[Piece, ...]:
    """Return the pieces of a row, the first marked as its beginning."""
    steps: list[_Reading] = []
    while read is not None and read.unit >= 0:
        steps.append(read)
        read = read.before
    pieces: list[Piece] = []
    for step in reversed(steps):
        unit = at[step.unit].unit
        if step.way is None:
            dirt = _dirt(unit)
            pieces += dirt[1] if dirt is not None else ()
            continue
        pieces += [Piece(unit.first, 0, 1, "number")] if step.way.words_from else []
        pieces += [
            Piece(unit.first + line, a, b, "words", column)
            for column, start, stop in step.way.fragments
            for line, a, b in unit.parts(start, stop)
        ]
    pieces[0] = pieces[0]._replace(new_row=True)
    return tuple(pieces)
