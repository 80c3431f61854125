"""What the page for new scans says, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

UPLOADS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "uploads": ("Thêm bản quét", "Add scans"),
        "drop_here": (
            "Kéo tệp PDF, TIFF, PNG, JPEG hoặc TXT vào đây.",
            "Drop PDF, TIFF, PNG, JPEG or TXT files here.",
        ),
        "choose_files": ("Chọn tệp", "Choose files"),
        "file": ("Tệp", "File"),
        "state": ("Tình trạng", "State"),
        "pages_read": ("Trang", "Pages"),
        "seconds": ("Giây", "Seconds"),
        "upload_waiting": ("chờ đọc", "waiting"),
        "upload_reading": ("đang đọc", "being read"),
        "upload_done": ("đã đọc xong", "read"),
        "tasks_read": ("Nhiệm vụ", "Tasks"),
        "upload_known": ("nội dung này đã có từ trước", "this very content was there already"),
        "upload_double": (
            "Rất có thể là cùng một văn bản với {file}: nhiệm vụ bị tính hai lần.",
            "Most probably the same plan as {file}: its tasks count twice.",
        ),
        "no_name": ("Tệp không có tên.", "The file has no name."),
        "upload_failed": ("không đọc được", "could not be read"),
    }
)
