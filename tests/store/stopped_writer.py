"""Writes or removes documents, stopped dead at each file operation in turn; run by test_stopped.py.

Arguments: folder, "write" or "remove". For each n, a child process works in folder/n: document
"old" is replaced and document "new" is written (or "old" is taken out, of files of its own and of a
part), and the process ends without any clean-up at its n-th file operation.
Prints the number of operations of an undisturbed run.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.store.folder import Store, open_store
from tests.store.test_store import small_result, source

Act = Callable[[Store], None]
_WATCHED = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "shutil.rmtree"}


def main(folder: Path, act: Act) -> None:
    before = folder / "before"
    with open_store(before) as store:
        store.write(source("old"), small_result(tasks=3))
        if act is _remove:
            store.write(source("stays"), small_result(tasks=1))
            store.compact()
            store.write(source("loose"), small_result(tasks=2))
    n = 0
    while True:
        n += 1
        shutil.copytree(before, folder / str(n))
        child = os.fork()
        if child == 0:
            _act_until(folder / str(n), n, act)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            break
    print(n)


def _write(store: Store) -> None:
    store.write(source("old"), small_result(tasks=5))
    store.write(source("new"), small_result(tasks=7))


def _remove(store: Store) -> None:
    store.remove([source("old").document_id, source("loose").document_id])


def _act_until(out: Path, last: int, act: Act) -> None:
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in _WATCHED and str(out) in str(arguments[:2]):
            seen += 1
            if seen == last:
                os._exit(9)

    sys.addaudithook(watch)
    with open_store(out) as store:
        act(store)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), {"write": _write, "remove": _remove}[sys.argv[2]])
