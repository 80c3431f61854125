"""Cells that hold what stands above: nt, như trên, //; or nothing, where no rule parts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records.assemble import Draft, Stated
from pipeline.types.folding import fold

# In words ("nt" for "như trên") and in signs. A lone dash is an empty cell, no ditto mark.
_DITTO = re.compile(r"\W*(?:n\.?\s?t|nhu tren)\W*|[-\s]*(?:/\s?/|[〃″\"“”]|'')[-\s]*")
_SURE = 0.8  # how surely the words above are meant, as a factor of their certainty
_OWN = ("no", "content")
_SHARED = (
    ("lead", "coordinating", "lead_and_coordinating"),
    ("deadline", "deadline_start", "deadline_end"),
)
_SHARED_AT_MOST = 0.6  # share of rows without words: a column with fewer words is mostly empty


def filled_down(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Give cells that say "as above" the words above them, under the flag ``same_as_above``."""
    filled: list[Draft] = []
    for draft in drafts:
        above = filled[-1].stated if filled else {}
        taken = {
            name: _taken(words, above[name])
            for name, words in draft.stated.items()
            if name not in _OWN and name in above and _DITTO.fullmatch(fold(words.text))
        }
        if taken:
            flags = (*draft.flags, "same_as_above")
            filled.append(replace(draft, stated={**draft.stated, **taken}, flags=flags))
        else:
            filled.append(draft)
    return tuple(filled)


def shared_down(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Give tasks without units, or without a time, those of the task above in their section.

    Without rules between its rows, a table shows a cell that holds for several tasks like this, and
    nearly every task has units and a time. ``same_as_above`` marks it.
    """
    filled = list(drafts)
    for names in _SHARED:
        blank = [not any(_words(d, name) for name in names) for d in drafts]
        if sum(blank) > _SHARED_AT_MOST * len(drafts):
            continue
        for i in range(1, len(filled)):
            above, own = filled[i - 1], filled[i]
            shared = {name: above.stated[name] for name in names if _words(above, name)}
            if not blank[i] or not shared or above.section != own.section:
                continue
            taken = {name: _taken(own.stated.get(name), words) for name, words in shared.items()}
            flags = own.flags if "same_as_above" in own.flags else (*own.flags, "same_as_above")
            filled[i] = replace(own, stated={**own.stated, **taken}, flags=flags)
    return tuple(filled)


def _words(draft: Draft, name: str) -> str:
    return draft.stated[name].text.strip(" -–—.") if name in draft.stated else ""


def _taken(sign: Stated | None, above: Stated) -> Stated:
    raw, places = (sign.raw, sign.places) if sign else ("", ())
    return replace(
        above, raw=raw, certainty=above.certainty * _SURE, places=(*places, *above.places)
    )
