"""Results of one document → rows of the four tables."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline import __version__
from pipeline.store.pages import own_pages
from pipeline.store.schema import Table
from pipeline.types.document import CellResult, DocumentResult, PageResult, Source
from pipeline.types.geometry import Box
from pipeline.types.outcome import Issue
from pipeline.types.task import Evidence, Indicator, LegalBasis, Letterhead, Target, TaskRecord

Row = dict[str, Any]
Rows = dict[Table, list[Row]]


def record_id(document_id: str, key: str, occurrence: int = 0) -> str:
    """Name a task record: 32 hexadecimal digits; same bytes and same place → same id.

    occurrence   0 for the first record with this key; keeps ids apart where keys are not.
    """
    said = f"{document_id}\n{key}" + (f"\n{occurrence}" if occurrence else "")
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def result_rows(source: Source, result: DocumentResult) -> Rows:
    """Return the rows of a document that was read. Raises ValueError: a box not in points."""
    head = result.letterhead
    return {
        "tasks": list(_task_rows(source, head, result.records)),
        "pages": [_page_row(source, page) for page in result.pages],
        "cells": [_cell_row(source, cell) for cell in result.cells],
        "documents": [_document_row(source, result)],
    }


def failure_rows(source: Source, error: str, seconds: float) -> Rows:
    """Return the rows of a document that could not be read: one in ``documents``, no other."""
    row = {
        **_source_columns(source),
        **_letterhead_columns(Letterhead()),
        "targets": [],
        "text_layer": None,
        "confidence": None,
        "flags": ["document_failed"],
        "seconds": seconds,
        "status": "failed",
        "error": text(error),
        "tasks": 0,
        "issues": [],
        "stage_seconds": [],
    }
    return {"tasks": [], "pages": [], "cells": [], "documents": [row]}


def text(value: str) -> str:
    """Return text that every reader takes: NFC, lone surrogates (odd file names) as "?"."""
    return unicodedata.normalize("NFC", value).encode("utf-8", "replace").decode("utf-8")


def _document_row(source: Source, result: DocumentResult) -> Row:
    return {
        **_source_columns(source),
        **_letterhead_columns(result.letterhead),
        "targets": [_target(target) for target in result.targets],
        "text_layer": str(result.layer),
        "confidence": result.confidence,
        "flags": _texts(result.flags),
        "seconds": sum(result.seconds.values()),
        "status": result.status,
        "error": "",
        "tasks": len(result.records),
        "issues": [_issue(issue) for issue in result.issues],
        "stage_seconds": _pairs(result.seconds),
    }


def _source_columns(source: Source) -> Row:
    return {
        "document_id": source.document_id,
        "sha256": source.document_id,
        "source_file": text(source.source_file),
        "aliases": _texts(source.aliases),
        "same_as": None,
        "pages": source.pages,
        "fingerprint": source.fingerprint,
        "pipeline_version": __version__,
        "models": text(source.models),
    }


def _letterhead_columns(head: Letterhead) -> Row:
    return {
        "number": text(head.number),
        "date": head.date,
        "place": text(head.place),
        "issuer": text(head.issuer),
        "issuer_parent": text(head.issuer_parent),
        "type": text(head.type),
        "title": text(head.title),
        "signer_name": text(head.signer_name),
        "signer_role": text(head.signer_role),
        "recipients": _texts(head.recipients),
        "legal_bases": _texts(head.legal_bases),
        "legal_bases_parts": [_basis(basis) for basis in head.bases],
        "plan_year": head.year,
        "boxes": _boxes(head.evidence),
        "raw": _raw(head.evidence),
        "field_confidence": _confidences(head.evidence),
    }


def _task_rows(source: Source, head: Letterhead, records: Iterable[TaskRecord]) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    tasks = tuple(records)
    for record, (first, last) in zip(tasks, own_pages(tasks), strict=True):
        yield {
            "record_id": record_id(source.document_id, record.key, seen[record.key]),
            "document_id": source.document_id,
            "source_file": text(source.source_file),
            "document_number": text(head.number),
            "document_date": head.date,
            "issuer": text(head.issuer),
            "document_title": text(head.title),
            "plan_year": head.year,
            **_task_columns(record),
            "page_first": first,
            "page_last": last,
            "review_status": "unreviewed",
            "reviewed_fields": [],
            "same_as": None,
            "pipeline_version": __version__,
            "models": text(source.models),
        }
        seen[record.key] += 1


def _task_columns(record: TaskRecord) -> Row:
    return {
        "table_index": record.table_index,
        "section_no": text(record.section_no),
        "section": text(record.section),
        "no": text(record.no),
        "content": text(record.content),
        "result": text(record.result),
        "lead_units": _texts(record.lead_units),
        "coordinating_units": _texts(record.coordinating_units),
        "deadline_text": text(record.deadline_text),
        "deadline_kind": record.deadline.kind,
        "deadline_start": record.deadline.start,
        "deadline_end": record.deadline.end,
        "deadline_recurrence": list(record.deadline.recurrence),
        "indicators": [_indicator(indicator) for indicator in record.indicators],
        "extra": [(text(k), text(v)) for k, v in record.extra.items()],
        "boxes": _boxes(record.evidence),
        "raw": _raw(record.evidence),
        "confidence": _task_confidences(record),
        "flags": _texts(record.flags),
        "lead_units_canonical": _texts(record.lead_canonical),
        "coordinating_units_canonical": _texts(record.coordinating_canonical),
        "signals": [(name, _pairs(j.signals)) for name, j in record.judged.items()],
        "second_readings": [
            {"field": name, "word": text(s.word), "other": text(s.other), "share": s.confidence}
            for name, j in record.judged.items()
            for s in j.seconds
        ],
    }


def _page_row(source: Source, page: PageResult) -> Row:
    return {
        "document_id": source.document_id,
        "page": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "rotation": page.rotation,
        "skew_deg": page.skew_deg,
        "profile": text(page.profile),
        "engine": text(page.engine),
        "mean_confidence": page.mean_confidence,
        "text": text(page.text),
        "raw_text": text(page.raw_text),
    }


def _cell_row(source: Source, cell: CellResult) -> Row:
    return {
        "document_id": source.document_id,
        "table_index": cell.table_index,
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "page": cell.page,
        "box": None if cell.box is None else _corners(cell.box),
        "raw_text": text(cell.raw_text),
        "text": text(cell.text),
        "confidence": cell.confidence,
        "field": text(cell.field),
    }


def _indicator(indicator: Indicator) -> Row:
    return {
        "text": text(indicator.text),
        "op": indicator.op,
        "value": indicator.value,
        "unit": text(indicator.unit),
    }


def _basis(basis: LegalBasis) -> Row:
    return {
        "kind": text(basis.kind),
        "number": text(basis.number),
        "date": basis.date,
        "subject": text(basis.subject),
    }


def _target(target: Target) -> Row:
    return {
        **_indicator(target.indicator),
        "deadline_kind": target.deadline.kind,
        "deadline_start": target.deadline.start,
        "deadline_end": target.deadline.end,
    }


def _issue(issue: Issue) -> Row:
    return {
        "stage": issue.stage,
        "code": issue.code,
        "message": text(issue.message),
        "page": issue.page,
        "severity": issue.severity,
    }


def _boxes(evidence: Mapping[str, Evidence]) -> list[Row]:
    return [
        {"field": text(name), "page": place.page, **_corners(place.box)}
        for name, proof in evidence.items()
        for place in proof.places
    ]


def _corners(box: Box) -> Row:
    if box.frame != "points":
        raise ValueError(f"tables hold boxes in points, got one in {box.frame}")
    return {"x0": box.x0, "y0": box.y0, "x1": box.x1, "y1": box.y1}


def _raw(evidence: Mapping[str, Evidence]) -> list[tuple[str, str]]:
    return [(text(name), text(proof.raw)) for name, proof in evidence.items()]


def _confidences(evidence: Mapping[str, Evidence]) -> list[tuple[str, float]]:
    return [(text(name), proof.confidence) for name, proof in evidence.items()]


def _task_confidences(record: TaskRecord) -> list[tuple[str, float]]:
    judged = {n: j.confidence for n, j in record.judged.items() if j.confidence is not None}
    return list((dict(_confidences(record.evidence)) | judged).items())


def _pairs(mapping: Mapping[str, float]) -> list[tuple[str, float]]:
    return list(mapping.items())


def _texts(values: Iterable[str]) -> list[str]:
    return [text(value) for value in values]
