"""Dirt between the words of a line: marks read as letters, strokes of rules, specks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.tables.rebuild.lines import TextLine

_KEPT_SIGNS = frozenset("-–+&%•*")
_SHORT = 3  # letters of a word that may be dirt
_LISTED = re.compile(r"[^\W_][.)]")  # "a)", "1."

Known = Callable[[str], bool]


def without_dirt(lines: Sequence[TextLine], known: Known) -> tuple[TextLine, ...]:
    """Return the lines with what is no word set aside in ``dirt``; some may have no words left."""
    return tuple(_cleaned(line, known) for line in lines)


def kept_words(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Return the lines that have words; the dirt of others goes to the line below, or above."""
    kept: list[TextLine] = []
    waiting: tuple[str, ...] = ()
    for line in lines:
        if not line.words:
            waiting += tuple(token for _, token in line.dirt)
            continue
        numbered = len(line.words) > 1 and line.words[0].strip(".)").isdigit()
        before = tuple((int(numbered), token) for token in waiting)
        kept.append(replace(line, dirt=(*before, *line.dirt)))
        waiting = ()
    if waiting and kept:
        last = kept[-1]
        more = tuple((len(last.words), token) for token in waiting)
        kept[-1] = replace(last, dirt=(*last.dirt, *more))
    return tuple(kept)


def _cleaned(line: TextLine, known: Known) -> TextLine:
    words: list[str] = []
    dirt: list[tuple[int, str]] = []
    bars: set[int] = set()
    spans: list[tuple[int, int]] = []
    dirty = _dirty(line.words, known)
    for at, word in enumerate(line.words):
        if at in line.bars and words:
            bars.add(len(words))
        if dirty[at]:
            dirt.append((len(words), line.source.raw_on(*line.spans[at])))
        else:
            words.append(word)
            spans.append(line.spans[at])
    bars.discard(len(words))
    return replace(
        line, words=tuple(words), bars=frozenset(bars), dirt=tuple(dirt), spans=tuple(spans)
    )


def _dirty(words: Sequence[str], known: Known) -> list[bool]:
    """Say of each word whether it is dirt: runs of signs, letters and short strange words.

    A letter or figure alone is none, nor is a number at the beginning of a line.
    """
    signs = [not any(map(str.isalnum, word)) and word not in _KEPT_SIGNS for word in words]
    odd = [_is_odd(word, known) for word in words]
    single = [len(word) == 1 and word.isalnum() for word in words]
    if words and (single[0] or words[0].strip(".)").isdigit()):
        odd[0] = single[0] = False
    dirty = [False] * len(words)
    at = 0
    while at < len(words):
        stop = at
        while stop < len(words) and (signs[stop] or odd[stop] or single[stop]):
            stop += 1
        if any(signs[at:stop]) or any(odd[at:stop]):
            dirty[at:stop] = [True] * (stop - at)
        at = max(stop, at + 1)
    return dirty


def _is_odd(word: str, known: Known) -> bool:
    letters = [char for char in word if char.isalpha()]
    if not 0 < len(letters) <= _SHORT or _LISTED.fullmatch(word):
        return False
    return len(word) <= _SHORT + 1 and not known(word)
