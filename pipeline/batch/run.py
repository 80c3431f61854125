"""A whole run: what is to do, reading it, writing it, and the account of it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.batch.inputs import Job, jobs_of
from pipeline.batch.pool import Event, Queue, run_local
from pipeline.batch.reader import ReaderFactory
from pipeline.batch.reasons import without_path
from pipeline.batch.report import Entry, Report, entry_of, skipped_entry
from pipeline.batch.shared import SharedQueue
from pipeline.batch.worker import Answer, Failure, Opened, PageDone
from pipeline.settings import Settings, fingerprint
from pipeline.types.document import DocumentResult, Kept, Source

Executor = Callable[[Queue, int, ReaderFactory, Settings], Generator[Event, None, None]]
"""Reads a queue with so many workers, each job to exactly one ``Answer`` or ``Failure``."""


class Shelf(Protocol):
    """Where results go; ``store.folder.Store`` is one."""

    def earlier(self, document_id: str) -> tuple[str, str] | None:
        """Return (status, fingerprint) of a document already there, or None."""
        ...

    def kept(self, document_id: str) -> Kept:
        """Return what is there of a document already done."""
        ...

    def write(self, source: Source, result: DocumentResult) -> None:
        """Raise ValueError, and write nothing, where the result does not fit."""
        ...

    def write_failure(self, source: Source, error: str, seconds: float, detail: str) -> bool: ...
    def add_aliases(self, paths: Mapping[str, tuple[str, ...]]) -> None:
        """Note further paths of documents already there, by their ids."""
        ...

    def loosen(self, document_ids: Collection[str]) -> None:
        """Prepare documents to be replaced: many at once are cheaper than one by one."""
        ...

    def claim(self, document_id: str) -> bool:
        """Claim a document; False: another program is at it."""
        ...

    def release(self, document_id: str) -> None: ...
    def beat(self) -> None:
        """Say that this program lives."""
        ...


class Listener(Protocol):
    """Who wants to know how it goes; called in the program's own process."""

    def planned(self, todo: Sequence[Job], skipped: int) -> None: ...
    def opened(self, job: Job, pages: int) -> None: ...
    def page_done(self, job: Job, number: int) -> None: ...
    def finished(self, job: Job, result: DocumentResult | None, error: str) -> None:
        """Take the result, or None and why it failed."""
        ...

    def tick(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Batch:
    """One run over many files.

    workers   documents read at once, ≥ 1.
    force     read again what is done.
    stop      asked twice a second and after each message: True ends the run where it stands.
    execute   reads the jobs of a queue, here or elsewhere.
    patient   wait for documents that other programs are at; else ``Report.waiting`` names them.
    """

    settings: Settings
    factory: ReaderFactory
    shelf: Shelf
    listener: Listener
    workers: int = 1
    force: bool = False
    stop: Callable[[], bool] = lambda: False
    patient: bool = True
    execute: Executor = run_local

    def run(self, files: Sequence[str]) -> Report:
        """Read the files that are not done yet and write what they hold.

        Documents are written as they are finished: whatever ends the run, those are kept.
        Raises MissingError: the machine lacks what the reader needs; OutputError: cannot write.
        """
        start = time.monotonic()
        models = self.factory(self.settings).models
        mark = fingerprint(self.settings, models)
        jobs, broken = jobs_of(files)
        report = Report(len(jobs) + len(broken), mark, models)
        report.found = frozenset(job.document_id for job in jobs)
        report.entries += [
            Entry(path, "", "failed", kind="input", message=without_path(str(why), path))
            for path, why in broken.items()
        ]
        todo = [job for job in jobs if self.force or not self._is_done(job, mark)]
        kept = {job.document_id for job in jobs} - {job.document_id for job in todo}
        self.shelf.add_aliases(
            {j.document_id: (j.path, *j.aliases) for j in jobs if j.document_id in kept}
        )
        self.shelf.loosen([job.document_id for job in todo])
        report.entries += [
            skipped_entry(job, self.shelf.kept(job.document_id))
            for job in jobs
            if job.document_id in kept
        ]
        # The longest first: a long document begun last would keep one core busy alone at the end.
        todo.sort(key=lambda job: (-job.size, job.path))
        self.listener.planned(todo, len(kept))
        queue = SharedQueue(todo, self.shelf, self.shelf.earlier, mark, self.force, self.patient)
        workers = min(self.workers, len(todo)) or 1
        pages: dict[str, int] = {}
        with closing(self.execute(queue, workers, self.factory, self.settings)) as events:
            for event in events:
                self._take(event, report, pages)
                self.shelf.beat()
                if self.stop():
                    report.interrupted = True
                    break
        report.entries += [self._elsewhere(job, read) for job, read in queue.elsewhere]
        if not report.interrupted:
            report.waiting = tuple(job.path for job in queue.waiting)
            report.documents -= len(queue.waiting)
        report.seconds = time.monotonic() - start
        return report

    def _elsewhere(self, job: Job, read: bool) -> Entry:
        """Return the entry of a document that another program has ended during this run."""
        if read:
            return skipped_entry(job, self.shelf.kept(job.document_id))
        why = "another run that shares this work could not read it; its account says why."
        failed = Entry(job.path, job.document_id, "failed", kind="input", message=why)
        return replace(failed, aliases=job.aliases)

    def _is_done(self, job: Job, mark: str) -> bool:
        earlier = self.shelf.earlier(job.document_id)
        return earlier is not None and earlier[0] != "failed" and earlier[1] == mark

    def _take(self, event: Event, report: Report, pages: dict[str, int]) -> None:
        job, message = event.job, event.message
        if job is None:
            self.listener.tick()
            return
        if isinstance(message, Opened):
            pages[job.document_id] = message.pages
            self.listener.opened(job, message.pages)
        elif isinstance(message, PageDone):
            self.listener.page_done(job, message.number)
        else:
            count = pages.get(job.document_id)
            named = job.document_id, job.path, job.aliases
            source = Source(*named, count, report.fingerprint, report.models)
            if isinstance(message, Answer):
                self._keep(job, source, message, report)
            elif isinstance(message, Failure):
                self._note(job, source, message, report)
            self.shelf.release(job.document_id)

    def _keep(self, job: Job, source: Source, answer: Answer, report: Report) -> None:
        result = answer.result
        if result.status == "failed" or not result.pages:
            why = "; ".join(i.message for i in result.issues if i.severity == "error")
            failure = Failure("input", why or "no page could be read.", answer.seconds)
            self._note(job, source, failure, report)
            return
        try:
            self.shelf.write(source, result)
        except ValueError as error:  # a stage's defect, which must cost this document only
            message = f"a defect of this program: {error}"
            failure = Failure("defect", message, answer.seconds, traceback.format_exc())
            self._note(job, source, failure, report)
            return
        report.entries.append(entry_of(job, result, answer.seconds))
        self.listener.finished(job, result, "")

    def _note(self, job: Job, source: Source, failure: Failure, report: Report) -> None:
        why = without_path(failure.message, job.path)
        self.shelf.write_failure(source, why, failure.seconds, failure.detail)
        report.entries.append(
            Entry(
                job.path,
                job.document_id,
                "failed",
                failure.seconds,
                kind=failure.kind,
                message=why,
                detail=failure.detail,
                aliases=job.aliases,
            )
        )
        self.listener.finished(job, None, why)
