"""Character and word error rates, and marks that went wrong over right letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.evaluate.tally import Tally
from pipeline.types.folding import fold

# Handwriting in a gold transcription: whatever was read there is neither right nor wrong.
HANDWRITING = "⟦hw⟧"
_WILD = "\ue000"

# One sign, several codes; no reader of the paper can tell them apart.
_SAME = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‑": "-"}
    | {"…": "...", "\u00ad": ""}
)
_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class TextErrors:
    """Edit distances and what they are divided by; ``marks`` of ``syllables`` had wrong marks."""

    char_errors: int = 0
    chars: int = 0
    word_errors: int = 0
    words: int = 0
    mark_errors: int = 0
    syllables: int = 0

    @property
    def tally(self) -> Tally:
        return Tally({name: getattr(self, name) for name in self.__slots__})


def plain(text: str) -> str:
    """Return NFC text with one code for each printed sign and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_SAME).split())


def compare_text(gold: str, read: str) -> TextErrors:
    """Count the errors of ``read`` against ``gold``; case, marks and punctuation matter."""
    a, b = plain(gold.replace(HANDWRITING, _WILD)), plain(read)
    gold_words, read_words = a.split(), b.split()
    mark_errors, syllables = _marks(gold_words, read_words)
    return TextErrors(
        char_errors=_distance(a, b),
        chars=len(a) - a.count(_WILD),
        word_errors=_distance([_WILD if _WILD in w else w for w in gold_words], read_words),
        words=sum(_WILD not in word for word in gold_words),
        mark_errors=mark_errors,
        syllables=syllables,
    )


def _distance(gold: Sequence[str], read: Sequence[str]) -> int:
    """Return the edit distance; a wild entry takes any run of entries, also none, for nothing."""
    wild = {i for i, entry in enumerate(gold) if entry == _WILD}
    if not wild:
        return Levenshtein.distance(gold, read)
    errors = 0
    for edit in Levenshtein.editops(gold, read):
        at = edit.src_pos
        free = at in wild or (edit.tag == "insert" and at - 1 in wild)
        errors += not free
    return errors


def _marks(gold: Sequence[str], read: Sequence[str]) -> tuple[int, int]:
    """Count syllables that were read with right letters and wrong marks, and all syllables.

    Words are aligned by their bare letters, so that a wrong mark cannot shift the alignment.
    """
    said, got = _syllables(gold), _syllables(read)
    wrong = 0
    for block in Levenshtein.opcodes([fold(w) for w in said], [fold(w) for w in got]):
        if block.tag == "equal":
            span = range(block.src_end - block.src_start)
            wrong += sum(said[block.src_start + i] != got[block.dest_start + i] for i in span)
    return wrong, len(said)


def _syllables(words: Sequence[str]) -> list[str]:
    bare = (_EDGES.sub("", word).casefold() for word in words if _WILD not in word)
    return [word for word in bare if any(char.isalpha() for char in word)]
