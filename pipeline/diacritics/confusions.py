"""What a reader gets wrong: which letters it takes for which, and how sure it is when it does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

# Confidences are kept as log odds; shares of exactly 0 or 1 would be infinite.
_LEAST = 1e-4

# Shapes of a changed stretch that are learnt: letters read, letters meant.
LONGEST = 2


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of what was read, and what stood there; log P among the errors of ``read``."""

    read: str
    meant: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class ReaderErrors:
    """The error model of one reader.

    changes     by the letters read (1 or 2, lower case): what was meant, likeliest first.
    odds        log odds that a letter is right at each of ``shares``, ascending.
    shares      what the reader said of the letter, 0-1, ascending.
    split       log P that a space was read where none stood, in nats.
    joined      log P that a space was lost between two words.
    """

    changes: Mapping[str, tuple[Change, ...]]
    shares: tuple[float, ...]
    odds: tuple[float, ...]
    split: float
    joined: float
    _longest: int = field(default=LONGEST)

    def sure(self, share: float) -> float:
        """Return log P that a letter of this share was read right."""
        return -float(np.log1p(np.exp(-self._odds(share))))

    def doubt(self, share: float) -> float:
        """Return log P that a letter of this share was read wrong."""
        return -float(np.log1p(np.exp(self._odds(share))))

    def _odds(self, share: float) -> float:
        return float(np.interp(share, self.shares, self.odds))


def errors_to_json(errors: ReaderErrors) -> str:
    """Write an error model as text, stable from run to run."""
    changes = {
        read: [[change.meant, round(change.weight, 2)] for change in found]
        for read, found in sorted(errors.changes.items())
    }
    data = {
        "shares": [round(v, 4) for v in errors.shares],
        "odds": [round(v, 2) for v in errors.odds],
        "split": round(errors.split, 2),
        "joined": round(errors.joined, 2),
        "changes": changes,
    }
    lines = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in data.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def errors_from_json(text: str) -> ReaderErrors:
    """Read an error model. Raises ValueError, KeyError, TypeError: not such a text."""
    data = json.loads(text)
    return ReaderErrors(
        changes={
            read: tuple(Change(read, meant, float(weight)) for meant, weight in found)
            for read, found in data["changes"].items()
        },
        shares=tuple(map(float, data["shares"])),
        odds=tuple(map(float, data["odds"])),
        split=float(data["split"]),
        joined=float(data["joined"]),
    )
