"""The page of one cell: shown, decided on, undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, RedirectResponse, Response

from pipeline.errors import DecisionConflictError
from pipeline.records.flags import FLAGS
from pipeline.review.candidates import candidates
from pipeline.review.cells import Cell
from pipeline.review.forms import FormError, parsed_deadline, value_of
from pipeline.review.key_words import KEYS
from pipeline.review.marks import Piece, changes, doubtful
from pipeline.review.reading import Document
from pipeline.review.same_pages import count_same
from pipeline.review.viewing import seen_at, words_around
from pipeline.review.visit import NotFoundError, Visit, cell_path
from pipeline.review.words import KINDS, RECURRENCES, deadline_words
from pipeline.store.corrections import Action
from pipeline.store.doubts import speaks_of
from pipeline.store.values import UNITS, Value, shown, value_mark

_ACTIONS: Mapping[str, Action] = {
    "accept": "accept",
    "save": "correct",
    "illegible": "illegible",
    "confirm": "confirm",
}


def next_cell(visit: Visit) -> Response:
    """Send the person to the cell that is next for them.

    The address may name the one document that they want to look at, or "" for all again.
    """
    document_id = visit.request.query_params.get("document")
    if document_id is not None:
        if document_id and document_id not in visit.desk.reading.documents:
            raise NotFoundError(visit.say("not_found"))
        visit.desk.alone[visit.who] = document_id
    return _go_on(visit, note=visit.request.query_params.get("note", ""))


def _go_on(visit: Visit, after: int = 0, note: str = "") -> Response:
    """Send the person to their next cell; ``after``: the correction they have just made."""
    given = visit.desk.queue.next(visit.who, visit.alone)
    if given is None:
        if visit.request.method == "POST":
            return RedirectResponse("/next", 303)
        alone = visit.desk.reading.documents.get(visit.alone)
        return visit.show("done.html", alone=alone)
    why = "" if given.why == "doubtful" else given.why
    return RedirectResponse(cell_path(given.cell, why=why, after=after or "", note=note), 303)


def show_cell(visit: Visit) -> Response:
    """Show a cell, and keep it for this person while they look."""
    cell = visit.cell()
    mine = visit.desk.queue.hold(cell.key, visit.who)
    note = visit.request.query_params.get("note", "")
    return _page(visit, cell, note if mine else "held")


def decide(visit: Visit) -> Response:
    """Keep what the person decided and go on to the next cell."""
    cell, action = visit.cell(), visit.one("action")
    if action == "skip":
        visit.desk.queue.skip(cell.key, visit.who)
        return _go_on(visit)
    try:
        value = _wanted(visit, cell, action)
    except FormError as error:
        said = visit.say("value_wrong", what=error.message)
        return _page(visit, cell, "", status=422, problem=said)
    seen = visit.one("reading"), _number(visit.one("last"))
    taken = _ACTIONS.get(action)
    if taken in ("accept", "correct"):
        taken = "accept" if value == cell.value else "correct"
    if taken is None:
        raise NotFoundError(visit.say("not_found"))
    try:
        kept = visit.desk.decide(cell, taken, value, visit.who, seen)
    except DecisionConflictError:
        visit.desk.note(cell)
        note = "conflict" if seen[0] == value_mark(cell.value) else "changed"
        return _page(visit, cell, note, status=409)
    return _go_on(visit, after=kept.seq if taken == "correct" else 0)


def undo(visit: Visit) -> Response:
    """Take back the person's last decision and show its cell again."""
    cells = visit.desk.undo(visit.who)
    if not cells:
        return RedirectResponse("/next?note=nothing_to_undo", 303)
    return RedirectResponse(cell_path(cells[0], note="undone"), 303)


def parse(visit: Visit) -> Response:
    """Return what the program understands in a deadline's words."""
    cell = visit.cell()
    year = visit.desk.reading.rows[cell.record_id]["plan_year"]
    value = parsed_deadline(visit.request.query_params.get("text", "")[:2000], year)
    return JSONResponse({**value, "said": deadline_words(visit.language, value)})


