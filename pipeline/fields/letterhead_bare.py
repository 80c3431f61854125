"""The lines of a head whose layout is lost: text layers run what stands side by side together.

"HUYỆN BẢO LẠC Độc lập - Tự do - Hạnh phúc Số: 28/KH-UBND Bảo Lạc, ngày 24 tháng 01 năm 2025 KẾ
HOẠCH" is a paragraph of five lines.
"""

from __future__ import annotations

import re

_CUT = re.compile(
    r"\s+(?=S[ốôoó6]\s?:)"  # before the number
    # behind its symbols: the place
    r"|(?<=[A-ZĐ]{2})\s+(?=[^\W\d_a-z][^,.;:\d]{2,40},\s*ng[aàâ]y\b)"
    r"|(?<=\d{4})\s+(?=[A-ZÀ-ỸĐ]{2})"  # behind the day: the type in capitals
)
_NUMBERED = re.compile(r"S[ốôoó6]\s?:\s?\S*\s?/|\bng[aàâ]y\b.{1,12}\bth[aáâ]ng\b.{1,12}\bn[aăâ]m\b")
_LONGEST = 300  # characters; a head is shorter, and a paragraph of the body that cites a number not


def bare_lines(text: str) -> list[str]:
    """Return the lines of a head that one paragraph holds; any other paragraph as it is."""
    if len(text) > _LONGEST or not _NUMBERED.search(text) or not _CUT.search(text):
        return [text]
    return [part for part in _CUT.split(text) if part]
