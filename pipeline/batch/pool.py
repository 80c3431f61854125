"""Worker processes on this machine: each document alone, none able to take others down.

A worker that dies costs its document one try: it is read once more, alone, after all others, and
only then given up. A worker of which nothing is heard for too long is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

from pipeline.batch.inputs import Job
from pipeline.batch.reader import ReaderFactory
from pipeline.batch.worker import ONE_THREAD, Failure, Message, Opened, PageDone, work
from pipeline.settings import Settings

TICK_SECONDS = 0.5
_START_SECONDS = 120.0  # a worker imports and loads models before its first word
_LOG_TAIL = 2000  # characters of a dead worker's last words that are kept


@dataclass(frozen=True, slots=True)
class Event:
    """Something heard about a job; ``job`` None: half a second went by."""

    job: Job | None = None
    message: Message | None = None


class Queue(Protocol):
    """Where jobs come from: all are known before, or some are left to other programs."""

    def left(self) -> bool:
        """Whether a job may still be handed out."""
        ...

    def take(self) -> Job | None:
        """Return the next job, None where there is none at present."""
        ...

    def put_back(self, job: Job) -> None: ...


def run_local(
    queue: Queue, workers: int, factory: ReaderFactory, settings: Settings
) -> Generator[Event, None, None]:
    """Read the jobs of a queue in worker processes and yield what is heard of them.

    Each job ends with exactly one ``Answer`` or ``Failure``. Closing the iterator kills what is
    still running.
    """
    with tempfile.TemporaryDirectory(prefix="kehoach-") as logs:
        pool = Pool(factory, settings, Path(logs))
        try:
            suspects: list[Job] = []
            for event in pool.run(queue, workers):
                if isinstance(event.message, Failure) and event.message.kind == "crash":
                    assert event.job is not None
                    suspects.append(event.job)
                else:
                    yield event
            pool.stop()
            yield from pool.run(Suspects(suspects), 1)
        finally:
            pool.stop()


@dataclass(slots=True)
class Suspects:
    """Jobs whose worker died."""

    jobs: list[Job]

    def left(self) -> bool:
        return bool(self.jobs)

    def take(self) -> Job | None:
        return self.jobs.pop(0) if self.jobs else None

    def put_back(self, job: Job) -> None:
        self.jobs.insert(0, job)


@dataclass(slots=True)
class _Worker:
    """One process and what it is doing; ``heard`` is when it last said something."""

    process: BaseProcess
    channel: Connection
    log: Path
    job: Job | None = None
    started: float = 0.0
    heard: float = 0.0
    page: int = 0
    fresh: bool = True
    answered: int = 0


@dataclass(slots=True)
class Pool:
    """The worker processes of this program; ``logs``: a folder for their last words."""

    factory: ReaderFactory
    settings: Settings
    logs: Path
    workers: list[_Worker] = field(default_factory=list)
    spawned: int = 0

    def run(self, queue: Queue, size: int) -> Iterator[Event]:
        """Yield events until every job of ``queue`` is answered; leaves idle workers alive."""
        while queue.left() or any(worker.job for worker in self.workers):
            self._hand_out(queue, size)
            busy = {worker.channel: worker for worker in self.workers if worker.job}
            ready = wait(list(busy), timeout=TICK_SECONDS)
            for channel in ready:
                yield self._hear(busy[channel])  # type: ignore[index]
            for worker in [w for w in busy.values() if w.job and self._silent(w)]:
                yield self._give_up(worker)
            if not ready:
                yield Event()

    def stop(self) -> None:
        """Kill every worker."""
        while self.workers:
            self._bury(self.workers[0])

    def _hand_out(self, queue: Queue, size: int) -> None:
        while True:
            idle = next((w for w in self.workers if w.job is None), None)
            if idle is None and len(self.workers) >= size:
                return
            job = queue.take()
            if job is None:
                return
            worker = idle or self._spawn()
            worker.job, worker.page = job, 0
            worker.started = worker.heard = time.monotonic()
            try:
                worker.channel.send(job)
            except OSError:  # it died while idle: nobody's fault but its own
                self._bury(worker)
                queue.put_back(job)

    def _spawn(self) -> _Worker:
        os.environ.update(ONE_THREAD)
        context = multiprocessing.get_context("spawn")
        mine, theirs = context.Pipe()
        self.spawned += 1
        log = self.logs / f"worker-{self.spawned}.log"
        process = context.Process(
            target=work,
            args=(theirs, str(log), self.factory, self.settings),
            name=f"kehoach-worker-{self.spawned}",
            daemon=True,
        )
        process.start()
        theirs.close()
        worker = _Worker(process, mine, log)
        self.workers.append(worker)
        return worker

    def _hear(self, worker: _Worker) -> Event:
        job = worker.job
        try:
            message: Message = worker.channel.recv()
        except (EOFError, OSError):
            return Event(job, self._autopsy(worker))
        worker.heard, worker.fresh = time.monotonic(), False
        if isinstance(message, PageDone):
            worker.page = message.number
        elif not isinstance(message, Opened):
            worker.job = None
            worker.answered += 1
            limit = self.settings.batch.recycle_after
            if limit and worker.answered >= limit:
                self._bury(worker)
        return Event(job, message)

    def _silent(self, worker: _Worker) -> bool:
        limit = self.settings.batch.page_seconds
        grace = _START_SECONDS if worker.fresh else 0.0
        return bool(limit) and time.monotonic() - worker.heard > limit + grace

    def _give_up(self, worker: _Worker) -> Event:
        job, seconds = worker.job, time.monotonic() - worker.started
        where = f"after page {worker.page}" if worker.page else "before its first page was done"
        self._bury(worker)
        message = (
            f"nothing was heard for {self.settings.batch.page_seconds:g} seconds {where}. "
            "Raise batch.page_seconds if the page is worth it."
        )
        return Event(job, Failure("silence", message, seconds))

    def _autopsy(self, worker: _Worker) -> Failure:
        seconds = time.monotonic() - worker.started
        worker.process.join(timeout=5)
        code = worker.process.exitcode
        self._bury(worker)
        how = f"killed by signal {-code}" if code is not None and code < 0 else f"exit {code}"
        words = worker.log.read_text(errors="replace") if worker.log.exists() else ""
        where = f" after page {worker.page}" if worker.page else ""
        limit = self.settings.batch.memory_mb
        why = {
            -signal.SIGKILL: " Signal 9 mostly means that memory ran out: try fewer --workers.",
            -signal.SIGABRT: f" Signal 6 mostly means that it needs more than the {limit} MiB "
            "of memory that batch.memory_mb allows.",
        }.get(code or 0, "")
        message = f"the process reading it died twice ({how}{where}).{why}"
        return Failure("crash", message, seconds, words[-_LOG_TAIL:])

    def _bury(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.channel.close()
        worker.process.close()
