"""The four tables and their columns, types exactly as other programs rely on them.

A column is added at the end of a table and never renamed or given another meaning; a change that
an old file cannot be read with raises ``SCHEMA_VERSION``.
"""

from __future__ import annotations

from typing import Literal

import pyarrow as pa

Table = Literal["tasks", "documents", "pages", "cells"]

SCHEMA_VERSION = 1

_TEXT, _INT, _REAL, _DAY = pa.string(), pa.int32(), pa.float64(), pa.date32()
_TEXTS = pa.list_(_TEXT)
_TEXT_MAP = pa.map_(_TEXT, _TEXT)
_REAL_MAP = pa.map_(_TEXT, _REAL)
_CORNERS = [("x0", _REAL), ("y0", _REAL), ("x1", _REAL), ("y1", _REAL)]
_BOX = pa.struct(_CORNERS)
_BOXES = pa.list_(pa.struct([("field", _TEXT), ("page", _INT), *_CORNERS]))
_INDICATOR = [("text", _TEXT), ("op", _TEXT), ("value", _REAL), ("unit", _TEXT)]
_TARGET = [
    *_INDICATOR,
    ("deadline_kind", _TEXT),
    ("deadline_start", _DAY),
    ("deadline_end", _DAY),
]
_BASIS = [("kind", _TEXT), ("number", _TEXT), ("date", _DAY), ("subject", _TEXT)]
_SECOND = [("field", _TEXT), ("word", _TEXT), ("other", _TEXT), ("share", _REAL)]
_ISSUE = [
    ("stage", _TEXT),
    ("code", _TEXT),
    ("message", _TEXT),
    ("page", _INT),
    ("severity", _TEXT),
]

_TASKS = [
    ("record_id", _TEXT),
    ("document_id", _TEXT),
    ("source_file", _TEXT),
    ("document_number", _TEXT),
    ("document_date", _DAY),
    ("issuer", _TEXT),
    ("document_title", _TEXT),
    ("table_index", _INT),
    ("section_no", _TEXT),
    ("section", _TEXT),
    ("no", _TEXT),
    ("content", _TEXT),
    ("result", _TEXT),
    ("lead_units", _TEXTS),
    ("coordinating_units", _TEXTS),
    ("deadline_text", _TEXT),
    ("deadline_kind", _TEXT),
    ("deadline_start", _DAY),
    ("deadline_end", _DAY),
    ("deadline_recurrence", _TEXTS),
    ("indicators", pa.list_(pa.struct(_INDICATOR))),
    ("extra", _TEXT_MAP),
    ("page_first", _INT),
    ("page_last", _INT),
    ("boxes", _BOXES),
    ("raw", _TEXT_MAP),
    ("confidence", _REAL_MAP),
    ("flags", _TEXTS),
    ("review_status", _TEXT),
    ("pipeline_version", _TEXT),
    ("models", _TEXT),
    # beside what others rely on:
    ("lead_units_canonical", _TEXTS),
    ("coordinating_units_canonical", _TEXTS),
    ("signals", pa.map_(_TEXT, _REAL_MAP)),
    ("second_readings", pa.list_(pa.struct(_SECOND))),
    ("reviewed_fields", _TEXTS),
    ("plan_year", _INT),
    ("same_as", _TEXT),
]

_DOCUMENTS = [
    ("document_id", _TEXT),
    ("source_file", _TEXT),
    ("pages", _INT),
    ("sha256", _TEXT),
    ("number", _TEXT),
    ("date", _DAY),
    ("place", _TEXT),
    ("issuer", _TEXT),
    ("issuer_parent", _TEXT),
    ("type", _TEXT),
    ("title", _TEXT),
    ("signer_name", _TEXT),
    ("signer_role", _TEXT),
    ("recipients", _TEXTS),
    ("legal_bases", _TEXTS),
    ("targets", pa.list_(pa.struct(_TARGET))),
    ("text_layer", _TEXT),
    ("confidence", _REAL),
    ("flags", _TEXTS),
    ("seconds", _REAL),
    ("status", _TEXT),
    ("error", _TEXT),
    # beside what others rely on:
    ("aliases", _TEXTS),
    ("tasks", _INT),
    ("issues", pa.list_(pa.struct(_ISSUE))),
    ("stage_seconds", _REAL_MAP),
    ("boxes", _BOXES),
    ("raw", _TEXT_MAP),
    ("field_confidence", _REAL_MAP),
    ("fingerprint", _TEXT),
    ("pipeline_version", _TEXT),
    ("models", _TEXT),
    ("legal_bases_parts", pa.list_(pa.struct(_BASIS))),
    ("plan_year", _INT),
    ("same_as", _TEXT),
]

_PAGES = [
    ("document_id", _TEXT),
    ("page", _INT),
    ("width", _REAL),
    ("height", _REAL),
    ("dpi", _REAL),
    ("rotation", _INT),
    ("skew_deg", _REAL),
    ("profile", _TEXT),
    ("engine", _TEXT),
    ("mean_confidence", _REAL),
    ("text", _TEXT),
    ("raw_text", _TEXT),
]

_CELLS = [
    ("document_id", _TEXT),
    ("table_index", _INT),
    ("row", _INT),
    ("column", _INT),
    ("row_span", _INT),
    ("column_span", _INT),
    ("page", _INT),
    ("box", _BOX),
    ("raw_text", _TEXT),
    ("text", _TEXT),
    ("confidence", _REAL),
    ("field", _TEXT),
]

_METADATA = {"kehoach.schema_version": str(SCHEMA_VERSION)}

# The documents table stands last: it is written last, and its row says that the rest is there.
SCHEMAS: dict[Table, pa.Schema] = {
    "tasks": pa.schema(_TASKS, metadata=_METADATA),
    "pages": pa.schema(_PAGES, metadata=_METADATA),
    "cells": pa.schema(_CELLS, metadata=_METADATA),
    "documents": pa.schema(_DOCUMENTS, metadata=_METADATA),
}
TABLES: tuple[Table, ...] = tuple(SCHEMAS)
