"""Choosing among the readings of every token of running texts, by what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.diacritics.across import across_lines
from pipeline.diacritics.beam import Lattice, Path, best_paths, search
from pipeline.diacritics.candidates import Token
from pipeline.diacritics.lattice import Laid, shares
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.ngrams import Rows
from pipeline.diacritics.own import Trust, own_words
from pipeline.types.text import Alternative

__all__ = ["Choice", "Token", "choose", "say", "weigh"]

_SECONDS = 3  # other readings told to whoever reviews
_LEAST_SECOND = 0.001  # probability below which another reading is not worth showing
_TOGETHER = 512  # texts searched at once; more only takes memory


@dataclass(frozen=True, slots=True)
class Choice:
    """The reading chosen for a token.

    confidence  probability of the reading among the candidates, the tokens around it being right.
    seconds     the next best readings with their probabilities, best first.
    covers      2 where a reading of two tokens as one was chosen: the next token is used up.
    """

    text: str
    confidence: float
    seconds: tuple[Alternative, ...] = ()
    covers: int = 1


def choose(texts: Sequence[Sequence[Token]], lexicon: Lexicon) -> list[list[Choice]]:
    """Return the best readings of running texts (paragraphs, cells), one list for each text.

    A text is read from its first token to its last, over line ends.
    """
    done: list[list[Choice]] = [[] for _ in texts]
    for group, laid, lattice, paths, _ in _searched(texts, lexicon):
        told = shares(lexicon.model, lattice, paths)
        covers = (lattice.end - lattice.start).tolist()
        for i, path, share in zip(group, paths, told, strict=True):
            done[i] = [
                _choice(laid, arc, covers[arc], readings)
                for arc, readings in zip(path.arcs[:-1].tolist(), share[:-1], strict=True)
            ]
    return done


def say(texts: Sequence[Sequence[Token]], lexicon: Lexicon, trust: Trust) -> list[list[str | None]]:
    """Return only what stands for each token; None where it is used up by the one before it.

    The texts are of one document, in order: what it says clearly helps where it is faint,
    as far as ``trust`` goes.
    """
    done: list[list[str | None]] = [[] for _ in texts]
    for group, laid, near, lattice, paths in _read_again(texts, lexicon, trust):
        covers = (lattice.end - lattice.start).tolist()
        for i, path in zip(group, paths, strict=True):
            for arc in path.arcs[:-1].tolist():
                done[i] += [laid.said[near[arc]], *[None] * (covers[arc] - 1)]
    return done


def weigh(texts: Sequence[Sequence[Token]], lexicon: Lexicon, trust: Trust) -> list[list[Choice]]:
    """Return what ``say`` does with the probability of each reading, whatever its capitals."""
    done: list[list[Choice]] = [[] for _ in texts]
    for group, laid, near, lattice, paths in _read_again(texts, lexicon, trust):
        told = shares(lexicon.model, lattice, paths)
        covers = (lattice.end - lattice.start).tolist()
        for i, path, share in zip(group, paths, told, strict=True):
            for arc, readings in zip(path.arcs[:-1].tolist(), share[:-1], strict=True):
                said = [(laid.said[near[other]], nats) for other, nats in readings]
                done[i].append(_told(laid.said[near[arc]], said, covers[arc], trust.told))
    return done


def _read_again(
    texts: Sequence[Sequence[Token]], lexicon: Lexicon, trust: Trust
) -> Iterator[tuple[Sequence[int], Laid, Rows, Lattice, Sequence[Path]]]:
    """Give the numbers of texts, their arcs, and of the near ones numbers, lattice and best paths.

    They are weighed by what the document says elsewhere.
    """
    model = lexicon.model
    for group, laid, lattice, first, near in _searched(texts, lexicon):
        own = own_words(model, lattice, first, trust)
        own += across_lines(model, lattice, near, [texts[i] for i in group], group)
        weighed = replace(lattice, weight=lattice.weight + own).only(near)
        yield group, laid, near, weighed, best_paths(model, weighed)


def _searched(
    texts: Sequence[Sequence[Token]], lexicon: Lexicon
) -> Iterator[tuple[Sequence[int], Laid, Lattice, Sequence[Path], Rows]]:
    """Give the numbers of texts of about one length, their arcs, best paths, and near arcs."""
    by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for first in range(0, len(texts), _TOGETHER):
        group = by_length[first : first + _TOGETHER]
        laid = Laid(lexicon)
        for i in group:
            laid.add(texts[i])
        lattice = laid.lattice()
        yield group, laid, lattice, *search(lexicon.model, lattice)


def _choice(laid: Laid, arc: int, covers: int, readings: Sequence[tuple[int, float]]) -> Choice:
    """Tell a chosen arc; ``readings`` are the arcs it was chosen from with their shares."""
    own = next(share for other, share in readings if other == arc)
    ranked = sorted(readings, key=lambda reading: -reading[1])
    seconds = tuple(
        Alternative(laid.said[other], share)
        for other, share in ranked
        if other != arc and share >= _LEAST_SECOND
    )
    return Choice(laid.said[arc], own, seconds[:_SECONDS], covers)


def _told(text: str, readings: Sequence[tuple[str, float]], covers: int, trust: float) -> Choice:
    """Tell a chosen reading among all with their shares, of whose nats a part is believed."""
    believed: dict[str, float] = {}
    as_written: dict[str, str] = {}
    for said, share in readings:
        key = said.lower()
        as_written.setdefault(key, said)
        believed[key] = believed.get(key, 0.0) + share**trust
    whole = sum(believed.values())
    own = believed.pop(text.lower())
    ranked = sorted(believed.items(), key=lambda reading: -reading[1])[:_SECONDS]
    seconds = tuple(
        Alternative(as_written[key], weight / whole)
        for key, weight in ranked
        if weight >= _LEAST_SECOND * whole
    )
    return Choice(text, own / whole, seconds, covers)
