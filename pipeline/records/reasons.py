"""Every flag of tasks and documents → what it means, in Vietnamese and English.

Flags of tasks and of letterheads have their sentences where they are defined (``flags``). A
document's flags are also the codes of what a stage met on it (``types.outcome.Issue``): those
sentences are here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pipeline.records.flags import DOCUMENT_FLAGS, FLAGS

SAME_PLAN = "same_plan"
ISSUES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        SAME_PLAN: (
            "Rất có thể là cùng một văn bản với tệp khác (quét hai lần): nhiệm vụ bị đếm hai lần.",
            "Most probably the same plan as another file, scanned twice: its tasks count double.",
        ),
        "document_failed": ("Không đọc được tệp.", "The file could not be read."),
        "page_unreadable": (
            "Có trang không đọc được.",
            "A page could not be read.",
        ),
        "low_resolution": (
            "Độ phân giải bản quét thấp: nên quét lại ở 300 dpi.",
            "The scan's resolution is low: 300 dpi reads far better.",
        ),
        "picture_cut_short": (
            "Ảnh trang bị cắt cụt, thiếu phần cuối trang: cần quét lại.",
            "The picture of a page breaks off and its foot is missing: scan it again.",
        ),
        "orientation_uncertain": (
            "Không chắc chiều của trang.",
            "It is uncertain which way up a page is.",
        ),
        "no_searchable_copy": (
            "Không tạo được bản PDF tìm được chữ.",
            "No searchable copy could be made.",
        ),
    }
)
"""Code of an issue that becomes a document's flag, or a flag that only all documents together
tell → (Vietnamese, English)."""


def meanings() -> dict[str, tuple[str, str]]:
    """Return every flag with its sentence in Vietnamese and in English."""
    flags = {**FLAGS, **DOCUMENT_FLAGS}
    return {flag.name: (flag.vietnamese, flag.english) for flag in flags.values()} | dict(ISSUES)


_MEANINGS: Mapping[str, tuple[str, str]] = MappingProxyType(meanings())


def meaning(flag: str) -> tuple[str, str]:
    """Return (Vietnamese, English) of a flag; one of another version stands for itself."""
    return _MEANINGS.get(flag, (flag, flag))
