"""On which pages a task stands: those of its own cells."""

from __future__ import annotations

from dataclasses import replace

from pipeline.store.pages import own_boxes, own_pages
from pipeline.types.geometry import Box
from pipeline.types.task import Evidence, TaskRecord
from pipeline.types.text import Place
from tests.query.archives import task


def at(page: int, top: float) -> Place:
    return Place(page, Box(50, top, 500, top + 30, "points"))


def standing(flags: tuple[str, ...] = (), **places: tuple[Place, ...]) -> TaskRecord:
    evidence = {name: Evidence("", 1.0, where) for name, where in places.items()}
    return task(content="Báo cáo", evidence=evidence, flags=flags, table_index=0)


def test_the_section_heading_on_the_page_before_does_not_count() -> None:
    record = standing(section=(at(1, 700),), content=(at(2, 60),))
    assert own_pages([record]) == [(2, 2)]


def test_a_deadline_or_unit_taken_from_a_heading_does_not_count() -> None:
    flags = ("deadline_from_section", "unit_from_heading")
    record = standing(
        flags, section=(at(1, 700),), deadline=(at(1, 700),), lead_units=(at(1, 740),),
        content=(at(2, 60),),
    )  # fmt: skip
    assert own_pages([record]) == [(2, 2)]


def test_a_task_that_is_cut_by_the_page_end_stands_on_both_pages() -> None:
    record = standing(content=(at(1, 760), at(2, 50)))
    assert own_pages([record]) == [(1, 2)]


def test_a_cell_merged_over_the_rows_of_two_pages_does_not_spread_its_tasks() -> None:
    merged = (at(1, 700), at(2, 50))
    first = standing(content=(at(1, 700),), lead_units=merged)
    second = standing(content=(at(2, 50),), lead_units=merged)
    assert own_pages([first, second]) == [(1, 1), (2, 2)]


def test_two_tasks_of_one_paragraph_stand_where_it_stands() -> None:
    one = replace(
        standing(content=(at(1, 780), at(2, 50)), deadline=(at(2, 80),)), table_index=None
    )
    assert own_pages([one, one]) == [(1, 2), (1, 2)]


def test_what_has_no_place_has_no_page_and_a_lone_section_gives_one() -> None:
    assert own_pages([standing(), standing(section=(at(3, 50),))]) == [(None, None), (3, 3)]


def test_own_boxes_leave_the_section_out_even_on_the_same_page() -> None:
    box = {"x0": 0.0, "y0": 0.0, "x1": 9.0, "y1": 9.0}
    row = {
        "page_first": 2, "page_last": 2, "flags": [],
        "boxes": [
            {"field": "section", "page": 2, **box}, {"field": "content", "page": 2, **box},
            {"field": "lead_units", "page": 1, **box},
        ],
    }  # fmt: skip
    assert [b["field"] for b in own_boxes(row)] == ["content"]
