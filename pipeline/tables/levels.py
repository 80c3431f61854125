"""Printed lines of one height, by the column of a table in which they stand."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tables.textlines import TextLine

NUMBER_WIDTH = 3.6  # x-heights: half of "1", "1.2.3", "VIII" are narrower, words are wider


@dataclass(frozen=True, slots=True)
class Level:
    """The lines of one height: by column (None where it has none), and the gutters they cross.

    outside   text stands beside the table on this height.
    """

    y: float
    lines: tuple[TextLine | None, ...]
    crossed: tuple[int, ...]
    outside: bool = False

    @property
    def filled(self) -> tuple[int, ...]:
        return tuple(i for i, line in enumerate(self.lines) if line is not None)
