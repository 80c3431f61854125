"""Plans as other offices write them, from perfect text: a change must not unlearn them."""

from __future__ import annotations

from pathlib import Path

from bench.perfect_text import scored
from pipeline.evaluate.scoring import figures_of

OTHERS = Path(__file__).parents[1] / "golden" / "others"


def test_plans_of_other_offices_give_their_records() -> None:
    evaluation = scored(OTHERS)
    assert len(evaluation.documents) == 54
    lost = [d.file for d in evaluation.documents if figures_of([d])["record_f1"] != 1.0]
    assert not lost
    assert (figures_of(evaluation.documents)["perfect"] or 0) >= 0.985
