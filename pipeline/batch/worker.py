"""The inside of a worker process: one document after another, each answered once."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Literal

from pipeline.batch.confine import confine
from pipeline.batch.inputs import Job, read_bytes
from pipeline.batch.reader import Reader, ReaderFactory
from pipeline.errors import InputError, KehoachError
from pipeline.settings import Settings
from pipeline.types.document import DocumentResult

# Native libraries start a thread for each core unless told otherwise before they are loaded.
ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

FailureKind = Literal["input", "machine", "defect", "crash", "silence"]


@dataclass(frozen=True, slots=True)
class Opened:
    """The document is open and has so many pages."""

    pages: int


@dataclass(frozen=True, slots=True)
class PageDone:
    """Page ``number`` (1-based) has been read."""

    number: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The document was read."""

    result: DocumentResult
    seconds: float


@dataclass(frozen=True, slots=True)
class Failure:
    """The document was not read: why in plain words, and the traceback where there is one."""

    kind: FailureKind
    message: str
    seconds: float
    detail: str = ""


Message = Opened | PageDone | Answer | Failure


def work(channel: Connection, log: str, factory: ReaderFactory, settings: Settings) -> None:
    """Answer jobs from ``channel`` until None or its end; stdout and stderr go to ``log``."""
    _settle(log, settings.batch.memory_mb)
    try:
        reader = factory(settings)
        while (job := channel.recv()) is not None:
            channel.send(_answer(job, reader, channel, settings))
    except (EOFError, BrokenPipeError):
        return  # the program that started this worker is gone: so is the use of going on


def _answer(job: Job, reader: Reader, channel: Connection, settings: Settings) -> Message:
    start = time.monotonic()
    kind: FailureKind
    try:
        data = read_bytes(job, settings.load.max_file_bytes)
        result = reader.read(
            data,
            job.path,
            lambda pages: channel.send(Opened(pages)),
            lambda number: channel.send(PageDone(number)),
        )
        return Answer(result, time.monotonic() - start)
    except BrokenPipeError:
        raise
    except KehoachError as error:
        kind = "input" if isinstance(error, InputError) else "machine"
        message, detail = str(error), ""
    except MemoryError:
        limit = settings.batch.memory_mb
        kind, detail = "machine", traceback.format_exc()
        message = f"needs more than the {limit} MiB of memory that batch.memory_mb allows."
    # This is the border of the process: whatever broke costs this document only, and is reported
    # with all that is known of it.
    except Exception as error:
        kind, detail = "defect", traceback.format_exc()
        message = f"a defect of this program: {type(error).__name__}: {error}"
    return Failure(kind, message, time.monotonic() - start, detail)


def _settle(log: str, memory_mb: int) -> None:
    """Make this process a quiet, confined one that leaves Ctrl-C to its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)
    faulthandler.enable()
    parent = multiprocessing.parent_process()
    confine(memory_mb, (parent and parent.pid) or os.getppid())
    import cv2  # noqa: PLC0415  (only now: the limits above hold for it too)

    cv2.setNumThreads(1)
