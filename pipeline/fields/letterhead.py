"""Letterhead: who issued the document, its number, date, title, signer and recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.fields.bases import find_bases
from pipeline.fields.letterhead_foot import Foot, read_foot
from pipeline.fields.letterhead_head import Head, read_head
from pipeline.fields.letterhead_lines import Found, joined_evidence, split_pieces
from pipeline.types.task import Evidence, Letterhead
from pipeline.types.text import Paragraph, Place


def read_letterhead(
    paragraphs: Sequence[Paragraph], first_page_width: float | None = None
) -> Letterhead:
    """Read head and foot of a document laid out by Decree 30/2020 or in the party's way.

    paragraphs         all paragraphs outside tables, in reading order; their lines' boxes in the
                       clean frame tell left from right. Without lines the words alone decide.
    first_page_width   width of the first page in clean pixels; estimated from the lines if None.

    What is not legible stays empty or None and raises a flag ("number_missing", "date_missing",
    "issuer_missing", "type_missing", "title_missing", "signer_missing"); nothing is made up.
    """
    pieces = split_pieces(paragraphs, first_page_width)
    if not pieces:
        return Letterhead(flags=_missing(Letterhead()))
    first_page = min(piece.page for piece in pieces)
    head = read_head([piece for piece in pieces if piece.page == first_page])
    foot = read_foot(pieces)
    bases, used = find_bases(paragraphs[head.body_from :])
    evidence = _evidence(head, foot)
    if bases:
        evidence["legal_bases"] = _of([paragraphs[head.body_from + index] for index in used])
    read = Letterhead(
        number=head.number.text,
        date=head.day,
        place=head.place.text,
        issuer=head.issuer.text,
        issuer_parent=head.parent.text,
        type=head.type.text,
        title=head.title.text,
        signer_name=foot.signer_name.text,
        signer_role=foot.signer_role.text,
        recipients=tuple(found.text for found in foot.recipients),
        legal_bases=bases,
        evidence=evidence,
    )
    return replace(read, flags=_missing(read))


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
