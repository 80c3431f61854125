"""The page on which one correction is carried over to cells misread in the same way."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from pipeline.review.alike import Proposal, proposals
from pipeline.review.marks import changes
from pipeline.review.visit import NotFoundError, Visit
from pipeline.store.corrections import Decision
from pipeline.store.values import shown, value_mark


def count_same(visit: Visit, seq: str) -> int:
    """Return how many cells the person's correction ``seq`` could be carried over to."""
    decision = _decision(visit, seq)
    return len(_found(visit, decision)) if decision else 0


def show_same(visit: Visit) -> Response:
    """Show the cells, each with its picture and what would be changed in it."""
    seq = str(visit.request.path_params["seq"])
    decision = _decision(visit, seq)
    if decision is None:
        raise NotFoundError(visit.say("not_found"))
    found = _found(visit, decision)
    if not found:
        return RedirectResponse("/next", 303)
    lines = [
        {
            "cell": p.cell,
            "pieces": changes(shown(p.cell.value), shown(p.value)),
            "mark": value_mark(p.cell.value),
            "document": visit.desk.reading.documents[p.cell.document_id],
        }
        for p in found
    ]
    return visit.show("same.html", decision=decision, lines=lines, seq=seq, shown_value=shown)


def apply_same(visit: Visit) -> Response:
    """Correct the ticked cells in one go."""
    decision = _decision(visit, str(visit.request.path_params["seq"]))
    if decision is None:
        raise NotFoundError(visit.say("not_found"))
    ticked = set(visit.form.get("cell", ()))
    wanted = [
        (p.cell, p.value)
        for p in _found(visit, decision)
        if f"{p.cell.record_id} {value_mark(p.cell.value)} {p.cell.field}" in ticked
    ]
    visit.desk.change_all(wanted, visit.who)
    return RedirectResponse("/next", 303)


def _decision(visit: Visit, seq: str) -> Decision | None:
    """Return a correction of this person's by its number."""
    if not (seq.isascii() and seq.isdigit() and len(seq) < 10):
        return None
    decision = visit.desk.corrections.decision(int(seq))
    mine = decision is not None and decision.reviewer == visit.who
    return decision if mine and decision and decision.action == "correct" else None


def _found(visit: Visit, decision: Decision) -> list[Proposal]:
    return proposals(decision, visit.desk.queue.left())
