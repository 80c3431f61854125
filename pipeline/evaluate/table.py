"""The scores as a table: for a terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.evaluate.scoring import Evaluation, figures_of
from pipeline.evaluate.tally import FIGURES

ALL = "all"
# Column heads of a terminal, eight characters at most.
HEADS: Mapping[str, str] = {
    "record_f1": "records",
    "content": "content",
    "result": "result",
    "lead": "lead",
    "coordinating": "coord",
    "deadline": "deadline",
    "indicators": "indic",
    "perfect": "perfect",
    "prose_f1": "prose",
    "grits_top": "GriTS",
    "teds_struct": "TEDS",
    "exact_grids": "exact",
    "cer": "CER",
    "wer": "WER",
    "mark_error": "marks",
    "catch_at_5": "catch@5",
    "calibration_error": "ECE",
}
assert [figure.name for figure in FIGURES] == list(HEADS)[: len(FIGURES)]


def rows(evaluation: Evaluation) -> Iterator[tuple[str, str, dict[str, float | None]]]:
    """Give (level, name, figures); level names which.

    "document": each; "kind": each kind of scan; "ruling": each way tables are printed, and
    "ruling and kind": both at once; "all".
    """
    for score in evaluation.documents:
        lost = "" if score.status == "done" else f" ({score.status})"
        yield "document", score.file + lost, figures_of([score])
    for kind, group in evaluation.kinds.items():
        yield "kind", f"{kind} ({len(group)})", figures_of(group)
    for ruling, group in evaluation.rulings.items():
        yield "ruling", f"{ruling} ({len(group)})", figures_of(group)
    for (ruling, kind), group in evaluation.rulings_and_kinds.items():
        yield "ruling and kind", f"{ruling}, {kind} ({len(group)})", figures_of(group)
    yield "all", f"{ALL} ({len(evaluation.documents)})", figures_of(evaluation.documents)


def percent(value: float | None) -> str:
    """Return a share as a percentage with one decimal, "–" where there is nothing to score."""
    return "–" if value is None else f"{100 * value:.1f}"


def as_text(evaluation: Evaluation) -> str:
    """Return the table for a terminal, all figures in percent."""
    lines = [
        (level, name, [percent(f[key]) for key in HEADS]) for level, name, f in rows(evaluation)
    ]
    wide = max(len(name) for _, name, _ in lines)
    head = f"{'percent':{wide}} " + " ".join(f"{word:>8}" for word in HEADS.values())
    out, before = [head], "document"
    for level, name, values in lines:
        if level != before:
            out.append("")
        before = level
        out.append(f"{name:{wide}} " + " ".join(f"{value:>8}" for value in values))
    if evaluation.unscored:
        out += ["", "no gold for: " + ", ".join(evaluation.unscored)]
    return "\n".join(out) + "\n"


def as_markdown(evaluation: Evaluation, level: str) -> str:
    """Return the rows of one level and the total as a Markdown table."""
    chosen = [(n, f) for at, n, f in rows(evaluation) if at in (level, "all")]
    names = _with_values([f for _, f in chosen])
    lines = ["| | " + " | ".join(HEADS[name] for name in names) + " |"]
    lines.append("|---" * (len(names) + 1) + "|")
    for name, found in chosen:
        mark = "**" if name.startswith(f"{ALL} (") else ""
        cells = " | ".join(f"{mark}{percent(found[key])}{mark}" for key in names)
        lines.append(f"| {mark}{name}{mark} | {cells} |")
    return "\n".join(lines) + "\n"


def _with_values(found: Sequence[Mapping[str, float | None]]) -> list[str]:
    return [name for name in HEADS if any(f[name] is not None for f in found)]
