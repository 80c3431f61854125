"""What a spreadsheet for people calls the columns, and the words of the fixed values in them."""

from __future__ import annotations

from typing import Final

DEADLINE_KINDS: Final = {
    "continuous": "thường xuyên",
    "date": "đến ngày",
    "month": "trong tháng",
    "quarter": "trong quý",
    "year": "trong năm",
    "range": "khoảng thời gian",
    "recurring": "định kỳ",
    "on_demand": "khi có yêu cầu",
    "relative": "theo sự kiện",
    "none": "không nêu",
}
RECURRENCES: Final = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "semiannual": "6 tháng",
    "annual": "hằng năm",
    "ad_hoc": "đột xuất",
}
REVIEW_STATUSES: Final = {
    "unreviewed": "chưa rà soát",
    "accepted": "đã xác nhận",
    "corrected": "đã sửa",
}
DOCUMENT_STATUSES: Final = {
    "done": "đã đọc",
    "partial": "đọc thiếu trang",
    "failed": "không đọc được",
}
OPERATORS: Final = {"=": "bằng", ">=": "ít nhất", "<=": "không quá", ">": "trên", "<": "dưới"}
