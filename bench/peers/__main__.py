"""Peers beside kehoach on the same scans: scores, pages a minute, peak memory.

    python -m bench.peers SCAN.pdf … --gold GOLD --python .venv-bench/bin/python

Each program reads each scan alone, with one job. What was read is kept below --out: a run that was
stopped goes on, and `--again NAME` reads anew with one program.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2

from bench.measure import Cost, run
from bench.peers.mapping import result_of
from bench.peers.page import NAMES, Outcome, peers_page
from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.prediction import load_prediction
from pipeline.evaluate.scoring import evaluate
from pipeline.fields.plan_year import plan_year
from pipeline.store.folder import open_store
from pipeline.types.document import Source
from pipeline.types.task import Letterhead

_AFTER_OCRMYPDF = ("camelot", "pdfplumber", "pymupdf")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("scans", nargs="+", type=Path)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--python", default=sys.executable, help="where the peers are installed")
    parser.add_argument("--out", type=Path, default=Path("data/bench"))
    parser.add_argument("--peer", action="append", choices=NAMES, help="only these")
    parser.add_argument("--again", action="append", default=[], choices=(*NAMES, "ocrmypdf"))
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    for name in arguments.again:
        shutil.rmtree(arguments.out / name, ignore_errors=True)
    chosen = [name for name in NAMES if name in (arguments.peer or NAMES)]
    costs = {
        name: [_read(name, scan, arguments.out, arguments.python) for scan in arguments.scans]
        for name in chosen
    }
    outcomes = [_outcome(name, costs[name], arguments) for name in chosen]
    page = peers_page(outcomes, arguments.scans, date.today().isoformat())
    sys.stdout.write(page)
    if arguments.write:
        arguments.write.write_text(page, encoding="utf-8")


def _read(name: str, scan: Path, out: Path, python: str) -> Cost:
    """Let one program read one scan, unless it has; return what it cost."""
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{scan.stem}.cost.json"
    if kept.is_file():
        return Cost(**json.loads(kept.read_text(encoding="utf-8")))
    before = Cost(0.0, 0.0, 0)
    if name in _AFTER_OCRMYPDF:
        before = _read("ocrmypdf", scan, out, python)
        made = out / "ocrmypdf" / f"{scan.stem}.pdf"
        if made.is_file():
            shutil.copyfile(made, folder / f"{scan.stem}.searchable.pdf")
    sys.stderr.write(f"{name} reads {scan.name}\n")
    cost = run(_command(name, scan, folder, python), folder / f"{scan.stem}.log")
    both = Cost(
        before.seconds + cost.seconds,
        max(before.peak_mib, cost.peak_mib),
        cost.status,
        before.cpu_seconds + cost.cpu_seconds,
    )
    kept.write_text(json.dumps(asdict(both)), encoding="utf-8")
    return both


def _command(name: str, scan: Path, folder: Path, python: str) -> list[str]:
    if name == "kehoach":
        words = ["extract", str(scan), "--out", str(folder / "out"), "--workers", "1", "--force"]
        return [sys.executable, "-m", "pipeline.cli", *words]
    target = folder / f"{scan.stem}.{'pdf' if name == 'ocrmypdf' else 'json'}"
    return [python, "-m", "bench.peers.readers", name, str(scan), str(target)]


def _outcome(name: str, costs: Sequence[Cost], arguments: argparse.Namespace) -> Outcome:
    gold = load_gold(arguments.gold)
    out = arguments.out / name / "out"
    if name != "kehoach":
        shutil.rmtree(out, ignore_errors=True)
        _write(name, arguments)
    names = [scan.name for scan in arguments.scans]
    pages = [len(pypdfium2.PdfDocument(scan)) for scan in arguments.scans]
    evaluation = evaluate(gold, load_prediction(out), names)
    return Outcome(name, evaluation, tuple(costs), tuple(pages))


def _write(name: str, arguments: argparse.Namespace) -> None:
    """Write what a peer read as kehoach writes it; what it could not read has failed."""
    with open_store(arguments.out / name / "out") as store:
        for scan in arguments.scans:
            key = hashlib.sha256(scan.read_bytes()).hexdigest()
            source = Source(key, str(scan), pages=None)
            read = arguments.out / name / f"{scan.stem}.json"
            if read.is_file():
                pages = json.loads(read.read_text(encoding="utf-8"))
                store.write(source, result_of(pages, _letterhead(scan, arguments.gold)))
            else:
                store.write_failure(source, f"{name} could not read it", 0.0)


def _letterhead(scan: Path, folders: Sequence[Path]) -> Letterhead:
    plan = scan.stem.partition("--")[0]
    path = next(f / plan / "document.json" for f in folders if (f / plan).is_dir())
    meta: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["meta"]
    issued = date.fromisoformat(meta["date"])
    return Letterhead(date=issued, title=meta["title"], year=plan_year(meta["title"], issued))


if __name__ == "__main__":
    main()
