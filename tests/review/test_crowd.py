"""Many people at once: nothing lost, nothing doubled, nobody waits."""

from __future__ import annotations

from pathlib import Path

from bench.review import crowd, kept, make_tables, served, share, sign_up


def test_fifty_people_on_one_server(tmp_path: Path) -> None:
    make_tables(tmp_path, cells=4000)
    people = sign_up(tmp_path, 50)
    with served(tmp_path) as at:
        crowd(at.port, people, each=6)
    decided = sum(person.decided for person in people)
    assert decided == 300
    assert sum(person.conflicts for person in people) == 0
    assert kept(tmp_path) == (decided, 0)
    waits = [wait for person in people for wait in person.waits]
    assert share(waits, 0.5) < 1000, "fifty at once, without a pause, on a busy machine"
