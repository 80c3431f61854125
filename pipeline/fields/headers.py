"""Which field each column of a table holds: by its heading, and by what it contains."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from pipeline.fields import catalogue as c
from pipeline.fields.company import by_contents, by_place, in_company
from pipeline.fields.heading_heads import head_field
from pipeline.fields.plain import normalise
from pipeline.fields.role_matrix import mark_roles
from pipeline.fields.schedule import mark_schedule
from pipeline.fields.settings import FieldSettings
from pipeline.fields.witnesses import column_witness
from pipeline.types.folding import fold, joined
from pipeline.types.reading import Column, ColumnMap

_YEAR = re.compile(r"\b(?:den\s+)?(?:nam\s+)?(?:19|20)\d\d\b")
_BASELINE = re.compile(
    r"^(?:uoc|hien trang|thuc trang)\b|^(?:so lieu |ket qua )?(?:da )?(?:thuc hien|th|dat"
    r"|dat duoc|co den)"
    r" (?:den )?(?:(?:het )?nam )?(?:truoc|20\d\d)\b|^ket qua (?:dat duoc )?nam (?:truoc|20\d\d)\b"
)
# "Bộ phận tham mưu, phối hợp"; " / " stands between levels, of which each has one role.
_WITH_HELPERS = re.compile(
    r"\b(?:tham muu|thuc hien|phu trach|dau moi|giai quyet)(?:\s*[,;&]\s*|/|\s+va\s+)"
    r"(?:[a-z]+ ){0,2}phoi hop\b"
)
_TOGETHER = re.compile(r"\bcung (?:thuc hien|lam|tham gia|giai quyet|trien khai|phoi hop|du)\b")
_BRACKET = re.compile(r"\([^()]*\)")
_NOISE = re.compile(r"[^a-z0-9%/ ]+")
# "Chỉ tiêu" heads names or values; with a year ("Mục tiêu năm 2023") values, else rather names.
_WITH_YEAR = 0.06
_LEVELS = " / "  # what joins the levels of a heading
_KNOWN = 0.97  # similarity from which a catalogued heading is the one meant
_HEAD = 0.9  # how well a heading fits the field of its first noun when no catalogue lists it
_OTHER_HEAD = 0.6  # ceiling of the other fields then; below ``min_header``, so no candidates
# A column speaks against its heading when its cells fit the heading's field less than the first
# and another field more than the second; short words of a task fit nothing well and say nothing.
_SHOWN_WEAK, _SHOWN_STRONG = 0.2, 0.4
_PLACES = 4  # columns of one field that may stand in one table where the field is not single
_FOLDED = {field.name: tuple(fold(heading) for heading in field.headings) for field in c.FIELDS}


def map_columns(
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    settings: FieldSettings | None = None,
) -> ColumnMap:
    """Give each column of a table its field.

    ``headers`` one heading a column, the levels of a two-level one joined ("Cơ quan thực hiện /
    Chủ trì"), "" where it has none; ``samples`` cells of each column (ten are enough), header
    cells left out. A field that stands once in a record goes to one column; a column that fits
    none is "extra". Confidence is low wherever heading and contents disagree or one is missing.
    Raises ValueError when ``headers`` and ``samples`` are of different length.
    """
    if len(headers) != len(samples):
        raise ValueError(f"{len(headers)} headers for {len(samples)} columns of samples")
    if not headers:
        return ColumnMap(())
    settings = settings or FieldSettings()
    said = [header_scores(header) for header in headers]
    shown = [column_witness(cells) for cells in samples]
    scores = np.array(
        [
            [_combined(h, w, name, settings) for name in c.FIELD_NAMES]
            for h, w in zip(said, shown, strict=True)
        ]
    )
    chosen = _assigned(scores)
    columns = [
        _column(headers[i], said[i], shown[i], scores[i], chosen[i], settings)
        for i in range(len(headers))
    ]
    placed = by_contents(by_place(columns, shown), said, shown)
    return in_company(mark_roles(mark_schedule(placed, samples), samples))


def _tells_the_past(folded: str) -> bool:
    """Whether a heading is of what was reached: "Ước thực hiện năm 2025", "TH 2024"."""
    return _BASELINE.search(folded.rpartition(_LEVELS)[2]) is not None


def header_scores(header: str) -> dict[str, float]:
    """Return field → similarity (0-1) of ``header`` to the field's headings.

    Compared without marks, case, years and brackets, so that a misread heading still counts.
    """
    folded = fold(normalise(header))
    if _tells_the_past(folded):
        return _surely(c.EXTRA)
    if _has_both_roles(folded):
        return _surely(c.BOTH)
    if _TOGETHER.search(folded):
        return _surely(c.COORDINATING)
    parts = [_plain(folded)]
    if "/" in folded or "\n" in folded:
        parts.append(_plain(re.split(r"[/\n]", folded)[-1]))
    parts = [part for part in dict.fromkeys(parts) if part]
    scores = dict.fromkeys(c.FIELD_NAMES, 0.0)
    for level, part in enumerate(parts):
        for name, headings in _FOLDED.items():
            best = max(_similar(part, heading) for heading in headings)
            scores[name] = max(scores[name], best - 0.02 * level)
    scores = _with_head(scores, _plain(folded.rpartition(_LEVELS)[2]))
    dated = _YEAR.search(folded) is not None
    scores[c.INDICATOR_NAME if dated else c.INDICATOR_VALUE] -= _WITH_YEAR
    return _with_role_words({name: max(score, 0.0) for name, score in scores.items()}, folded)


def _surely(field: str) -> dict[str, float]:
    return {name: 1.0 if name == field else 0.3 for name in c.FIELD_NAMES}


def _with_head(scores: dict[str, float], lowest: str) -> dict[str, float]:
    """Let the first noun decide where no catalogued heading is nearly the same.

    ``lowest`` is the lowest level of the heading: a body row that was taken for one more level
    ("Thời gian / Quý II/2024") must not pass for a heading because of what stands above it.
    """
    if max(scores.values()) >= _KNOWN:
        return scores
    name, sure = head_field(lowest)
    if not name:
        return scores
    others = {other: min(score, _OTHER_HEAD) for other, score in scores.items()}
    return others | {name: max(scores[name], _HEAD * sure)}


def _has_both_roles(folded: str) -> bool:
    both = "chu tri" in folded and "phoi hop" in folded
    return both or _WITH_HELPERS.search(folded) is not None


def _with_role_words(scores: dict[str, float], folded: str) -> dict[str, float]:
    """Let "chủ trì" and "phối hợp" decide, whatever stands around them."""
    if "phoi hop" in folded:
        scores |= {c.COORDINATING: 1.0, c.LEAD: min(scores[c.LEAD], 0.5)}
    elif "chu tri" in folded:
        scores |= {c.LEAD: 1.0, c.COORDINATING: min(scores[c.COORDINATING], 0.5)}
    return scores


def _plain(folded: str) -> str:
    text = _BRACKET.sub(" ", _YEAR.sub(" ", folded))
    return joined(_NOISE.sub(" ", text))


def _similar(part: str, heading: str) -> float:
    """Rate the whole likeness, or that of the words in any order a little less."""
    heading = _NOISE.sub(" ", heading)
    exact = fuzz.ratio(part, heading) / 100
    tokens = fuzz.token_sort_ratio(part, heading) / 100 - 0.03
    squeezed = fuzz.ratio(part.replace(" ", ""), heading.replace(" ", "")) / 100 - 0.01
    return max(exact, tokens, squeezed if len(part) > 3 else 0.0, _starts_alike(part, heading))


def _starts_alike(part: str, heading: str) -> float:
    """Rate a longer heading that begins with a known one: "Nội dung công việc trong quý"."""
    if len(heading) < 6 or not part.startswith(heading + " "):
        return 0.0
    return 0.75 + 0.2 * len(heading) / len(part)


def _combined(
    said: dict[str, float], shown: dict[str, float], name: str, settings: FieldSettings
) -> float:
    near = said[name] >= max(settings.min_header, max(said.values()) - settings.header_margin)
    head = said[name] if near else 0.0
    if not shown:
        return head * 0.9
    body = shown.get(name, 0.0)
    spoken = any(score >= settings.min_header for score in said.values())
    if not spoken and name in (c.START, c.END):
        return 0.0  # a time begins or ends something only where the heading says so
    if not spoken:
        return body * (0.85 if not any(said.values()) else 0.75)
    return settings.header_weight * head + (1 - settings.header_weight) * body


def _assigned(scores: NDArray[np.float64]) -> list[int]:
    """Choose the best field of each column, single fields once; -1 where none is left."""
    slots = [i for i, field in enumerate(c.FIELDS) for _ in range(1 if field.single else _PLACES)]
    width = max(len(slots), scores.shape[0])
    table = np.zeros((scores.shape[0], width))
    table[:, : len(slots)] = scores[:, slots]
    rows, cols = linear_sum_assignment(-table)
    chosen = [-1] * scores.shape[0]
    for row, col in zip(rows, cols, strict=True):
        chosen[int(row)] = slots[int(col)] if col < len(slots) else -1
    return chosen


def _column(
    header: str,
    said: dict[str, float],
    shown: dict[str, float],
    scores: NDArray[np.float64],
    chosen: int,
    settings: FieldSettings,
) -> Column:
    heading = joined(normalise(header))
    if chosen < 0 or scores[chosen] < settings.min_assign:
        return Column(c.EXTRA, 0.5 if heading else 0.3, heading)
    name = c.FIELD_NAMES[chosen]
    others = [float(s) for i, s in enumerate(scores) if i != chosen]
    margin = float(scores[chosen]) - max(others)
    confidence = min(1.0, float(scores[chosen]) + 0.1) if margin > 0.1 else float(scores[chosen])
    confidence *= 1.0 if margin > 0.05 else 0.75 if margin >= 0 else 0.5
    against = shown.get(name, 0.0) < _SHOWN_WEAK and max(shown.values(), default=0) > _SHOWN_STRONG
    if against and said[name] >= settings.min_header:
        confidence = min(confidence, 0.6)
    return Column(name, round(min(max(confidence, 0.0), 0.99), 3), heading)
