"""Folding keeps the length, so that what is found in folded text can be cut from the original."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.types.folding import fold, fold_giving


@given(st.text(alphabet="giaoáàGIÁO vêđ.,\n"))
def test_folding_keeps_the_length(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert len(fold(text)) == len(fold_giving(text)) == len(text)


def test_teaching_is_no_giving_and_else_nothing_differs() -> None:
    assert fold_giving("Giao giáo viên, GIÁO DỤC") == "giao gi_o vien, gi_o duc"
    for same in ("Giao cho Sở Y tế", "giáogiáo", "Giào ban", "ngoại giao"):
        assert fold_giving(same) == fold(same)
