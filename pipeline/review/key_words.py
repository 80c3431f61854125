"""The keys of the page of one cell, and what each does."""

from __future__ import annotations

from typing import Final

KEYS: Final[tuple[tuple[str, tuple[str, str]], ...]] = (
    ("Enter", ("đúng, hoặc lưu, rồi sang ô tiếp", "right, or save, and go on")),
    ("1 – 9", ("chọn cách đọc khác", "take another reading")),
    ("E, F2", ("sửa; Esc bỏ sửa", "edit; Esc leaves it unchanged")),
    ("Shift Enter", ("xuống dòng khi đang sửa", "a new line amid typing")),
    (";", ("thêm một đơn vị nữa", "among units: another one")),
    ("X", ("không đọc được", "illegible")),
    ("S", ("để sau", "skip")),
    ("U", ("hoàn tác", "undo")),
    ("P", ("cả trang, hoặc về ô", "whole page, or back to the cell")),
    ("]", ("phần tiếp của ô, ở trang khác", "next part of the cell, on another page")),
    ("R, T", ("cả nhiệm vụ, cả bảng", "whole task, whole table")),
    ("M", ("sửa chỗ đọc sai giống vậy", "correct the same misreading elsewhere")),
)
