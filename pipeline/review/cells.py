"""What a reviewer is shown: one field of one record, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.review.turns import TURNS, Turn
from pipeline.store.applied import fields_of, places_of
from pipeline.store.values import EXTRA, SCORED, Value, field_value, shown
from pipeline.types.text import Place

CellKey = tuple[str, str]
"""Record id, field: names a cell of the present reading."""

# What a look at a cell costs, seconds: to find one's way, and to compare a character. People
# proofread some 15 characters a second; finding the place takes about two. Chosen, not measured.
# Whoever says that a task names no deadline has to read the task.
_SECONDS_A_CELL, _SECONDS_A_CHARACTER = 2.0, 1 / 15

# What an error costs beside one in a scored field. Nobody searches by the number of a row.
_WEIGHTS = {"no": 0.1}
_WEIGHT_OF_EXTRA = 0.3


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of one record.

    confidence  0-1, estimated probability that ``value`` is right; None where the plan does not
                state the field, so that nobody needs to be asked.
    others      words that may read otherwise: (as read, other), the likeliest first.
    double      another document holds the same plan and is to be counted instead.
    turn        kind of its document: the cells of one come when those of the kinds before are done.
    task        words of the task, read by whoever looks for a field that has no place of its own.
    """

    document_id: str
    record_id: str
    field: str
    value: Value
    raw: str
    confidence: float | None
    places: tuple[Place, ...]
    others: tuple[tuple[str, str], ...] = ()
    double: bool = False
    turn: Turn = "plan"
    task: str = ""

    @property
    def key(self) -> CellKey:
        return self.record_id, self.field

    @property
    def doubt(self) -> float:
        """Estimated probability that the value is wrong."""
        return 0.0 if self.confidence is None else 1.0 - self.confidence

    @property
    def error(self) -> float:
        """Estimated errors in it: its doubt, 0 for what is not scored (a number, other columns)."""
        return self.doubt if self.field in SCORED else 0.0

    @property
    def seconds(self) -> float:
        """Estimated time that a person needs for it."""
        read = shown(self.value) or ("" if self.places else self.task)
        return _SECONDS_A_CELL + _SECONDS_A_CHARACTER * len(read)

    @property
    def order(self) -> tuple[bool, int, float, CellKey]:
        """Place among cells, the first to be asked first: plans that are not counted come last."""
        return self.double, TURNS.index(self.turn), -self.gain, self.key

    @property
    def gain(self) -> float:
        """Expected errors mended, by their weight, for each second of a person's time."""
        other = _WEIGHT_OF_EXTRA if self.field.startswith(EXTRA) else 1.0
        weight = _WEIGHTS.get(self.field, other)
        return weight * self.doubt / self.seconds


def cells_of(rows: Iterable[Mapping[str, Any]], turns: Mapping[str, Turn]) -> list[Cell]:
    """Return the cells of rows of ``tasks``, in the order of the document.

    turns   document id → its turn.
    """
    return [
        _cell(row, field, turns[row["document_id"]]) for row in rows for field in fields_of(row)
    ]


def _cell(row: Mapping[str, Any], field: str, turn: Turn) -> Cell:
    return Cell(
        document_id=row["document_id"],
        record_id=row["record_id"],
        field=field,
        value=field_value(row, field),
        raw=dict(row["raw"]).get(field, ""),
        confidence=dict(row["confidence"]).get(field),
        places=tuple(places_of(row, field)),
        others=tuple(
            (s["word"], s["other"]) for s in row["second_readings"] or () if s["field"] == field
        ),
        double=bool(row.get("same_as")),
        turn=turn,
        task=row["content"] or "",
    )
