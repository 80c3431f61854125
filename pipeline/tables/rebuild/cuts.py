"""Ways to cut one line into fragments of columns, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.tables.rebuild.scores import (
    Columns,
    Fluency,
    Measured,
    joined,
    opened,
    too_wide,
)
from pipeline.tables.rebuild.state import Fill, State

_NUMBER = re.compile(r"(\d{1,2})[.)]?")
_KEPT = 2  # ways kept for each place of a line and column
_BEST = 6  # ways returned
_CUTS = 8  # places at which words stand together worst; cuts elsewhere are not tried
_MOST_OVER = 0.4  # share by which a fragment may be wider than its column at all
_BARRED = 8.0  # most that speaks against a fragment between two bars to be too wide
_WHOLE = -30.0  # a line that no cut fits
_SECOND_IN_BLOCK = 5.0  # words of another cell on a line of a block
_OUT_OF_TURN, _HEADLESS = 4.0, 2.0  # in blocks: a cell before one already begun, before the content
_SWALLOWED, _NEXT_SWALLOWED = -2.0, -6.0  # a number before a line taken for a word; one that is due
_LOOK_ALIKE = {"I": 1, "l": 1, "L": 1, "i": 1, "Z": 2, "S": 5, "s": 5, "b": 6, "g": 8, "q": 9}
_BLOCK_WORDS = 15  # words of a block that say what kind it is; more say it no louder
_ALIKE = -1.5  # a letter taken for the number that it looks like


_Cut = tuple[float, tuple[tuple[int, int, int], ...]]  # what speaks for it, fragments as below


class Way(NamedTuple):
    """One way: what speaks for it, and (column, start, stop) from the left.

    words_from   1 where the first word is the row's number, ``value`` then.
    """

    score: float
    fragments: tuple[tuple[int, int, int], ...]
    words_from: int
    value: int


def ways(state: State, at: Measured, index: int, columns: Columns, fluency: Fluency) -> list[Way]:
    """Return the best ways to read unit number ``index`` as part of the row of ``state``."""
    found: list[Way] = []
    for words_from, value, base in _numbers(state, at, columns):
        if words_from == len(at.unit.words):
            found.append(Way(base, (), words_from, value))
            continue
        cut = _cut if len(at.unit.lines) == 1 else _whole_block
        for score, fragments in cut(state, at, index, words_from, columns, fluency):
            found.append(Way(base + score, fragments, words_from, value))
    if not found:  # more bars than columns, or wider than all of them: taken whole
        found.append(Way(_WHOLE, ((0, 0, len(at.unit.words)),), 0, 0))
    return sorted(found, key=lambda way: -way.score)[:_BEST]


def after(state: State, way: Way, at: Measured, index: int) -> State:
    """Return the state of a row behind a unit that was read in a way."""
    cells = _filled(state, at, index, way.fragments)
    first = state.first if state.first >= 0 else index
    if way.value:
        return State(cells, first, index, way.value)
    return State(cells, first, state.number, state.value)


def _numbers(state: State, at: Measured, columns: Columns) -> Iterator[tuple[int, int, float]]:
    """Yield (words taken, value, score): with and without a number at the beginning."""
    word = at.unit.words[0]
    match = _NUMBER.fullmatch(word) if columns.numbered else None
    alike = _LOOK_ALIKE.get(word.strip(".)")) if columns.numbered else None
    if match is not None and state.number < 0 and int(match[1]):
        yield 1, int(match[1]), 0.0
    if alike is not None and state.number < 0:
        yield 1, alike, _ALIKE
    swallowed = 0.0
    if match is not None:
        due = int(match[1]) == state.value + 1 > 1
        swallowed = _NEXT_SWALLOWED if due else _SWALLOWED
    yield 0, 0, swallowed


def _whole_block(
    state: State, at: Measured, index: int, start: int, columns: Columns, fluency: Fluency
) -> list[_Cut]:
    """Return the columns that a block may stand in."""
    count = len(at.unit.words)
    found: list[_Cut] = []
    for column in range(len(columns.fields)):
        share = min(1.0, _BLOCK_WORDS / (count - start))
        score = share * (at.kinds[column][count] - at.kinds[column][start])
        score += _head(state, at, index, start, column, columns, fluency)
        score += at.inside[column] + at.joins[count] - at.joins[start + 1]
        found.append((score, ((column, start, count),)))
    return sorted(found, key=lambda way: -way[0])[:_BEST]


def _head(
    state: State,
    at: Measured,
    index: int,
    place: int,
    column: int,
    columns: Columns,
    fluency: Fluency,
) -> float:
    """Return what speaks for a fragment of ``column`` to begin at ``place``."""
    cell = state.cells[column]
    if cell is None:
        return opened(at.unit.words[place]) - _out_of_turn(state, column, columns, at)
    return _goes_on(cell, at, index, place, column, columns, fluency) - _back(state, column, at)


def _goes_on(
    cell: Fill,
    at: Measured,
    index: int,
    place: int,
    column: int,
    columns: Columns,
    fluency: Fluency,
) -> float:
    """Return what speaks for a cell to go on at ``place``, remembered."""
    key = (place, column, cell.tail, cell.width, cell.last)
    known = at.heads.get(key)
    if known is None:
        wide = columns.widths[column]
        known = at.heads[key] = joined(cell, wide, at, place, index, fluency)
    return known


def _cut(
    state: State, at: Measured, index: int, start: int, columns: Columns, fluency: Fluency
) -> list[_Cut]:
    """Cut the words from ``start`` on by dynamic programming over places and columns."""
    key = (start, *(cell and (cell.tail, cell.width, cell.last) for cell in state.cells))
    known = at.cuts.get(key)
    if known is None:
        known = at.cuts[key] = _newly_cut(state, at, index, start, columns, fluency)
    return known


def _newly_cut(
    state: State, at: Measured, index: int, start: int, columns: Columns, fluency: Fluency
) -> list[_Cut]:
    if start not in at.fragments:
        at.fragments[start] = list(_fragments(at, start, columns))
    best: dict[tuple[int, int], list[_Cut]] = {}
    for place, column, stops in at.fragments[start]:
        before: list[_Cut] = [(0.0, ())]
        if place != start:
            before = [way for left in range(column) for way in best.get((place, left), ())]
            if len(before) > _KEPT:
                before = sorted(before, key=_score_of)[-_KEPT:]
        if not before:
            continue
        head = _head(state, at, index, place, column, columns, fluency)
        for stop, score in stops:
            ways_there = best.setdefault((stop, column), [])
            for earlier, fragments in before:
                ways_there.append((earlier + head + score, (*fragments, (column, place, stop))))
    count = len(at.unit.words)
    ends = [way for column in range(len(columns.fields)) for way in best.get((count, column), ())]
    return sorted(ends, key=_score_of)[: -_BEST - 1 : -1]


def _score_of(cut: _Cut) -> float:
    return cut[0]


def _fragments(
    at: Measured, start: int, columns: Columns
) -> Iterator[tuple[int, int, list[tuple[int, float]]]]:
    """Yield (first word, column, its possible ends with what speaks for them) from the left."""
    places, bars = _places(at, start), sorted(at.unit.bars)
    for i, place in enumerate(places[:-1]):
        bar = next((bar for bar in bars if bar > place), len(at.unit.words))
        between = bool(bars) and (place == start or place in bars)
        for column, wide in enumerate(columns.widths):
            stops = []
            kinds = at.kinds[column]
            for stop in places[i + 1 :]:
                width = at.width(place, stop)
                if stop > bar:
                    break
                barred = between and stop == bar
                if width > wide * (1 + _MOST_OVER) and stop > places[i + 1] and not barred:
                    continue
                score = kinds[stop] - kinds[place] + at.joins[stop] - at.joins[place + 1]
                if at.unit.in_blocks and place > start:
                    score -= _SECOND_IN_BLOCK
                over = too_wide(width, wide)
                stops.append((stop, score - (min(over, _BARRED) if barred else over)))
            yield place, column, stops


def _out_of_turn(state: State, column: int, columns: Columns, at: Measured) -> float:
    """Return what speaks against a cell to begin here where cells come one after the other."""
    if not at.unit.in_blocks:
        return 0.0
    later = any(cell is not None for cell in state.cells[column + 1 :])
    content = columns.fields.index("content") if "content" in columns.fields else 0
    headless = column != content and state.cells[content] is None
    return _OUT_OF_TURN * later + _HEADLESS * headless


def _back(state: State, column: int, at: Measured) -> float:
    """Return what speaks against going back to a cell when later ones stand on this page."""
    if not at.unit.in_blocks:
        return 0.0
    later = (cell for cell in state.cells[column + 1 :] if cell is not None)
    return _OUT_OF_TURN * any(cell.page == at.unit.page for cell in later)


def _places(at: Measured, start: int) -> list[int]:
    """Places at which the line may be cut: where its words hold together least."""
    words = at.unit.words
    inner = range(start + 1, len(words))
    if len(inner) <= _CUTS:
        return list(range(start, len(words) + 1))
    loose = sorted(inner, key=lambda i: at.joins[i + 1] - at.joins[i])[:_CUTS]
    capitals = [i for i in inner if words[i][:1].isupper() and not words[i - 1][:1].isupper()]
    bars = [bar for bar in at.unit.bars if bar > start]
    return sorted({start, len(words), *loose, *capitals, *bars})


def _filled(
    state: State, at: Measured, index: int, fragments: tuple[tuple[int, int, int], ...]
) -> tuple[Fill | None, ...]:
    cells = list(state.cells)
    for column, start, stop in fragments:
        before = cells[column]
        tail = at.unit.words[max(start, stop - 2) : stop]
        if before is not None:
            tail = (*before.tail, *tail)[-2:]
        first = before.first if before is not None else index
        cells[column] = Fill(tail, _last_width(at, start, stop), first, index, at.unit.page)
    return tuple(cells)


def _last_width(at: Measured, start: int, stop: int) -> float:
    """Width of the last line of words [start, stop)."""
    return at.width(max(start, stop - len(at.unit.lines[-1].words)), stop)
