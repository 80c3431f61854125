"""What is never changed: numbers, dates, document numbers, addresses, codes."""

from __future__ import annotations

import re

_EDGES = "()[]{}<>\"'“”‘’„.,;:!?…"
_NUMBER = re.compile(r"[+\-−–±]?\d[\d.,:/\-–]*\s?(?:%|‰|°C?)?")
_ENDS = "vn|com|org|net|edu|gov"
_ADDRESS = re.compile(
    rf"(?:https?:|www\.|ftp:).*|\S+@\S+\.\S+|[\w-]+(?:\.[\w-]+)*\.(?:{_ENDS})\S*", re.I
)
_CODE = re.compile(r"(?=.*\d)[A-Z0-9Đ]{2,}(?:[./_-][A-Z0-9Đ]+)*|\w+(?:_\w+)+|\w/\w")
_DOCUMENT = re.compile(r"\d+[a-zđ]?(?:/\d+)?/[\w/-]+", re.I)


# "T6 chirc" is Tổ chức, "S6" Số: "I11" III: where letters are read as digits, so short a code
# is none.
_SHORT = re.compile(r"[A-ZĐ]{1,2}\d|I[I1]{1,2}")


def is_protected(chunk: str, garbled: bool = False) -> bool:
    """Whether a chunk between spaces is one that must stay as it stands.

    >>> [is_protected(c) for c in ("12/3/2021,", "61/2018/NĐ-CP;", "100%", "QL1A", "S6:", "số")]
    [True, True, True, True, True, False]
    """
    core = chunk.strip(_EDGES)
    if not core or core.isalpha() or (garbled and _SHORT.fullmatch(core)):
        return False
    return any(pattern.fullmatch(core) for pattern in (_NUMBER, _DOCUMENT, _ADDRESS, _CODE))
