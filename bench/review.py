"""The review page under load: 100,000 cells queued, fifty people at once, on loopback.

    python -m bench.review [--cells 100000] [--people 50] [--each 20]

Makes tables, serves them in a process of its own, lets each person decide on cells as fast as the
server answers, and prints how long the request for the next cell took. Ends with status 1 where a
decision was lost or doubled.
"""

from __future__ import annotations

import argparse
import http.client
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from pipeline.store.accounts import Accounts
from pipeline.store.corrections import Corrections
from pipeline.store.database import open_database
from pipeline.store.folder import open_store
from pipeline.store.places import default_path
from pipeline.types.document import DocumentResult, PageResult, Source
from pipeline.types.geometry import Box
from pipeline.types.page import LayerVerdict
from pipeline.types.task import Deadline, Evidence, Letterhead, TaskRecord
from pipeline.types.text import Place

_FIELDS = ("content", "result", "lead_units", "deadline")
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_PASSWORD = "for the bench only"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its port and the number of its process."""

    port: int
    pid: int


@dataclass(slots=True)
class Person:
    """One reviewer: a login, and what they decided and waited for."""

    name: str
    login: str
    decided: int = 0
    conflicts: int = 0
    waits: list[float] = field(default_factory=list)


def make_tables(out: Path, cells: int) -> None:
    """Write documents of 400 cells each until there are ``cells``."""
    with open_store(out) as store:
        for number in range(max(cells // 400, 1)):
            records = tuple(_record(number, row) for row in range(100))
            page = PageResult(1, 595, 842, 200, 0, 0, "text", "made", 0.9, "", "")
            result = DocumentResult(
                "done", LayerVerdict.NONE, Letterhead(number=f"{number}/KH-UBND"), (), records,
                (page,), (), 0.9,
            )  # fmt: skip
            store.write(Source(f"{number:064x}", f"plan-{number}.pdf", pages=1), result)


def _record(document: int, row: int) -> TaskRecord:
    sure = ((row * 37 + document * 11) % 97) / 100
    box = Box(60, 100 + row, 200, 101 + row, "points")
    return TaskRecord(
        f"t0r{row}", 0, "I", "Chỉ đạo", str(row), f"Ban hành văn bản {document} {row} " * 4,
        "Kế hoạch", ("Phòng Nội vụ",), (), "Tháng 5/2024", Deadline("none"), (),
        evidence={name: Evidence("", sure, (Place(1, box),)) for name in _FIELDS},
    )  # fmt: skip


@contextmanager
def served(out: Path, *words: str) -> Iterator[Served]:
    """Serve the page in a process of its own; gives where it is once it answers."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = int(tried.getsockname()[1])
    command = [sys.executable, "-m", "pipeline.cli", "review", "--out", str(out), *words]
    with subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(600):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield Served(port, server.pid)
        finally:
            server.terminate()


def sign_up(out: Path, people: int) -> list[Person]:
    """Make accounts, and a login for each (signing in is slow on purpose, and not measured)."""
    engine = open_database(default_path(out))
    accounts = Accounts(engine)
    accounts.add("người 0", _PASSWORD)
    made = [Person(f"người {i}", accounts.open_login(f"người {i}")) for i in range(people)]
    engine.dispose()
    return made


def work(port: int, person: Person, each: int) -> None:
    """Decide on ``each`` cells: ask for the next, read its page, accept or correct it."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"cookie": f"kehoach_{port}={person.login}"}
    for turn in range(each):
        start = time.perf_counter()
        address = _get(link, "/next", headers)[1].partition("?")[0]
        person.waits.append(time.perf_counter() - start)
        page = _get(link, address, headers)[0]
        form = {**dict(_HIDDEN.findall(page)), "action": "illegible" if turn % 3 else "accept"}
        link.request(
            "POST", address, urlencode(form),
            {**headers, "content-type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        answer = link.getresponse()
        answer.read()
        person.decided += answer.status == 303
        person.conflicts += answer.status == 409
    link.close()


def crowd(port: int, people: list[Person], each: int) -> None:
    """Let all people work at once."""
    threads = [threading.Thread(target=work, args=(port, person, each)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def kept(out: Path) -> tuple[int, int]:
    """Return decisions kept, and cells that have more than one."""
    engine = open_database(default_path(out))
    chains = Corrections(engine).chains()
    engine.dispose()
    return sum(map(len, chains.values())), sum(len(chain) > 1 for chain in chains.values())


def _get(
    link: http.client.HTTPConnection, address: str, headers: dict[str, str]
) -> tuple[str, str]:
    """Return body and Location of an answer."""
    link.request("GET", address, headers=headers)
    answer = link.getresponse()
    return answer.read().decode("utf-8"), answer.headers.get("location", "")


def share(waits: list[float], part: float) -> float:
    """Return the wait in milliseconds that this part of all waits does not exceed."""
    return 1000 * sorted(waits)[min(int(part * len(waits)), len(waits) - 1)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("cells", 100_000), ("people", 50), ("each", 20)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        make_tables(out, asked.cells)
        people = sign_up(out, asked.people)
        with served(out) as at:
            work(at.port, people[0], 3)  # the first pages also load templates
            first = Person("người 0", people[0].login)
            work(at.port, first, 100)
            alone = first.waits
            before = kept(out)[0]
            crowd(at.port, people, asked.each)
            number, doubled = kept(out)
    waits = [wait for person in people for wait in person.waits]
    decided = sum(person.decided for person in people) - 3
    print(f"{asked.cells} cells queued")
    print(f"one person: next cell p50 {share(alone, 0.5):.0f} ms, p95 {share(alone, 0.95):.0f} ms")
    print(
        f"{asked.people} at once: p50 {share(waits, 0.5):.0f} ms, p95 {share(waits, 0.95):.0f} ms"
    )
    print(f"decided {decided}, kept {number - before}, cells decided twice {doubled}")
    return int(number - before != decided or doubled > 0)


if __name__ == "__main__":
    sys.exit(main())