def _wanted(visit: Visit, cell: Cell, action: str) -> Value:
    """Return the value that a decision is about: as a rule the one that is shown.

    Raises FormError.
    """
    if action == "save":
        return value_of(
            cell.field, visit.form, visit.desk.reading.rows[cell.record_id]["plan_year"]
        )
    return visit.desk.value(cell) if action in ("accept", "confirm") else cell.value


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0


def _page(visit: Visit, cell: Cell, note: str, status: int = 200, problem: str = "") -> Response:
    desk = visit.desk
    row = desk.reading.rows[cell.record_id]
    stands = desk.stands(cell)
    document = desk.reading.documents[cell.document_id]
    why = visit.request.query_params.get("why", "")
    after = visit.request.query_params.get("after", "")
    second = stands.waits and stands.decision is not None and stands.decision.reviewer != visit.who
    value = cell.value if second else desk.value(cell)
    following = desk.queue.peek(visit.who, visit.alone)
    known_corrections = desk.corrected.get(cell.field, {})
    found, whose = seen_at(visit, cell, row)
    return visit.show(
        "cell.html",
        status,
        cell=cell,
        row=row,
        document=document,
        value=value,
        stands=stands,
        second=second,
        note=visit.say(note) if note in _NOTES else "",
        derived=stands.decision is None and value != cell.value,
        problem=problem,
        audit=why == "audit",
        changed=desk.has_changed(cell),
        units_field=cell.field in UNITS,
        pieces=_pieces(cell, document),
        shown_value=shown,
        candidates=candidates(
            cell, row["plan_year"], known_corrections, desk.reading.units, _beside(visit, cell)
        ),
        reasons=reasons(visit, row, cell.field),
        places=found,
        whose=whose,
        alone=visit.alone == cell.document_id,
        around=None if found else words_around(visit, row),
        following=_following(visit, following) if following else [],
        reading_mark=value_mark(cell.value),
        keys=KEYS,
        kinds=KINDS,
        recurrences=RECURRENCES,
        same=count_same(visit, after) if after else 0,
        after=after,
        table="-1" if row["table_index"] is None else row["table_index"],
    )


def _pieces(cell: Cell, document: Document) -> list[Piece]:
    """Mark what repair changed; of bare text, mostly changed, what is doubtful."""
    if not isinstance(cell.value, str):
        return []
    if document.pictured:
        return changes(cell.raw, cell.value)
    return doubtful(cell.value, cell.others)


def _beside(visit: Visit, cell: Cell) -> dict[str, Value]:
    """Return the value of the same field in the tasks above and below in the same table."""
    reading = visit.desk.reading
    own = reading.rows[cell.record_id]
    ids = [
        row["record_id"]
        for row in reading.tasks[cell.document_id]
        if row["table_index"] == own["table_index"]
    ]
    at = ids.index(cell.record_id)
    near = {"from_above": at - 1, "from_below": at + 1}
    cells = {
        why: reading.cells.get((ids[place], cell.field))
        for why, place in near.items()
        if 0 <= place < len(ids)
    }
    return {why: visit.desk.value(found) for why, found in cells.items() if found is not None}


def _following(visit: Visit, cell: Cell) -> list[dict[str, Any]]:
    return seen_at(visit, cell, visit.desk.reading.rows[cell.record_id])[0][:1]


_NOTES = frozenset({"conflict", "changed", "held", "undone", "nothing_to_undo"})


def reasons(visit: Visit, row: Any, field: str) -> list[str]:
    """Return why a person should look at a field of a record, in the person's language."""
    found = []
    for name in row["flags"] or ():
        flag = FLAGS.get(name)
        if flag is not None and speaks_of(row, name, field):
            found.append(flag.vietnamese if visit.language == "vi" else flag.english)
    return found
