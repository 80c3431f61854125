"""Texts of lines: runs of words of corpora, mixed with what else stands in cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.train.language.corpus import kept_aside
from pipeline.train.recogniser.alphabet import is_known, normal
from pipeline.train.recogniser.fragments import filled_form, fragment
from pipeline.train.recogniser.typecase import Case
from pipeline.train.synth import words as synth_words
from pipeline.train.synth.dice import Dice
from pipeline.types.syllable import is_syllable

_MOST_LINES: Final = 60_000  # of each corpus; more teach the eye nothing and cost memory
_LONGEST: Final = 95  # characters of a line of 14 pt print on A4
# Characters of a line and how often: cells are narrow, prose fills the page. A character costs
# the same time in a short line as in a long one.
_LENGTHS: Final = {(1, 6): 1.2, (6, 16): 3.0, (16, 32): 4.0, (32, 60): 1.6, (60, _LONGEST): 0.7}
_RUNNING, _RARE, _FILLED = 0.61, 0.15, 0.03  # shares of kinds of lines; the rest is mixed
_CAPITALS, _TITLES = 0.12, 0.05  # shares of lines of words set in capitals, with initials


def length(dice: Dice, growth: float) -> int:
    """Return how many characters a line has."""
    low, high = dice.weighted(_LENGTHS)
    return max(2, round(dice.between(low, high) * (0.35 + 0.65 * growth)))


@dataclass(frozen=True, slots=True)
class Texts:
    """What lines are composed from.

    corpora     entries of each; ``syllables`` of all of them, each once.
    cases       words in the fonts of offices, which a share of the lines is set with.
    """

    corpora: tuple[tuple[str, ...], ...]
    syllables: tuple[str, ...]
    cases: tuple[Case, ...] = ()

    def line(self, dice: Dice, growth: float = 1.0) -> str:
        """Return the text of a line; with less ``growth`` (0-1) lines are shorter.

        Digits that are written by hand are told as ``handwriting`` has it.
        """
        long = length(dice, growth)
        at = dice.random()
        if at < _RUNNING:
            text = self._running(dice, long)
        elif at < _RUNNING + _RARE:
            text = self._rare(dice, long)
        elif at < _RUNNING + _RARE + _FILLED:
            return filled_form(dice)
        else:
            text = self._mixed(dice, long)
        text = _fitted(text, long)
        return text if text and is_known(text) else self.line(dice, growth)

    def _running(self, dice: Dice, long: int) -> str:
        """Return words that follow one another in a text, sometimes begun by a number."""
        line = dice.pick(dice.pick(self.corpora))
        start = dice.between(0, max(len(line) - long, 0)) if dice.chance(0.8) else 0
        start = line.rfind(" ", 0, start + 1) + 1
        text = line[start : start + long + 12]
        if dice.chance(0.06):
            text = f"{fragment(dice)} {text}"
        at = dice.random()
        if at < _CAPITALS:
            return text.upper()
        return text.title() if at < _CAPITALS + _TITLES else text

    def _rare(self, dice: Dice, long: int) -> str:
        """Return syllables drawn evenly, whatever they mean."""
        case = dice.pick((str.lower, str.lower, str.capitalize, str.upper))
        return " ".join(case(dice.pick(self.syllables)) for _ in range(long // 4 + 1))

    def _mixed(self, dice: Dice, long: int) -> str:
        """Return fragments and single words in any order."""
        parts: list[str] = []
        while sum(map(len, parts)) < long:
            parts.append(fragment(dice) if dice.chance(0.7) else dice.pick(self.syllables))
            if dice.chance(0.15):
                parts[-1] += dice.pick((",", ";", ".", ":", ")", "%", "...", "…", "”", "!"))
            if dice.chance(0.05):
                parts[-1] = dice.pick(("(", "“", '"', "- ", "/")) + parts[-1]
        return " ".join(parts)


def gather(corpora: Sequence[Iterable[str]], seed: str) -> Texts:
    """Return texts of corpora (an entry a line); lines kept aside for measuring are left out."""
    kept: list[tuple[str, ...]] = []
    for lines in corpora:
        every = list(lines)
        drawn = Dice(f"{seed}/texts/{len(kept)}").sample(every, min(_MOST_LINES, len(every)))
        texts = (normal(line) for line in drawn if not kept_aside(line))
        kept.append(tuple(text for text in texts if len(text) > 1))
    syllables = {
        word
        for lines in kept
        for line in lines
        for part in line.split()
        if is_syllable(word := part.strip('.,;:()/“”"-').lower())
    }
    return Texts(tuple(filter(None, kept)), tuple(sorted(syllables)))


def composed() -> tuple[str, ...]:
    """Return the development words of ``kehoach train synth``, a corpus that is always there."""
    names = ("tasks", "results", "paragraphs", "bases")
    return tuple(
        text
        for name in names
        for subject in synth_words.SUBJECTS
        for text in synth_words.lines(name, subject, "development")
    )


def _fitted(text: str, long: int) -> str:
    """Cut a text at the space before its ``long``-th character, if there is one."""
    text = normal(text)
    if len(text) <= long:
        return text
    at = text.rfind(" ", 1, long + 1)
    return text[: at if at > 0 else min(long, _LONGEST)].strip()
