"""Marks put back, text layers repaired, syllables a second, and what each part of repair brings.

    python -m bench.restored --plans plans.txt.xz --gold GOLD [--seeds SEEDS] [--without]

Plans: the lines kept aside (``kept_aside``), by the four blocks of subjects that the file holds in
order. Gold: the running text of gold plans. Both lose all marks first. Seeds: text layers read in
the wrong language, NAME.txt, beside GOLD/NAME/lines.tsv (number, as received, as printed; ∅: no
text). Syllables are letters and digits in lower case, tone placed first; of seeds by edit distance.
Speed is syllables by seconds of processor time of one core, in a program that has just started.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import NamedTuple
from unittest.mock import patch

from rapidfuzz.distance import Levenshtein

from pipeline.diacritics import across, garbled, text
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.ngrams import LanguageModel
from pipeline.diacritics.own import Trust
from pipeline.diacritics.text import TextRepairer
from pipeline.diacritics.words import tone_first
from pipeline.evaluate.gold import load_gold
from pipeline.store.weights import load_lexicon, load_seen_letters
from pipeline.train.language.corpus import kept_aside, read_lines
from pipeline.types.folding import fold

_BLOCKS = ("administration", "economy", "society", "party and security")
_TOKEN = re.compile(r"[^\W_]+")


class Layer(NamedTuple):
    """A text layer as received, and what is printed on some of its lines, by number from 0."""

    name: str
    lines: list[str]
    printed: dict[int, list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--plans", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--without", action="store_true", help="leave out one part after another")
    arguments = parser.parse_args()
    plans = read_lines(arguments.plans)
    kept = [line for line in plans if kept_aside(line)]
    layers = _layers(arguments.seeds, arguments.gold) if arguments.seeds else []
    repairer = TextRepairer(load_lexicon(), load_seen_letters())
    print("| bare text | syllables | right |\n|---|---:|---:|")
    for block, name in enumerate(_BLOCKS):
        own_lines = plans[block * len(plans) // 4 : (block + 1) * len(plans) // 4]
        _row(f"plans, {name}", repairer, [line for line in own_lines if kept_aside(line)])
    _row("plans, all", repairer, kept)
    segments = [
        s.text for plan in load_gold([arguments.gold]).plans.values() for s in plan.segments
    ]
    _row("gold plans", repairer, segments)
    _speed(kept, layers)
    if arguments.without:
        _without(kept, layers)


def _row(name: str, repairer: TextRepairer, lines: Sequence[str]) -> None:
    right, every = restored(repairer, lines)
    print(f"| {name} | {every:,} | {right / max(every, 1):.2%} |", flush=True)


def restored(repairer: TextRepairer, lines: Sequence[str]) -> tuple[int, int]:
    """Return how many syllables are right after their marks were taken away, and how many all."""
    back = repairer.repair([bare(line) for line in lines])
    pairs = [
        (ours, theirs)
        for line, told in zip(lines, back, strict=True)
        for ours, theirs in zip(tokens(line), tokens(told), strict=True)
        if ours.isalpha()
    ]
    return sum(ours == theirs for ours, theirs in pairs), len(pairs)


def wrong(repairer: TextRepairer, layer: Layer) -> tuple[int, int]:
    """Return the syllable errors of a repaired layer, and how many syllables are printed."""
    back = repairer.repair(layer.lines)
    errors = sum(
        Levenshtein.distance(printed, tokens(back[number]))
        for number, printed in layer.printed.items()
    )
    return errors, sum(map(len, layer.printed.values()))


def bare(line: str) -> str:
    return "".join(fold(char).upper() if char.isupper() else fold(char) for char in line)


def tokens(line: str) -> list[str]:
    return _TOKEN.findall(tone_first(line).lower())


def _layers(seeds: Path, gold: Path) -> list[Layer]:
    layers = []
    for path in sorted(seeds.glob("*.txt")):
        table = (gold / path.stem / "lines.tsv").read_text(encoding="utf-8").split("\n")
        rows = [row.split("\t") for row in table]
        printed = {
            int(row[0]) - 1: tokens(row[2])
            for row in rows
            if len(row) > 2 and row[0].isdigit() and row[2] != "∅"
        }
        layers.append(Layer(path.stem, path.read_text(encoding="utf-8").split("\n"), printed))
    return layers


def _speed(kept: Sequence[str], layers: Sequence[Layer]) -> None:
    print("\n| text | syllables | a second |\n|---|---:|---:|")
    texts = {"bare": [bare(line) for line in kept]}
    texts |= {layer.name: layer.lines for layer in layers}
    for name, lines in texts.items():
        repairer = TextRepairer(load_lexicon(), load_seen_letters())
        repairer.repair(lines[:20])
        number = sum(len(tokens(line)) for line in lines)
        start = time.process_time()
        repairer.repair(lines)
        print(f"| {name} | {number:,} | {number / (time.process_time() - start):,.0f} |")


def _without(kept: Sequence[str], layers: Sequence[Layer]) -> None:
    names = " | ".join(layer.name for layer in layers)
    print(f"\n| | bare plans, right | {names} |\n|---|---:|{'---:|' * len(layers)}")
    for name, part in _parts().items():
        with part() as lexicon:
            repairer = TextRepairer(lexicon, load_seen_letters())
            right, every = restored(repairer, kept)
            shares = [errors / printed for errors, printed in (wrong(repairer, x) for x in layers)]
        cells = " | ".join(f"{share:.2%}" for share in shares)
        print(f"| {name} | {right / every:.2%} | {cells} |", flush=True)


def _parts() -> dict[str, Callable[[], AbstractContextManager[Lexicon]]]:
    return {
        "everything": _patched,
        "without the document's own words": lambda: _patched(
            (text, "LETTERS_READ", Trust(0.0, 1.0, 0.0)),
            (text, "LETTERS_BARE", Trust(0.0, 1.0, 0.0)),
        ),
        "without what goes on in the next line": lambda: _patched((across, "_MOST", 0.0)),
        "without line ends that end sentences": lambda: _patched(
            (text, "_ENDING", -99.0), (text, "_GOING_ON", -99.0)
        ),
        "without mended document numbers": lambda: _patched(
            (text, "mended_code", lambda said, _: said)
        ),
        "without torn and grown words": lambda: _patched(
            (garbled, "_LONG", 99), (garbled, "_LONGEST_JOINED", 0)
        ),
        "without dirt": lambda: _patched((garbled, "_LONGEST_DIRT", {"alone": 0, "amid": 0})),
        "three words at a time": lambda: _shortened(3),
        "two words at a time": lambda: _shortened(2),
    }


@contextmanager
def _patched(*changes: tuple[ModuleType, str, object]) -> Iterator[Lexicon]:
    with ExitStack() as stack:
        for module, name, value in changes:
            stack.enter_context(patch.object(module, name, value))
        yield load_lexicon()


@contextmanager
def _shortened(order: int) -> Iterator[Lexicon]:
    whole = load_lexicon()
    yield replace(whole, model=LanguageModel(whole.model.words, whole.model.tables[:order]))


if __name__ == "__main__":
    main()
