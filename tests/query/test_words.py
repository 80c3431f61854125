"""What is typed, and what it finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.query.abbreviations import PAIRS
from pipeline.query.archive import Archive
from pipeline.query.highlight import spans
from pipeline.query.words import bare, phrase, terms

VIETNAMESE = st.text("aăâáàảãạấốơớởưửừđĐẮỔỢƯ ê-&.,:;/%0123456789\n\"'()", max_size=30)


@given(text=st.one_of(VIETNAMESE, st.text(max_size=20)))
@settings(max_examples=200, deadline=None)
def test_python_and_the_index_take_text_bare_in_the_same_way(gold: Archive, text: str) -> None:
    clean = text.encode("utf-8", "replace").decode().replace("\0", "")
    (row,) = gold.rows("select bare(?) as said", [clean]).to_pylist()
    # Letters outside Vietnamese may differ (ŉ, İ …): what matters is what plans are written in.
    if all(ord(char) < 0x250 or 0x1EA0 <= ord(char) <= 0x1EF9 for char in clean):
        assert row["said"].split() == bare(clean).split()


@pytest.mark.parametrize(("forms", "meaning"), PAIRS)
def test_every_abbreviation_is_found_by_its_meaning_and_the_other_way(
    forms: tuple[str, ...], meaning: str
) -> None:
    wanted = {bare(form) for form in (*forms, meaning)}
    for form in (*forms, meaning, meaning.upper()):
        found = terms(form)
        assert len(found) == 1, form
        assert wanted <= set(found[0].ways), form


def test_syllables_quotations_and_names_are_terms() -> None:
    assert [term.ways[0] for term in terms('Tổ chức "một cửa" UBND')] == [
        "to", "chuc", "mot cua", "ubnd",
    ]  # fmt: skip
    assert terms("  --  ") == ()
    assert terms('""') == ()


def test_a_name_with_an_abbreviation_in_it_is_looked_for_in_every_way() -> None:
    assert set(phrase("UBND xã").ways) >= {"ubnd xa", "uy ban nhan dan xa"}
    assert len(phrase("UBND HĐND TTHC CCHC CNTT CSDL").ways) <= 8


def test_what_was_found_stands_out_in_the_text_as_it_is_written() -> None:
    text = "Kế hoạch của Ủy ban nhân dân về cải cách – TTHC"
    lit = [text[a:b] for a, b in spans(text, terms("ubnd thu tuc hanh chinh ke"))]
    assert lit == ["Kế", "Ủy ban nhân dân", "TTHC"]
    assert spans(text, ()) == []
