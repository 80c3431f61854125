"""What the fields stage makes of headers and cell words, for the records stage to use."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.types.task import Deadline


@dataclass(frozen=True, slots=True)
class Column:
    """The field that one table column holds.

    field       name in the field catalogue ("content", "result", "lead" …); "" where none fits.
    confidence  0-1, probability that the field is right.
    header      the column's own heading, levels joined with " / "; "" where it has none.
    """

    field: str
    confidence: float
    header: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """One entry for each column of a table, left to right."""

    columns: tuple[Column, ...]

    def index(self, field: str) -> int | None:
        """Return the leftmost 0-based column that holds ``field``, or None."""
        return next((i for i, c in enumerate(self.columns) if c.field == field), None)


@dataclass(frozen=True, slots=True)
class UnitsFound:
    """Units named in a text, by role, one unit an entry, in the order written.

    doubtful   the text could not be cut with certainty (see the ``units_doubtful`` flag).
    repaired   a misread word of a name was set right (``unit_repaired``).
    """

    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    doubtful: bool = False
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class ParsedDeadline:
    """A deadline and the flags that its parsing raised ("deadline_unparsed" …)."""

    deadline: Deadline
    flags: tuple[str, ...] = ()
