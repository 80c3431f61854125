"""What a stage could not do, said so that a person can act on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know about a document.

    stage     the stage that met it ("load", "cleanup", "tables" …).
    code      stable machine name, snake_case ("blank_page", "page_unreadable" …).
    message   one plain English sentence: what, where, what to do.
    page      1-based page, or None when it concerns the whole document.
    severity  "note": nothing lost; "warning": look at it; "error": something was not read.
    """

    stage: str
    code: str
    message: str
    page: int | None = None
    severity: Severity = "warning"
