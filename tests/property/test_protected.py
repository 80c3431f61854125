"""Whatever stands in a text: as many lines out as in, and no protected token changes."""

from __future__ import annotations

import unicodedata
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diacritics.codes import mended_code
from pipeline.diacritics.protected import is_protected
from pipeline.store.weights import load_text_repair
from tests.diacritics.test_repair import GARBLED as LAYER

model = cache(load_text_repair)

digits = st.integers(0, 999_999).map(str)
days = st.dates().map(lambda day: f"{day.day:02}/{day.month}/{day.year}")
documents = st.builds(
    "{}/{}-{}".format,
    st.integers(1, 9999),
    st.sampled_from(["KH", "QĐ", "2018/NĐ", "2021/QH15", "NQ"]),
    st.sampled_from(["UBND", "CP", "TTg", "HĐND", "BNV"]),
)
percents = st.integers(0, 100).map("{}%".format)
addresses = st.sampled_from(
    ["https://dichvucong.gov.vn", "www.chinhphu.vn", "vanthu@laocai.gov.vn", "noivu.hatinh.gov.vn"]
)
codes = st.sampled_from(["QL1A", "ISO9001", "DT741", "TT01", "B1.2", "CT229"])
protected = st.one_of(digits, days, documents, percents, addresses, codes)
GARBLED = "UY BAN nhan dan thu tuc hanh chinh Kiém soat thii cira dwoc t6 chirc vé nganh"
words = st.sampled_from(GARBLED.split(" "))
lines = st.lists(st.one_of(words, protected), max_size=8).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(st.lists(lines, max_size=6))
def test_protected_tokens_never_change(text: list[str]) -> None:
    repaired = model().repair(text)
    assert len(repaired) == len(text)
    for before, after in zip(text, repaired, strict=True):
        kept = [chunk for chunk in before.split() if is_protected(chunk)]
        assert [chunk for chunk in after.split() if is_protected(chunk)] == kept


@settings(deadline=None, max_examples=60)
@given(documents, st.booleans())
def test_of_a_document_number_only_letters_of_its_codes_change(token: str, garbled: bool) -> None:
    bare = token.replace("Đ", "D")
    assert mended_code(token, garbled) == token
    assert mended_code(bare, garbled) in (token, bare)
    assert mended_code(bare, garbled).split("/")[0] == token.split("/", maxsplit=1)[0]


@settings(deadline=None, max_examples=60)
@given(protected)
def test_what_must_be_protected_is(token: str) -> None:
    assert is_protected(token)
    assert is_protected(f"({token});")


@settings(deadline=None, max_examples=40)
@given(st.lists(protected, max_size=6), st.sampled_from([", ", " ", "; ", " | "]))
def test_protected_tokens_never_change_amid_garbled_words(tokens: list[str], sign: str) -> None:
    lines = [*LAYER.split("\n"), "thu tuc hanh chinh " + sign.join(tokens) + " trén dia ban"]
    after = model().repair(lines)[-1].split()
    kept = [chunk for chunk in lines[-1].split() if is_protected(chunk, garbled=True)]
    assert [chunk for chunk in after if is_protected(chunk, garbled=True)] == kept


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=30).filter(lambda line: "\n" not in line), max_size=5))
def test_any_text_keeps_its_lines(text: list[str]) -> None:
    repaired = model().repair(text)
    assert len(repaired) == len(text)
    assert all(unicodedata.is_normalized("NFC", line) for line in repaired)


@settings(deadline=None, max_examples=40)
@given(st.lists(lines, max_size=6))
def test_what_is_told_of_words_is_what_was_done(text: list[str]) -> None:
    mended = model().mend(text)
    assert [line.text for line in mended] == model().repair(text)
    for line, before in zip(mended, text, strict=True):
        received = unicodedata.normalize("NFC", before)
        for word in line.words:
            assert line.text[word.at :].startswith(word.text)
            assert received[word.start :].startswith(word.raw)
            assert 0 < word.confidence <= 1
            assert all(word.text.lower() != second.text.lower() for second in word.alternatives)
