"""What people decided about cells: every decision kept, none changed, one following the other.

The decisions about one cell (one field of one record) form a chain: each names the one it follows,
and the database lets only one follow each. So two people who decide at once, or one whose browser
sends twice, cannot fork or double a decision: the second gets ``DecisionConflictError``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Engine, Row, func, insert, select
from sqlalchemy.exc import IntegrityError

from pipeline.errors import DecisionConflictError
from pipeline.store.database import decisions, writing
from pipeline.store.values import Value, as_json
from pipeline.types.geometry import Box
from pipeline.types.text import Place

Action = Literal["accept", "correct", "illegible", "confirm", "undo"]
Key = tuple[str, str, str]
"""Document id, record id, field."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one cell.

    reading      what the program had read when the person looked.
    value        what the person says is right (for "illegible": the reading; "confirm": what was
                 confirmed; "undo": the reading, and what stood before counts again).
    supersedes   ``seq`` of the decision on this cell that the person had before them, 0: none.
    undoes       ``seq`` of the decision that an "undo" takes back, else 0.
    place        where the field stands, box in points; None for text without geometry.
    second_look  it counts only when another person has confirmed it.
    audit        the cell was shown as part of the random sample, not because it was doubtful.
    batch        names decisions taken in one go; "" for one taken alone.
    at           UTC, ISO form; "" and ``seq`` 0 until it is kept.
    """

    document_id: str
    record_id: str
    field: str
    action: Action
    reading: Value
    value: Value
    reviewer: str
    supersedes: int = 0
    undoes: int = 0
    place: Place | None = None
    second_look: bool = False
    audit: bool = False
    batch: str = ""
    at: str = ""
    seq: int = 0

    @property
    def key(self) -> Key:
        return self.document_id, self.record_id, self.field


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts for a cell now: the decision, who confirmed it, the end of its chain."""

    decision: Decision | None
    confirmed_by: str
    last: int

    @property
    def counts(self) -> bool:
        """Whether the decision's value stands in what is exported."""
        return self.decision is not None and (
            not self.decision.second_look or bool(self.confirmed_by)
        )

    @property
    def waits(self) -> bool:
        """Whether another person has to look."""
        return self.decision is not None and not self.counts


