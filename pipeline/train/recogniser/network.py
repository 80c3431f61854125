"""The network: a strip of gray in, the chance of every character at every fourth pixel out."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn

from pipeline.ocr.strip import HEIGHT
from pipeline.train.recogniser.alphabet import ALPHABET

STEP = 4  # pixels of a strip to one step of the output


@dataclass(frozen=True, slots=True)
class Shape:
    """Channels after each halving and of the running layers, their reach and their dilations.

    Chosen by time on one core (bfloat16, strips of 320 pixels): dense convolutions over few rows
    do 80 billion multiplications a second, depthwise ones 10 and less, so a dense layer of 192
    channels that reaches over five steps (0.28 ms with its way back) costs less than a depthwise
    and a pointwise one of 256 (0.31 ms) and learns more. The last layers reach wide, so that a
    letter is named by some twelve letters on either side: where paper lost a mark, only they tell.
    """

    stem: int = 16
    low: int = 48
    high: int = 80
    wide: int = 192
    reach: int = 5
    dilations: tuple[int, ...] = (1, 1, 1, 1, 3, 6, 12)


class Recogniser(nn.Module):
    """(n, 1, HEIGHT, w) of 0 (paper) to 1 (ink) → scores (n, characters + 1, w / STEP)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.seeing = nn.Sequential(
            _layer(1, shape.stem, (3, 3), (2, 2)),
            _layer(shape.stem, shape.low, (3, 3), (2, 2)),
            Added(_layer(shape.low, shape.low, (3, 3))),
            _layer(shape.low, shape.high, (3, 3), (2, 1)),
            Added(_layer(shape.high, shape.high, (3, 3))),
            nn.Conv2d(shape.high, shape.wide, (HEIGHT // 8, 1), bias=False),
            nn.BatchNorm2d(shape.wide),
            nn.ReLU(inplace=True),
        )
        self.reading = nn.Sequential(
            *(
                Added(_layer(shape.wide, shape.wide, (1, shape.reach), dilation=dilation))
                for dilation in shape.dilations
            )
        )
        self.naming = nn.Conv2d(shape.wide, len(ALPHABET) + 1, 1)

    def forward(self, strips: Tensor) -> Tensor:
        named: Tensor = self.naming(self.reading(self.seeing(strips)))
        return named.squeeze(2)


class Added(nn.Module):
    """A layer whose output is added to what it was given."""

    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, given: Tensor) -> Tensor:
        added: Tensor = given + self.inner(given)
        return added


def _layer(
    given: int,
    made: int,
    size: tuple[int, int],
    step: tuple[int, int] = (1, 1),
    dilation: int = 1,
) -> nn.Sequential:
    room = (size[0] // 2, dilation * (size[1] // 2))
    return nn.Sequential(
        nn.Conv2d(given, made, size, step, room, (1, dilation), bias=False),
        nn.BatchNorm2d(made),
        nn.ReLU(inplace=True),
    )


def given(images: Tensor) -> Tensor:
    """Turn uint8 (n, HEIGHT, w) with paper 255 into what the network takes."""
    return (255.0 - images.float()).unsqueeze(1) / 255.0


def steps_of(widths: Tensor) -> Tensor:
    """Return the number of output steps of strips of these widths."""
    return (widths + STEP - 1) // STEP
