"""Runs the program again and again and kills it; run by test_killed.py in a process of its own.

Arguments: folder of wishes, folder to work in, number of seeds. The whole program (``kehoach
extract`` with the fake reader) is run once undisturbed; then, for each seed, it is begun,
disturbed at random moments and begun again, until it is left alone. Prints one JSON line for each
seed: what was done, and the exit statuses.

Everything is imported once and each program is a fork of this process, its workers are forks too:
a start takes milliseconds, so many moments can be tried. ``test_killed.py`` also kills the
program as people start it.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import cv2  # noqa: F401  (loaded by workers otherwise)
import pyarrow.parquet  # noqa: F401

import pipeline.batch.flow_reader
import pipeline.commands.extract
from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.store.schema import TABLES
from tests.faults.fake_reader import fake_reader

HOWS = (
    "worker", "workers", "parent", "parent", "interrupt", "terminate",
    "short files", "full disk", "torn files",
)  # fmt: skip


_SIGNALS = {
    "parent": signal.SIGKILL,
    "interrupt": signal.SIGINT,
    "terminate": signal.SIGTERM,
}


_LATEST = 0.75  # of a run's length: later a program may have nothing left to do


def disturb(wishes: Path, at: Path, seed: int, usual: float) -> dict[str, object]:
    """Disturb runs into ``at/out`` until one is left alone; return what was done.

    usual   seconds that an undisturbed run takes.
    """
    dice = random.Random(seed)  # noqa: S311
    done: list[str] = []
    statuses: list[int] = []
    (at / "out").mkdir(parents=True)
    for _ in range(dice.randint(1, 2)):
        how = dice.choice(HOWS)
        if how == "full disk":
            statuses.append(_run_on_a_full_disk(wishes, at, dice.randint(16, 200)))
        elif how == "short files":
            statuses.append(_end(_begin(wishes, at, longest=dice.randint(1, 6_000))))
        else:
            program = _begin(wishes, at)
            if how in ("worker", "workers"):
                for _ in range(1 if how == "worker" else 6):
                    _wait(program, dice.uniform(0, usual / 3))
                    _kill_a_worker(program, dice)
            elif how in _SIGNALS:
                _wait(program, dice.uniform(0, _LATEST * usual))
                os.kill(program, _SIGNALS[how])
            statuses.append(_end(program))
            if how == "torn files":
                _tear(at / "out", dice)
        done.append(how)
    statuses.append(_end(_begin(wishes, at)))
    return {"seed": seed, "done": done, "statuses": statuses}


def _run_on_a_full_disk(wishes: Path, at: Path, kib: int) -> int:
    """Run on a file system of so many KiB, where one may be made; keep what is there then."""
    small, out = at / "small", at / "out"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "none", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        small.rmdir()
        return ExitCode.MISSING
    try:
        if any(out.iterdir()):
            with suppress(shutil.Error):  # of what fits not all of a document may be there
                shutil.copytree(out, small, dirs_exist_ok=True)
        status = _end(_begin(wishes, at, out=small))
        shutil.rmtree(out)
        shutil.copytree(small, out)
    finally:
        subprocess.run(["umount", str(small)], check=True)
    small.rmdir()
    return status


def _tear(out: Path, dice: random.Random) -> None:
    """Leave of some files a part only, as a power cut does: cut off, or zeros at the end."""
    files = [path for table in TABLES for path in sorted((out / table).iterdir())]
    for path in dice.sample(files, 5):
        data = path.read_bytes()
        kept = dice.choice([0, dice.randrange(len(data))])
        path.write_bytes(data[:kept] + bytes(dice.choice([0, len(data) - kept])))
    half = out / ".kehoach" / "staging" / "half"
    half.mkdir()
    (half / "tasks.rows").write_bytes(b"PAR1")


def _begin(wishes: Path, at: Path, *, longest: int | None = None, out: Path | None = None) -> int:
    """Begin the program; ``longest``: bytes after which any write to a file fails."""
    child = os.fork()
    if child:
        return child
    os.setpgid(0, 0)
    log = os.open(at / "log" if longest is None else os.devnull, os.O_WRONLY | os.O_CREAT)
    os.dup2(log, 1)
    os.dup2(log, 2)
    if longest is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest, 64 << 20))
    get_context = multiprocessing.get_context
    multiprocessing.get_context = lambda _=None: get_context("fork")  # type: ignore[assignment]
    pipeline.batch.flow_reader.flow_reader = fake_reader
    to = str(out or at / "out")
    status = main(["extract", str(wishes), "--out", to, "--workers", "2"])
    sys.stdout.flush()
    os._exit(status)


def _wait(program: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not _ended(program):
        time.sleep(0.002)


def _ended(program: int) -> bool:
    """Whether it ended; it stays there to be waited for."""
    return os.waitid(os.P_PID, program, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _kill_a_worker(program: int, dice: random.Random) -> None:
    children = Path(f"/proc/{program}/task/{program}/children").read_text().split()
    if children:
        os.kill(int(dice.choice(children)), signal.SIGKILL)


def _end(program: int) -> int:
    """Wait for the program, and for its workers, which must not outlive it."""
    status = os.waitstatus_to_exitcode(os.waitpid(program, 0)[1])
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.killpg(program, 0)
        except ProcessLookupError:
            return status
        time.sleep(0.001)
    os.killpg(program, signal.SIGKILL)
    raise AssertionError("workers outlived their program")


def _undisturbed(wishes: Path, at: Path) -> float:
    """Run without disturbance; return the seconds it took."""
    at.mkdir()
    start = time.monotonic()
    assert _end(_begin(wishes, at)) == ExitCode.SOME_FAILED
    return time.monotonic() - start


def _all(wishes: Path, work: Path, seeds: int) -> None:
    # The first run of a process is slower than those after it: moments drawn from its length
    # would mostly come when nothing is left to disturb.
    usual = min(_undisturbed(wishes, work / name) for name in ("first", "undisturbed"))
    for seed in range(seeds):
        done = disturb(wishes, work / str(seed), seed, usual)
        sys.stdout.write(json.dumps(done) + "\n")


if __name__ == "__main__":
    _all(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
