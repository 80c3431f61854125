"""Labelled prose: "Sản phẩm: …; Đơn vị chủ trì: …; Thời gian hoàn thành: …"."""

from __future__ import annotations

import re

from pipeline.fields import catalogue as c
from pipeline.fields.headers import header_scores
from pipeline.fields.plain import normalise
from pipeline.types.folding import fold, joined

_LABEL = re.compile(
    r"(?:^|(?<=[;.(\n,]))[\s+*•(-]*(?P<label>[^\W\d_][^:;.\n()]{1,45}?)\s*:\s*(?=\S)"
)
_FIELDS = (c.RESULT, c.LEAD, c.COORDINATING, c.BOTH, c.DEADLINE, c.START, c.END, c.EXTRA)
_LEAST = 0.88  # similarity of a label to a heading; a lower one takes in sentences with a colon
_ENDS = " ;,.\n-+*•"


def labelled_parts(text: str) -> tuple[tuple[str, str], ...]:
    """Cut a paragraph at the labels of task fields into (field, words), in the order written.

    Words before the first label have the field ""; those of a label without a field of its own
    ("Kinh phí: …") have "extra". A paragraph without labels comes back as one part with "".
    """
    words = normalise(text)
    marks = [(m, field) for m in _LABEL.finditer(words) if (field := _field(m.group("label")))]
    if not marks:
        return (("", joined(words)),) if words else ()
    parts = [("", words[: marks[0][0].start()])]
    stops = [mark.start() for mark, _ in marks[1:]] + [len(words)]
    parts += [(field, words[m.end() : stop]) for (m, field), stop in zip(marks, stops, strict=True)]
    return tuple((f, clean) for f, part in parts if (clean := _trimmed(part)))


def _field(label: str) -> str:
    scores = header_scores(label)
    best = max(_FIELDS, key=lambda name: scores[name])
    small = fold(label).count(" ") > 6
    return "" if scores[best] < _LEAST or small else best


def _trimmed(part: str) -> str:
    part = part.strip(_ENDS)
    while part.endswith(")") and _unmatched(part):
        part = part[:-1].rstrip(_ENDS)
    return part.rstrip("(").strip(_ENDS)


def _unmatched(part: str) -> bool:
    """Whether the closing bracket at the end has no opening one; "c)" of a list opens none."""
    depth = 0
    for char in part[:-1]:
        depth = max(depth + (char == "(") - (char == ")"), 0)
    return depth == 0
