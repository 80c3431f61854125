"""From signals to the probability that a field is right: a weighted sum and a curve.

The model of a field adds up weighted signals and leads the sum through a curve that was fitted to
how often such fields were right.
Made by ``kehoach train calibration``; reading it needs no library.
"""

from __future__ import annotations

import bisect
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.records.signals_document import Signals
from pipeline.types.task import Judgement, SecondReading, TaskRecord

LOW_CONFIDENCE = 0.5
"""Probability below which a field makes its record one to be looked at, ``low_confidence``. There
a field is more probably wrong than right: of 10587 fields read from composed scans, the 188 below
it (2 %) hold 146 of the 505 wrong ones (29 %); see the card of the weights."""


@dataclass(frozen=True, slots=True)
class FieldModel:
    """The model of one field.

    bias      of the sum.
    weights   of each signal by name.
    limits    (least, most) of each signal: what lies outside counts as what lies there.
    sums      ascending sums at which the curve is known; ``rights`` the probability there.
    """

    bias: float
    weights: Mapping[str, float]
    limits: Mapping[str, tuple[float, float]]
    sums: tuple[float, ...]
    rights: tuple[float, ...]

    def score(self, signals: Mapping[str, float]) -> float:
        """Return the weighted sum: the larger, the more probably wrong."""
        return self.bias + math.fsum(
            weight * self._within(name, signals.get(name, 0.0))
            for name, weight in self.weights.items()
        )

    def confidence(self, signals: Mapping[str, float]) -> float:
        """Return the probability that the field is right, 0-1."""
        return _on_curve(self.sums, self.rights, self.score(signals))

    def _within(self, name: str, signal: float) -> float:
        least, most = self.limits[name]
        return min(max(signal, least), most)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Models by field, and the name under which results say what judged them."""

    name: str
    fields: Mapping[str, FieldModel]


@dataclass(frozen=True, slots=True)
class Calibrations:
    """What judges the fields of pages, and of bare text layers; None: first estimates stand."""

    pages: Calibration | None = None
    texts: Calibration | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in (self.pages, self.texts) if one is not None)


NO_CALIBRATIONS = Calibrations()


def judge(
    records: Sequence[TaskRecord],
    signals: Sequence[Mapping[str, Signals]],
    seconds: Sequence[Mapping[str, tuple[SecondReading, ...]]],
    calibration: Calibration | None,
) -> tuple[TaskRecord, ...]:
    """Return the records with their judgements; without a calibration only signals are noted.

    signals, seconds   of each record: field → its signals, its words that may read otherwise.
    """
    models = calibration.fields if calibration else {}
    return tuple(
        replace(
            record,
            judged={
                name: Judgement(
                    models[name].confidence(s) if name in models else None, s, others[name]
                )
                for name, s in known.items()
            },
        )
        for record, known, others in zip(records, signals, seconds, strict=True)
    )


def with_low_confidence(records: Sequence[TaskRecord]) -> tuple[TaskRecord, ...]:
    """Return the records, those with a field below LOW_CONFIDENCE under ``low_confidence``."""
    return tuple(
        replace(record, flags=(*record.flags, "low_confidence"))
        if any(is_low(judgement.confidence) for judgement in record.judged.values())
        else record
        for record in records
    )


def is_low(confidence: float | None) -> bool:
    """Whether a field of this confidence must be looked at; None: nothing judges it."""
    return confidence is not None and confidence < LOW_CONFIDENCE


def calibration_from(text: str, name: str) -> Calibration:
    """Read what ``calibration_text`` wrote. Raises ValueError, KeyError: it is none."""
    fields = {
        field: FieldModel(
            bias=float(model["bias"]),
            weights={signal: float(weight) for signal, weight in model["weights"].items()},
            limits={name: (float(a), float(b)) for name, (a, b) in model["limits"].items()},
            sums=tuple(map(float, model["sums"])),
            rights=tuple(map(float, model["rights"])),
        )
        for field, model in json.loads(text)["fields"].items()
    }
    return Calibration(name, fields)


def calibration_text(calibration: Calibration) -> str:
    """Write a calibration as JSON, numbers to five digits."""
    fields = {
        field: {
            "bias": _short(model.bias),
            "weights": {name: _short(weight) for name, weight in sorted(model.weights.items())},
            "limits": {
                name: [_short(low), _short(high)]
                for name, (low, high) in sorted(model.limits.items())
            },
            "sums": [_short(x) for x in model.sums],
            "rights": [_short(y) for y in model.rights],
        }
        for field, model in calibration.fields.items()
    }
    return json.dumps({"fields": fields}, indent=1, ensure_ascii=False) + "\n"


def _on_curve(xs: Sequence[float], ys: Sequence[float], x: float) -> float:
    """Return the curve's height at ``x``: straight between its points, level outside."""
    at = bisect.bisect_right(xs, x)
    if at == 0:
        return ys[0]
    if at == len(xs):
        return ys[-1]
    share = (x - xs[at - 1]) / (xs[at] - xs[at - 1])
    return ys[at - 1] + share * (ys[at] - ys[at - 1])


def _short(number: float) -> float:
    return float(f"{number:.5g}")
