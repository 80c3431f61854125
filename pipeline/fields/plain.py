"""Cell text made uniform without changing what it says."""

from __future__ import annotations

import re
import unicodedata

CITED = re.compile(
    r"\b(?:so\s+)?\d+(?:/\d{4})?\s?/\s?[a-z][\w-]*(?:\s+ngay\s+\d{1,2}(?:[/.-]|\s+thang\s+)\d{1,2}"
    r"(?:[/.-]|\s+nam\s+)\d{4})?"
)
"""A document named in folded text, its date too: "so 61/2018/nd-cp ngay 23 thang 4 nam 2018"."""
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u200a\u202f\t\f\v"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def normalise(text: str) -> str:
    """Return NFC text with plain dashes and single spaces; line feeds between lines stay.

    Quotes, case and letters are untouched. Empty lines are left out.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_DASHES).translate(_SPACES).translate(_INVISIBLE)
    lines = (re.sub(r" {2,}", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def blanked(text: str, pattern: re.Pattern[str]) -> str:
    """Return ``text`` with every match of ``pattern`` made blank, of the same length."""
    return pattern.sub(lambda m: " " * len(m.group()), text)
