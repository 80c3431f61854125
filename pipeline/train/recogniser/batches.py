"""Batches of lines made on the fly: seeded by their number, by as many processes as there are."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from queue import Full
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.strip import HEIGHT, strip_of
from pipeline.train.recogniser.alphabet import numbers_of
from pipeline.train.recogniser.handwriting import in_print
from pipeline.train.recogniser.texts import Texts, length
from pipeline.train.recogniser.wearing import worn_line, worn_print
from pipeline.train.synth.dice import Dice

_BLANKS: Final = 0.012  # share of lines on which nothing is printed
_CAST: Final = 0.15  # share of lines set with words in the fonts of offices, where there are any
_TOGETHER: Final = 8  # batches whose lines are drawn together, to part them by width
_WIDEST: Final = 1800  # pixels; a line over it (a wide font, stretched) is drawn again
_AHEAD: Final = 4  # draws that wait for the trainer
_PATIENCE_S: Final = 1800.0  # for one draw: a maker that died is told, not waited for
_PULSE_S: Final = 5.0  # between looks whether the trainer is still there


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Lines of like width.

    images   uint8 (n, HEIGHT, width), paper 255 right of each line.
    widths   int64 (n,) of the lines themselves.
    texts    as printed.
    """

    images: NDArray[np.uint8]
    widths: NDArray[np.int64]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn: ``size`` lines a batch on average, ``growing`` lines until lines are full.

    Until ``growing`` lines are drawn they are shorter and gentler, so that the network finds out
    early that letters stand from left to right.
    """

    seed: str
    size: int = 32
    growing: int = 20_000


def draw(texts: Texts, plan: Plan, number: int) -> list[Batch]:
    """Return the batches of draw ``number`` (from 0). Same arguments, same pixels."""
    dice = Dice(f"{plan.seed}/lines/{number}")
    count = plan.size * _TOGETHER
    growth = min(1.0, 0.1 + number * count / max(plan.growing, 1))
    made = sorted((_line(texts, dice, growth) for _ in range(count)), key=lambda m: m[0].shape[1])
    widest = [image.shape[1] for image, _ in made]
    room = sum(widest) / _TOGETHER  # so much width a batch: wide lines come fewer at a time
    parted: list[list[tuple[NDArray[np.uint8], str]]] = [[]]
    for one in made:
        if parted[-1] and one[0].shape[1] * (len(parted[-1]) + 1) > room:
            parted.append([])
        parted[-1].append(one)
    dice.shuffle(parted)
    return [batch_of([i for i, _ in part], [t for _, t in part]) for part in parted]


def batch_of(images: Sequence[NDArray[np.uint8]], texts: Sequence[str]) -> Batch:
    """Lay strips of (HEIGHT, w) one above the other, paper to their right."""
    widths = np.array([image.shape[1] for image in images], np.int64)
    laid = np.full((len(images), HEIGHT, int(widths.max(initial=1))), 255, np.uint8)
    for row, image in zip(laid, images, strict=True):
        row[:, : image.shape[1]] = image
    return Batch(laid, widths, tuple(texts))


def _line(texts: Texts, dice: Dice, growth: float) -> tuple[NDArray[np.uint8], str]:
    """Return a strip and what is printed on it; what is blank or unusable is drawn again."""
    while True:
        if texts.cases and dice.chance(_CAST):
            case = dice.weighted({case: float(len(case.words)) for case in texts.cases})
            text, printed = case.line(dice, length(dice, growth))
            strip = strip_of(worn_print(printed, dice, growth))
        else:
            text = "" if dice.chance(_BLANKS) else texts.line(dice, growth)
            strip = strip_of(worn_line(text, dice, growth))
            text = in_print(text)
        if strip is not None and strip.image.shape[1] <= _WIDEST and _fits(text, strip.image):
            return strip.image, text


def _fits(text: str, image: NDArray[np.uint8]) -> bool:
    """Return whether CTC has a step for every character, and one more between equal ones."""
    numbers = numbers_of(text)
    twins = sum(a == b for a, b in pairwise(numbers))
    return len(numbers) + twins < int(image.shape[1]) // 4


def stream(texts: Texts, plan: Plan, start: int, processes: int) -> Iterator[tuple[int, Batch]]:
    """Yield batches with the number of their draw, from draw ``start`` on, without end.

    The same for any number of ``processes``; with none, batches are made in this process.
    """
    if not processes:
        number = start
        while True:
            for batch in draw(texts, plan, number):
                yield number, batch
            number += 1
    context = multiprocessing.get_context("spawn")
    queues = [context.Queue(_AHEAD) for _ in range(processes)]
    workers = [
        context.Process(target=_work, args=(texts, plan, start + i, processes, queue), daemon=True)
        for i, queue in enumerate(queues)
    ]
    for worker in workers:
        worker.start()
    number = start
    try:
        while True:
            for batch in queues[(number - start) % processes].get(timeout=_PATIENCE_S):
                yield number, batch
            number += 1
    finally:
        for worker in workers:
            worker.terminate()


def _work(texts: Texts, plan: Plan, first: int, step: int, queue: Any) -> None:
    """Make every ``step``-th draw, until the trainer is gone."""
    cv2.setNumThreads(1)
    number = first
    while _handed(queue, draw(texts, plan, number)):
        number += step


def _handed(queue: Any, batches: list[Batch]) -> bool:
    """Hand batches over as soon as there is room; False where nobody is left to take them."""
    trainer = multiprocessing.parent_process()
    while trainer is None or trainer.is_alive():
        try:
            queue.put(batches, timeout=_PULSE_S)
            return True
        except Full:
            continue
    return False
