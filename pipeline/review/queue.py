"""Which cell comes next, for whom: the greatest expected gain first, nobody's cell twice.

Documents of a kind whose turn is later come when those before are done; a person may also look at
one document alone.

Besides the doubtful cells, every tenth cell is one of a random sample of the confident ones, so
that people check the estimate too. Which cells are in the sample depends on nothing but their name.
"""

from __future__ import annotations

import hashlib
import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pipeline.review.cells import Cell, CellKey
from pipeline.store.corrections import Standing

LEASE_SECONDS = 300.0  # a cell that a person was given is theirs for so long after they last asked
AUDIT_EVERY = 10  # one cell of the sample among so many
AUDIT_SHARE = 0.02  # of the confident cells are in the sample, but at least …
AUDIT_LEAST = 60  # … so many: none wrong of 60 says "fewer than 5 %" with 95 % certainty (3/n)
CONFIDENT = 0.95  # a cell is confident from this probability of being right on


@dataclass(frozen=True, slots=True)
class Given:
    """A cell for a person, and why: doubtful, second look, or the random sample."""

    cell: Cell
    why: str


class Queue:
    """The order of the cells and who has which; safe to use from many threads."""

    def __init__(
        self,
        cells: Iterable[Cell],
        settled: Mapping[CellKey, Standing],
        again: frozenset[CellKey] = frozenset(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cells = {cell.key: cell for cell in cells}
        asked = [cell for cell in self._cells.values() if cell.confidence is not None]
        self._order = sorted(asked, key=lambda cell: cell.order)
        self._at = {cell.key: i for i, cell in enumerate(self._order)}
        self._settled = {k: s for k, s in settled.items() if s.decision and k not in again}
        self._left = {c.key: c.error for c in self._order if c.key not in self._settled}
        self._doubt = math.fsum(self._left.values())
        self._start = 0
        self._leases: dict[CellKey, tuple[str, float]] = {}
        self._held: dict[str, CellKey] = {}
        self._skipped: dict[str, set[CellKey]] = {}
        self._served: dict[str, int] = {}
        self._alone: dict[str, list[Cell]] = {}
        self._waiting = {k: None for k, s in self._settled.items() if s.waits and k in self._cells}
        self.audit = _sample(self._order)
        self._audit_order = [cell for cell in self._order if cell.key in self.audit]
        self._clock = clock
        self._lock = threading.Lock()

    def next(self, reviewer: str, document: str = "") -> Given | None:
        """Give a person the next cell and keep it from others; None: nothing is left for them.

        document   id of the one that they look at alone.
        """
        with self._lock:
            self._release(reviewer)
            given = self._choose(reviewer, document)
            if given is not None:
                self._lease(given.cell.key, reviewer)
                self._served[reviewer] = self._served.get(reviewer, 0) + 1
            return given

    def peek(self, reviewer: str, document: str = "") -> Cell | None:
        """Return the cell that would come next after the present one, without giving it."""
        with self._lock:
            return next(self._open(reviewer, document), None)

    def hold(self, key: CellKey, reviewer: str) -> bool:
        """Give a person a cell they named; False: another person has it at the moment."""
        with self._lock:
            if self._taken(key, reviewer):
                return False
            self._release(reviewer)
            self._lease(key, reviewer)
            return True

    def skip(self, key: CellKey, reviewer: str) -> None:
        """Leave a cell to others, or to this person when nothing else is left."""
        with self._lock:
            self._skipped.setdefault(reviewer, set()).add(key)

    def settle(self, key: CellKey, stands: Standing) -> None:
        """Note what stands for a cell now; without a decision it is asked again."""
        with self._lock:
            self._waiting.pop(key, None)
            if stands.decision is None:
                self._settled.pop(key, None)
                self._start = min(self._start, self._at.get(key, self._start))
                if key in self._at and key not in self._left:
                    self._left[key] = self._order[self._at[key]].error
                    self._doubt += self._left[key]
            else:
                self._settled[key] = stands
                self._doubt -= self._left.pop(key, 0.0)
                if stands.waits and key in self._cells:
                    self._waiting[key] = None

    def left(self) -> list[Cell]:
        """Return the cells that nobody decided on, greatest gain first."""
        with self._lock:
            return [cell for cell in self._order if cell.key in self._left]

    def counts(self, document: str = "") -> tuple[int, int, float]:
        """Return cells decided on, cells in all, and estimated errors among those left.

        Errors are counted in the fields that make a task what it is, as ``kehoach extract`` does.
        """
        with self._lock:
            if document:
                cells = self._of(document)
                left = [self._left[cell.key] for cell in cells if cell.key in self._left]
                return len(cells) - len(left), len(cells), math.fsum(left)
            return len(self._order) - len(self._left), len(self._order), max(self._doubt, 0.0)

    def _choose(self, reviewer: str, document: str) -> Given | None:
        for key in self._waiting:
            decision = self._settled[key].decision
            mine = decision is not None and decision.reviewer == reviewer
            here = document in ("", self._cells[key].document_id)
            if here and not mine and not self._passed(key, reviewer):
                return Given(self._cells[key], "second_look")
        if self._served.get(reviewer, 0) % AUDIT_EVERY == AUDIT_EVERY - 1:
            for cell in self._audit_order:
                here = document in ("", cell.document_id)
                if here and cell.key not in self._settled and not self._passed(cell.key, reviewer):
                    return Given(cell, "audit")
        best = next(self._open(reviewer, document), None)
        if best is None and self._skipped.pop(reviewer, set()):
            best = next(self._open(reviewer, document), None)
        if best is None:
            return None
        return Given(best, "audit" if best.key in self.audit else "doubtful")

    def _open(self, reviewer: str, document: str) -> Iterator[Cell]:
        while self._start < len(self._order) and self._order[self._start].key in self._settled:
            self._start += 1
        rest = self._of(document) if document else islice(self._order, self._start, None)
        for cell in rest:
            if cell.key not in self._settled and not self._passed(cell.key, reviewer):
                yield cell

    def _of(self, document: str) -> list[Cell]:
        """Return the cells of one document, looked out of all the first time it is asked for."""
        if document not in self._alone:
            self._alone[document] = [c for c in self._order if c.document_id == document]
        return self._alone[document]

    def _passed(self, key: CellKey, reviewer: str) -> bool:
        return key in self._skipped.get(reviewer, ()) or self._taken(key, reviewer)

    def _taken(self, key: CellKey, reviewer: str) -> bool:
        holder, since = self._leases.get(key, ("", 0.0))
        return holder not in ("", reviewer) and self._clock() - since < LEASE_SECONDS

    def _lease(self, key: CellKey, reviewer: str) -> None:
        self._leases[key] = (reviewer, self._clock())
        self._held[reviewer] = key

    def _release(self, reviewer: str) -> None:
        key = self._held.pop(reviewer, None)
        if key is not None and self._leases.get(key, ("",))[0] == reviewer:
            del self._leases[key]


def _sample(order: Iterable[Cell]) -> frozenset[CellKey]:
    """Choose the random sample among the confident cells, by their names alone."""
    confident = [cell.key for cell in order if cell.doubt <= 1 - CONFIDENT]
    size = max(AUDIT_LEAST, math.ceil(AUDIT_SHARE * len(confident)))
    return frozenset(sorted(confident, key=_dice)[:size])


def _dice(key: CellKey) -> bytes:
    return hashlib.sha256("\n".join(key).encode("utf-8", "replace")).digest()
