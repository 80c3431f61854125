"""Whole records and whole tables, for mending the grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import RedirectResponse, Response

from pipeline.review.cells import Cell
from pipeline.review.desk import Desk
from pipeline.review.regrid import Change, cut, joined, moved
from pipeline.review.viewing import whole_task, words_around
from pipeline.review.visit import NotFoundError, Visit
from pipeline.store.corrections import Decision
from pipeline.store.values import EXTRA, ROW, SCORED, shown

_MOVABLE = (*SCORED,)
_PROSE = -1  # stands for "outside tables" in an address
_MOST_ROWS = 500  # of one table that are shown and changed at once


def show_record(visit: Visit) -> Response:
    """Show all fields of one record beside its place in the page."""
    row, cells = _record(visit)
    above = _neighbour(visit.desk, row)
    stated = [cell for name, cell in cells.items() if name != ROW]
    found = whole_task(visit, row)
    return visit.show(
        "record.html",
        row=row,
        cells=stated,
        table=_table_number(row),
        document=visit.desk.reading.documents[row["document_id"]],
        value=visit.desk.value,
        stands=visit.desk.stands,
        gone=_gone(visit.desk, cells[ROW]),
        above=above,
        places=found,
        around=None if found else words_around(visit, row),
        following=[],
        movable=[f for f in cells if f in _MOVABLE or f.startswith(EXTRA)],
        targets=_MOVABLE,
        problem="",
    )


def change_record(visit: Visit) -> Response:
    """Move words to another field, join a row with the one above, cut it, or take it out."""
    row, cells = _record(visit)
    action = visit.one("action")
    current = {c.key: visit.desk.value(c) for c in cells.values()}
    back = f"/records/{row['record_id']}"
    if action == "remove":
        visit.desk.change_all([(cells[ROW], {"op": "remove"})], visit.who)
        return RedirectResponse(_next_to(visit.desk, row) or "/", 303)
    if action == "keep":
        visit.desk.change_all([(cells[ROW], {"op": "keep"})], visit.who)
    elif action == "join":
        above = _neighbour(visit.desk, row)
        if above is None:
            raise NotFoundError(visit.say("not_found"))
        upper = visit.desk.record(above["record_id"])
        current |= {c.key: visit.desk.value(c) for c in upper.values()}
        visit.desk.change_all(joined(upper, cells, current), visit.who)
        back = f"/records/{above['record_id']}"
    elif action == "cut":
        _cut(visit, cells, current)
    elif action == "move":
        source, target = cells.get(visit.one("source")), cells.get(visit.one("target"))
        if source is None or target is None or source == target or ROW in (source.field,):
            raise NotFoundError(visit.say("not_found"))
        visit.desk.change_all(moved(source, target, current, row["plan_year"]), visit.who)
    else:
        raise NotFoundError(visit.say("not_found"))
    return RedirectResponse(back, 303)


def show_table(visit: Visit) -> Response:
    """Show all records of one table, a column for each field."""
    rows = _table(visit)
    records = [(row, visit.desk.record(row["record_id"])) for row in rows[:_MOST_ROWS]]
    names = list(
        dict.fromkeys(name for _, cells in records for name in cells if name not in (ROW, "no"))
    )
    return visit.show(
        "table.html",
        records=records,
        names=names,
        document=visit.desk.reading.documents[rows[0]["document_id"]],
        table=_table_number(rows[0]),
        value=visit.desk.value,
        stands=visit.desk.stands,
        gone=lambda cells: _gone(visit.desk, cells[ROW]),
        shown_value=shown,
        targets=_MOVABLE,
        more=max(len(rows) - _MOST_ROWS, 0),
    )


def change_table(visit: Visit) -> Response:
    """Move a whole column to another field."""
    rows = _table(visit)[:_MOST_ROWS]
    source, target = visit.one("source"), visit.one("target")
    changes: list[Change] = []
    for row in rows:
        cells = visit.desk.record(row["record_id"])
        if source in (target, ROW) or source not in cells or target not in _MOVABLE:
            raise NotFoundError(visit.say("not_found"))
        current = {c.key: visit.desk.value(c) for c in cells.values()}
        if shown(current[cells[source].key]):
            changes += moved(cells[source], cells[target], current, row["plan_year"])
    visit.desk.change_all(changes, visit.who)
    return RedirectResponse(f"/tables/{rows[0]['document_id']}/{_table_number(rows[0])}", 303)


def _cut(visit: Visit, cells: Mapping[str, Cell], current: Mapping[tuple[str, str], Any]) -> None:
    at = visit.one("at")
    try:
        changes, record_id, value = cut(cells, int(at) if at.isdigit() else 0, current)
    except ValueError:
        return
    row = cells[ROW]
    added = Decision(
        document_id=row.document_id,
        record_id=record_id,
        field=ROW,
        action="correct",
        reading={"op": "none"},
        value=value,
        reviewer=visit.who,
        second_look=visit.desk.second_look,
    )
    visit.desk.change_all(changes, visit.who, [added])


def _record(visit: Visit) -> tuple[Mapping[str, Any], dict[str, Cell]]:
    record_id = visit.request.path_params["record"]
    row = visit.desk.reading.rows.get(record_id)
    if row is None:
        raise NotFoundError(visit.say("not_found"))
    return row, visit.desk.record(record_id)


def _table(visit: Visit) -> list[Mapping[str, Any]]:
    parts = visit.request.path_params
    found = [
        row
        for row in visit.desk.reading.rows.values()
        if row["document_id"] == parts["document"] and str(_table_number(row)) == parts["table"]
    ]
    if not found:
        raise NotFoundError(visit.say("not_found"))
    return found


def _table_number(row: Mapping[str, Any]) -> int:
    return _PROSE if row["table_index"] is None else int(row["table_index"])


def _of_one_table(desk: Desk, row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the rows of a row's table that are still there, in order."""
    same = (row["document_id"], row["table_index"])
    return [
        other
        for other in desk.reading.rows.values()
        if (other["document_id"], other["table_index"]) == same
        and (other is row or not _gone(desk, desk.record(other["record_id"])[ROW]))
    ]


def _neighbour(desk: Desk, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    rows = _of_one_table(desk, row)
    at = rows.index(row)
    return rows[at - 1] if at else None


def _next_to(desk: Desk, row: Mapping[str, Any]) -> str:
    rows = _of_one_table(desk, row)
    at = rows.index(row)
    near = rows[at + 1 : at + 2] or rows[max(at - 1, 0) : at]
    return f"/records/{near[0]['record_id']}" if near else ""


def _gone(desk: Desk, row: Cell) -> bool:
    value = desk.value(row)
    return isinstance(value, dict) and value.get("op") in ("remove", "join")
