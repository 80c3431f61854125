"""What people decide is kept as it was decided, once each, and laid over what was read."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from pipeline.errors import DecisionConflictError
from pipeline.store.applied import corrected_tasks, read_corrected_tasks, settle
from pipeline.store.corrections import Corrections, Decision, standing
from pipeline.store.database import open_database, writing
from pipeline.store.doubts import speaks_of
from pipeline.store.places import default_path
from pipeline.store.read import read_arrow
from pipeline.store.values import SCORED, field_value
from pipeline.types.task import Judgement
from pipeline.types.text import Place
from tests.review.office import box_of, record, write_office
from tests.store import postgres as postgres_server

ROOT = Path(__file__).parents[2]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write_office(tmp_path)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    if not postgres_server.INSTALLED:
        pytest.skip("no PostgreSQL on this machine")
    with postgres_server.server() as socket:
        yield socket


@pytest.fixture(params=["sqlite", "postgresql"])
def where(out: Path, request: pytest.FixtureRequest) -> str:
    """The URL of an empty database."""
    if request.param == "postgresql":
        return postgres_server.fresh_database(request.getfixturevalue("postgres"))
    path = default_path(out)
    path.parent.mkdir()
    return f"sqlite:///{path}"


@pytest.fixture
def kept(where: str) -> Iterator[Corrections]:
    engine = open_database(where)
    yield Corrections(engine)
    engine.dispose()


def decision(out: Path, row: int, field: str, value: object, **changes: object) -> Decision:
    task = read_arrow(out, "tasks").to_pylist()[row]
    reading = field_value(task, field)
    made = Decision(
        document_id=task["document_id"],
        record_id=task["record_id"],
        field=field,
        action="accept" if value == reading else "correct",
        reading=reading,
        value=value,  # type: ignore[arg-type]
        reviewer="An",
        place=Place(1, box_of(row, field)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_values_of_every_kind_come_back_in_the_tasks(
    out: Path, kept: Corrections, where: str
) -> None:
    deadline = {
        "text": "Quý II",
        "kind": "quarter",
        "start": "2024-04-01",
        "end": "2024-06-30",
        "recurrence": [],
    }
    measures = [{"text": "đạt 95 %", "op": ">=", "value": 95.0, "unit": "%"}]
    kept.keep(
        [
            decision(out, 0, "result", "Kế hoạch"),
            decision(out, 0, "lead_units", ["Phòng Nội vụ", "Văn phòng"]),
            decision(out, 1, "deadline", deadline),
            decision(out, 1, "indicators", measures),
            decision(out, 2, "result", "Ke hoạch"),
        ]
    )
    before, after = read_arrow(out, "tasks"), corrected_tasks(out, where)
    assert after.schema == before.schema
    rows = after.to_pylist()
    assert [r["record_id"] for r in rows] == before["record_id"].to_pylist()
    assert (rows[0]["result"], rows[0]["lead_units"]) == ("Kế hoạch", ["Phòng Nội vụ", "Văn phòng"])
    assert field_value(rows[1], "deadline") == deadline
    assert rows[1]["indicators"] == measures
    assert rows[0]["lead_units_canonical"] == ["Phòng Nội vụ", "Văn phòng"]
    assert [r["review_status"] for r in rows[:4]] == [
        "corrected",
        "corrected",
        "accepted",
        "unreviewed",
    ]
    assert dict(rows[0]["confidence"])["result"] == 1.0
    assert read_corrected_tasks(out, where)["result"][0] == "Kế hoạch"
    assert before["result"][0].as_py() == "Ke hoạch", "what was read is never overwritten"


def test_flags_that_are_answered_go_and_the_others_stay(tmp_path: Path) -> None:
    flags = ("low_confidence", "deadline_vague", "unit_alone", "numbering_gap", "header_doubtful")
    judged = {"result": Judgement(0.2, {}), "deadline": Judgement(0.8, {})}
    out = write_office(tmp_path, [record(0, flags=flags, judged=judged)])
    url = f"sqlite:///{default_path(out)}"
    default_path(out).parent.mkdir(exist_ok=True)

    def after(field: str, value: object) -> tuple[list[str], list[str]]:
        engine = open_database(url)
        Corrections(engine).keep([decision(out, 0, field, value)])
        engine.dispose()
        row = corrected_tasks(out, url).to_pylist()[0]
        return row["flags"], row["reviewed_fields"]

    assert after("result", "Kế hoạch") == (list(flags[1:]), ["result"])
    deadline = field_value(read_arrow(out, "tasks").to_pylist()[0], "deadline")
    assert after("deadline", deadline) == (list(flags[2:]), ["result", "deadline"])
    assert after("lead_units", ["Phòng Nội vụ"])[0] == list(flags[2:]), "two columns, one decided"
    assert after("coordinating_units", ["Các phòng"])[0] == list(flags[3:])
    assert after("no", "2")[0] == ["header_doubtful"]


def test_words_read_unsurely_speak_of_fields_with_words_only(tmp_path: Path) -> None:
    write_office(tmp_path, [record(0, flags=("low_ocr_confidence",))])
    (row,) = read_arrow(tmp_path / "out", "tasks").to_pylist()
    spoken = [name for name in SCORED if speaks_of(row, "low_ocr_confidence", name)]
    assert spoken == ["content", "result", "lead_units", "deadline"]


def test_a_strange_unit_is_looked_for_in_its_own_column(tmp_path: Path) -> None:
    named = replace(
        record(0, flags=("unit_alone",)),
        lead_canonical=("Sở Y tế",),
        coordinating_canonical=("Sở Nội vụ", "Đội Xung kích Bản Mới"),
    )
    write_office(tmp_path, [named])
    (row,) = read_arrow(tmp_path / "out", "tasks").to_pylist()
    spoken = [name for name in SCORED if speaks_of(row, "unit_alone", name)]
    assert spoken == ["coordinating_units"]


def test_a_tables_folder_without_decisions_reads_as_it_is(out: Path) -> None:
    assert corrected_tasks(out).equals(read_arrow(out, "tasks"))
    assert not default_path(out).exists()


def test_only_one_decision_follows_each(out: Path, kept: Corrections, where: str) -> None:
    first = decision(out, 0, "result", "Kế hoạch")
    stored = kept.keep([first])[0]
    with pytest.raises(DecisionConflictError):
        kept.keep([replace(first, reviewer="Bình", value="Khác")])
    with pytest.raises(DecisionConflictError):
        kept.keep([decision(out, 1, "result", "B"), replace(first, reviewer="Bình")])
    assert len(kept.chains()) == 1, "a decision beside a conflicting one is not kept either"
    assert kept.keep([first])[0].seq == stored.seq, "sent twice, kept once"
    kept.keep([replace(first, reviewer="Bình", value="Khác", supersedes=stored.seq)])
    assert standing(kept.chain(first.key)).decision.value == "Khác"  # type: ignore[union-attr]


def test_many_at_once_lose_and_double_nothing(out: Path, kept: Corrections, where: str) -> None:
    won: list[str] = []

    def one(name: str) -> None:
        for row in range(6):
            mine = decision(out, row, "result", f"của {name}", reviewer=name)
            try:
                kept.keep([mine])
                won.append(f"{row}")
            except DecisionConflictError:
                pass

    people = [threading.Thread(target=one, args=(f"người {i}",)) for i in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(won) == sorted(map(str, range(6)))
    assert [len(chain) for chain in kept.chains().values()] == [1] * 6


def test_undo_takes_back_the_last_that_stands(out: Path, kept: Corrections, where: str) -> None:
    first = kept.keep([decision(out, 0, "result", "A")])[0]
    second = kept.keep([decision(out, 0, "result", "B", supersedes=first.seq)])[0]
    kept.keep([decision(out, 1, "result", "của Bình", reviewer="Bình")])
    both = [decision(out, row, "result", "C", batch="một lần") for row in (2, 3)]
    kept.keep(both)
    assert {d.key for d in kept.undo("An")} == {d.key for d in both}
    assert [d.undoes for d in kept.undo("An")] == [second.seq]
    assert standing(kept.chain(first.key)).decision == first
    assert [d.undoes for d in kept.undo("An")] == [first.seq]
    assert standing(kept.chain(first.key)).decision is None
    assert kept.undo("An") == []
    assert len(kept.chain(first.key)) == 4, "what was taken back is kept too"


def test_nobody_undoes_under_another_decision(out: Path, kept: Corrections, where: str) -> None:
    first = kept.keep([decision(out, 0, "result", "A")])[0]
    kept.keep([replace(first, reviewer="Bình", action="confirm", supersedes=first.seq)])
    with pytest.raises(DecisionConflictError):
        kept.undo("An")


def test_a_correction_may_have_to_wait_for_a_second_look(
    out: Path, kept: Corrections, where: str
) -> None:
    first = kept.keep([decision(out, 0, "result", "Kế hoạch", second_look=True)])[0]
    assert corrected_tasks(out, where).to_pylist()[0]["result"] == "Ke hoạch"
    kept.keep([replace(first, reviewer="Bình", action="confirm", supersedes=first.seq)])
    assert corrected_tasks(out, where).to_pylist()[0]["result"] == "Kế hoạch"


def test_illegible_is_said_and_the_reading_stays(out: Path, kept: Corrections, where: str) -> None:
    kept.keep([decision(out, 0, "result", "Ke hoạch", action="illegible")])
    row = corrected_tasks(out, where).to_pylist()[0]
    assert (row["result"], row["flags"]) == ("Ke hoạch", ["illegible"])
    assert dict(row["confidence"])["result"] == 0.0


@pytest.mark.parametrize("verb", ["UPDATE decisions SET reviewer = 'x'", "DELETE FROM decisions"])
def test_decisions_cannot_be_changed(out: Path, kept: Corrections, where: str, verb: str) -> None:
    kept.keep([decision(out, 0, "result", "A")])
    engine = open_database(where)
    with pytest.raises(DatabaseError, match="never changed"), writing(engine).begin() as connection:
        connection.execute(text(verb))
    engine.dispose()


def test_a_new_reading_keeps_corrections_at_their_place(
    tmp_path: Path, out: Path, kept: Corrections, where: str
) -> None:
    kept.keep([decision(out, 2, "result", "Kế hoạch"), decision(out, 3, "result", "Ke hoạch")])
    # The grid is found otherwise: rows are counted from another number, so ids are others, and
    # one cell is read otherwise.
    again = [record(i, shift=5) for i in range(12)]
    again[3] = replace(again[3], result="Kẻ hoạch")
    write_office(tmp_path, again)
    rows = corrected_tasks(out, where).to_pylist()
    assert rows[2]["result"] == "Kế hoạch"
    assert rows[3]["result"] == "Ke hoạch", "what a person accepted stands …"
    settled = settle(read_arrow(out, "tasks").to_pylist(), kept.chains())
    assert settled.changed == {(rows[3]["record_id"], "result")}, "… and is asked again"
    write_office(tmp_path, [])
    assert corrected_tasks(out, where).num_rows == 0
    assert len(settle([], kept.chains()).lost) == 2


_WRITER = """
import sys
from pathlib import Path
from tests.store.test_corrections import decision
from pipeline.store.corrections import Corrections
from pipeline.store.database import open_database
out = Path(sys.argv[1])
kept = Corrections(open_database(sys.argv[2]))
last = 0
while True:
    last = kept.keep([decision(out, 0, "result", f"số {last}", supersedes=last)])[0].seq
    print(last, flush=True)
"""


def test_a_kill_loses_no_accepted_decision(out: Path, kept: Corrections, where: str) -> None:
    command = [sys.executable, "-c", _WRITER, str(out), where]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(20)]
        writer.send_signal(signal.SIGKILL)
        said += [int(line) for line in writer.stdout.read().split()]
    chain = next(iter(kept.chains().values()))
    assert [d.seq for d in chain][: len(said)] == said
    assert len(chain) - len(said) <= 1, "at most the one being kept was not yet told"
