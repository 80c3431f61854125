"""Run a command and measure it: seconds, and peak memory of it and all its children."""

from __future__ import annotations

import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds, peak proportional memory of the process tree in MiB, exit status.

    cpu_seconds   spent by the processes that were waited for, on whatever core.
    """

    seconds: float
    peak_mib: float
    status: int
    cpu_seconds: float = 0.0


def run(command: Sequence[str], log: Path) -> Cost:
    """Run ``command`` with its output in ``log`` and measure it."""
    start, used = time.perf_counter(), _children_cpu()
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        peak = [0.0]
        watch = threading.Thread(target=_watch, args=(process, peak), daemon=True)
        watch.start()
        status = process.wait()
    watch.join()
    return Cost(time.perf_counter() - start, peak[0], status, _children_cpu() - used)


def memory_mib(pid: int) -> float:
    """Return the proportional set size of a process and all below it, MiB."""
    return sum(pss_mib(each) for each in tree(pid))


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], memory_mib(process.pid))
        time.sleep(_EVERY_S)


def tree(root: int) -> set[int]:
    """Process ids of ``root`` and everything below it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(
                    (entry / "stat").read_text().rpartition(")")[2].split()[1]
                )
            except (OSError, IndexError):  # it ended meanwhile
                continue
    found, frontier = {root}, {root}
    while frontier:
        frontier = {pid for pid, parent in parents.items() if parent in frontier} - found
        found |= frontier
    return found


def pss_mib(pid: int) -> float:
    """Proportional set size: shared pages are counted once over all processes."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:  # it ended meanwhile
        pass
    return 0.0
