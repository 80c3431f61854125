"""One ordered task in words: what to do and what shall come out, with its indicators."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.train.synth.dice import Dice
from pipeline.train.synth.figures import any_figure
from pipeline.train.synth.subjects import CITED, MATTERS, RESULTS
from pipeline.train.synth.words import Split, Subject, lines
from pipeline.types.task import Indicator


@dataclass(frozen=True, slots=True)
class Order:
    """A task's words and the indicators stated in them."""

    content: str
    result: str
    in_content: tuple[Indicator, ...] = ()
    in_result: tuple[Indicator, ...] = ()


def any_order(dice: Dice, subject: Subject, split: Split, *, result: bool) -> Order:
    """Return a task; its result is "" where the table has no column for it."""
    content = _words(dice, subject, split)
    in_content: tuple[Indicator, ...] = ()
    if dice.chance(0.06):
        content = f"{content}, {_cited(dice)}"
    if dice.chance(0.1 if result else 0.35):
        text, figure = any_figure(dice, subject)
        content, in_content = f"{content}; {text}", (figure,)
    elif dice.chance(0.05):
        content = f"{content}, gồm:\n" + "\n".join(
            f"- {_capital_first(thing)};" for thing in _things(dice, subject)
        )
    if not result or dice.chance(0.04):
        return Order(content, "", in_content)
    return Order(content, *_result(dice, subject, split, in_content))


def _words(dice: Dice, subject: Subject, split: Split) -> str:
    matter = MATTERS[subject]
    if dice.chance(0.7):
        return dice.pick(lines("tasks", subject, split))
    return f"{dice.pick(matter.verbs)} {dice.pick(matter.things)}"


def _things(dice: Dice, subject: Subject) -> list[str]:
    return dice.some(MATTERS[subject].things, 2)


def _capital_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cited(dice: Dice) -> str:
    return dice.pick(CITED).format(
        n=dice.between(11, 180),
        y=dice.between(2015, 2024),
        d=f"{dice.between(1, 28):02}",
        m=dice.between(1, 12),
        k=dice.between(1, 9),
        l=dice.between(3, 40),
    )


def _result(
    dice: Dice, subject: Subject, split: Split, in_content: tuple[Indicator, ...]
) -> tuple[str, tuple[Indicator, ...], tuple[Indicator, ...]]:
    words = dice.pick(RESULTS if dice.chance(0.5) else lines("results", subject, split))
    if not dice.chance(0.35):
        return words, in_content, ()
    text, figure = any_figure(dice, subject)
    form = dice.between(0, 2)
    if form == 0:
        return _capital_first(text), in_content, (_capital(figure),)
    return f"{words}; {text}", in_content, (figure,)


def _capital(figure: Indicator) -> Indicator:
    return Indicator(_capital_first(figure.text), figure.op, figure.value, figure.unit)
