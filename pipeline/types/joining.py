"""How printed lines become running text: the one home of the rule."""

from __future__ import annotations

import re
from collections.abc import Iterable

# "10/CT-" + "TTg", "QĐ-" + "UBND", "31/01/" + "2021": codes and dates cut at a joint.
_CUT_CODE = re.compile(r"(?:\w/|[A-ZĐ0-9]-)$")


def join_lines(lines: Iterable[str]) -> str:
    """Join lines with one space; codes and dates that a line end cut are joined without."""
    text = ""
    for line in lines:
        stripped = " ".join(line.split())
        if not stripped:
            continue
        cut = _CUT_CODE.search(text) and stripped[0].isalnum()
        text += stripped if cut or not text else f" {stripped}"
    return text
