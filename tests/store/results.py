"""Hypothesis strategies: any result that a document could have."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from pipeline.types.document import CellResult, DocumentResult, PageResult
from pipeline.types.geometry import Box
from pipeline.types.outcome import Issue
from pipeline.types.page import LayerVerdict
from pipeline.types.task import Deadline, Evidence, Indicator, Letterhead, Target, TaskRecord
from pipeline.types.text import Place

# Any text at all, decomposed Vietnamese and lone surrogates (from odd file names) among it.
texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "Kế hoạch", "Ke\u0302\u0301 hoa\u0323ch", "\udc80.pdf", "a\0b", "Đ"]),
)
numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)
chances = st.floats(0, 1)
days = st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1))


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x0, y0 = draw(st.floats(0, 900)), draw(st.floats(0, 900))
    return Box(x0, y0, x0 + draw(st.floats(0, 99)), y0 + draw(st.floats(0, 99)), "points")


places = st.builds(Place, st.integers(1, 9), boxes())
evidence = st.dictionaries(
    st.sampled_from(["content", "result", "lead_units", "deadline"]),
    st.builds(Evidence, texts, chances, st.lists(places, max_size=2).map(tuple)),
    max_size=3,
)
deadlines = st.builds(
    Deadline,
    st.sampled_from(["date", "range", "recurring", "none"]),
    days,
    days,
    st.lists(st.sampled_from(["monthly", "annual"]), max_size=2).map(tuple),
)
indicators = st.builds(Indicator, texts, st.sampled_from(["=", ">=", "<"]), numbers, texts)
many_texts = st.lists(texts, max_size=3).map(tuple)
records = st.builds(
    TaskRecord,
    key=st.sampled_from(["t0/r1", "t0/r2", "p3"]),  # few, so that keys meet
    table_index=st.none() | st.integers(0, 5),
    section_no=texts,
    section=texts,
    no=texts,
    content=texts,
    result=texts,
    lead_units=many_texts,
    coordinating_units=many_texts,
    deadline_text=texts,
    deadline=deadlines,
    indicators=st.lists(indicators, max_size=2).map(tuple),
    extra=st.dictionaries(texts, texts, max_size=2),
    evidence=evidence,
    flags=many_texts,
)
letterheads = st.builds(
    Letterhead,
    number=texts,
    date=days,
    issuer=texts,
    title=texts,
    recipients=many_texts,
    evidence=evidence,
    flags=many_texts,
)
pages = st.builds(
    PageResult,
    number=st.integers(1, 99),
    width=numbers,
    height=numbers,
    dpi=numbers,
    rotation=st.sampled_from([0, 90, 180, 270]),
    skew_deg=numbers,
    profile=texts,
    engine=texts,
    mean_confidence=chances,
    text=texts,
    raw_text=texts,
)
small = st.integers(0, 9)
cells = st.builds(
    CellResult, small, small, small, small, small, small, st.none() | boxes(), texts, texts,
    chances, texts,
)  # fmt: skip
issues = st.builds(
    Issue,
    st.sampled_from(["load", "tables"]),
    st.sampled_from(["blank_page", "page_unreadable"]),
    texts,
    st.none() | st.integers(1, 9),
    st.sampled_from(["note", "warning", "error"]),
)
results = st.builds(
    DocumentResult,
    status=st.sampled_from(["done", "partial"]),
    layer=st.sampled_from(LayerVerdict),
    letterhead=letterheads,
    targets=st.lists(st.builds(Target, indicators, deadlines), max_size=2).map(tuple),
    records=st.lists(records, max_size=4).map(tuple),
    pages=st.lists(pages, max_size=2).map(tuple),
    cells=st.lists(cells, max_size=3).map(tuple),
    confidence=chances,
    issues=st.lists(issues, max_size=2).map(tuple),
    seconds=st.dictionaries(st.sampled_from(["ocr", "tables"]), chances),
)
