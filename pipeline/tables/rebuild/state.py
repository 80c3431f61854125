"""What the search for rows carries from line to line."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Fill(NamedTuple):
    """A cell so far: the end of its words, the width of its last line, the units it stands on.

    page   of its last words.
    """

    tail: tuple[str, ...]
    width: float
    first: int
    last: int
    page: int


class State(NamedTuple):
    """A row that is being put together.

    cells    one for each column, None where nothing was written yet.
    first    unit the row begins on, -1: none is open.
    number   unit its number stands on, -1: none was read.
    value    of its number, 0: none was read.
    """

    cells: tuple[Fill | None, ...]
    first: int = -1
    number: int = -1
    value: int = 0


Kind = Literal["words", "number", "section", "dirt"]


class Piece(NamedTuple):
    """Words [start, stop) of a line; ``column`` counts for words only."""

    line: int
    start: int
    stop: int
    kind: Kind
    column: int = -1
    new_row: bool = False
