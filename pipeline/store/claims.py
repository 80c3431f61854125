"""Which program is at which document, so that several share the work on one output folder.

``.kehoach/runs/<token>``          one for each program that writes: host, boot, process, its start.
                                   Touched every few seconds: its time of change says it lives.
``.kehoach/claims/<document_id>``  the token of the program that is at it.

A program on this machine is asked for directly: one that was killed loses its claims at once. One
on another machine is taken for dead when nothing was heard of it for ``STALE_SECONDS`` by the clock
of the file system, the only one that all share.

Claims save work, nothing else: a document that two programs read all the same is written whole by
each, one after the other.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.store.layout import hidden, locked

STALE_SECONDS = 60.0
_BEAT_SECONDS = 5.0
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(slots=True)
class Claims:
    """What one program claims. Made by ``open_store``; ``close`` gives everything back."""

    root: Path
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    _mine: set[str] = field(default_factory=set)
    _beaten: float = float("-inf")

    def open(self) -> None:
        """Enter this program; the writer's lock must be held. Raises OSError."""
        hidden(self.root, "runs").mkdir(exist_ok=True)
        hidden(self.root, "claims").mkdir(exist_ok=True)
        pid = os.getpid()
        about = {"host": _host(), "pid": pid, "start": _start_of(pid)}
        self._run.write_text(json.dumps(about))
        self.staging.mkdir(parents=True, exist_ok=True)

    @property
    def staging(self) -> Path:
        """A folder of this program's own for files being written."""
        return hidden(self.root, "staging") / self.token

    @property
    def _run(self) -> Path:
        return hidden(self.root, "runs") / self.token

    def beat(self) -> None:
        """Say that this program lives; to be called every second or so. Raises OSError."""
        if time.monotonic() - self._beaten > _BEAT_SECONDS:
            if self._run.exists():
                self._run.touch()
            else:  # it slept so long that others took it for dead
                self.open()
            self._beaten = time.monotonic()

    def claim(self, document_id: str) -> bool:
        """Claim a document; False: another program that lives is at it. Raises OSError."""
        self.beat()
        path = self._claim(document_id)
        with locked(self.root):
            try:
                owner = path.read_text()
            except FileNotFoundError:
                owner = ""
            if owner not in ("", self.token) and self._lives(owner):
                return False
            path.write_text(self.token)
        self._mine.add(document_id)
        return True

    def release(self, document_id: str) -> None:
        """Give a document back that is done. Raises OSError."""
        if document_id in self._mine:
            self._mine.remove(document_id)
            self._claim(document_id).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what dead programs left; the writer's lock must be held. Raises OSError."""
        runs = hidden(self.root, "runs")
        known = {path.name for path in runs.iterdir()} if runs.is_dir() else set()
        living = {token for token in known if token == self.token or self._lives(token)}
        for token in known - living:
            (runs / token).unlink(missing_ok=True)
        for stale in hidden(self.root, "staging").iterdir():
            if stale.name not in living:
                shutil.rmtree(stale) if stale.is_dir() else stale.unlink()

        for claim in hidden(self.root, "claims").glob("*"):
            if claim.read_text() not in living:
                claim.unlink()

    def close(self) -> None:
        """Give back what is claimed and leave. Raises OSError."""
        for document_id in list(self._mine):
            self.release(document_id)
        shutil.rmtree(self.staging, ignore_errors=True)
        self._run.unlink(missing_ok=True)

    def _claim(self, document_id: str) -> Path:
        return hidden(self.root, "claims") / document_id

    def _lives(self, token: str) -> bool:
        path = hidden(self.root, "runs") / token
        try:
            changed = path.stat().st_mtime
            about = json.loads(path.read_text())
        except (FileNotFoundError, ValueError):
            return False
        if about.get("host") == _host():
            start = _start_of(int(about["pid"]))
            return start is not None and start == about["start"]
        return _now(self.root) - changed < STALE_SECONDS


def _now(root: Path) -> float:
    """Return the time by the clock of the file system, seconds."""
    path = hidden(root, "clock")
    path.touch()
    return path.stat().st_mtime


def _host() -> str:
    """Name this machine since it was started: process numbers mean nothing on any other."""
    boot = _BOOT.read_text().strip() if _BOOT.exists() else ""
    return f"{socket.gethostname()} {boot}"


def _start_of(pid: int) -> str | None:
    """Return when a process of this machine was started; None: there is none of that number."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in ("Z", "X") else fields[19]
