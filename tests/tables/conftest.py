"""Drawn pages with tables whose cells are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.types.geometry import Box, scaling, union_all
from pipeline.types.page import CleanPage
from pipeline.types.text import Line, Word

Span = tuple[int, int, int, int]  # row, column, row span, column span
PAPER, INK = 245, 20


@dataclass(frozen=True)
class Drawing:
    """A table to draw at 200 dpi; ``spans`` are the cells larger than one square."""

    xs: Sequence[int]
    ys: Sequence[int]
    spans: Sequence[Span] = ()
    thickness: int = 2
    ink: int = INK
    skew_deg: float = 0.0
    gaps: int = 0
    noise: float = 0.0
    doubled: bool = False
    text: bool = True
    open_top: bool = False
    open_bottom: bool = False
    seed: int = 0
    cells: list[Span] = field(init=False)

    def __post_init__(self) -> None:
        covered = {(r + i, c + j) for r, c, h, w in self.spans for i in range(h) for j in range(w)}
        single = [
            (r, c, 1, 1)
            for r in range(len(self.ys) - 1)
            for c in range(len(self.xs) - 1)
            if (r, c) not in covered
        ]
        object.__setattr__(self, "cells", sorted([*self.spans, *single]))


def _side(image: NDArray[np.uint8], table: Drawing, a: tuple[int, int], b: tuple[int, int]) -> None:
    offsets = (0, 3 * table.thickness) if table.doubled else (0,)
    for d in offsets:
        shift = (0, d) if a[1] == b[1] else (d, 0)
        start, end = (a[0] + shift[0], a[1] + shift[1]), (b[0] + shift[0], b[1] + shift[1])
        cv2.line(image, start, end, table.ink, table.thickness)


def _write(image: NDArray[np.uint8], box: tuple[int, int, int, int], words: str) -> None:
    x0, y0, x1, y1 = box
    for line in range(max((y1 - y0 - 12) // 34, 0)):
        fits = words[: max((x1 - x0 - 24) // 14, 0)]
        at = (x0 + 12, y0 + 30 + 34 * line)
        cv2.putText(image, fits, at, cv2.FONT_HERSHEY_SIMPLEX, 0.7, INK, 2, cv2.LINE_AA)


def draw(table: Drawing, size: tuple[int, int] = (1650, 1300)) -> NDArray[np.uint8]:
    """Return the page, uint8 (H, W)."""
    image = np.full(size, PAPER, np.uint8)
    rng = np.random.default_rng(table.seed)
    for r, c, h, w in table.cells:
        x0, x1, y0, y1 = table.xs[c], table.xs[c + w], table.ys[r], table.ys[r + h]
        if not (table.open_top and r == 0):
            _side(image, table, (x0, y0), (x1, y0))
        if not (table.open_bottom and r + h == len(table.ys) - 1):
            _side(image, table, (x0, y1), (x1, y1))
        _side(image, table, (x0, y0), (x0, y1))
        _side(image, table, (x1, y0), (x1, y1))
    for _ in range(table.gaps):
        x = int(rng.integers(table.xs[0], table.xs[-1]))
        y = int(rng.integers(table.ys[0], table.ys[-1]))
        image[y - 2 : y + 3, x - 2 : x + 3] = PAPER
        column, row = int(rng.choice(table.xs)), int(rng.choice(table.ys))
        image[y - 2 : y + 3, column - 3 : column + 4] = PAPER
        image[row - 3 : row + 4, x - 2 : x + 3] = PAPER
    if table.text:
        for r, c, h, w in table.cells:
            box = table.xs[c], table.ys[r], table.xs[c + w], table.ys[r + h]
            _write(image, box, "Nhiem vu TTHC trong nam 2024 " * 4)
    if table.skew_deg:
        turn = cv2.getRotationMatrix2D((size[1] / 2, size[0] / 2), table.skew_deg, 1.0)
        turned = cv2.warpAffine(image, turn, (size[1], size[0]), borderValue=PAPER)
        image = np.asarray(turned, np.uint8)
    if table.noise:
        noisy = image + rng.normal(0.0, table.noise, size)
        image = np.clip(noisy, 0, 255).astype(np.uint8)
    return image


def page_of(image: NDArray[np.uint8], dpi: float = 200.0) -> CleanPage:
    return CleanPage(1, image, dpi, 0, 0.0, scaling("clean", "scan", 1.0, 1.0), "text")


@pytest.fixture(scope="session")
def drawing() -> type[Drawing]:
    return Drawing


@pytest.fixture(scope="session")
def draw_table() -> Callable[..., NDArray[np.uint8]]:
    return draw


@pytest.fixture(scope="session")
def make_page() -> Callable[..., CleanPage]:
    return page_of


LETTER, LINE = 10, 40  # pixels of a letter and of a line in printed cells


def print_lines_in(lines: Sequence[str], box: Box, confidence: float = 0.95) -> tuple[Line, ...]:
    """Return lines of even letters printed from the top left corner of a cell."""
    printed = []
    for i, text in enumerate(lines):
        words, x, y = [], box.x0 + 7, box.y0 + 6 + LINE * i
        for token in text.split():
            place = Box(x, y, x + LETTER * len(token), y + 20, box.frame)
            words.append(Word(token, token, place, confidence))
            x += LETTER * (len(token) + 1)
        printed.append(Line(tuple(words), union_all(w.box for w in words)))
    return tuple(printed)


@pytest.fixture(scope="session")
def print_lines() -> Callable[..., tuple[Line, ...]]:
    return print_lines_in
