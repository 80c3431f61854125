"""Whose turn it is: plans that can be compared with paper first, other papers when those are done.

A letter or a notice orders things too, in sentences that name neither result nor time: its empty
fields are doubtful by the hundred, and a reviewer who came for plans would see nothing else. They
are asked all the same, and the overview tells how many wait.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pipeline.types.folding import fold

Turn = Literal["plan", "text", "other"]
"""A plan with pictures of its pages; one of bare text; a paper that is no plan."""
TURNS: tuple[Turn, ...] = ("plan", "text", "other")

_KINDS = ("ke hoach", "chuong trinh", "phuong an", "de an", "lich ")
_ENACTED = re.compile(
    r"\b(?:ban hanh|phe duyet|giao)\b.{0,40}\b(?:ke hoach|chuong trinh|phuong an|de an)"
)
_MOST = 0.5  # share of the tasks that must stand in tables and name units

Row = Mapping[str, Any]


def turn_of(kind: str, title: str, tasks: Sequence[Row], pictured: bool) -> Turn:
    """Return the turn of a document.

    kind, title   its type ("KẾ HOẠCH") and title.
    tasks         its rows of ``tasks``.
    pictured      there are pictures of its pages.
    """
    if not is_plan(kind, title, tasks):
        return "other"
    return "plan" if pictured else "text"


def is_plan(kind: str, title: str, tasks: Sequence[Row]) -> bool:
    """Whether a document is a plan: by its type, by what it enacts, by its tables of tasks.

    An annex that was scanned alone names no type; rows of a table that name units tell it.
    """
    named = fold(kind)
    if named.startswith(_KINDS) or _ENACTED.search(fold(title)):
        return True
    told = sum(
        row["table_index"] is not None and bool(row["lead_units"] or row["coordinating_units"])
        for row in tasks
    )
    return not named and told > _MOST * len(tasks)
