"""Word errors of page text before and after repair, per kind of scan, in one run's output.

    kehoach extract SCANS --out OUT
    python -m bench.repaired --gold GOLD --pred OUT

Both texts come from the same run: the words as the engine read them, and as they were repaired.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.prediction import ReadDocument, load_prediction
from pipeline.evaluate.scoring import DocumentScore, evaluate, figures_of
from pipeline.store.read import read_pages


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="a row for each document too")
    arguments = parser.parse_args()
    gold = load_gold(arguments.gold)
    repaired = load_prediction(arguments.pred)
    before = _by_file(evaluate(gold, _as_read(arguments.pred, repaired), expected=()).documents)
    after = _by_file(evaluate(gold, repaired, expected=()).documents)
    print("| scans | as read | repaired | of it left |\n|---|---|---|---|")
    kinds: dict[str, list[str]] = defaultdict(list)
    for name, score in after.items():
        kinds[score.kind].append(name)
    for kind, names in sorted(kinds.items()):
        if arguments.all:
            for name in names:
                _row(name, [before[name]], [after[name]])
        _row(f"**{kind}** ({len(names)})", [before[n] for n in names], [after[n] for n in names])
    _row("**all**", before.values(), after.values())


def _as_read(out: Path, repaired: Iterable[ReadDocument]) -> list[ReadDocument]:
    """Return the documents with the text of their pages as the engine read it."""
    pages: dict[str, dict[int, str]] = defaultdict(dict)
    frame = read_pages(out)
    for key, number, raw in zip(frame.document_id, frame.page, frame.raw_text, strict=True):
        pages[key][int(number)] = raw or ""
    return [replace(document, pages=pages[document.document_id]) for document in repaired]


def _by_file(scores: Iterable[DocumentScore]) -> dict[str, DocumentScore]:
    return {score.file: score for score in scores}


def _row(name: str, before: Iterable[DocumentScore], after: Iterable[DocumentScore]) -> None:
    one, other = (figures_of(scores)["wer"] or 0.0 for scores in (before, after))
    left = f"{other / one:.0%}" if one else "–"
    print(f"| {name} | {one:.2%} | {other:.2%} | {left} |")


if __name__ == "__main__":
    main()
