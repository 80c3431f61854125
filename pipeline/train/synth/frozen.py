"""The frozen sets: documents named once and for all in frozen.toml by seed, kind and hashes.

``python -m pipeline.train.synth.frozen`` prints the manifest anew. That makes new sets: scores
on the old ones are not comparable, so it needs a decision note.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import count
from typing import Final, get_args

from pipeline.errors import KehoachError
from pipeline.train.synth.compose import compose
from pipeline.train.synth.document import Document, gold_hash, look_of, make
from pipeline.train.synth.lists import cut
from pipeline.train.synth.words import Split

SPLITS: Final[tuple[Split, ...]] = get_args(Split)
_DIGITS = 16  # hexadecimal digits of the hashes in the manifest
# The kinds of wear, and for each of three rounds of them the rules of tables (Look.ruling).
_KINDS = cut(
    "office fax flatbed old lowdpi stamped office bilevel photo sideways flatbed office", " "
)
_RULES = cut(
    "ruled ruled rows ruled ruled ruled prose ruled ruled ruled ruled unruled"
    " ruled prose ruled ruled ruled ruled ruled unruled ruled ruled head dotted"
    " ruled ruled unruled prose rows prose head prose ruled unruled prose ruled",
    " ",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a frozen set; ``gold`` and ``pixels`` are the heads of SHA-256 hashes."""

    id: str
    seed: str
    kind: str
    gold: str
    pixels: str


def entries(split: Split) -> tuple[Entry, ...]:
    """Return a frozen set as the manifest names it."""
    text = (files(__package__) / "frozen.toml").read_text(encoding="utf-8")
    return tuple(Entry(**row) for row in tomllib.loads(text)[split])


def documents(split: Split) -> Iterator[tuple[Document, bool]]:
    """Make a frozen set, document by document, and say of each whether its pixels are the frozen.

    Other pixels come from another processor or another version of a library. Raises KehoachError
    where the gold itself is not the frozen one: then the composer was changed.
    """
    for entry in entries(split):
        check_gold(entry, split)
        made = make(entry.seed, split, entry.kind, entry.id)
        yield made, made.pixels.startswith(entry.pixels)


def check_gold(entry: Entry, split: Split) -> None:
    """Raise KehoachError unless the composer still composes this entry's plan."""
    if not gold_hash(compose(entry.seed, split, entry.id)).startswith(entry.gold):
        raise KehoachError(
            f"{entry.id} is not composed as it was frozen",
            "The composer or its words were changed: undo that, or freeze new sets",
        )


def manifest() -> Iterator[str]:
    """Yield the lines of a new manifest."""
    yield "# Frozen sets: see pipeline/train/synth/frozen.py. Nothing is tuned on `validation`.\n"
    for split in SPLITS:
        for i, (kind, rules) in enumerate(zip(_KINDS * 3, _RULES, strict=True)):
            plan_id = f"{split[:3]}-{i + 1:02}"
            seed = _seed(plan_id, split, rules)
            made = make(seed, split, kind, plan_id)
            gold, pixels = gold_hash(made.plan)[:_DIGITS], made.pixels[:_DIGITS]
            yield (
                f'\n[[{split}]]\nid = "{plan_id}"\nseed = "{seed}"\nkind = "{kind}"\n'
                f'gold = "{gold}"\npixels = "{pixels}"\n'
            )


def _seed(plan_id: str, split: Split, rules: str) -> str:
    """Return the first seed whose plan is set with such rules ("prose": has no table of tasks)."""
    for attempt in count():
        seed = f"frozen 1 {plan_id} {attempt}"
        if rules == "prose" or look_of(seed).ruling == rules:
            plan = compose(seed, split, plan_id)
            if (plan.form == "prose") == (rules == "prose"):
                return seed
    raise AssertionError("counting does not end")


if __name__ == "__main__":
    for line in manifest():
        sys.stdout.write(line)
        sys.stdout.flush()