class Corrections:
    """The decisions in one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, made: Sequence[Decision]) -> list[Decision]:
        """Keep decisions, all or none; they are on the disk when this returns.

        Raises DecisionConflictError: another decision on one of the cells came first, or an own
        correction was to be confirmed. The same decision of the same person sent again is no
        conflict: what was kept the first time is returned.
        """
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        stamped = [replace(decision, at=now) for decision in made]
        try:
            with writing(self._engine).begin() as connection:
                return [
                    replace(
                        decision,
                        seq=connection.execute(
                            insert(decisions).values(_columns(decision)).returning(decisions.c.seq)
                        ).scalar_one(),
                    )
                    for decision in stamped
                ]
        except IntegrityError as error:
            kept = [self._same(decision) for decision in made]
            found = [decision for decision in kept if decision is not None]
            if len(found) == len(made):
                return found
            raise DecisionConflictError("another person decided on this cell first") from error

    def chains(self) -> dict[Key, list[Decision]]:
        """Return every chain, decisions in the order they were taken."""
        found: dict[Key, list[Decision]] = {}
        for decision in self._read(select(decisions).order_by(decisions.c.seq)):
            found.setdefault(decision.key, []).append(decision)
        return found

    def chain(self, key: Key) -> list[Decision]:
        """Return the decisions on one cell, in the order they were taken."""
        return self._read(select(decisions).where(_is(key)).order_by(decisions.c.seq))

    def last(self) -> int:
        """Return the number of the newest decision, 0: there is none."""
        with self._engine.begin() as connection:
            return int(connection.execute(select(func.max(decisions.c.seq))).scalar() or 0)

    def decision(self, seq: int) -> Decision | None:
        """Return a decision by its number, None: there is none such."""
        found = self._read(select(decisions).where(decisions.c.seq == seq))
        return found[0] if found else None

    def undo(self, reviewer: str) -> list[Decision]:
        """Take back the person's last decision that still stands, with all of its batch.

        Returns the "undo" decisions, one for each cell; empty when there is nothing to take back.
        Raises DecisionConflictError: someone else has decided on the cell since.
        """
        own = decisions.c.reviewer == reviewer
        undone = select(decisions.c.undoes).where(own, decisions.c.action == "undo")
        standing_own = select(decisions).where(
            own, decisions.c.action != "undo", decisions.c.seq.not_in(undone)
        )
        last = self._read(standing_own.order_by(decisions.c.seq.desc()).limit(1))
        return self.keep([self._undoing(d) for d in self._batch_of(last[0])]) if last else []

    def _undoing(self, decision: Decision) -> Decision:
        chain = self.chain(decision.key)
        stack = _stack(chain)
        if not stack or stack[-1].seq != decision.seq:
            raise DecisionConflictError("another person has decided on this cell since")
        return replace(
            decision,
            action="undo",
            value=decision.reading,
            supersedes=chain[-1].seq,
            undoes=decision.seq,
            second_look=False,
            batch="",
        )

    def _batch_of(self, decision: Decision) -> list[Decision]:
        if not decision.batch:
            return [decision]
        same = decisions.c.batch == decision.batch
        return self._read(select(decisions).where(same).order_by(decisions.c.seq))

    def _same(self, decision: Decision) -> Decision | None:
        """Return what was kept of a decision that was sent before, None: it never was."""
        at = decisions.c.supersedes == decision.supersedes
        found = self._read(select(decisions).where(_is(decision.key), at))
        same = (
            found
            and (found[0].reviewer, found[0].action) == (decision.reviewer, decision.action)
            and found[0].value == decision.value
        )
        return found[0] if same else None

    def _read(self, query: Any) -> list[Decision]:
        with self._engine.begin() as connection:
            return [_decision(row) for row in connection.execute(query)]


def standing(chain: Iterable[Decision]) -> Standing:
    """Return what counts at the end of a chain."""
    chain = list(chain)
    stack = _stack(chain)
    confirmed = stack.pop().reviewer if stack and stack[-1].action == "confirm" else ""
    return Standing(stack[-1] if stack else None, confirmed, chain[-1].seq if chain else 0)


def _stack(chain: Iterable[Decision]) -> list[Decision]:
    """Return the decisions of a chain that nobody took back."""
    stack: list[Decision] = []
    for decision in chain:
        if decision.action == "undo":
            stack.pop()
        else:
            stack.append(decision)
    return stack


def _is(key: Key) -> Any:
    document_id, record_id, field = key
    return (
        (decisions.c.document_id == document_id)
        & (decisions.c.record_id == record_id)
        & (decisions.c.field == field)
    )


def _columns(decision: Decision) -> dict[str, Any]:
    box = decision.place.box if decision.place else None
    return {
        "document_id": decision.document_id,
        "record_id": decision.record_id,
        "field": decision.field,
        "supersedes": decision.supersedes,
        "undoes": decision.undoes,
        "action": decision.action,
        "reading": as_json(decision.reading),
        "value": as_json(decision.value),
        "page": decision.place.page if decision.place else None,
        "x0": box.x0 if box else None,
        "y0": box.y0 if box else None,
        "x1": box.x1 if box else None,
        "y1": box.y1 if box else None,
        "second_look": decision.second_look,
        "audit": decision.audit,
        "batch": decision.batch,
        "reviewer": decision.reviewer,
        "at": decision.at,
    }


def _decision(row: Row[Any]) -> Decision:
    place = None
    if row.page is not None:
        place = Place(row.page, Box(row.x0, row.y0, row.x1, row.y1, "points"))
    return Decision(
        document_id=row.document_id,
        record_id=row.record_id,
        field=row.field,
        action=row.action,
        reading=json.loads(row.reading),
        value=json.loads(row.value),
        reviewer=row.reviewer,
        supersedes=row.supersedes,
        undoes=row.undoes,
        place=place,
        second_look=row.second_look,
        audit=row.audit,
        batch=row.batch,
        at=row.at,
        seq=row.seq,
    )
