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
_LONGEST = 700  # characters; a head with both mottoes and a long title is shorter
_TYPE_WORDS = 4  # "BẢN THỎA THUẬN" has three, "CHƯƠNG TRÌNH HÀNH ĐỘNG" four
_RECIPIENTS = re.compile(r"^(N[ơo]i nh[ậâa]n\s?:)\s+(?=\S)")
# A recipient, and what of the signature was read on its line: "- UBND tỉnh (b/c); CHỦ TỊCH".
_SIGNED = re.compile(r"^(-.*?[;.])\s+(?=\S)")


def bare_lines(text: str) -> list[str]:
    """Return the lines that one paragraph of a head or foot holds; any other paragraph as it is."""
    for foot in (_RECIPIENTS, _SIGNED):
        found = foot.match(text)
        if found and text[found.end() :].isupper():
            return [found[1], text[found.end() :]]
    if len(text) > _LONGEST or not _NUMBERED.search(text) or not _CUT.search(text):
        return [text]
    *parts, last = (part for part in _CUT.split(text) if part)
    return [*parts, *_typed(last)]


def _typed(part: str) -> list[str]:
    """Part the type from the title behind it: "KẾ HOẠCH Công tác dân vận năm 2024"."""
    words = part.split()
    loud = next((i for i, word in enumerate(words) if not word.isupper()), len(words))
    if not 0 < loud <= _TYPE_WORDS or loud == len(words):
        return [part]
    return [" ".join(words[:loud]), " ".join(words[loud:])]
