"""Plans as other offices write them, from perfect text: a change must not unlearn them."""

from __future__ import annotations

from pathlib import Path

from bench.perfect_text import scored
from pipeline.evaluate.scoring import figures_of

OTHERS = Path(__file__).parents[1] / "golden" / "others"
# The two series of prose at its wildest, and a table of offices that are inspected.
NOT_ALL_FOUND = ("i-7", "j-", "l-")


def test_plans_of_other_offices_give_their_records() -> None:
    evaluation = scored(OTHERS)
    documents = evaluation.documents
    assert len(documents) == 114
    known = [d for d in documents if not d.file.startswith(NOT_ALL_FOUND)]
    assert [d.file for d in known if figures_of([d])["record_f1"] != 1.0] == []
    assert (figures_of(known)["perfect"] or 0) >= 0.99
    assert (figures_of(documents)["record_f1"] or 0) >= 0.98
    assert (figures_of(documents)["perfect"] or 0) >= 0.945
