"""Files made to harm: each is read or ends with its plain error, within limits, and no more."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.reasons import vietnamese
from tests.faults.hostile import hostile, page

ROOT = Path(__file__).parents[2]
# They take their time until a limit ends them: bench/soak.py has them. One of each kind is here.
SLOW = {
    "pattern-in-itself.pdf", "hundred-thousand-words.pdf", "one-line-of-two-megabytes.txt",
    "one-word-of-a-megabyte.txt", "pages-by-the-ten-thousand.txt", "content-of-a-gigabyte.pdf",
    "content-twice-deflated.pdf", "jpeg-inside-lies.pdf", "frames-by-the-thousand.tif",
    "million-objects.pdf",
}  # fmt: skip
# Nothing in them is wrong with the page itself: it is read.
READ = {
    "javascript.pdf", "launches.pdf", "goes-elsewhere.pdf", "submits.pdf", "file-inside.pdf",
    "xfa-entity.pdf", "outline-in-a-ring.pdf", "fields-in-a-ring.pdf", "xref-elsewhere.pdf",
}  # fmt: skip
# What pdfium must be stopped at, from outside.
HARD = {"pattern-without-step.pdf": "silence"}
NAMES = (
    "x%2f..%2f..%2fy.pdf", "-rf.pdf", "$(touch x).pdf", "two\nlines.pdf", "\x1b[2Jclear.pdf",
    "=1+1.pdf", "Ke\u0302\u0301 hoa\u0323ch NFD.pdf", "right\u202efdp.pdf", "x" * 250 + ".pdf",
    os.fsdecode(b"no utf-8 \xff.pdf"),
)  # fmt: skip


@pytest.fixture
def listening() -> Iterator[tuple[int, list[object]]]:
    """A port of this machine, and who called there."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        over = threading.Event()

        def wait() -> None:
            while not over.is_set():
                try:
                    calls.append(server.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=wait)
        thread.start()
        yield server.getsockname()[1], calls
        over.set()
        thread.join()


def extract(at: Path, *options: str) -> tuple[int, str, dict[str, Any]]:
    command = [sys.executable, "-m", "pipeline.cli", "extract", "in", "--out", "out"]
    limits = ["--batch.memory-mb", "1000", "--batch.page-seconds", "5", "--ocr.engine", "null"]
    done = subprocess.run(
        [*command, *limits, *options], cwd=at, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert (at / "out" / "run.json").exists(), done.stderr
    account = json.loads((at / "out" / "run.json").read_text())
    return done.returncode, done.stderr, {Path(e["path"]).name: e for e in account["entries"]}


def test_every_hostile_file_ends_with_its_plain_word(
    tmp_path: Path, listening: tuple[int, list[object]]
) -> None:
    port, calls = listening
    (tmp_path / "in").mkdir()
    files = {name: data for name, data in hostile().items() if name not in SLOW}
    assert len(files) >= 75
    for name, data in files.items():
        away = data.replace(b"127.0.0.1:9/", b"127.0.0.1:%d/" % port)
        (tmp_path / "in" / name).write_bytes(away)
    (tmp_path / "in" / "sound.pdf").write_bytes(page(b"9 9 99 99 re f"))
    status, told, entries = extract(tmp_path, "--workers", "2")
    assert status == 5, told
    empty = {"empty.txt", "empty.png"}
    assert set(entries) | empty == set(files) | {"sound.pdf"}
    assert entries["sound.pdf"]["fate"] == "done"
    assert {name for name in READ if entries[name]["fate"] != "done"} == set()
    failed = {name: e for name, e in entries.items() if e["fate"] == "failed"}
    assert len(failed) > 45
    for name, entry in failed.items():
        assert entry["kind"] == HARD.get(name, "input"), (name, entry)
        assert vietnamese(entry["message"]), (name, entry["message"])
        assert entry["seconds"] < 60
    assert not calls, "a file had this machine call somewhere"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]
    assert sorted(p.name for p in (tmp_path / "in").iterdir()) == sorted([*files, "sound.pdf"])


def test_odd_names_are_read_and_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for i, name in enumerate(NAMES):
        (tmp_path / "in" / name).write_bytes(page(b"9 9 %d 99 re f" % (9 + i)))
    os.mkfifo(tmp_path / "in" / "pipe.pdf")
    (tmp_path / "in" / "folder.pdf").mkdir()
    (tmp_path / "in" / "itself.pdf").symlink_to("itself.pdf")
    (tmp_path / "in" / "device.pdf").symlink_to("/dev/zero")
    status, told, entries = extract(
        tmp_path, "--workers", "1", "--debug", "seen", "--searchable", "copies", "--alto"
    )
    assert status in (0, 5), told
    fates = {name: entry["fate"] for name, entry in entries.items()}
    assert [fate for fate in fates.values() if fate != "done"] == []
    assert len(fates) == len(NAMES)
    assert "pipe.pdf passed over: no regular file" in told
    assert "\x1b" not in told
    assert "two\\nlines.pdf" in told
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copies", "in", "out", "seen"]
    assert len(list((tmp_path / "copies").glob("*.pdf"))) == len(NAMES)
    assert len(list((tmp_path / "seen").iterdir())) == len(NAMES)
