"""New uploads as they arrive: files are read once they have come to rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.batch.inputs import Found, find
from pipeline.errors import InputNotFoundError

_LOOKS = 4  # looks within the time that a file must be at rest
_NAP_SECONDS = 0.2  # between two questions whether to stop

State = tuple[int, int, int]
"""Inode, size in bytes, time of the last change in ns."""


@dataclass(slots=True)
class _Arrivals:
    """What was seen of the files, and since when (monotonic seconds) each is as it is."""

    since: dict[str, tuple[State, float]] = field(default_factory=dict)
    given: dict[str, State] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)

    def take(self, found: Found, now: float, settle_seconds: float) -> Found:
        """Return the files at rest that were not given before as they are, and new notes."""
        rested = []
        for path in found.files:
            try:
                stat = Path(path).stat()
            except OSError:  # it went away again
                continue
            state = stat.st_ino, stat.st_size, stat.st_mtime_ns
            known, since = self.since.get(path, (None, now))
            if known != state:
                self.since[path] = state, now
            elif self.given.get(path) != state and now - since >= settle_seconds:
                self.given[path] = state
                rested.append(path)
        notes = tuple(note for note in found.notes if note not in self.notes)
        self.notes.update(notes)
        return Found(tuple(rested), notes)


def arrivals(
    paths: Sequence[str],
    leave_out: Sequence[Path],
    settle_seconds: float,
    stop: Callable[[], bool],
    again: Callable[[], bool] = lambda: False,
) -> Iterator[Found]:
    """Yield the files below the paths as they come to rest, each content of a name once.

    A file is at rest when inode, size and time of change stay the same for ``settle_seconds``:
    one that is still being copied is left alone. Ends when ``stop()`` is true; where ``again()``
    is, yields also when there is nothing new.
    Raises InputNotFoundError: a path is not there at the start.
    """
    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        raise InputNotFoundError(f"not found: {', '.join(missing)}", "Make the folder first")
    seen = _Arrivals()
    while not stop():
        try:
            found = seen.take(find(paths, leave_out), time.monotonic(), settle_seconds)
        except InputNotFoundError:  # nothing there yet, or a share that is away for a while
            found = Found(())
        if found.files or found.notes or again():
            yield found
        until = time.monotonic() + settle_seconds / _LOOKS
        while not stop() and time.monotonic() < until:
            time.sleep(_NAP_SECONDS)
