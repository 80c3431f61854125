"""Writes documents, stopped dead at each file operation in turn; run by test_stopped.py.

Arguments: folder. For each n, a child process works in folder/n: document "old" is replaced and
document "new" is written, and the process ends without any clean-up at its n-th file operation.
Prints the number of operations of an undisturbed run.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from pipeline.store.folder import open_store
from tests.store.test_store import small_result, source

_WATCHED = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "shutil.rmtree"}


def main(folder: Path) -> None:
    before = folder / "before"
    with open_store(before) as store:
        store.write(source("old"), small_result(tasks=3))
    n = 0
    while True:
        n += 1
        shutil.copytree(before, folder / str(n))
        child = os.fork()
        if child == 0:
            _write_until(folder / str(n), n)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            break
    print(n)


def _write_until(out: Path, last: int) -> None:
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in _WATCHED and str(out) in str(arguments[:2]):
            seen += 1
            if seen == last:
                os._exit(9)

    sys.addaudithook(watch)
    with open_store(out) as store:
        store.write(source("old"), small_result(tasks=5))
        store.write(source("new"), small_result(tasks=7))
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
