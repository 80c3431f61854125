"""How long questions to an archive of 200,000 tasks take, and how much memory.

    python -m bench.questions [--tasks 200000] [--folder FOLDER] [--warm]

Plans are composed as for training and written as tables (a folder given again is used as it is).
Measured: making the index, bringing it up to date, each question in a fresh program (as at the
terminal) and again in a warm one (as on a page), the pages for analysts as a browser gets them
from a server of its own, and the memory of all. ``--warm`` leaves out what starts programs.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote_plus
from urllib.request import HTTPCookieProcessor, build_opener

import pyarrow as pa
import pyarrow.parquet as pq

from bench.measure import memory_mib, run
from bench.review import served
from pipeline.fields.plan_year import plan_year
from pipeline.query.archive import load_archive
from pipeline.query.question import Amount, Question, parse_period
from pipeline.query.search import search
from pipeline.store.folder import open_store
from pipeline.store.rows import result_rows
from pipeline.store.schema import SCHEMAS, TABLES
from pipeline.train.synth.compose import compose
from pipeline.train.synth.plan import Meta, Task
from pipeline.types.document import CellResult, DocumentResult, PageResult, Source
from pipeline.types.geometry import Box
from pipeline.types.page import LayerVerdict
from pipeline.types.task import Evidence, Letterhead, TaskRecord
from pipeline.types.text import Place

_ROUNDS = 5
_TASKS_ON_A_PAGE = 5

FIRST, LAST = parse_period("quý II/2023")
QUESTIONS = {
    "six words, a unit": Question("to chuc thuc hien mot cua", units=("UBND cac xa",)),
    "one word in most tasks": Question("thuc hien"),
    "words that no task has all of": Question("số hóa hồ sơ bưu điện lâm nghiệp đường thủy"),
    "due in a quarter, by deadline": Question(due_from=FIRST, due_to=LAST, order="deadline"),
    "led by, least sure first": Question(lead=("Sở Y tế",), order="confidence"),
    "indicator of 90 % or more": Question("hồ sơ", amount=Amount(">=", 90.0, "%")),
}
PAGES = {
    "tasks, nothing asked": "/browse",
    "tasks, six words and a unit": f"/browse?q={quote_plus('to chuc thuc hien mot cua')}&unit=UBND",
    "tasks, one word in most": "/browse?q=thuc+hien",
    "tasks of a quarter, page 40": "/browse?from=quy+II/2023&to=quy+II/2023&sort=deadline&page=40",
    "deadlines of a year": "/browse/deadlines?due=2023",
    "deadlines of a unit": "/browse/deadlines?due=2023&unit=So+Y+te&part=lead",
    "indicators, nothing asked": "/browse/indicators",
    "indicators of 90 % and more": f"/browse/indicators?indicator={quote_plus('hồ sơ >= 90%')}",
    "plans, nothing asked": "/browse/plans",
}
SQL = "select deadline_kind, count(*), avg(len(lead_units)) from tasks group by 1 order by 2"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--tasks", type=int, default=200_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--warm", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = arguments.folder or Path(folder)
        if not (out / "documents").is_dir():
            _write(out, arguments.tasks)
        if not arguments.warm:
            _measure_index(out)
        _measure_questions(out, fresh=not arguments.warm)
        _measure_pages(out)


def _measure_index(out: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "sql", "--out", str(out)]
    (out / ".kehoach" / "index.duckdb").unlink(missing_ok=True)
    log = out / "bench.log"
    first = run([*command, "select count(*) from documents"], log)
    next((out / "documents").glob("[1-9a-f]*.parquet")).touch()
    again = run([*command, "select count(*) from tasks"], log)
    cold = run([*command, "select count(*) from tasks"], log)
    size = (out / ".kehoach" / "index.duckdb").stat().st_size / (1 << 20)
    print(f"index {size:.0f} MiB\n")
    print("| what | seconds | peak memory, MiB |\n|---|---|---|")
    for name, cost in (
        ("making the index", first),
        ("one document changed", again),
        ("`kehoach sql` of nothing new", cold),
    ):
        print(f"| {name} | {cost.seconds:.2f} | {cost.peak_mib:.0f} |")


def _measure_questions(out: Path, fresh: bool) -> None:
    archive = load_archive(out)
    counted = archive.rows("select count(*) as n from tasks")["n"][0].as_py()
    print(f"\n{counted} tasks\n\n| question | found | fresh program, s | warm, ms (worst) |")
    print("|---|---|---|---|")
    for name, question in QUESTIONS.items():
        found = search(archive, question, limit=20).total
        spent = f"{run(_as_command(question, out), out / 'bench.log').seconds:.2f}" if fresh else ""
        warm = _warm(partial(search, archive, question, 20))
        print(f"| {name} | {found} | {spent} | {warm} |")
    print(f"| SQL over all tasks | | | {_warm(partial(archive.rows, SQL))} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nThe warm program used {peak:.0f} MiB at most.")


def _measure_pages(out: Path) -> None:
    opener = build_opener(HTTPCookieProcessor())
    with served(out, "--read-only") as at:

        def get(path: str) -> str:
            with opener.open(f"http://127.0.0.1:{at.port}{path}", timeout=60) as answer:
                return str(answer.read().decode())

        start = time.perf_counter()
        plans = get("/browse/plans")
        print(f"\nThe first page took {time.perf_counter() - start:.1f} s.\n")
        plan = re.search(r'href="(/browse/plans/[0-9a-f]{64})"', plans)
        task = re.search(r'href="(/browse/tasks/[0-9a-f]{32})"', get("/browse"))
        print("| page | warm, ms (worst) |\n|---|---|")
        paths = {**PAGES, "one plan": plan and plan[1], "one task": task and task[1]}
        for name, path in paths.items():
            print(f"| {name} | {_warm(partial(get, path or '/'))} |")
        print(f"\nThe server used {memory_mib(at.pid):.0f} MiB.")


def _warm(ask: Callable[[], object]) -> str:
    ask()
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - start))
    return f"{statistics.median(taken):.0f} ({max(taken):.0f})"


def _as_command(question: Question, out: Path) -> list[str]:
    words = [sys.executable, "-m", "pipeline.cli", "search", "--out", str(out)]
    words += [question.words] if question.words else []
    words += [f"--unit={unit}" for unit in question.units]
    words += [f"--lead={unit}" for unit in question.lead]
    words += ["--due=quý II/2023"] if question.due_to else []
    if question.amount:
        words.append(f"--indicator={question.amount.op}{question.amount.value:g}%")
    return [*words, f"--sort={question.order}"]


def _write(out: Path, wanted: int) -> None:
    """Write composed plans as the program would, but without waiting for the disk."""
    with open_store(out):
        pass
    written = number = 0
    while written < wanted:
        plan = compose(f"bench {number}", "development")
        number += 1
        name = hashlib.sha256(str(number).encode()).hexdigest()
        source = Source(name, f"plans/{number:06}.pdf", (), 9, "bench", "composed")
        records = tuple(_record(i, task) for i, task in enumerate(plan.tasks))
        rows = result_rows(source, _result(plan.meta, records))
        for table in TABLES:
            values = pa.Table.from_pylist(rows[table], schema=SCHEMAS[table])
            pq.write_table(values, out / table / f"{name}.parquet", compression="zstd")
        written += len(records)


def _result(meta: Meta, records: tuple[TaskRecord, ...]) -> DocumentResult:
    head = Letterhead(
        meta.number, meta.date, meta.place, meta.issuer, meta.issuer_parent, meta.type, meta.title,
        meta.signer_name, meta.signer_role, meta.recipients, meta.legal_bases,
        year=plan_year(meta.title, meta.date),
    )  # fmt: skip
    pages = tuple(
        PageResult(n + 1, 595, 842, 300, 0, 0.2, "text", "bench", 0.95, text, text)
        for n, text in enumerate(_page_texts(records))
    )
    return DocumentResult(
        "done", LayerVerdict.NONE, head, (), records, pages, tuple(_cells(records)), 0.9
    )


def _page_texts(records: tuple[TaskRecord, ...]) -> Iterator[str]:
    for start in range(0, len(records), _TASKS_ON_A_PAGE):
        yield "\n".join(record.content for record in records[start : start + _TASKS_ON_A_PAGE])


def _cells(records: tuple[TaskRecord, ...]) -> Iterator[CellResult]:
    for i, record in enumerate(records):
        for column, (field, proof) in enumerate(record.evidence.items()):
            place = proof.places[0]
            text = proof.raw
            yield CellResult(
                0, i, column, 1, 1, place.page, place.box, text, text, proof.confidence, field
            )


def _record(i: int, task: Task) -> TaskRecord:
    texts = {
        "content": task.content,
        "result": task.result,
        "lead_units": "; ".join(task.lead_units),
        "coordinating_units": "; ".join(task.coordinating_units),
        "deadline": task.deadline_text,
    }
    page, top = 1 + i // _TASKS_ON_A_PAGE, 80.0 + 140 * (i % _TASKS_ON_A_PAGE)
    evidence = {
        name: Evidence(
            text,
            0.5 + int(hashlib.sha256(f"{i} {name} {text}".encode()).hexdigest()[:4], 16) / 131072,
            (Place(page, Box(50 + 90.0 * n, top, 140 + 90.0 * n, top + 130, "points")),),
        )
        for n, (name, text) in enumerate(texts.items())
    }
    return TaskRecord(
        str(i), 0, task.section_no, task.section, task.no, task.content, task.result,
        task.lead_units, task.coordinating_units, task.deadline_text, task.deadline,
        task.indicators, {}, evidence,
    )  # fmt: skip


if __name__ == "__main__":
    main()
