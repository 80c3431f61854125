"""Units: who leads a task and who takes part, one unit an entry, in the plan's own words."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.fields.plain import normalise
from pipeline.fields.role_phrases import plain_roles
from pipeline.fields.roles import (
    Role,
    find_marks,
    mend_role_words,
)
from pipeline.fields.settings import FieldSettings
from pipeline.fields.unit_list import split_units
from pipeline.fields.unit_mending import mend_units
from pipeline.fields.unit_names import looks_like_unit
from pipeline.types.folding import fold, fold_giving, joined
from pipeline.types.reading import UnitsFound

_LONG_NAME = 16  # syllables; the longest name of an office in the six gold plans has 13
_LONGEST = 4000  # characters; a longer text is no list of units (the longest in gold has 160)
_NOTHING = re.compile(r"[\W_]*")
_GLUED = re.compile(r"\b(Sở|Phòng|Ban|Hội|Trạm)(?=[A-ZĐ])")  # "SởY tế"
_NUMBERS = re.compile(r"^[\s-]*\d{1,2}[.)]\s+(?=[^\W\d_])", re.MULTILINE)  # "1. Chủ trì: …"
_OWN_DUTY = re.compile(
    r"\s(?:(?:to chuc )?thuc hien|tham muu|trien khai|tong hop|chi dao|theo doi|huong dan)\s*[,;]"
)


def parse_units(
    text: str,
    role: Literal["lead", "coordinating", "both"],
    settings: FieldSettings | None = None,
) -> UnitsFound:
    """Read the units in a cell or phrase.

    ``role`` is what the column says of units that stand without a role word: "lead",
    "coordinating", or "both" for a column of mixed roles, where such units lead.
    ``doubtful``: the words could not be cut or ordered with certainty; ``repaired``: a misread
    word was set right by the catalogue of names. Never raises.
    """
    settings = settings or FieldSettings()
    words = plain_roles(normalise(text))
    if _NOTHING.fullmatch(words):
        return UnitsFound()
    if len(words) > _LONGEST:
        whole = (joined(words),)
        return (
            UnitsFound((), whole, True) if role == "coordinating" else UnitsFound(whole, (), True)
        )
    words, repaired = mend_units(_GLUED.sub(r"\1 ", _NUMBERS.sub("", words)))
    folded, mended = mend_role_words(fold_giving(words), settings.fuzzy_role)
    default: Role = "coordinating" if role == "coordinating" else "lead"
    found: dict[Role, list[str]] = {"lead": [], "coordinating": []}
    doubtful = mended
    for part, part_role in _parts(words, folded, default):
        units, unsure = split_units(part)
        found[part_role] += [unit for unit in units if unit not in found[part_role]]
        doubtful |= unsure
    doubtful |= role != "coordinating" and not found["lead"]
    doubtful |= any(_odd(unit) for units in found.values() for unit in units)
    return UnitsFound(tuple(found["lead"]), tuple(found["coordinating"]), doubtful, repaired)


def _odd(unit: str) -> bool:
    return len(unit.split()) > _LONG_NAME or not looks_like_unit(unit)


def _parts(words: str, folded: str, default: Role) -> list[tuple[str, Role]]:
    """Cut the text at its role words into (text, role)."""
    parts: list[tuple[str, Role]] = []
    current, at = default, 0
    for mark in find_marks(folded):
        if mark.stop <= at:
            continue
        piece = words[at : max(at, mark.start)]
        if mark.before is not None:
            led = any(role == "lead" for _, role in parts) or current == "coordinating"
            earlier, same = _same_clause(piece, mark.before, led=led)
            if earlier.strip():
                beside = mark.before == "lead" and mark.after is None and current == default
                parts.append((earlier, "coordinating" if beside else current))
            parts.append(
                (same, mark.before if mark.after is None or current == default else current)
            )
        else:
            parts.append((piece, current))
        current = mark.after or ("coordinating" if mark.before == "lead" else default)
        at = mark.stop
    parts.append((words[at:], current))
    return [(text, role) for text, role in parts if not _NOTHING.fullmatch(text)]


def _same_clause(piece: str, role: Role, *, led: bool) -> tuple[str, str]:
    """Split ``piece`` where the units that the following role word speaks of begin.

    "A chủ trì; B, C phối hợp": all of "B, C". "A; B (chủ trì)": only "B" leads. Where nobody
    ``led`` before, who has a duty of his own does ("A thực hiện, B phối hợp"), or who stands in a
    clause of his own ("A; B phối hợp").
    """
    if role == "lead" or not led:
        cut = max(piece.rfind(";"), piece.rfind("\n")) + 1
        if role == "coordinating":
            duties = [match.end() for match in _OWN_DUTY.finditer(fold(piece))]
            cut = max([cut, *duties])
        return piece[:cut], piece[cut:]
    return "", piece
