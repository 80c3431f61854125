"""Letterhead: who issued the document, its number, date, title, signer and recipients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.fields.bases import find_bases, read_basis
from pipeline.fields.letterhead_agree import agreed_place, is_plausible
from pipeline.fields.letterhead_annex import Reference, find_reference
from pipeline.fields.letterhead_foot import Foot, read_foot
from pipeline.fields.letterhead_head import Head, read_head
from pipeline.fields.letterhead_lines import Found, joined_evidence, split_pieces
from pipeline.fields.letterhead_stated import better_title, stated_title
from pipeline.fields.plan_year import plan_year
from pipeline.fields.unit_mending import mend_units
from pipeline.types.task import Evidence, Letterhead
from pipeline.types.text import Paragraph, Place


def read_letterhead(
    paragraphs: Sequence[Paragraph],
    first_page_width: float | None = None,
    cells: Sequence[str] = (),
) -> Letterhead:
    """Read head and foot of a document laid out by Decree 30/2020 or in the party's way.

    paragraphs         all paragraphs outside tables, in reading order; their lines' boxes in the
                       clean frame tell left from right. Without lines the words alone decide.
    first_page_width   width of the first page in clean pixels; estimated from the lines if None.
    cells              texts of the tables: their days help to tell the year that the plan is for.

    What is not legible stays empty or None and raises a flag ("number_missing", "date_missing",
    "issuer_missing", "type_missing", "title_missing", "signer_missing"); nothing is made up. A
    number that was filled in by hand is not taken ("number_by_hand"), and neither is a date that
    was not read surely or cannot be ("date_doubtful"). An annex that repeats number and date in
    print ("Kèm theo Kế hoạch số …") gives them where the head does not; where the two differ, the
    head counts ("number_disagrees", "date_disagrees").
    """
    pieces = split_pieces(paragraphs, first_page_width)
    if not pieces:
        return Letterhead(flags=_missing(Letterhead()))
    first_page = min(piece.page for piece in pieces)
    head = read_head([piece for piece in pieces if piece.page == first_page])
    head = replace(head, title=better_title(head.title, stated_title(pieces, head.body_from)))
    foot = read_foot(pieces)
    bases, used = find_bases(paragraphs[head.body_from :])
    place, issuer = agreed_place(head.place, head.issuer)
    annex = find_reference(pieces, head.type.text)
    dated = _dated(head, annex, bases)
    evidence = {**_evidence(head, foot), **dated.evidence}
    if bases:
        evidence["legal_bases"] = _of([paragraphs[head.body_from + index] for index in used])
    read = Letterhead(
        number=dated.number,
        date=dated.day,
        place=place.text,
        issuer=_mended(issuer.text),
        issuer_parent=_mended(head.parent.text),
        type=head.type.text,
        title=head.title.text,
        signer_name=foot.signer_name.text,
        signer_role=foot.signer_role.text,
        recipients=tuple(found.text for found in foot.recipients),
        legal_bases=bases,
        year=plan_year(head.title.text, dated.day, (*(p.text for p in paragraphs), *cells)),
        evidence=evidence,
        bases=tuple(map(read_basis, bases)),
    )
    return replace(read, flags=(*_missing(read), *dated.flags))


@dataclass(frozen=True, slots=True)
class _Dated:
    """Number and day of the document, what the annex's line gives evidence for, and doubts."""

    number: str
    day: date | None
    evidence: Mapping[str, Evidence]
    flags: tuple[str, ...]


def _dated(head: Head, annex: Reference | None, bases: Sequence[str]) -> _Dated:
    """Settle number and day between the head, the annex and what cannot be."""
    number, day = head.number.text, head.day
    if day is not None and not is_plausible(day, head.type.text, head.title.text, bases):
        day = None
    doubts = {
        "number_by_hand": head.by_hand,
        "date_doubtful": day is None and bool(head.day_pieces),
    }
    evidence: dict[str, Evidence] = {}
    if annex is not None:
        proof = joined_evidence(annex.pieces)
        doubts["number_disagrees"] = bool(number and annex.number not in ("", number))
        doubts["date_disagrees"] = day is not None and annex.day not in (None, day)
        if not number and annex.number:
            number, evidence["number"] = annex.number, proof
        if annex.day is not None and (day is None or (head.by_hand and day != annex.day)):
            day, evidence["date"] = annex.day, proof
    return _Dated(number, day, evidence, tuple(f for f, raised in doubts.items() if raised))


def _mended(name: str) -> str:
    """Set misread words of an office's name right; letterheads are in capitals."""
    return mend_units(name)[0]


def _evidence(head: Head, foot: Foot) -> dict[str, Evidence]:
    found: dict[str, Found] = {
        "number": head.number,
        "place": head.place,
        "issuer": head.issuer,
        "issuer_parent": head.parent,
        "type": head.type,
        "title": head.title,
        "signer_name": foot.signer_name,
        "signer_role": foot.signer_role,
        "date": Found("", head.day_pieces),
        "recipients": Found("", tuple(p for entry in foot.recipients for p in entry.pieces)),
    }
    return {name: joined_evidence(item.pieces) for name, item in found.items() if item.pieces}


def _of(paragraphs: Sequence[Paragraph]) -> Evidence:
    places: tuple[Place, ...] = tuple(place for p in paragraphs for place in p.places)
    confidence = min(paragraph.confidence for paragraph in paragraphs)
    return Evidence("\n".join(paragraph.raw for paragraph in paragraphs), confidence, places)


def _missing(read: Letterhead) -> tuple[str, ...]:
    values = {
        "number": read.number,
        "date": read.date,
        "issuer": read.issuer,
        "type": read.type,
        "title": read.title,
        "signer": read.signer_name,
    }
    return tuple(f"{name}_missing" for name, value in values.items() if not value)
