"""Cells that say "as above": nt, như trên, //."""

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


def _taken(sign: Stated, above: Stated) -> Stated:
    return replace(
        above, raw=sign.raw, certainty=above.certainty * _SURE, places=(*sign.places, *above.places)
    )
