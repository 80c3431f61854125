"""Documents as tasks of a Ray cluster: nodes read the files themselves, this program writes.

Each node needs the program and the same path to the scans (a share). On its node, a task reads its
document in a worker process of ours, with the same limits as on one machine. A task whose node dies
is begun again on another.
"""

from __future__ import annotations

import importlib
import pickle
import tempfile
import time
from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.batch.inputs import Job
from pipeline.batch.pool import TICK_SECONDS, Event, Pool, Queue, Suspects
from pipeline.batch.reader import ReaderFactory
from pipeline.batch.worker import Answer, Failure, Opened
from pipeline.errors import MissingError
from pipeline.settings import Settings

_RETRIES = 3
"""How often a task is begun again whose node or process died; crashes of the reader are not meant:
those its own worker process keeps away from Ray."""
_AHEAD = 2
"""Tasks handed to Ray for each core of the cluster: one is read, one waits."""


def run_ray(
    queue: Queue, workers: int, factory: ReaderFactory, settings: Settings
) -> Generator[Event, None, None]:
    """Read the jobs of a queue on the cluster that RAY_ADDRESS names, else on one of this machine.

    Each job ends with exactly one ``Answer`` or ``Failure``; ``workers`` is not asked, the cluster
    has the cores that it has. Raises MissingError: Ray is not installed.
    """
    ray = _ray()
    if not ray.is_initialized():
        ray.init(log_to_driver=False, include_dashboard=False)
    task = ray.remote(num_cpus=1, max_retries=_RETRIES)(read_on_node)
    reader = pickle.dumps((factory, settings))
    running: dict[Any, tuple[Job, float]] = {}
    try:
        while queue.left() or running:
            places = int(_AHEAD * ray.cluster_resources().get("CPU", 1))
            while len(running) < places and (job := queue.take()) is not None:
                running[task.remote(_absolute(job), reader)] = job, time.monotonic()
            ready, _ = ray.wait(list(running), timeout=TICK_SECONDS) if running else ([], [])
            for reference in ready:
                job, begun = running.pop(reference)
                yield from _heard(ray, reference, job, time.monotonic() - begun)
            if not ready:
                time.sleep(0 if running else TICK_SECONDS)
                yield Event()
    finally:
        for reference in running:
            ray.cancel(reference, force=True)


def _ray() -> Any:
    """Load the optional library. Raises MissingError."""
    try:
        return importlib.import_module("ray")
    except ModuleNotFoundError as error:
        raise MissingError(
            "Ray is not installed", "Run `pip install 'kehoach[ray]'`, or leave --executor out"
        ) from error


def read_on_node(job: Job, reader: bytes) -> list[Opened | Answer | Failure]:
    """Read one document in a worker process of this node; return its page count and its end.

    reader   factory and settings, pickled: the same bytes for all tasks of a run.
    """
    suspects: list[Job] = [job]
    heard: list[Opened | Answer | Failure] = []
    for _ in range(2):  # a reader that dies gets a second try, as on one machine
        for event in _pool(reader).run(Suspects(suspects), 1):
            if isinstance(event.message, Opened | Answer | Failure):
                heard.append(event.message)
        if not (isinstance(heard[-1], Failure) and heard[-1].kind == "crash"):
            break
        suspects = [job]
    return heard[-2:] if len(heard) > 1 and isinstance(heard[-2], Opened) else heard[-1:]


@cache
def _pool(reader: bytes) -> Pool:
    """Return the worker process that this process of Ray keeps: models are loaded once."""
    factory, settings = pickle.loads(reader)  # noqa: S301  our own program made it
    return Pool(factory, settings, Path(tempfile.mkdtemp(prefix="kehoach-")))


def _heard(ray: Any, reference: Any, job: Job, seconds: float) -> Generator[Event, None, None]:
    try:
        for message in ray.get(reference):
            yield Event(job, message)
    except ray.exceptions.RayError as error:
        said = str(error).strip().splitlines()
        message = f"the process reading it died twice ({said[0] if said else 'Ray'})."
        yield Event(job, Failure("crash", message, seconds, str(error)))


def _absolute(job: Job) -> Job:
    """Return the job with a path that means the same on every node."""
    return Job(job.document_id, str(Path(job.path).absolute()), job.size, job.aliases)
