"""The model card of a calibration: what it learnt from, its figures, its reliability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_BINS = 10
_BAR = 20  # characters of a full bar in the reliability diagram


@dataclass(frozen=True, slots=True)
class Line:
    """Figures of one field; ``judged``: (confidence, right) of each that was read."""

    field: str
    count: int
    wrong: int
    error: float | None
    catch_5: float | None
    catch_10: float | None
    judged: tuple[tuple[float, bool], ...] = ()

    def __str__(self) -> str:
        figures = " ".join(_percent(f).rjust(6) for f in (self.error, self.catch_5, self.catch_10))
        return f"{self.field:20} {self.count:6} {self.wrong:5} {figures}"


def card(
    name: str,
    about: Mapping[str, str],
    tables: Mapping[str, Sequence[Line]],
    *,
    texts: bool = False,
) -> str:
    """Return the card as Markdown; ``texts``: it was learnt from bare text layers."""
    parts = [_HEAD.format(name=name, **about), (_TEXTS if texts else _SCANS).format(**about)]
    for title, lines in tables.items():
        parts.append(f"\n## {title}\n\n{_TABLE}")
        parts += [
            f"| {line.field} | {line.count} | {line.wrong} | {_percent(line.error)} "
            f"| {_percent(line.catch_5)} | {_percent(line.catch_10)} |\n"
            for line in lines
        ]
        parts.append("\n" + _reliability(lines[-1]))
    return "".join(parts)


def _reliability(line: Line) -> str:
    """Draw, for each tenth of the confidence, what was said (·) and how many were right (█)."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, right in line.judged:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    rows = []
    for i, found in enumerate(bins):
        if not found:
            continue
        said = sum(confidence for confidence, _ in found) / len(found)
        true = sum(right for _, right in found) / len(found)
        bar = ("█" * round(_BAR * true)).ljust(_BAR)
        at = min(round(_BAR * said), _BAR - 1)
        marked = bar[:at] + "|" + bar[at + 1 :]
        rows.append(f"{i / _BINS:.1f}-{(i + 1) / _BINS:.1f} {marked} {true:6.1%} of {len(found)}")
    return "```text\nsaid (|) and right (█)\n" + "\n".join(rows) + "\n```\n"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


_TABLE = (
    "| field | read | wrong | calibration error | catch@5 | catch@10 |\n"
    "|---|---:|---:|---:|---:|---:|\n"
)

_HEAD = """\
# {name}

How probably a field of a task record is right, from the signals that the stages leave in
`tasks.signals`: doubts of the words under it, spelling, the record's flags, and how it compares
with the same field of its neighbours. One logistic regression of all fields, in which a signal
weighs by a share in common and by one of each field's own (penalties {penalties}), led through a
curve for each field, fitted to documents that the regression was not fitted to.
"""

_SCANS = """
Learnt from {documents} composed documents, printed and worn like scans (`kehoach train synth`,
development words only): {fields} fields, {wrong} of them wrong. No other data.

```sh
kehoach train synth --split development --count 100 --out scans
kehoach extract scans/scans --out read
kehoach train calibration --gold scans/gold --pred read
```

Calibration error: expected over ten equal bins. Catch@5, catch@10: share of the wrong fields among
the 5 % and 10 % least confident.
"""

_TEXTS = """
Learnt from the bare text layers of {documents} composed documents (development words only):
printed and read, columns and all, with the errors of a reader of the wrong language, without marks,
or right (`kehoach train synth --texts`), and worn like scans and read by Tesseract's English model.
{fields} fields, {wrong} of them wrong. No other data.

```sh
kehoach train synth --split development --seed 31 --count 100 --texts --out layers
for scan in scans/*.pdf; do
  pdftoppm -r 200 -gray "$scan" page
  for page in page*.pgm; do tesseract "$page" - -l eng --psm 6; done \\
    > "read/$(basename "$scan" .pdf).txt"
done
kehoach extract layers/scans read --out tables
kehoach train calibration --texts --gold layers/gold --gold scans/gold --pred tables
```

Calibration error: expected over ten equal bins. Catch@5, catch@10: share of the wrong fields among
the 5 % and 10 % least confident.
"""
