"""What speaks for and against a reading of the lines, in nats."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.tables.rebuild.clues import Clues
from pipeline.tables.rebuild.lines import text_width
from pipeline.tables.rebuild.state import Fill, State
from pipeline.tables.rebuild.units import Unit
from pipeline.tables.rebuild.words import usual
from pipeline.types.folding import fold

Aligned = Literal["", "middle", "top"]
Fluency = Callable[[tuple[str, ...], tuple[str, ...]], float]

# Weights, tuned on composed plans that were laid out line by line (not on the validation words).
_FLUENT = 0.8  # times the logarithm of the ratio that words go together
_TOO_WIDE = 12.0  # times the excess over the column's width, as a share of it
_HAD_ROOM = 3.0  # times the share of its column that a line left free though the next word fits
_LOWER_OPENS = 2.5  # a cell that begins in the middle of a sentence
_UPPER_GOES_ON = 0.3  # a capital where a sentence goes on
_CAPITAL, _MOST_CAPITAL = 0.4, 5.0  # times how unusual it is for the word, in nats, and their most
_LOWER_GOES_ON = 0.6  # small letters where one does
_AFTER_END = 1.2  # small letters after a full stop
# Lines of the row without words in a cell that goes on below: none, one (cells set half a line
# apart), two, three, and each further one.
_GAPS, _MORE_GAP, _MOST_GAP = (0.0, 0.25, 1.0, 2.0), 0.25, 8
_SAME_BLOCK, _NEXT_BLOCK = 1.5, 0.8  # a cell that goes on inside a block, or in the next one
_CUT_BLOCK, _LEFT_BLOCK = 1.0, 3.5  # one that goes on behind others: mid-sentence, or anew
_OVERLEAF, _ANEW_OVERLEAF = 0.3, 1.5  # the same on a new page
_ROW, _UNNUMBERED_ROW = 3.0, 1.0  # each row; where rows are numbered, numbers bring some back
_NO_CONTENT, _NO_CONTENT_IN_BLOCKS = 8.0, 4.0
_NO_FIELD = {"deadline": 1.5, "lead": 1.5, "lead_and_coordinating": 1.5, "extra": 0.0}
_UNALIGNED = 0.35  # each line that a cell stands off the middle, or off the top, of its row
_UNALIGNED_USUALLY = 0.6  # the same where the table is known to hold to one of them
_OTHERWISE = 1.5  # a row set otherwise than most
_IN_TURN = 0.5  # a row whose cells stand one below the other, and 1.5 for each two that do not
_UNFINISHED = 1.0  # a cell that ends where no sentence can
# Lines of a block and breaks between them that count: all are off by one error in a column's width.
_WIDEST_LINES, _BREAKS = 2, 4
_SLACK = 0.06  # share of the column's width by which widths are uncertain

_ENDED = re.compile(r"[.;:!?…][”\"')]*$")
_BULLET = re.compile(r"[-–+•*]$|[-–+•][^\W\d]")
_OPENS = frozenset('“"(≥>%')
_CANNOT_END = frozenset(
    ("va", "cua", "cac", "voi", "theo", "cho", "ve", "trong", "den", "tu", "tai")
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: their fields, widths, and what was learnt of their words, in nats.

    aligned   where cells stand beside taller ones of their row, "" if that is not known.
    """

    fields: tuple[str, ...]
    widths: tuple[float, ...]
    numbered: bool
    learnt: Sequence[Mapping[str, float]]
    aligned: Aligned = ""

    def kind(self, column: int, word: str) -> float:
        """Return what speaks for a word to stand in a column."""
        return usual(self.fields[column], word) + self.learnt[column].get(plain(word), 0.0)


@dataclass(frozen=True, slots=True)
class Measured:
    """A unit with what all hypotheses ask of it.

    starts   place of each word from the left, one more for the end; lines one behind the other.
    joins    joins[i]: sum of what the words before ``i`` gain by standing together.
    kinds    kinds[column][i]: sum of what the words before ``i`` gain in the column.
    inside   for each column, what its width says of the places where the lines of a block break.
    capitals  what speaks against each word to stand inside a sentence, by its capital.
    fragments, heads, cuts   what was found out about it so far.
    """

    unit: Unit
    starts: tuple[float, ...]
    joins: tuple[float, ...]
    kinds: tuple[tuple[float, ...], ...]
    inside: tuple[float, ...]
    capitals: tuple[float, ...]
    fragments: dict[int, list[Any]] = field(default_factory=dict)
    heads: dict[tuple[Any, ...], float] = field(default_factory=dict)
    cuts: dict[tuple[Any, ...], list[Any]] = field(default_factory=dict)

    def width(self, start: int, stop: int) -> float:
        return self.starts[stop] - self.starts[start] - text_width(" ")


def plain(word: str) -> str:
    """Return a word without marks, case and punctuation."""
    return fold(word).strip(".,;:()")


def measured(unit: Unit, columns: Columns, clues: Clues) -> Measured:
    """Sum up a unit's words from the left."""
    words, fluency = unit.words, clues.fluency
    capitals = tuple(_CAPITAL * min(_MOST_CAPITAL, -clues.capital(word)) for word in words)
    starts, joins = [0.0], [0.0, 0.0]
    for i, word in enumerate(words):
        starts.append(starts[-1] + text_width(word) + text_width(" "))
        if i:
            gain = _FLUENT * fluency(words[max(0, i - 2) : i], words[i : i + 2])
            gain -= 0.0 if _ENDED.search(words[i - 1]) else capitals[i]
            joins.append(joins[-1] + gain)
    kinds = []
    for column in range(len(columns.fields)):
        sums = [0.0]
        for word in words:
            sums.append(sums[-1] + columns.kind(column, word))
        kinds.append(tuple(sums))
    inside = tuple(_inside(unit, width) for width in columns.widths)
    return Measured(unit, tuple(starts), tuple(joins), tuple(kinds), inside, capitals)


