"""The columns of a workbook's sheets: what each is called, and where its values come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from pipeline.batch.reasons import vietnamese, without_path
from pipeline.records.reasons import meaning
from pipeline.store.exports import labels
from pipeline.store.exports.flat import least_confidence
from pipeline.store.values import indicator_text

Row = Mapping[str, Any]
Kind = Literal["text", "long", "day", "whole", "number", "share", "page", "picture"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, width in characters, what it holds and where that comes from."""

    heading: str
    width: float
    kind: Kind
    value: Callable[[Row], Any]


def _lines(name: str) -> Callable[[Row], str]:
    return lambda row: "\n".join(row[name] or ())


def _number(row: Row) -> str:
    return ".".join(filter(None, (row["section_no"], row["no"])))


def _extra(row: Row) -> str:
    return "\n".join(f"{header}: {text}" for header, text in row["extra"] or ())


def _recurrence(row: Row) -> str:
    return ", ".join(labels.RECURRENCES.get(name, name) for name in row["deadline_recurrence"])


def _reasons(row: Row) -> str:
    """Return why a person should look at a row, a sentence a line."""
    return "\n".join(meaning(name)[0] for name in row["flags"] or ())


def _why(row: Row) -> str:
    """Return why a document could not be read, or should be looked at."""
    if row["status"] != "failed":
        return _reasons(row)
    message = without_path(row["error"], row["source_file"])
    return "\n".join(filter(None, (vietnamese(message), message)))


def _double(row: Row) -> str:
    """Return that a plan is another document's too, so that its tasks can be filtered out."""
    return "trùng văn bản khác" if row["same_as"] else ""


def _sureness(row: Row) -> float | None:
    """Return the probability that a task's indicators are right, None where none is known."""
    sure: float | None = dict(row["confidence"] or ()).get("indicators")
    return sure


# What is printed of each sheet; what follows is for filters and for those who check.
TASKS_PRINTED: Final = 11
INDICATORS_PRINTED: Final = 9
DOCUMENTS_PRINTED: Final = 9
TASKS: Final = (
    Column("Mục", 7, "text", _number),
    Column("Nội dung nhiệm vụ", 44, "long", lambda row: row["content"]),
    Column("Kết quả, sản phẩm", 22, "long", lambda row: row["result"]),
    Column("Đơn vị chủ trì", 20, "long", _lines("lead_units")),
    Column("Đơn vị phối hợp", 20, "long", _lines("coordinating_units")),
    Column("Thời hạn", 13, "long", lambda row: row["deadline_text"]),
    Column("Bắt đầu", 10.5, "day", lambda row: row["deadline_start"]),
    Column("Hạn cuối", 10.5, "day", lambda row: row["deadline_end"]),
    Column("Chỉ tiêu", 15, "long", lambda row: "\n".join(map(indicator_text, row["indicators"]))),
    Column("Văn bản", 11, "long", lambda row: row["document_number"]),
    Column("Trang", 6, "page", lambda row: row["page_first"]),
    Column("Ảnh", 7, "picture", lambda row: row["record_id"]),
    Column("Ngày ban hành", 11, "day", lambda row: row["document_date"]),
    Column("Cơ quan ban hành", 28, "long", lambda row: row["issuer"]),
    Column("Trích yếu", 36, "long", lambda row: row["document_title"]),
    Column("Phần", 28, "long", lambda row: row["section"]),
    Column("Chủ trì (tên chuẩn)", 30, "long", _lines("lead_units_canonical")),
    Column("Phối hợp (tên chuẩn)", 30, "long", _lines("coordinating_units_canonical")),
    Column("Loại thời hạn", 14, "text", lambda row: labels.DEADLINE_KINDS[row["deadline_kind"]]),
    Column("Định kỳ", 14, "text", _recurrence),
    Column("Cột khác", 24, "long", _extra),
    Column("Độ tin cậy", 8, "share", least_confidence),
    Column("Lý do cần xem", 36, "long", _reasons),
    Column("Rà soát", 13, "text", lambda row: labels.REVIEW_STATUSES[row["review_status"]]),
    Column("Tệp nguồn", 30, "text", lambda row: row["source_file"]),
    Column("Mã bản ghi", 34, "text", lambda row: row["record_id"]),
    Column("Quét hai lần", 19, "text", _double),
)
INDICATORS: Final = (
    Column("Văn bản", 14, "text", lambda row: row["document_number"]),
    Column("Mục", 7, "text", _number),
    Column("Nội dung nhiệm vụ", 60, "long", lambda row: row["content"]),
    Column("Chỉ tiêu", 44, "long", lambda row: row["indicator"]["text"]),
    Column("So sánh", 11, "text", lambda row: labels.OPERATORS[row["indicator"]["op"]]),
    Column("Giá trị", 11, "number", lambda row: row["indicator"]["value"]),
    Column("Đơn vị tính", 16, "text", lambda row: row["indicator"]["unit"]),
    Column("Đơn vị chủ trì", 28, "long", _lines("lead_units")),
    Column("Hạn cuối", 11, "day", lambda row: row["deadline_end"]),
    Column("Cơ quan ban hành", 28, "long", lambda row: row["issuer"]),
    Column("Độ tin cậy", 8, "share", _sureness),
    Column("Lý do cần xem", 36, "long", _reasons),
    Column("Rà soát", 13, "text", lambda row: labels.REVIEW_STATUSES[row["review_status"]]),
    Column("Quét hai lần", 19, "text", _double),
    Column("Mã bản ghi", 34, "text", lambda row: row["record_id"]),
)
DOCUMENTS: Final = (
    Column("Số, ký hiệu", 16, "text", lambda row: row["number"]),
    Column("Ngày ban hành", 11, "day", lambda row: row["date"]),
    Column("Cơ quan ban hành", 34, "long", lambda row: row["issuer"]),
    Column("Trích yếu", 50, "long", lambda row: row["title"]),
    Column("Người ký", 22, "text", lambda row: row["signer_name"]),
    Column("Số trang", 8, "whole", lambda row: row["pages"]),
    Column("Số nhiệm vụ", 9, "whole", lambda row: row["tasks"]),
    Column("Tình trạng", 16, "text", lambda row: labels.DOCUMENT_STATUSES[row["status"]]),
    Column("Lý do", 40, "long", _why),
    Column("Tệp nguồn", 40, "text", lambda row: row["source_file"]),
    Column("Tệp giống hệt", 40, "long", _lines("aliases")),
    Column("Cùng văn bản với", 40, "text", lambda row: row["same_file"]),
)
