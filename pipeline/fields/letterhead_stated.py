"""The sentence that says again what a plan is, where a seal hides its title.

"UBND tỉnh ban hành Kế hoạch bảo vệ, chăm sóc và nâng cao sức khỏe Nhân dân năm 2024 với các nội
dung sau:" stands between the legal bases and the first section; five of six gold plans have it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.fields.letterhead_lines import Found, Piece, tidy
from pipeline.types.folding import fold

_KINDS = r"(?:ke hoach|chuong trinh|phuong an|de an|chi thi|huong dan)"
_SAYS = re.compile(rf"\b(?:ban hanh|xay dung|lap)\s+{_KINDS}\s+(?!so\b|nay\b)")
_END = re.compile(r"\s*,?\s*(?:nhu sau|(?:voi )?(?:cac |nhung |mot so )?noi dung\b[^:]{0,40})\s*:")
_WITHIN = 25  # paragraphs below the head; bases may fill a page
_LONGEST = 400  # characters of a title
_FEWEST = 3  # words; what is left of a title when a seal hides its lines ("Điền")
_SAME = 95.0  # rapidfuzz ratio, folded: the title is what the sentence says but for single letters
# Mean confidence: titles under seals were read with 0.4-0.6, the sentence with 0.9 and more.
_LEGIBLE = 0.7
_SURER = 0.15


def stated_title(pieces: Sequence[Piece], body_from: int) -> Found | None:
    """Return the title as the sentence below the bases says it, None where there is none.

    pieces     of the whole document, in reading order.
    body_from  index of the first paragraph below the head.
    """
    by_paragraph: dict[int, list[Piece]] = {}
    for piece in pieces:
        if body_from <= piece.paragraph < body_from + _WITHIN:
            by_paragraph.setdefault(piece.paragraph, []).append(piece)
    for group in by_paragraph.values():
        text = " ".join(piece.text for piece in group)
        folded = fold(text)
        end = _END.search(folded)
        says = list(_SAYS.finditer(folded, 0, end.start() if end else 0))
        if end is None or not says or end.start() - says[-1].end() > _LONGEST:
            continue
        words = tidy(text[says[-1].end() : end.start()]).strip(" ,.;")
        if len(words.split()) > 1:
            return Found(words[:1].upper() + words[1:], tuple(group))
    return None


def better_title(title: Found, stated: Found | None) -> Found:
    """Return what the sentence says where the title is not legible, else the title."""
    if stated is None:
        return title
    if len(title.text.split()) < _FEWEST:
        return stated
    sure = _confidence(title)
    if sure >= _LEGIBLE or _confidence(stated) < sure + _SURER:
        return title
    return title if fuzz.ratio(fold(title.text), fold(stated.text)) >= _SAME else stated


def _confidence(found: Found) -> float:
    sizes = [len(piece.text) for piece in found.pieces]
    weighed = sum(p.confidence * n for p, n in zip(found.pieces, sizes, strict=True))
    return weighed / sum(sizes) if sum(sizes) else 1.0
