"""docs/scores.md: what was measured, how, and what each figure means."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.evaluate.baseline import KIND_TOLERANCE, TOTAL_TOLERANCE
from pipeline.evaluate.scoring import Evaluation
from pipeline.evaluate.table import as_markdown

_HEAD = """\
# Scores

{date}, kehoach {version}, {count} documents. Do not edit: this page and the JSON file of its name
are written anew by `make evaluate ARGS="--write docs/scores"` (gold scans) and
`make validate ARGS="--write docs/validation"` (the frozen set). All figures are percentages.

```sh
{command}
```

## By kind of scan

{kinds}{rulings}
## By document

{documents}
"""

_MEANING = """\
## What the figures mean

- **records**: F1 of task records, matched one to one inside a document by best total similarity of
  content (result, then order decide between rows that share it); a pair counts from 0.6.
- **content, result**: share of gold records whose text is right: at most 2 % of characters wrong
  after NFC, without case, punctuation and extra white space.
- **deadline**: share of gold records with kind, start, end and recurrence all right.
- **lead, coord, indic**: F1 over units, and over indicators as (operator, value, first word of the
  unit). **perfect**: share of gold records with all of this right.
- **prose**: F1 of the task records that stand in running text, apart from those in tables.
- A record that was not found has no field right; a document that failed or is missing counts with
  all its records, words and tables.
- **GriTS, TEDS**: structure of the tables (GriTS-Top, TEDS-Struct). GriTS is added up over all
  positions of all tables, TEDS is a mean over tables. Spans, header rows and rows that run over a
  page end count; text does not. **exact**: share of gold tables of which every cell, span and
  header row is right.
- **CER, WER**: edit distance of characters and words over the length of gold. Case, marks and
  punctuation count; quotation marks and dashes have one code each. The order of paragraphs and
  cells is no error (a cell cut by the page end, two columns of a letterhead), the order inside
  them is. Text that gold does not have counts as inserted. Letterhead, signature, repeated table
  heads and page numbers of gold plans are left out; on transcribed pages everything counts but
  handwriting.
- **marks**: share of syllables whose letters are right and whose marks are wrong.
- **catch@5**: share of the wrong fields that are among the 5 % least confident. **ECE**: expected
  calibration error, ten bins. Fields without a confidence count as certain.
- Tables are **ruled** (a line on each side of each cell), **partial** (lines between rows only, or
  around the header only, or dotted), or **unruled**; a document is **prose** when no table of it
  holds tasks.
- Kind **real**: pages of scans of real offices, transcribed by hand; they hold no plans.

## What counts as worse

With `--baseline docs/scores.json` the command ends with status 1 when a figure lost more than
{total:g} points in all, or {kind:g} points (at least one record) within a kind of scan; only
documents in both are compared. catch@5 and ECE are shown and not compared: they may fall because
the errors that are easily seen are gone.
"""


def scores_page(evaluation: Evaluation, about: Mapping[str, str], remarks: str = "") -> str:
    """Return the page; ``about`` needs command, date and version."""
    head = _HEAD.format(
        command=about["command"],
        date=about["date"],
        version=about["version"],
        count=len(evaluation.documents),
        kinds=as_markdown(evaluation, "kind"),
        rulings=_rulings(evaluation),
        documents=as_markdown(evaluation, "document"),
    )
    meaning = _MEANING.format(total=100 * TOTAL_TOLERANCE, kind=100 * KIND_TOLERANCE)
    return head + meaning + remarks


def _rulings(evaluation: Evaluation) -> str:
    if not evaluation.rulings:
        return ""
    both = as_markdown(evaluation, "ruling and kind")
    return f"\n## By the lines of the tables\n\n{as_markdown(evaluation, 'ruling')}\n{both}"
