"""docs/peers.md: kehoach and its peers side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Cost
from pipeline.evaluate.scoring import Evaluation, figures_of
from pipeline.evaluate.table import HEADS, percent

TITLES: Mapping[str, str] = {
    "kehoach": "kehoach",
    "tesseract": "Tesseract, text only",
    "img2table": "img2table + Tesseract",
    "camelot": "OCRmyPDF + camelot",
    "pdfplumber": "OCRmyPDF + pdfplumber",
    "pymupdf": "OCRmyPDF + PyMuPDF",
}
NAMES = tuple(TITLES)
_SHOWN = tuple(name for name in HEADS if name not in ("catch_at_5", "calibration_error"))
_LESS = ("cer", "wer", "mark_error")
_WON = ("record_f1", "perfect", "grits_top", "wer")

_HEAD = """\
# Peers, side by side

{date}: {count} scans, {pages} pages, one run of `make bench`; all figures but speed and memory are
percentages ([what they mean](scores.md)). The scans are nine documents of the frozen
validation set, which nothing is tuned on, of all rulings and most kinds of wear, and two samples
of `data/raw`.

Each peer reads paper and finds tables its own way, with the options its makers advise for scans.
What it found becomes records by the best mapping that a user could write:
kehoach's own headings, units, deadlines, indicators and prose rules, with the plan's date told.
Plain Tesseract sees no tables; there a record is a stretch of lines that begins with a number.

{scores}
Pages a minute are counted on the seconds of one core that a program and its children used, memory
is the largest sum over its processes. Each program reads one scan at a time, with one job; its
start is counted.

## By the lines of the tables

Records (F1) and perfect records:

{rulings}
## Where a peer does better

Documents on which a peer is ahead of kehoach by more than half a point:

{wins}
## What the figures say

{remarks}
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One program on all scans: scores, cost of each scan, pages of each scan."""

    name: str
    evaluation: Evaluation
    costs: tuple[Cost, ...]
    pages: tuple[int, ...]

    @property
    def pages_a_minute(self) -> float:
        return 60 * sum(self.pages) / max(sum(cost.cpu_seconds for cost in self.costs), 1e-9)

    @property
    def peak_mib(self) -> float:
        return max(cost.peak_mib for cost in self.costs)


def peers_page(outcomes: Sequence[Outcome], scans: Sequence[Path], date: str) -> str:
    """Return the page; remarks are kept from the file of that name beside this one."""
    remarks = Path(__file__).with_name("remarks.md").read_text(encoding="utf-8").strip()
    return _HEAD.format(
        date=date,
        count=len(scans),
        pages=sum(outcomes[0].pages),
        scores="\n".join(_scores(outcomes)) + "\n",
        rulings="\n".join(_rulings(outcomes)) + "\n",
        wins="\n".join(_wins(outcomes)) + "\n",
        remarks=remarks,
    )


def _scores(outcomes: Sequence[Outcome]) -> Iterator[str]:
    heads = [*(HEADS[name] for name in _SHOWN), "pages/min", "MiB"]
    yield "| | " + " | ".join(heads) + " |"
    yield "|---" * (len(heads) + 1) + "|"
    found = [figures_of(outcome.evaluation.documents) for outcome in outcomes]
    for outcome, figures in zip(outcomes, found, strict=True):
        cells = [_marked(name, figures, found) for name in _SHOWN]
        cells += [f"{outcome.pages_a_minute:.1f}", f"{outcome.peak_mib:.0f}"]
        yield f"| {TITLES[outcome.name]} | " + " | ".join(cells) + " |"


def _marked(
    name: str, figures: Mapping[str, float | None], every: Sequence[Mapping[str, float | None]]
) -> str:
    """Return a figure, the best of its column in bold."""
    value = figures[name]
    known = [f[name] for f in every if f[name] is not None]
    best = (min if name in _LESS else max)(known) if known else None  # type: ignore[type-var]
    return f"**{percent(value)}**" if value is not None and value == best else percent(value)


def _rulings(outcomes: Sequence[Outcome]) -> Iterator[str]:
    rulings = list(outcomes[0].evaluation.rulings)
    yield "| | " + " | ".join(rulings) + " |"
    yield "|---" * (len(rulings) + 1) + "|"
    for outcome in outcomes:
        groups = outcome.evaluation.rulings
        cells = []
        for ruling in rulings:
            figures = figures_of(groups[ruling])
            cells.append(f"{percent(figures['record_f1'])} / {percent(figures['perfect'])}")
        yield f"| {TITLES[outcome.name]} | " + " | ".join(cells) + " |"


def _wins(outcomes: Sequence[Outcome]) -> Iterator[str]:
    ours = {d.file: figures_of([d]) for d in outcomes[0].evaluation.documents}
    rows = []
    for outcome in outcomes[1:]:
        for document in outcome.evaluation.documents:
            figures, own = figures_of([document]), ours[document.file]
            for name in _WON:
                a, b = own[name], figures[name]
                ahead = None if a is None or b is None else (a - b if name in _LESS else b - a)
                if ahead is not None and ahead > 0.005:
                    said = f"{HEADS[name]} {percent(b)}, kehoach {percent(a)}"
                    rows.append(f"| {document.file} | {TITLES[outcome.name]} | {said} |")
    if not rows:
        yield "None."
        return
    yield "| document | peer | figures |"
    yield "|---|---|---|"
    yield from sorted(rows)