def _inside(unit: Unit, width: float) -> float:
    """Return what speaks against the lines of a block to be broken by a cell of ``width``."""
    if len(unit.lines) == 1:
        return -too_wide(unit.width, width)
    rooms = [
        _had_room(line.width, line.words[-1], below.words[0], width)
        for line, below in itertools.pairwise(unit.lines)
    ]
    room = sum(rooms) / len(rooms) * min(len(rooms), _BREAKS)
    return -room - min(_WIDEST_LINES, len(unit.lines)) * too_wide(unit.width, width)


def _had_room(used: float, last: str, word: str, width: float) -> float:
    """Return what speaks against ``word`` to stand on a new line of a cell of ``width``."""
    free = (width - used - text_width(" ") - text_width(word)) / width
    if free <= _SLACK:
        return 0.0
    new = bool(_BULLET.match(word)) or (bool(_ENDED.search(last)) and word[:1].isupper())
    return _HAD_ROOM * min(free, 0.6) * (0.3 if new else 1.0)


def joined(
    cell: Fill, width: float, at: Measured, start: int, index: int, fluency: Fluency
) -> float:
    """Return what speaks for a cell of ``width`` to go on with the words from ``start``.

    index   of the unit among those searched, as ``cell.last`` is.
    """
    unit, words = at.unit, at.unit.words
    word = words[start]
    upper, bullet = word[:1].isupper(), bool(_BULLET.match(word))
    ended = bool(_ENDED.search(cell.tail[-1]))
    score = -_had_room(cell.width, cell.tail[-1], word, width)
    if bullet:
        score += 0.5 if ended else -0.5
    elif upper:
        score -= 0.0 if ended else _UPPER_GOES_ON + at.capitals[start]
    elif ended:
        score -= _AFTER_END if word[:1].islower() else -_LOWER_GOES_ON
    else:
        score += _LOWER_GOES_ON
    said = (0.0 if upper and unit.after_blank else 0.5) if ended else 1.0
    score += said * _FLUENT * fluency(cell.tail, tuple(words[start : start + 2]))
    if unit.in_blocks:
        cut = not ended and word[:1].islower()
        if cell.page != unit.page:
            return score - (_OVERLEAF if cut else _ANEW_OVERLEAF)
        if cell.last == index - 1:
            return score - _NEXT_BLOCK if unit.after_blank else score + _SAME_BLOCK
        score -= _CUT_BLOCK if cut else _LEFT_BLOCK
    return score - _gap(min(index - cell.last - 1, _MOST_GAP))


def _gap(lines: int) -> float:
    """Return what speaks against a cell to go on behind ``lines`` without its words."""
    further = max(0, lines - len(_GAPS) + 1)
    return _GAPS[lines - further] + _MORE_GAP * further


def may_open(unit: Unit) -> bool:
    """Whether a cell can begin in a unit at all: it has a word that sentences begin with."""
    first = unit.words[:1] if unit.in_blocks else unit.words
    return unit.starts_page or any(_begins(word) for word in first)


def _begins(word: str) -> bool:
    first = word[:1]
    begins = first.isupper() or first.isdigit() or first in _OPENS
    return begins or _BULLET.match(word) is not None


def opened(word: str) -> float:
    """Return what speaks for a cell to begin with ``word``."""
    return 0.3 if _begins(word) else -_LOWER_OPENS


def too_wide(width: float, column: float) -> float:
    """Return what speaks against a fragment wider than its column."""
    return _TOO_WIDE * max(0.0, width / column - 1.0 - _SLACK)


def row_closed(state: State, columns: Columns, *, in_blocks: bool) -> float:
    """Return what speaks for the open row to end here; 0 where none is open."""
    if state.first < 0:
        return 0.0
    score = -(_ROW if columns.numbered else _UNNUMBERED_ROW)
    for name, cell in zip(columns.fields, state.cells, strict=True):
        if cell is None:
            no_content = _NO_CONTENT_IN_BLOCKS if in_blocks else _NO_CONTENT
            score -= no_content if name == "content" else _NO_FIELD.get(name, 1.0)
            continue
        last = fold(cell.tail[-1])
        if last.endswith((",", "-", "/", "(")) or last in _CANNOT_END:
            score -= _UNFINISHED
        elif _ENDED.search(last):
            score += 0.3
    return score - _misplaced(state, columns.aligned)


def _misplaced(state: State, aligned: Aligned) -> float:
    """Return how far the cells stand from where the middle, the top or their turn has them."""
    spans = [(cell.first, cell.last) for cell in state.cells if cell is not None]
    if state.number >= 0:
        spans.append((state.number, state.number))
    if len(spans) < 2 or min(a for a, _ in spans) == max(b for _, b in spans):
        return 0.0
    off = off_place(spans)
    ordered = sorted((cell.first, cell.last) for cell in state.cells if cell is not None)
    beside = sum(b[0] <= a[1] for a, b in itertools.pairwise(ordered))
    usual = _UNALIGNED_USUALLY if aligned else _UNALIGNED
    return min(
        *(usual * off[way] + _OTHERWISE * (aligned not in ("", way)) for way in off),
        _IN_TURN + 1.5 * beside,
    )


def off_place(spans: Sequence[tuple[int, int]]) -> dict[Aligned, float]:
    """Return by how many lines cells, given as (first, last), miss the middle and the top."""
    top, bottom = min(a for a, _ in spans), max(b for _, b in spans)
    middle = (top + bottom) / 2
    return {
        "middle": sum(abs((a + b) / 2 - middle) for a, b in spans),
        "top": sum(a - top for a, _ in spans),
    }
