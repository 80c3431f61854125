"""The documents that are still to be read, shared with other programs that read into the folder."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.batch.inputs import Job

_LOOK_SECONDS = 1.0  # between two looks at what other programs are at

Fate = tuple[str, str] | None
"""Status and fingerprint of a document that is there, see ``Shelf.earlier``."""


class Claimant(Protocol):
    """Who knows which program is at which document."""

    def claim(self, document_id: str) -> bool: ...
    def release(self, document_id: str) -> None: ...


@dataclass(slots=True)
class SharedQueue:
    """Jobs in their order, each handed out once it is this program's own.

    fate       what is known of a document.
    mark       the fingerprint that this run would give it.
    again      read also what is there already.
    patient    wait for documents that others are at, in case they give up; else leave them.
    elsewhere  documents that others have ended meanwhile: whether they could be read.
    """

    jobs: Sequence[Job]
    shelf: Claimant
    fate: Callable[[str], Fate]
    mark: str
    again: bool = False
    patient: bool = True
    elsewhere: list[tuple[Job, bool]] = field(default_factory=list)
    waiting: list[Job] = field(default_factory=list)
    _todo: deque[Job] = field(default_factory=deque)
    _contested: set[str] = field(default_factory=set)
    _looked: float = 0.0

    def __post_init__(self) -> None:
        self._todo.extend(self.jobs)

    def left(self) -> bool:
        """Whether a job may still be handed out."""
        return bool(self._todo) or (self.patient and bool(self.waiting))

    def take(self) -> Job | None:
        """Return the next job that is this program's own now, None where none is at present."""
        if not self._todo and self.patient and time.monotonic() - self._looked > _LOOK_SECONDS:
            self._todo.extend(self.waiting)
            self.waiting.clear()
            self._looked = time.monotonic()
        while self._todo:
            job = self._todo.popleft()
            if not self.shelf.claim(job.document_id):
                self.waiting.append(job)
                self._contested.add(job.document_id)
            elif self._ended(job):
                self.shelf.release(job.document_id)
            else:
                return job
        return None

    def put_back(self, job: Job) -> None:
        """Take back a job that was not begun."""
        self._todo.appendleft(job)

    def _ended(self, job: Job) -> bool:
        """Whether another program has ended this document since the run was planned."""
        fate = self.fate(job.document_id)
        if fate is None or fate[1] != self.mark:
            return False
        read = fate[0] != "failed"
        if (read and not self.again) or job.document_id in self._contested:
            self.elsewhere.append((job, read))
            return True
        return False
