"""How far the fields and records stages come when every word is read right.

    python -m bench.perfect_text tests/golden/plans tests/golden/others --split development
    python -m bench.perfect_text --composed 7 200 --mistakes 40

Gold plans are fed past OCR: their document.json becomes paragraphs and tables with every word sure
(``pipeline.evaluate.perfect``), the records are scored against tasks.json. Plans are those of the
folders, of the frozen sets (``--split``; nothing is tuned on `validation`, so its mistakes are not
listed), and composed anew from the development words (``--composed SEED COUNT``).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.perfect import perfect_content, perfect_letterhead
from pipeline.evaluate.prediction import ReadDocument
from pipeline.evaluate.scoring import Evaluation, evaluate, figures_of
from pipeline.evaluate.values import Due, ReadTask, Task, measure
from pipeline.fields.settings import FieldSettings
from pipeline.flow.document import field_reader
from pipeline.records import RecordSettings, build_records
from pipeline.train.synth.compose import compose
from pipeline.train.synth.frozen import SPLITS, entries
from pipeline.train.synth.plan import Plan, document_json, dump, tasks_json
from pipeline.types.task import TaskRecord

FIGURES = ("record_f1", "content", "result", "deadline", "lead", "coordinating", "indicators")
_HEAD = f"{'share of 1':28}{'plans':>7}{'tasks':>7}" + "".join(
    f"{name:>13}" for name in (*FIGURES, "perfect")
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folders", nargs="*", type=Path, help="folders of gold plans")
    parser.add_argument("--split", action="append", default=[], choices=SPLITS)
    parser.add_argument("--composed", nargs=2, type=int, metavar=("SEED", "COUNT"))
    parser.add_argument("--mistakes", type=int, default=0, help="how many to list")
    parser.add_argument("--field", help="list mistakes of this field only")
    arguments = parser.parse_args()
    print(_HEAD)
    found = [(str(folder), scored(folder)) for folder in arguments.folders]
    for split in arguments.split:
        plans = [compose(entry.seed, split, entry.id) for entry in entries(split)]
        found.append((f"frozen {split}", _of_plans(plans)))
    if arguments.composed:
        seed, count = arguments.composed
        plans = [
            compose(f"development {seed} {i}", "development", f"synth-{seed}-{i:04}")
            for i in range(count)
        ]
        found.append((f"composed {seed} {count}", _of_plans(plans)))
    for name, evaluation in found:
        print(_line(name, evaluation))
    for name, evaluation in found:
        if name != "frozen validation":
            _list(evaluation, arguments.mistakes, arguments.field)


def _line(name: str, evaluation: Evaluation) -> str:
    documents = evaluation.documents
    found = figures_of(documents)
    tasks = sum(int(d.tally["gold"]) for d in documents)
    shares = "".join(f"{found[figure] or 0:13.4f}" for figure in (*FIGURES, "perfect"))
    return f"{name[-28:]:28}{len(documents):7}{tasks:7}{shares}"


def _list(evaluation: Evaluation, most: int, field: str | None) -> None:
    told = [m for m in evaluation.mistakes if field in (None, m.field)]
    for mistake in told[:most]:
        print(f"{mistake.file} {mistake.number} {mistake.field} ({mistake.confidence})")
        print(f"    gold {mistake.gold!r}\n    read {mistake.got!r}\n    raw  {mistake.raw!r}")


def _of_plans(plans: Sequence[Plan]) -> Evaluation:
    with tempfile.TemporaryDirectory() as name:
        for plan in plans:
            folder = Path(name) / plan.id
            folder.mkdir()
            (folder / "document.json").write_bytes(dump(document_json(plan)))
            (folder / "tasks.json").write_bytes(dump(tasks_json(plan)))
        return scored(Path(name))


def scored(folder: Path) -> Evaluation:
    """Return how the records made of a folder's gold texts compare with its gold records."""
    gold = load_gold([folder])
    return evaluate(gold, list(_read(folder, sorted(gold.plans))))


def _read(folder: Path, names: Sequence[str]) -> Iterator[ReadDocument]:
    read = field_reader(FieldSettings())
    for name in names:
        plan: dict[str, Any] = json.loads((folder / name / "document.json").read_text("utf-8"))
        found = build_records(
            perfect_content(plan), perfect_letterhead(plan), read, RecordSettings()
        )
        file = f"{name}--perfect.json"
        yield ReadDocument(name, file, (file,), "done", tuple(map(_read_task, found.records)))


def _read_task(record: TaskRecord) -> ReadTask:
    due = record.deadline
    start, end = (day.isoformat() if day else None for day in (due.start, due.end))
    task = Task(
        content=record.content,
        result=record.result,
        lead=record.lead_units,
        coordinating=record.coordinating_units,
        deadline=Due(due.kind, start, end, tuple(sorted(due.recurrence))),
        indicators=tuple(measure(i.op, i.value, i.unit) for i in record.indicators),
        deadline_text=record.deadline_text,
    )
    raw = {name: proof.raw for name, proof in record.evidence.items()}
    sure = {name: proof.confidence for name, proof in record.evidence.items()}
    return ReadTask(task, raw, sure, {})


if __name__ == "__main__":
    main()
