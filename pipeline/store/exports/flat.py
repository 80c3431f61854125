"""Rows of ``tasks`` as other formats can hold them: JSON values, or one text for each column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

from pipeline.store.values import indicator_text

Row = Mapping[str, Any]

# What a person reads and a spreadsheet holds; places and raw readings are in JSON lines, Parquet.
FLAT_COLUMNS: Final = (
    "record_id", "document_number", "document_date", "issuer", "document_title", "section_no",
    "section", "no", "content", "result", "lead_units", "coordinating_units",
    "lead_units_canonical", "coordinating_units_canonical", "deadline_text", "deadline_kind",
    "deadline_start", "deadline_end", "deadline_recurrence", "indicators", "extra",
    "page_first", "page_last", "least_confidence", "flags", "review_status",
    "source_file", "document_id", "same_as",
)  # fmt: skip


def json_value(value: Any, kind: pa.DataType) -> Any:
    """Return a value of Arrow as JSON has it: a map as an object, a day in ISO form."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if pa.types.is_map(kind):
        return {str(k): json_value(v, kind.item_type) for k, v in value}
    if pa.types.is_list(kind):
        return [json_value(item, kind.value_type) for item in value]
    if pa.types.is_struct(kind):
        return {kind.field(i).name: _of_field(value, kind.field(i)) for i in range(kind.num_fields)}
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def json_rows(table: pa.Table | pa.RecordBatch) -> Iterable[dict[str, Any]]:
    """Yield the rows of any table as JSON objects."""
    kinds = {field.name: field.type for field in table.schema}
    for row in table.to_pylist():
        yield {name: json_value(value, kinds[name]) for name, value in row.items()}


def flat_row(row: Row) -> dict[str, Any]:
    """Return a row of ``tasks`` with one number, day or text for each of ``FLAT_COLUMNS``."""
    return {name: flat_value(row, name) for name in FLAT_COLUMNS}


def flat_value(row: Row, name: str) -> Any:
    """Return one column of a row of ``tasks`` as a number, a day, a text or None."""
    if name == "least_confidence":
        return least_confidence(row)
    value = row[name]
    if name == "indicators":
        return "; ".join(indicator_text(item) for item in value or ())
    if name == "extra":
        return "; ".join(f"{k}: {v}" for k, v in value or ())
    return "; ".join(value) if isinstance(value, list) else value


def least_confidence(row: Row) -> float | None:
    """Return the probability of the field that is the least sure, None where none is known."""
    return min((p for _, p in row["confidence"] or ()), default=None)


def _of_field(value: Mapping[str, Any], field: pa.Field) -> Any:
    return json_value(value[field.name], field.type)
