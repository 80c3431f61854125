"""New scans that people drop on the page: kept, queued, read one after the other.

Reading is done by `kehoach extract` in a process of its own, so that a broken file cannot harm the
server and the tables have one writer. What is seen here lasts as long as the server; the files and
what was read of them stay.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pipeline.batch.inputs import is_wanted
from pipeline.batch.reasons import without_path
from pipeline.errors import UnsupportedInputError, UsageError
from pipeline.load.sniff import PDF_HEADER_WITHIN, sniff

State = Literal["waiting", "reading", "done", "failed"]

FOLDER = "uploads"
LARGEST = 200 * 1024 * 1024  # bytes; 100 pages in colour at 300 dpi have some 100 MB
# Characters of a name and of what follows its last point; bytes of both: file systems allow 255,
# and ours adds a few.
_LONGEST_NAME, _LONGEST_SUFFIX, _LONGEST_BYTES = 120, 16, 180


@dataclass(frozen=True, slots=True)
class Upload:
    """One file, and what the account of its run says.

    said     why it could not be read, or what was lost, in English and without its path.
    known    its very content had been read before.
    same_as  file of the document that most probably is the same plan, "" for none.
    document_id   of what was read, "" before.
    """

    name: str
    path: Path
    by: str
    state: State = "waiting"
    started: float = 0.0
    seconds: float = 0.0
    pages: int = 0
    tasks: int = 0
    said: str = ""
    known: bool = False
    same_as: str = ""
    document_id: str = ""


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
            told = self._process.communicate()[1]
            status = self._process.returncode
        done = replace(
            upload,
            state="failed" if status else "done",
            seconds=time.time() - upload.started,
        )
        entry = _entry_of(self._out, upload.path)
        if entry:
            lost = "; ".join(entry["lost"])
            done = replace(
                done,
                pages=entry["pages"],
                tasks=entry["tasks"],
                said=entry["message"] or lost,
                known=entry["fate"] == "skipped",
                same_as=Path(entry["same_as"]).name,
                document_id=entry["document_id"],
            )
        elif status:
            last = "".join(told.strip().splitlines()[-1:]).removeprefix("kehoach: ")
            done = replace(done, said=without_path(last, str(upload.path)))
        self._note(done)

    def _note(self, upload: Upload) -> Upload:
        with self._lock:
            self._all[upload.path] = upload
        return upload


def safe_name(name: str) -> str:
    """Return the last part of a name, without what a file system or shell minds.

    Raises UsageError: nothing is left of it.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = re.sub(r"[^\w.() -]", "_", last).rstrip(". ")
    stem, suffix = (plain, "") if "." not in plain else plain.rsplit(".", 1)
    stem = stem.lstrip(". ")
    if not stem:
        raise UsageError(f"{name[:_LONGEST_NAME]}: a file needs a name")
    end = f".{suffix[:_LONGEST_SUFFIX]}" if suffix else ""
    room = _LONGEST_BYTES - len(end.encode())
    return stem[:_LONGEST_NAME].encode()[:room].decode("utf-8", "ignore") + end


def check(name: str, written: Path) -> None:
    """Raise InputError where a file that has come is none that ``kehoach extract`` would take."""
    with written.open("rb") as stream:
        head = stream.read(PDF_HEADER_WITHIN)
    sniff(head, name)  # says what the formats are that people send by mistake
    if not is_wanted(written, name):
        raise UnsupportedInputError(f"{name}: not PDF, TIFF, PNG, JPEG or text")


def _entry_of(out: Path, path: Path) -> Mapping[str, Any] | None:
    """Return what the account of the last run says of a file, None where it says nothing."""
    try:
        account = json.loads((out / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    found: list[Mapping[str, Any]] = [e for e in account["entries"] if e["path"] == str(path)]
    return found[0] if found else None


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
