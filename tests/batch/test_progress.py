"""The time left is a promise: it must follow the work that is done."""

from __future__ import annotations

from pipeline.batch.inputs import Job
from pipeline.commands.progress import Tally


def test_pages_of_open_documents_count() -> None:
    big, small = Job("1", "big", 900), Job("2", "small", 100)
    tally = Tally(todo=2, bytes_all=1000)
    assert tally.left == "?"
    tally.open_pages["1"] = 9
    for number in range(1, 4):
        tally.page_done(big, number)
    assert round(tally.share, 6) == 0.3
    tally.start -= 30
    assert tally.left == "0:01:10"
    tally.finish(big)
    assert round(tally.share, 6) == 0.9
    tally.finish(small)
    assert tally.left == "0:00:00"
    assert tally.words.startswith("2/2 documents, 3 pages, ")


def test_a_document_that_is_read_twice_is_counted_once() -> None:
    job = Job("1", "a", 100)
    tally = Tally(todo=1, bytes_all=100, open_pages={"1": 2})
    for number in (1, 1, 2):
        tally.page_done(job, number)
    tally.finish(job)
    assert tally.share == 1.0
