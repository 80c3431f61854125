"""Ways to cut one line into fragments of columns, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.tables.rebuild.scores import Columns, Fluency, Measured, joined, opened, too_wide
from pipeline.tables.rebuild.state import Fill, State

_NUMBER = re.compile(r"(\d{1,2})[.)]?")
_KEPT = 2  # ways kept for each place of a line and column
_BEST = 6  # ways returned
_CUTS = 8  # places at which words stand together worst; cuts elsewhere are not tried
_MOST_OVER = 0.4  # share by which a fragment may be wider than its column at all
_WHOLE = -30.0  # a line that no cut fits
_SECOND_IN_BLOCK = 5.0  # words of another cell on a line of a block
_OUT_OF_TURN, _HEADLESS = 4.0, 2.0  # in blocks: a cell before one already begun, before the content
_NEXT, _FIRST, _STRAY = 2.0, 0.5, -2.5  # a number that is due, a 1, another one
_SWALLOWED = -6.0  # a number that is due, taken for a word


_Cut = tuple[float, tuple[tuple[int, int, int], ...]]  # what speaks for it, fragments as below


class Way(NamedTuple):
    """One way: what speaks for it, the state after it, and (column, start, stop) from the left.

    ``words_from`` is 1 where the first word is the row's number.
    """

    score: float
    state: State
    fragments: tuple[tuple[int, int, int], ...]
    words_from: int


def ways(state: State, at: Measured, index: int, columns: Columns, fluency: Fluency) -> list[Way]:
    """Return the best ways to read line number ``index`` as part of the row of ``state``."""
    found: list[Way] = []
    for words_from, value, base in _numbers(state, at, columns):
        number = index if value else state.number
        first = state.first if state.first >= 0 else index
        after = State(state.cells, first, number, value or state.last)
        if words_from == len(at.line.words):
            found.append(Way(base, after, (), words_from))
            continue
        for score, fragments in _cut(state, at, index, words_from, columns, fluency):
            cells = _filled(state, at, index, fragments)
            found.append(Way(base + score, after._replace(cells=cells), fragments, words_from))
    if not found:  # more bars than columns, or wider than all of them: taken whole
        first = state.first if state.first >= 0 else index
        whole = ((0, 0, len(at.line.words)),)
        cells = _filled(state, at, index, whole)
        found.append(Way(_WHOLE, state._replace(cells=cells, first=first), whole, 0))
    return sorted(found, key=lambda way: -way.score)[:_BEST]


def _numbers(state: State, at: Measured, columns: Columns) -> Iterator[tuple[int, int, float]]:
    """Yield (words taken, value, score): with and without a number at the line's beginning."""
    match = _NUMBER.fullmatch(at.line.words[0]) if columns.numbered else None
    if match is None:
        yield 0, 0, 0.0
        return
    value = int(match[1])
    due = value == state.last + 1
    if state.number < 0 and value:
        yield 1, value, _NEXT if due else _FIRST if value == 1 else _STRAY
    yield 0, 0, _SWALLOWED if due else 0.0


def _cut(
    state: State, at: Measured, index: int, start: int, columns: Columns, fluency: Fluency
) -> list[_Cut]:
    """Cut the words from ``start`` on by dynamic programming over places and columns."""
    words, count = at.line.words, len(columns.fields)
    places = _places(at, start)
    best: dict[int, list[list[_Cut]]] = {place: [[] for _ in range(count)] for place in places}
    for i, place in enumerate(places[:-1]):
        for column in range(count):
            before: list[_Cut] = [(0.0, ())]
            if place != start:
                before = [way for left in best[place][:column] for way in left]
                before = sorted(before, key=lambda way: -way[0])[:_KEPT]
            if not before:
                continue
            cell, wide = state.cells[column], columns.widths[column]
            head = (
                opened(words[place]) - _out_of_turn(state, column, columns, at)
                if cell is None
                else joined(cell, wide, at.line, place, index, fluency)
            )
            for stop in places[i + 1 :]:
                width = at.width(place, stop)
                barred = any(place < bar < stop for bar in at.line.bars)
                if barred or (width > wide * (1 + _MOST_OVER) and stop > places[i + 1]):
                    break
                score = head - too_wide(width, wide)
                score += at.kinds[column][stop] - at.kinds[column][place]
                score += at.joins[stop] - at.joins[place + 1]
                if at.line.in_blocks and place > start:
                    score -= _SECOND_IN_BLOCK
                ways_there = best[stop][column]
                ways_there += [(s + score, (*f, (column, place, stop))) for s, f in before]
                ways_there.sort(key=lambda way: -way[0])
                del ways_there[_KEPT:]
    ends = [way for column in best[places[-1]] for way in column]
    return sorted(ends, key=lambda way: -way[0])[:_BEST]


def _out_of_turn(state: State, column: int, columns: Columns, at: Measured) -> float:
    """Return what speaks against a cell to begin here where cells come one after the other."""
    if not at.line.in_blocks:
        return 0.0
    later = any(cell is not None for cell in state.cells[column + 1 :])
    content = columns.fields.index("content") if "content" in columns.fields else 0
    headless = column != content and state.cells[content] is None
    return _OUT_OF_TURN * later + _HEADLESS * headless


def _places(at: Measured, start: int) -> list[int]:
    """Places at which the line may be cut: where its words hold together least."""
    words = at.line.words
    inner = range(start + 1, len(words))
    if len(inner) <= _CUTS:
        return list(range(start, len(words) + 1))
    loose = sorted(inner, key=lambda i: at.joins[i + 1] - at.joins[i])[:_CUTS]
    capitals = [i for i in inner if words[i][:1].isupper() and not words[i - 1][:1].isupper()]
    bars = [bar for bar in at.line.bars if bar > start]
    return sorted({start, len(words), *loose, *capitals, *bars})


def _filled(
    state: State, at: Measured, index: int, fragments: tuple[tuple[int, int, int], ...]
) -> tuple[Fill | None, ...]:
    cells = list(state.cells)
    for column, start, stop in fragments:
        before = cells[column]
        tail = at.line.words[max(start, stop - 2) : stop]
        if before is not None:
            tail = (*before.tail, *tail)[-2:]
        first = before.first if before is not None else index
        cells[column] = Fill(tail, at.width(start, stop), first, index)
    return tuple(cells)
