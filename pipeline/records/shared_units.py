"""Units that stand in the column of others: "Sở A phối hợp Sở B" below "Đơn vị thực hiện"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.types.task import TaskRecord

_OTHER = {"lead_units": "coordinating_units", "coordinating_units": "lead_units"}


def with_shared_places(records: Sequence[TaskRecord]) -> tuple[TaskRecord, ...]:
    """Give units without evidence of their own that of the units beside which they were read.

    It is done when the fields are judged already: calibration has learnt from a plan's own columns.
    """
    return tuple(map(_with_shared, records))


def _with_shared(record: TaskRecord) -> TaskRecord:
    found = {
        name: record.evidence[other]
        for name, other in _OTHER.items()
        if getattr(record, name) and name not in record.evidence and other in record.evidence
    }
    return replace(record, evidence={**record.evidence, **found}) if found else record
