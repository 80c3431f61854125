"""New scans that people drop on the page: kept, queued, read one after the other.

Reading is done by `kehoach extract` in a process of its own, so that a broken file cannot harm the
server and the tables have one writer. What is seen here lasts as long as the server; the files and
what was read of them stay.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import threading
import time
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipeline.errors import UsageError

State = Literal["waiting", "reading", "done", "failed"]

FOLDER = "uploads"
LARGEST = 200 * 1024 * 1024  # bytes; 100 pages in colour at 300 dpi have some 100 MB
_SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".txt"})
_LONGEST_NAME = 120  # characters
_PAGES = re.compile(r"(\d+) pages")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file; ``said`` is what the program said of it at the end."""

    name: str
    path: Path
    by: str
    state: State = "waiting"
    started: float = 0.0
    seconds: float = 0.0
    pages: int = 0
    said: str = ""


class Uploads:
    """The files of one server, in the order they came; safe to use from many threads."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._all: dict[Path, Upload] = {}
        self._lock = threading.Lock()
        self._running: threading.Thread | None = None
        self._process: subprocess.Popen[str] | None = None

    def all(self) -> list[Upload]:
        """Return the files, the newest first."""
        now = time.time()
        with self._lock:
            found = list(self._all.values())
        return [
            replace(u, seconds=now - u.started) if u.state == "reading" else u
            for u in reversed(found)
        ]

    def place_for(self, name: str) -> Path:
        """Return where a file of this name is written while it comes. Raises UsageError."""
        clean = safe_name(name)
        folder = self._out / FOLDER / ".coming"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{time.time_ns()}-{threading.get_ident()}-{clean}"

    def add(self, name: str, written: Path, by: str) -> Upload:
        """Take over a file that has come, and read it when its turn is."""
        path = _final_place(self._out / FOLDER, safe_name(name), written)
        upload = Upload(path.name, path, by)
        with self._lock:
            self._all[path] = upload
            if self._running is None or not self._running.is_alive():
                self._running = threading.Thread(target=self._work, daemon=True)
                self._running.start()
        return upload

    def close(self) -> None:
        """Stop reading; what is read already is whole."""
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()

    def _work(self) -> None:
        while True:
            with self._lock:
                upload = next((u for u in self._all.values() if u.state == "waiting"), None)
                if upload is None:
                    self._running = None
                    return
            self._read(upload)

    def _read(self, upload: Upload) -> None:
        upload = self._note(replace(upload, state="reading", started=time.time()))
        command = [sys.executable, "-m", "pipeline.cli", "extract", str(upload.path)]
        with subprocess.Popen(  # noqa: S603  our own program, a name made safe
            [*command, "--out", str(self._out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        ) as self._process:  # fmt: skip
            said, told = self._process.communicate()
            status = self._process.returncode
        pages = re.search(r"pages read\s+(\d+)", said) or _PAGES.search(told)
        last = told.strip().splitlines()[-1:] if status else []
        self._note(
            replace(
                upload,
                state="failed" if status else "done",
                seconds=time.time() - upload.started,
                pages=int(pages[1]) if pages else 0,
                said="".join(last).removeprefix("kehoach: "),
            )
        )

    def _note(self, upload: Upload) -> Upload:
        with self._lock:
            self._all[upload.path] = upload
        return upload


def safe_name(name: str) -> str:
    """Return the last part of a name, without what a file system or shell minds.

    Raises UsageError: nothing is left of it, or it is no kind of file that can be read.
    """
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = re.sub(r"[^\w.() -]", "_", plain).strip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if not stem or f"{dot}{suffix}".lower() not in _SUFFIXES:
        raise UsageError(f"{name[:_LONGEST_NAME]}: not PDF, TIFF, PNG, JPEG or text")
    return f"{stem[:_LONGEST_NAME]}.{suffix}"


def _final_place(folder: Path, name: str, written: Path) -> Path:
    """Move a file to its place; another file of the same name keeps its own."""
    digest = _digest(written)
    path = folder / name
    if path.exists() and _digest(path) != digest:
        path = folder / f"{path.stem}-{digest[:8]}{path.suffix}"
    written.replace(path)
    return path


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
