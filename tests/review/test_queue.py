"""Greatest gain first, nobody's cell twice, a random sample in between."""

from __future__ import annotations

from dataclasses import replace

from pipeline.review.cells import Cell
from pipeline.review.queue import AUDIT_EVERY, LEASE_SECONDS, Queue
from pipeline.store.corrections import Decision, Standing
from pipeline.types.geometry import Box
from pipeline.types.text import Place


def cell(i: int, confidence: float = 0.5, value: str = "chữ") -> Cell:
    return Cell("d", f"{i:032x}", "content", value, value, confidence, ())


def stands(of: Cell, reviewer: str = "An", second_look: bool = False) -> Standing:
    made = Decision(
        of.document_id, *of.key, "correct", of.value, "khác", reviewer, second_look=second_look
    )
    return Standing(made, "", 1)


def test_the_greatest_gain_comes_first() -> None:
    short, long = cell(1, 0.4, "ngắn"), cell(2, 0.4, "một đoạn rất dài " * 20)
    sure = cell(3, 0.9)
    queue = Queue([sure, long, short], {})
    assert asked(queue) == [short, sure, long]


def test_a_second_scan_of_a_plan_is_asked_last() -> None:
    double, doubtful, sure = replace(cell(1, 0.1), double=True), cell(2, 0.5), cell(3, 0.9)
    assert asked(Queue([double, sure, doubtful], {})) == [doubtful, sure, double]


def test_plans_come_first_then_bare_text_then_other_papers() -> None:
    plan, text = cell(1, 0.9), replace(cell(2, 0.1), turn="text")
    notice = replace(cell(3, 0.1), turn="other")
    second = replace(cell(4, 0.1), double=True)
    assert asked(Queue([second, notice, text, plan], {})) == [plan, text, notice, second]


def test_an_empty_field_without_a_place_costs_the_reading_of_its_task() -> None:
    unsaid = replace(cell(1, 0.4, ""), task="một nhiệm vụ rất dài " * 20)
    blank = replace(unsaid, record_id="2" * 32, places=(Place(1, Box(0, 0, 9, 9, "points")),))
    written = cell(3, 0.6, "chữ")
    assert asked(Queue([unsaid, blank, written], {})) == [blank, written, unsaid]


def test_one_document_can_be_looked_at_alone() -> None:
    here, there = cell(1, 0.9), [replace(cell(i, 0.1), document_id="e") for i in (2, 3)]
    queue = Queue([here, *there], {})
    given = queue.next("An", "d")
    assert given
    assert given.cell == here
    assert queue.peek("An", "e") == there[0]
    assert queue.counts("e") == (0, 2, 1.8)
    queue.skip(here.key, "An")
    again = queue.next("An", "d")
    assert again
    assert again.cell == here, "what was skipped comes back when nothing else of it is left"
    queue.settle(here.key, stands(here))
    assert queue.counts("d") == (1, 1, 0)
    assert queue.next("An", "d") is None
    assert queue.next("An")


def asked(queue: Queue) -> list[Cell]:
    """All cells in the order in which one person is asked."""
    order = []
    while (given := queue.next("An")) is not None:
        order.append(given.cell)
        queue.settle(given.cell.key, stands(given.cell))
    return order


def test_two_people_never_have_one_cell_and_a_lease_ends() -> None:
    now = [0.0]
    queue = Queue([cell(i, 0.5) for i in range(3)], {}, clock=lambda: now[0])
    first, second = queue.next("An"), queue.next("Bình")
    assert first
    assert second
    assert first.cell != second.cell
    assert not queue.hold(first.cell.key, "Bình")
    now[0] = LEASE_SECONDS + 1
    assert queue.hold(first.cell.key, "Bình")


def test_skipped_cells_come_back_when_nothing_else_is_left() -> None:
    queue = Queue([cell(1), cell(2)], {})
    first = queue.next("An")
    assert first
    queue.skip(first.cell.key, "An")
    second = queue.next("An")
    assert second
    assert second.cell != first.cell
    queue.settle(second.cell.key, stands(second.cell))
    again = queue.next("An")
    assert again
    assert again.cell == first.cell


def test_one_of_ten_is_of_the_random_sample() -> None:
    doubtful = [cell(i, 0.3) for i in range(40)]
    sure = [cell(100 + i, 0.99) for i in range(200)]
    queue = Queue([*doubtful, *sure], {})
    why = []
    for _ in range(2 * AUDIT_EVERY):
        given = queue.next("An")
        assert given
        why.append(given.why)
        queue.settle(given.cell.key, stands(given.cell))
    assert why.count("audit") == 2
    assert queue.audit == Queue([*sure, *doubtful], {}).audit, "the sample is the same each time"


def test_a_second_look_goes_to_another_person() -> None:
    asked = cell(1)
    queue = Queue([asked], {})
    queue.settle(asked.key, stands(asked, "An", second_look=True))
    assert queue.next("An") is None
    given = queue.next("Bình")
    assert given
    assert (given.cell, given.why) == (asked, "second_look")
    queue.settle(asked.key, replace(stands(asked, "An", second_look=True), confirmed_by="Bình"))
    assert queue.next("Chi") is None


def test_counts_follow_decisions_and_undo() -> None:
    cells = [cell(1, 0.5), cell(2, 0.75)]
    queue = Queue(cells, {})
    assert queue.counts() == (0, 2, 0.75)
    queue.settle(cells[0].key, stands(cells[0]))
    assert queue.counts() == (1, 2, 0.25)
    queue.settle(cells[0].key, Standing(None, "", 2))
    assert queue.counts() == (0, 2, 0.75)
    given = queue.next("An")
    assert given
    assert given.cell == cells[0]


def test_estimated_errors_are_those_of_the_fields_that_extract_counts() -> None:
    number = replace(cell(2, 0.25), field="no")
    queue = Queue([cell(1, 0.25), number], {})
    assert queue.counts() == (0, 2, 0.75)
    queue.settle(number.key, stands(number))
    assert queue.counts() == (1, 2, 0.75)
