"""What the reviewers sit at: the present reading, what was decided on it, and who has what."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine

from pipeline.errors import DecisionConflictError
from pipeline.review.cells import Cell, CellKey
from pipeline.review.images import PageKey, Pictures
from pipeline.review.queue import Queue
from pipeline.review.reading import Reading, mark_of, read_reading
from pipeline.store.accounts import Accounts
from pipeline.store.applied import fields_of, settle
from pipeline.store.corrections import Action, Corrections, Decision, Standing, standing
from pipeline.store.derived import WORDS, derived_indicators
from pipeline.store.places import pictures_folder
from pipeline.store.read import read_arrow
from pipeline.store.values import ROW, Value, as_json, value_mark

_LOOK_AGAIN_SECONDS = 2.0  # between two looks whether a new extraction has changed the tables
_SPEED_SECONDS = 600.0  # speed is that of the last ten minutes


@dataclass(slots=True)
class Desk:
    """The state of the server. Made by ``open_desk``; safe to use from many threads.

    only    ids of the documents that are asked about; empty: all.
    alone   person → id of the document that they look at alone for the time being.
    """

    out: Path
    corrections: Corrections
    accounts: Accounts
    scans: Sequence[Path] = ()
    second_look: bool = False
    only: frozenset[str] = frozenset()
    alone: dict[str, str] = field(default_factory=dict)
    reading: Reading = field(init=False)
    lost: int = field(init=False)
    queue: Queue = field(init=False)
    pictures: Pictures = field(init=False)
    corrected: dict[str, dict[str, Value]] = field(init=False)
    _stands: dict[CellKey, Standing] = field(init=False)
    _moved: Mapping[CellKey, str] = field(init=False)
    _changed: set[CellKey] = field(init=False)
    _seen: tuple[int, int] = field(init=False, default=(0, 0))
    _looked: float = field(init=False, default=0.0)
    _lock: threading.RLock = field(init=False, default_factory=threading.RLock)
    _times: dict[str, deque[float]] = field(init=False, default_factory=dict)

    def refresh(self) -> None:
        """Read the tables again where an extraction has changed them since."""
        with self._lock:
            if time.monotonic() - self._looked < _LOOK_AGAIN_SECONDS:
                return
            self._looked = time.monotonic()
            mark = mark_of(self.out)
            if mark != self._seen:
                self._seen = mark
                self.load()

    def load(self) -> None:
        """Read the tables and the decisions."""
        rows = read_arrow(self.out, "tasks").to_pylist()
        chains = self.corrections.chains()
        with self._lock:
            settled = settle(rows, chains)  # puts in the rows that people added
            self.reading = read_reading(self.out, rows)
            self.lost = len(settled.lost)
            self._stands, self._moved = dict(settled.cells), settled.moved
            self._changed = set(settled.changed)
            cells = [c for c in self.reading.cells.values() if self.asks_about(c.document_id)]
            self.queue = Queue(cells, settled.cells, settled.changed)
            self.pictures = Pictures(pictures_folder(self.out), self._paths)
            self.corrected = {}
            for chain in chains.values():
                self._learn(standing(chain))

    def asks_about(self, document_id: str) -> bool:
        """Return whether cells of a document are asked."""
        return not self.only or document_id in self.only

    def stands(self, cell: Cell) -> Standing:
        """Return what stands for a cell now."""
        return self._stands.get(cell.key, Standing(None, "", 0))

    def has_changed(self, cell: Cell) -> bool:
        """Return whether the program reads the cell otherwise than when it was decided on."""
        return cell.key in self._changed

    def decide(
        self,
        cell: Cell,
        action: Action,
        value: Value,
        reviewer: str,
        seen: tuple[str, int],
        batch: str = "",
    ) -> Decision:
        """Keep a person's decision about a cell.

        seen   mark of the reading and end of the chain that the person had before them.
        Raises DecisionConflictError: one of the two is another by now, or the person would
        confirm their own correction.
        """
        return self.decide_all([(cell, action, value, seen)], reviewer, batch)[0]

    def decide_all(
        self,
        wanted: Sequence[tuple[Cell, Action, Value, tuple[str, int]]],
        reviewer: str,
        batch: str = "",
    ) -> list[Decision]:
        """Keep decisions about several cells, all or none; see ``decide``."""
        made = []
        for cell, action, value, (mark, last) in wanted:
            if mark != value_mark(cell.value):
                raise DecisionConflictError("the reading has changed")
            decision = self.stands(cell).decision
            if action == "confirm" and (decision is None or decision.reviewer == reviewer):
                raise DecisionConflictError("a correction is confirmed by another person")
            made.append(self._decision(cell, action, value, reviewer, last, batch))
        kept = self.corrections.keep(made)
        for (cell, *_), _decision in zip(wanted, kept, strict=True):
            self.note(cell)
        self._times.setdefault(reviewer, deque(maxlen=2000)).append(time.monotonic())
        return kept

    def change_all(
        self,
        wanted: Sequence[tuple[Cell, Value]],
        reviewer: str,
        added: Sequence[Decision] = (),
    ) -> list[Decision]:
        """Keep corrections of several cells, taken in one go and undone in one go.

        added   decisions about rows that the person adds.
        Raises DecisionConflictError: one of the cells was decided on in the meantime.
        """
        if not wanted and not added:
            return []
        batch = uuid4().hex
        made = [
            self._decision(cell, "correct", value, reviewer, self.stands(cell).last, batch)
            for cell, value in wanted
        ]
        kept = self.corrections.keep([*made, *(replace(d, batch=batch) for d in added)])
        if added:
            self.load()
        else:
            for cell, _ in wanted:
                self.note(cell)
        return kept

    def record(self, record_id: str) -> dict[str, Cell]:
        """Return field → cell of one record. Raises KeyError: no such record."""
        names = fields_of(self.reading.rows[record_id])
        return {name: self.reading.cells[record_id, name] for name in names}

    def value(self, cell: Cell) -> Value:
        """Return what counts for a cell now: the reading, or what people made of it.

        Indicators that nobody decided on are those of the words as they are now.
        """
        decision = self.stands(cell).decision
        if decision:
            return decision.value
        return self._derived(cell) if cell.field == "indicators" else cell.value

    def _derived(self, cell: Cell) -> Value:
        row, cells = self.reading.rows[cell.record_id], self.record(cell.record_id)
        return derived_indicators(row, {name: self.value(cells[name]) for name in WORDS})

    def undo(self, reviewer: str) -> list[Cell]:
        """Take back the person's last decision; return its cells. Raises DecisionConflictError."""
        present = {(old, key[1]): key for key, old in self._moved.items()}
        cells = []
        taken_back = self.corrections.undo(reviewer)
        if any(d.field == ROW for d in taken_back):
            self.load()  # rows that were added go, rows that were cut off others come back
        for decision in taken_back:
            name = decision.record_id, decision.field
            cell = self.reading.cells.get(present.get(name, name))
            if cell is not None:
                self.note(cell)
                cells.append(cell)
        return cells

    def note(self, cell: Cell) -> None:
        """Take over what the database says of a cell."""
        stands = standing(self.corrections.chain(self._key_of(cell)))
        with self._lock:
            self._stands[cell.key] = stands
            self._changed.discard(cell.key)
            self.queue.settle(cell.key, stands)
            self._learn(stands)

    def speed(self, reviewer: str) -> float:
        """Return cells that this person decided on in a minute, lately; 0 for too few to say."""
        now = time.monotonic()
        times = [t for t in self._times.get(reviewer, ()) if now - t < _SPEED_SECONDS]
        return 60 * (len(times) - 1) / (times[-1] - times[0]) if len(times) > 2 else 0.0

    def page_key(self, document_id: str, number: int) -> PageKey | None:
        """Return the key of a page's picture, None: no such page, or one without a picture."""
        document = self.reading.documents.get(document_id)
        if document is None or number not in document.pages:
            return None
        size, turn = document.pages[number]
        return PageKey(document_id, number, turn) if size.width and size.height else None

    def _decision(
        self, cell: Cell, action: Action, value: Value, reviewer: str, last: int, batch: str
    ) -> Decision:
        return Decision(
            document_id=cell.document_id,
            record_id=self._name_of(cell),
            field=cell.field,
            action=action,
            reading=cell.value,
            value=value,
            reviewer=reviewer,
            supersedes=last,
            place=cell.places[0] if cell.places else None,
            second_look=self.second_look and action in ("correct", "illegible"),
            audit=cell.key in self.queue.audit,
            batch=batch,
        )

    def _paths(self, document_id: str) -> list[str]:
        named = Path(self.reading.documents[document_id].source_file)
        return [str(named), *(str(folder / named.name) for folder in self.scans)]

    def _name_of(self, cell: Cell) -> str:
        """Return the record id under which a cell's chain is kept: an earlier reading's, if any."""
        return self._moved.get(cell.key, cell.record_id)

    def _key_of(self, cell: Cell) -> tuple[str, str, str]:
        return cell.document_id, self._name_of(cell), cell.field

    def _learn(self, stands: Standing) -> None:
        decision = stands.decision
        if decision is not None and decision.action == "correct" and stands.counts:
            known = self.corrected.setdefault(decision.field, {})
            known[as_json(decision.reading)] = decision.value


def open_desk(
    out: Path,
    engine: Engine,
    scans: Sequence[Path] = (),
    second_look: bool = False,
    reviews: bool = True,
    only: Sequence[str] = (),
) -> Desk:
    """Read an output folder and what was decided on it. Raises InputNotFoundError.

    reviews   False: nobody will sit at it, so nothing is read; it only knows the accounts.
    only      ids of the documents that people are asked about; empty: all.
    """
    desk = Desk(out, Corrections(engine), Accounts(engine), scans, second_look, frozenset(only))
    if reviews:
        desk.refresh()
    return desk
