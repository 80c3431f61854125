"""An archive kept open for a server: opened anew when tables or decisions have changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.query.archive import Archive, load_archive

_LOOK_AGAIN_SECONDS = 1.0  # between two looks whether anything has changed
# Where opening takes longer, questions are answered from the old state until the new one is there.
_WAITS_SECONDS = 0.3


class Shelf:
    """Gives the archive of one output folder to many threads.

    decided   returns what changes with every decision of a person: the number of the newest.
    """

    def __init__(self, out: Path, database: str, decided: Callable[[], int]) -> None:
        self._out, self._database, self._decided = out, database, decided
        self._archive: Archive | None = None
        self._mark: object = None
        self._looked = self._took = 0.0
        self._opening: threading.Thread | None = None
        self._lock = threading.Lock()

    def archive(self) -> Archive:
        """Return the archive; it ends with the last who holds it.

        Raises InputNotFoundError: nothing was extracted yet; OutputError: no room for the index.
        """
        with self._lock:
            if self._archive is None:
                self._open(self._now())
            elif time.monotonic() - self._looked >= _LOOK_AGAIN_SECONDS:
                self._look()
            assert self._archive is not None
            return self._archive

    def _look(self) -> None:
        self._looked = time.monotonic()
        mark = self._now()
        if mark == self._mark or (self._opening and self._opening.is_alive()):
            return
        if self._took < _WAITS_SECONDS:
            self._open(mark)
        else:
            self._opening = threading.Thread(target=self._open, args=(mark,), daemon=True)
            self._opening.start()

    def _open(self, mark: object) -> None:
        started = time.monotonic()
        archive = load_archive(self._out, self._database)
        self._archive, self._mark = archive, mark
        self._looked = time.monotonic()
        self._took = self._looked - started

    def _now(self) -> object:
        """Return what changes when a document is written or a decision made."""
        try:
            written = (self._out / "documents").stat().st_mtime_ns
        except OSError:
            written = -1
        return written, self._decided()
